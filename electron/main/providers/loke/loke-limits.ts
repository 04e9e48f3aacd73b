import type { RefusedFields } from '../http-failure.ts'
import type { Answer } from '../provider.ts'

/**
 * Most points that one change may move, either way. Ours: LOKE documents no limit, and a slip of the finger on the
 * keypad is more likely than a million points.
 */
export const mostPoints = 1_000_000

/** Most characters of a note. Ours: LOKE documents no limit. */
export const longestNotes = 255

/** Most characters of a list's name. Ours: LOKE documents no limit. */
export const longestName = 100

/** What is wrong with a request that was not sent; null where nothing is. */
export type Complaint = RefusedFields | null

/** The answer to a request that was refused here: nothing was sent, and so no status was seen. */
export function refuse(fields: RefusedFields, now: number): Answer<never> {
  return {
    ok: false,
    failure: { kind: 'refused', status: 422, fields },
    evidence: { http: null, requestId: null, startedAt: now, ms: 0, serverDate: null },
  }
}

/** An id goes into a path as one part of it: not empty, not dots that walk up, not half a character. */
export function checkId(field: string, id: string): Complaint {
  const fits = id.length > 0 && id.length <= 64 && !/^\.{1,2}$/.test(id) && id.isWellFormed()
  return fits ? null : { [field]: ['invalid'] }
}

/** One part of a path, encoded; `checkId` came first. */
export function addressPart(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

/** The reference is the operation's own id. Its allowed form is not documented; this one passes anywhere. */
export function checkReference(reference: string): Complaint {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(reference) ? null : { reference: ['invalid'] }
}

/** `amount` is a whole number other than 0; `notes` may be left out. */
export function checkPoints(reference: string, amount: number | null, notes: string | null): Complaint {
  const wrong = checkReference(reference)
  if (wrong !== null) return wrong
  if (amount !== null && (!Number.isSafeInteger(amount) || amount === 0)) return { amount: ['invalid'] }
  if (amount !== null && Math.abs(amount) > mostPoints) return { amount: ['limit'] }
  return notes === null ? null : checkText('notes', notes, longestNotes)
}

/** A list's name. */
export function checkName(name: string): Complaint {
  return name.trim() === '' ? { name: ['missing'] } : checkText('name', name, longestName)
}

/** Something like an address; LOKE finds exact ones only. */
export function checkEmail(email: string): Complaint {
  return /^[^\s@]{1,64}@[^\s@]{1,189}$/.test(email) && email.isWellFormed() ? null : { email: ['invalid'] }
}

/** E.164, as in the vendor's samples. */
export function checkPhone(phone: string): Complaint {
  return /^\+[1-9]\d{5,14}$/.test(phone) ? null : { phoneNumber: ['invalid'] }
}

function checkText(field: string, text: string, most: number): Complaint {
  if (!text.isWellFormed()) return { [field]: ['invalid'] }
  return text.length <= most ? null : { [field]: ['limit'] }
}
