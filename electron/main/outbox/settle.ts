import type { AttentionReason, OperationKind, Proof } from '../../../shared/domain/operation.ts'
import type { Unanswered } from '../providers/provider.ts'

/** What a read-back showed. */
export type Reading =
  /** It is there. */
  | { readonly kind: 'found'; readonly proof: Proof }
  /** A complete, valid read does not show it. */
  | { readonly kind: 'absent' }
  /** Only a counter could be read. */
  | { readonly kind: 'counter'; readonly now: number }
  /** The member or card is not there any more. */
  | { readonly kind: 'gone' }
  /** No evidence: the read failed or was cut short. */
  | { readonly kind: 'failed' }

/** What is known of an operation whose outcome is not. */
export interface UnknownFacts {
  readonly now: number
  readonly kind: OperationKind
  readonly unanswered: Unanswered
  readonly singleTill: boolean
  readonly readLagMs: number
  readonly lateBoundMs: number
  /** When the outcome became unknown, UTC ms. */
  readonly lostAt: number
  /** For how long it has certainly been waited since, ms: the clock may have been set ahead meanwhile. */
  readonly waitedMs: number
  /** Looks that found nothing, after the settle time. */
  readonly negatives: number
  readonly negativeAt: number | null
  /** Counter before it was sent; null where it was not read. */
  readonly base: number | null
  /** Whether that figure can serve as proof: from our own last write, or read with no lag in between. */
  readonly baseFresh: boolean
  /** Whether nothing else of ours was written for the member within the read lag before it was sent. */
  readonly quietBefore: boolean
  /** What the counter grows by: stamps added, or minus the cost. */
  readonly adding: number
  /** Looks in a row that left and brought nothing readable, this one among them if it is one. */
  readonly vain: Vain
}

/** Looks in vain, and when the first of them was, UTC ms. */
export interface Vain {
  readonly looks: number
  readonly since: number | null
}

/** What to do with it. */
export type Settlement =
  | { readonly kind: 'done'; readonly proof: Proof }
  | { readonly kind: 'resend' }
  | { readonly kind: 'ask'; readonly reason: AttentionReason }
  | {
      readonly kind: 'look-again'
      readonly at: number
      readonly negatives: number
      readonly negativeAt: number | null
    }

/** Two looks that find nothing must lie this far apart. */
export const betweenNegativesMs = 15_000
/** After looking in vain for this long a person is asked, ms. */
export const longestCheckingMs = 24 * 3_600_000
/** So many looks must have been in vain, or the time between them was a weekend and not a trial. */
export const fewestVainLooks = 20
/** As many as a day has: whatever the clock says, a person is asked. */
export const mostVainLooks = 150
const longestWaitMs = 600_000
const earlyLooksMs = [500, 2_000, 5_000, 15_000, 45_000] as const

/** How long after a silence a look that finds nothing says anything at all, ms. */
export function settleMs(facts: Pick<UnknownFacts, 'readLagMs' | 'lateBoundMs'>): number {
  return facts.readLagMs + facts.lateBoundMs
}

/**
 * When to look next, UTC ms, after a look at `now`: soon after the silence (it costs one cheap read, and an answer
 * that shows the operation settles it at any time), at the settle time and 15 s after, then ever more rarely.
 */
export function nextLookAt(
  facts: Pick<UnknownFacts, 'readLagMs' | 'lateBoundMs' | 'lostAt' | 'now'>,
): number {
  const settle = settleMs(facts)
  const age = facts.now - facts.lostAt
  const planned = [...earlyLooksMs, settle, settle + betweenNegativesMs].sort((a, b) => a - b)
  const upcoming = planned.find((at) => at > age)
  if (upcoming !== undefined) return facts.lostAt + upcoming
  // Past the plan the wait is as long as the time that has passed, up to ten minutes.
  return facts.now + Math.min(longestWaitMs, Math.max(betweenNegativesMs, age))
}

/**
 * Whether looking has been in vain for too long. Only looks that left are counted: time without a network or without
 * the program is none in which anything was tried.
 */
export function isInVain({ looks, since }: Vain, now: number): boolean {
  const tooLong = since !== null && now - since >= longestCheckingMs
  return looks >= mostVainLooks || (looks >= fewestVainLooks && tooLong)
}

/** What a reading settles. Pure: the same facts give the same answer. */
export function settle(facts: UnknownFacts, reading: Reading): Settlement {
  const age = facts.now - facts.lostAt
  // A read may be as old as the lag: what fits can be from before our own last writes. A mark of ours cannot.
  const isNew = facts.quietBefore || Math.min(age, facts.waitedMs) >= facts.readLagMs
  if (reading.kind === 'found') {
    return isNew || reading.proof !== 'natural-key'
      ? { kind: 'done', proof: reading.proof }
      : lookAgain(facts)
  }
  const seen = reading.kind === 'counter' ? reading.now : null
  const undecided: Settlement = {
    kind: 'ask',
    reason: { kind: 'undecided', before: facts.base, now: seen, adding: facts.adding },
  }
  if (reading.kind !== 'failed' && facts.unanswered === 'ask-a-person') return undecided
  if (reading.kind === 'failed') return isInVain(facts.vain, facts.now) ? undecided : afterFailure(facts)
  const settled = Math.min(age, facts.waitedMs) >= settleMs(facts)
  if (reading.kind === 'gone') return settled ? undecided : lookAgain(facts)
  // A provider that refuses a repeat itself may be asked again at any time.
  if (facts.unanswered === 'keyed') return { kind: 'resend' }
  // It does the same twice as once: one look after the settle time is enough.
  if (facts.unanswered === 'repeatable') return settled ? { kind: 'resend' } : lookAgain(facts)
  if (reading.kind === 'counter') {
    if (!facts.singleTill || facts.base === null || !facts.baseFresh) {
      return settled ? undecided : lookAgain(facts)
    }
    if (reading.now === facts.base + facts.adding) {
      return isNew ? { kind: 'done', proof: 'counter' } : lookAgain(facts)
    }
    if (reading.now !== facts.base) return settled ? undecided : lookAgain(facts)
  }
  if (!settled) return lookAgain(facts)
  const negativeAt = facts.negativeAt ?? facts.now
  if (facts.now - negativeAt >= betweenNegativesMs) {
    // A reward leaves the shop: a counter may show that it was taken, never that it may be taken again.
    return facts.kind === 'reward.redeem' && reading.kind === 'counter' ? undecided : { kind: 'resend' }
  }
  return {
    kind: 'look-again',
    at: negativeAt + betweenNegativesMs,
    negatives: facts.negatives + 1,
    negativeAt,
  }
}

function lookAgain(facts: UnknownFacts): Extract<Settlement, { kind: 'look-again' }> {
  return {
    kind: 'look-again',
    at: nextLookAt(facts),
    negatives: facts.negatives,
    negativeAt: facts.negativeAt,
  }
}

/** However long ago it went silent: a look that fails is made again soon, and ever more rarely as more of them fail. */
function afterFailure(facts: UnknownFacts): Settlement {
  const wait = betweenNegativesMs * 2 ** Math.min(10, Math.max(0, facts.vain.looks - 1))
  const again = lookAgain(facts)
  return { ...again, at: Math.min(again.at, facts.now + Math.min(longestWaitMs, wait)) }
}
