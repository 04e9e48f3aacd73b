import { objectIn } from './replies.ts'
import type { Complaints } from './replies.ts'

/** What a request says of a customer. Undefined: not said; null: to be cleared. */
export interface CustomerInput {
  readonly firstName: string | undefined
  readonly lastName: string | null | undefined
  readonly email: string | null | undefined
  readonly phone: string | null | undefined
  readonly birthday: string | null | undefined
  readonly metadata: Readonly<Record<string, unknown>>
  readonly references: readonly {
    readonly source: string
    readonly external_id: string
    readonly metadata: Readonly<Record<string, unknown>>
  }[]
}

const longest = 255

/** Reads the `customer` of a request and collects what is wrong with it; null where there is none. */
export function checkCustomer(value: unknown, complaints: Complaints, now: number): CustomerInput | null {
  const given = objectIn(value)
  if (given === null) return null
  const complain = (field: string, text: string): void => {
    ;(complaints[field] ??= []).push(text)
  }
  const text = (field: string): string | null | undefined => {
    const found = given[field]
    if (found === undefined) return undefined
    if (found === null) return null
    if (typeof found !== 'string') {
      complain(field, 'is invalid')
      return null
    }
    if (found.length > longest) complain(field, `is too long (maximum is ${longest} characters)`)
    return found.trim() === '' ? null : found.trim()
  }

  const firstName = text('first_name')
  const email = text('email')
  const written = text('phone')
  const phone = typeof written === 'string' ? written.replace(/[\s().-]/g, '') : written
  const birthday = text('birthday')
  if (typeof email === 'string' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) complain('email', 'is invalid')
  if (typeof phone === 'string' && !/^\+?\d{6,15}$/.test(phone)) complain('phone', 'is invalid')
  if (typeof birthday === 'string' && !isPastDate(birthday, now)) complain('birthday', 'is invalid')
  const metadata = given['metadata'] === undefined ? {} : objectIn(given['metadata'])
  if (metadata === null) complain('metadata', 'is invalid')
  return {
    firstName: firstName === undefined ? undefined : (firstName ?? ''),
    lastName: text('last_name'),
    email,
    phone,
    birthday,
    metadata: metadata ?? {},
    references: referencesIn(given['external_references'], complain),
  }
}

function referencesIn(
  value: unknown,
  complain: (field: string, text: string) => void,
): CustomerInput['references'] {
  if (value === undefined || value === null) return []
  const list = Array.isArray(value) ? (value as unknown[]) : [null]
  return list.flatMap((entry) => {
    const { source, external_id: id, metadata } = objectIn(entry) ?? {}
    const short = (text: unknown): text is string =>
      typeof text === 'string' && text !== '' && text.length <= longest
    if (!short(source) || !short(id)) {
      complain('external_references', 'is invalid')
      return []
    }
    return [{ source, external_id: id, metadata: objectIn(metadata) ?? {} }]
  })
}

function isPastDate(text: string, now: number): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text) && at <= now
}
