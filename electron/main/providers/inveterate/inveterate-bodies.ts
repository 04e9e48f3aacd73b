import type { RefusedFields } from '../http-failure.ts'
import { wireAmount } from './inveterate-amount-schemas.ts'
import { isId } from './inveterate-customer-id.ts'
import { dateIn } from './inveterate-normalize.ts'

/** The documentation that the server follows: the older one has no birthday in POST and PATCH. */
export type Dialect = 'current' | 'older'

/** A body that may be sent, or what must not be: by the vendor's field names, nothing was sent. */
export type Built<B> =
  { readonly ok: true; readonly body: B } | { readonly ok: false; readonly fields: RefusedFields }

/** Puts an existing Shopify customer on a free or spend-based tier, higher or LOWER than the present one. */
export interface Enrolment {
  readonly customerId: string
  /** Whether somebody referred this customer; never who. */
  readonly wasReferred: boolean
  readonly segmentId: string
  /** "Whether or not to override the spend required to add a customer to a spend based tier." */
  readonly overrideSpendThreshold: boolean
  /** "Whether or not you want to keep this customer in the spend based tier despite not meeting the threshold." */
  readonly keepInSpendBasedTier: boolean
  /** Hundredths of a credit. The vendor demands at least one whole credit with each enrolment. */
  readonly credits: number
  /** YYYY-MM-DD. Compulsory in the current documentation; unknown to the older. */
  readonly birthday: string | null
}

/** The POST's body, all fields there. */
export interface EnrolBody {
  readonly customerId: string
  readonly referrals: 'true' | 'false'
  readonly segmentId: string
  readonly overrideSpendThreshold: boolean
  readonly keepInSpendBasedTier: boolean
  readonly credits: number
  readonly birthday?: string
}

/** Hundredths in the least credit that an enrolment may carry. */
export const leastEnrolCredits = 100

/** More than this is a slip of the finger; the vendor documents no limit [inferred]. */
export const mostCredits = 10_000_000

/** The POST's body from an enrolment, or what is wrong with it. */
export function enrolBody(enrolment: Enrolment, dialect: Dialect): Built<EnrolBody> {
  const { customerId, segmentId, credits, birthday } = enrolment
  const fields: Record<string, RefusedFields[string]> = {}
  if (!isId(customerId)) fields['customerId'] = ['invalid']
  if (!isKey(segmentId)) fields['segmentId'] = [segmentId === '' ? 'missing' : 'invalid']
  if (!Number.isSafeInteger(credits)) fields['credits'] = ['invalid']
  else if (credits < leastEnrolCredits || credits > mostCredits) fields['credits'] = ['limit']
  if (dialect === 'current' && birthday === null) fields['birthday'] = ['missing']
  else if (birthday !== null && dateIn(birthday) !== birthday) fields['birthday'] = ['invalid']
  if (Object.keys(fields).length > 0) return { ok: false, fields }
  const body = {
    customerId,
    referrals: enrolment.wasReferred ? 'true' : 'false',
    segmentId,
    overrideSpendThreshold: enrolment.overrideSpendThreshold,
    keepInSpendBasedTier: enrolment.keepInSpendBasedTier,
    credits: wireAmount(credits),
  } as const
  return { ok: true, body: dialect === 'current' && birthday !== null ? { ...body, birthday } : body }
}

/** A change of credits. */
export interface CreditChange {
  /** Hundredths of a credit, of either sign, never 0. */
  readonly amount: number
  /** The operation's mark, by which the ledger is read back. */
  readonly tag: string
  /** The merchant may read it; the tag stands before it. */
  readonly note: string | null
  /** With a removal: switch off live redemption codes where that is needed. */
  readonly force: boolean
}

export interface CreditBody {
  readonly amount: number
  readonly note: string
  readonly force?: true
}

/** Longest note that is sent; the vendor documents no limit [inferred]. */
const longestNote = 255

/** The credit call's body, or what is wrong with it. */
export function creditBody(change: CreditChange): Built<CreditBody> {
  const { amount, tag, note, force } = change
  const fields: Record<string, RefusedFields[string]> = {}
  if (!Number.isSafeInteger(amount)) fields['amount'] = ['invalid']
  else if (amount === 0 || Math.abs(amount) > mostCredits) fields['amount'] = ['limit']
  if (!isTag(tag)) fields['note'] = ['invalid']
  if (force && amount > 0) fields['force'] = ['invalid']
  if (Object.keys(fields).length > 0) return { ok: false, fields }
  const words = (note ?? '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .toWellFormed()
  const whole = words === '' ? tag : `${tag} ${words}`.slice(0, longestNote).toWellFormed()
  return { ok: true, body: { amount: wireAmount(amount), note: whole, ...(force ? { force } : {}) } }
}

/** Whether a text can be a tier's id in a path and a body. */
export function isKey(text: string): boolean {
  return /^[\w.~-]{1,128}$/.test(text) && !/^\.+$/.test(text)
}

/** Whether a text can be found again as one word of a note. */
export function isTag(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9-]{5,63}$/.test(text)
}
