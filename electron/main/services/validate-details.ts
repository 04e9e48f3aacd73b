// The small metadata and "possible" instead of "valid": number plans open new ranges long before a till is
// updated, and a customer who stands there knows the number. Letters and wrong lengths are still refused.
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { MemberDetails, MemberField } from '../../../shared/domain/member.ts'
import type { FieldProblem } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { cleanText } from './clean-text.ts'

/** What is wrong, by field. */
export type DetailProblems = Partial<Readonly<Record<MemberField, FieldProblem>>>

/** What the rules depend on besides the fields. */
export interface DetailRules {
  /** Country whose prefix a phone without one gets, ISO 3166-1 alpha-2. */
  readonly country: string
  /** The shop's day, ISO date: nobody is born after it. */
  readonly today: string
  /** Whether the e-mail alone will do, as at a provider that knows nobody by phone. */
  readonly needsEmail?: boolean
}

const longestName = 100
const longestEmail = 254
const earliestYear = 1900

/**
 * Details as typed by a cashier, checked and brought into the form in which they are stored. A new member
 * needs a first name and a way to be reached; an edit obeys the same rules.
 */
export function validateDetails(
  typed: MemberDetails,
  rules: DetailRules,
): Result<MemberDetails, DetailProblems> {
  const problems: { [F in MemberField]?: FieldProblem } = {}

  const firstName = cleanText(typed.firstName)
  if (firstName === '') problems.firstName = 'missing'
  else if (tooLong(firstName, longestName)) problems.firstName = 'too-long'

  const lastName = cleanText(typed.lastName ?? '')
  if (tooLong(lastName, longestName)) problems.lastName = 'too-long'

  const email = emailAddress(typed.email ?? '')
  if (!email.ok) problems.email = email.error

  const phone = phoneNumber(typed.phone ?? '', rules.country)
  if (!phone.ok) problems.phone = phone.error

  const birthday = birthDate(typed.birthday ?? '', rules.today)
  if (!birthday.ok) problems.birthday = birthday.error

  if (rules.needsEmail === true && email.ok && email.value === null) problems.email = 'email-missing'
  // Said once, at the first of the two fields, and only where neither was tried.
  else if (email.ok && phone.ok && email.value === null && phone.value === null)
    problems.email = 'contact-missing'

  if (!email.ok || !phone.ok || !birthday.ok || Object.keys(problems).length > 0) return err(problems)
  return ok({
    firstName,
    lastName: lastName === '' ? null : lastName,
    email: email.value,
    phone: phone.value,
    birthday: birthday.value,
  })
}

function tooLong(text: string, most: number): boolean {
  return Array.from(text).length > most
}

/** A whole e-mail, in the form in which it is stored; null for an empty text. */
export function emailAddress(typed: string): Result<string | null, FieldProblem> {
  const text = cleanText(typed.normalize('NFKC'))
  if (text === '') return ok(null)
  if (tooLong(text, longestEmail)) return err('too-long')
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at)
  const domain = text.slice(at + 1).toLowerCase()
  const localFits = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}$/u.test(local) && !/^\.|\.\.|\.$/.test(local)
  const domainFits =
    /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?\.)+(?:\p{L}[\p{L}\p{M}]+|xn--[a-z0-9-]+)$/u.test(
      domain,
    )
  return at > 0 && localFits && domainFits ? ok(`${local}@${domain}`) : err('not-an-email')
}

/** A whole phone in E.164; null for an empty text. */
export function phoneNumber(typed: string, country: string): Result<string | null, FieldProblem> {
  const text = cleanText(typed.normalize('NFKC'))
  if (text === '') return ok(null)
  const international = text.replace(/^00(?=\s*[1-9])/, '+')
  const home = isSupportedCountry(country) ? country : undefined
  const read = (number: string) =>
    parsePhoneNumberFromString(number, {
      ...(home === undefined ? {} : { defaultCountry: home }),
      extract: false,
    })
  // 00 is how most of the world dials abroad, and a wrong guess is caught by the length.
  const number = [read(international), read(text)].find((candidate) => candidate?.isPossible() === true)
  if (number === undefined || number.ext !== undefined) return err('not-a-phone')
  return ok(number.number)
}

function birthDate(typed: string, today: string): Result<string | null, FieldProblem> {
  const text = cleanText(typed)
  if (text === '') return ok(null)
  const [whole, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (whole === undefined) return err('not-a-date')
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  if (date.toISOString().slice(0, 10) !== whole) return err('not-a-date')
  if (whole > today) return err('in-the-future')
  return Number(year) < earliestYear ? err('too-long-ago') : ok(whole)
}
