import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** An E.164 number as people of its country write it, with the prefix; unreadable ones stay as they are. */
export function formatPhone(e164: string | null): string | null {
  if (e164 === null) return null
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164
}
