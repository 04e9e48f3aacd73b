import type { MemberDetails } from '../../../shared/domain/member.ts'

/** Hosts that ignore dots in front of the @, each with the name under which all of them count. */
const dotlessHosts: ReadonlyMap<string, string> = new Map([
  ['gmail.com', 'gmail.com'],
  ['googlemail.com', 'gmail.com'],
])

/** An e-mail as it is compared. */
export function lowerEmail(email: string): string {
  if (/^[\x21-\x7e]*$/.test(email)) return email.toLowerCase()
  return email.trim().normalize('NFC').toLowerCase()
}

/** The mailbox that an e-mail ends in: without +tag, and without dots where the host ignores them. */
export function sameMailbox(email: string): string {
  return mailboxOf(lowerEmail(email))
}

/** As {@link sameMailbox}, of an e-mail as {@link lowerEmail} makes it. */
export function mailboxOf(lower: string): string {
  const at = lower.lastIndexOf('@')
  if (at < 1) return lower
  const host = lower.slice(at + 1)
  const tag = lower.indexOf('+')
  const untagged = lower.slice(0, tag < 0 ? at : Math.min(at, tag))
  const dotless = dotlessHosts.get(host)
  const local = dotless === undefined ? untagged : untagged.replaceAll('.', '')
  return local === '' ? lower : `${local}@${dotless ?? host}`
}

/** ASCII digits of a text, in whatever script its digits are written. */
export function digitsOf(text: string): string {
  // As nearly every phone is told.
  if (/^\+?[0-9]*$/.test(text)) return text.startsWith('+') ? text.slice(1) : text
  const digits = /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFKC').replace(/\p{Nd}/gu, asciiDigit)
  return digits.replace(/[^0-9]/g, '')
}

/** Calling code of a number in E.164; null where the number cannot be international. */
export function callingCode(phone: MemberDetails['phone']): string | null {
  if (phone?.startsWith('+') !== true) return null
  const digits = digitsOf(phone)
  // E.164 codes are prefix-free: 1 and 7 alone, these with two digits, every other with three.
  const [code = null] =
    /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/.exec(digits) ?? []
  return code
}

/** What is dialled in front of a national number at home. */
export function trunkPrefix(code: string): string {
  return { '36': '06', '7': '8', '375': '80', '993': '8', '1': '1', '52': '01' }[code] ?? '0'
}

/** Unicode keeps the ten digits of a script in one run: a digit's value is its distance from the run's start. */
function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1
  return String(value)
}
