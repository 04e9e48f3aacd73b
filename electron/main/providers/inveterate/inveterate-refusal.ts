import type { RefusedFields } from '../http-failure.ts'
import type { Failure, RefusalCode } from '../provider.ts'

/** The field under which a refusal of the key itself is kept. */
export const keyField = 'X-Inveterate-Api-Key'

/** Field names of the vendor's documentation; no other name is believed to be one. */
const fieldNames = [
  ...['customerId', 'referrals', 'segmentId', 'overrideSpendThreshold', 'keepInSpendBasedTier', 'credits'],
  ...['birthday', 'firstName', 'lastName', 'notes', 'phoneNumber', 'amount', 'note', 'force'],
  ...['limit', 'lastCustomerId', 'lastCreditEntry', 'includeBenefits', 'type'],
] as const

/** What a refusal says, as codes. The sentences stay behind: they may name people. */
export function readRefusal(body: unknown): RefusedFields {
  const fields: Record<string, readonly RefusalCode[]> = {}
  for (const sentence of sentencesIn(body).slice(0, 40)) {
    const field = fieldIn(sentence)
    const code = codeOf(sentence)
    const known = fields[field] ?? []
    if (!known.includes(code)) fields[field] = [...known, code]
  }
  return fields
}

/**
 * Whether a 400 was about the key. The documentation answers a wrong key with 400, and the older version's sample
 * says "Invalid API key": nothing was done, and every other call would be refused as well.
 */
export function isKeyRefused(failure: Failure): boolean {
  return failure.kind === 'refused' && Object.hasOwn(failure.fields, keyField)
}

/** Whether a refusal says that there is no such member. */
export function saysNoMember(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.fields['customerId']?.includes('other') === true
}

/**
 * What a refusal tells of the documentation that the server follows: an older one has no birthday and may refuse
 * it, the newer one demands it. Either way nothing was done, so that the other form may be tried.
 */
export function birthdayVerdict(failure: Failure, sent: boolean): 'demanded' | 'unknown' | null {
  if (failure.kind !== 'refused') return null
  const codes = failure.fields['birthday']
  if (codes === undefined) return null
  if (!sent) return 'demanded'
  return codes.includes('other') ? 'unknown' : null
}

const evidenceWords = new Set([
  ...fieldNames.map((name) => name.toLowerCase()),
  ...'a an and api array at be been body boolean cannot could credit customer date does empty error exist'.split(
    ' ',
  ),
  ...'expected failed field found greater has have header in integer internal invalid is it key least less'.split(
    ' ',
  ),
  ...'long malformed may member merchant min minimum missing must no not number object of or parameter'.split(
    ' ',
  ),
  ...'property query request required segment server should show string than the tier timeout to unauthorized'.split(
    ' ',
  ),
  ...'unknown update updated valid value was were with zero forbidden enough insufficient balance already'.split(
    ' ',
  ),
  ...'redemption code active partially updating creating adding process unable try again later wrong'.split(
    ' ',
  ),
])

/**
 * An error's `message` as evidence: its known words in their order, everything else (names, numbers, addresses,
 * whatever it quotes) left out. Null where there was no message.
 */
export function redactedMessage(body: unknown): string | null {
  const sentences = sentencesIn(body)
  if (sentences.length === 0) return null
  const words = sentences.join('; ').slice(0, 2_000).split(/\s+/)
  const kept: string[] = []
  for (const word of words) {
    const plain = word.replace(/[^A-Za-z]+$/, '').replace(/^[^A-Za-z]+/, '')
    const next = evidenceWords.has(plain.toLowerCase()) ? plain : '…'
    if (next !== '…' || kept.at(-1) !== '…') kept.push(next)
  }
  return kept.join(' ').slice(0, 200).trim()
}

/** `message` as one text or a list of them, and the older version's `errors`. */
function sentencesIn(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null) return []
  const told: unknown[] = []
  for (const name of ['message', 'errors', 'error'] as const) {
    const value: unknown = name in body ? (body as Record<string, unknown>)[name] : undefined
    if (Array.isArray(value)) told.push(...(value as unknown[]).slice(0, 40))
    else told.push(value)
    if (told.some((each) => typeof each === 'string' && each !== '')) break
  }
  return told
    .flatMap((each) => (typeof each === 'string' ? each.slice(0, 2_000).split(/[;,\n]/) : []))
    .filter(isFilled)
}

function isFilled(text: string): boolean {
  return text.trim() !== ''
}

function fieldIn(sentence: string): string {
  if (blamesKey(sentence)) return keyField
  const names: readonly string[] = fieldNames
  const field = (sentence.match(/[A-Za-z]+/g) ?? []).find((word) => names.includes(word))
  if (field !== undefined) return field
  if (/\b(?:customer|member)\b/i.test(sentence) && /\bnot\b|\bno\b/i.test(sentence)) return 'customerId'
  return /\b(?:segment|tier)\b/i.test(sentence) ? 'segmentId' : 'base'
}

/** A general "check your API key, your parameters and your body" blames nothing in particular. */
function blamesKey(sentence: string): boolean {
  return (
    /\bapi[ _-]?key\b/i.test(sentence) &&
    /\b(?:invalid|wrong|bad|missing|unknown|expired|revoked|required|not found|not valid|no)\b/i.test(
      sentence,
    )
  )
}

function codeOf(sentence: string): RefusalCode {
  if (/\bshould not exist\b|\bnot found\b|\bdoes not exist\b|\bno such\b|\bunknown\b/i.test(sentence))
    return 'other'
  if (/\b(?:not enough|insufficient|exceeds)\b/i.test(sentence)) return 'not-enough'
  if (/\b(?:not be (?:less|greater)|minimum|maximum|at (?:least|most)|zero)\b/i.test(sentence)) return 'limit'
  if (/\b(?:empty|required|missing)\b/i.test(sentence)) return 'missing'
  if (/\b(?:invalid|must|not valid|malformed)\b/i.test(sentence)) return 'invalid'
  return 'other'
}
