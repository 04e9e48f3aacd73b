import type { Failure } from '../providers/provider.ts'

/** What a failed call tells of the way to the provider. */
export type GateEvent =
  | { readonly kind: 'reached' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'impostor' }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'limited'; readonly retryAfterMs: number | null }
  /** No answer or a server error: counts for the breaker. */
  | { readonly kind: 'failed' }
  /** Tells nothing. */
  | { readonly kind: 'nothing' }

/** What a failed mutation means for its operation. */
export type Outcome =
  /** Certainly not done. `answered`: the provider said so, which counts towards giving up. */
  | { readonly kind: 'not-applied'; readonly answered: boolean }
  /** Nobody knows. */
  | { readonly kind: 'lost' }
  /** Definitely refused; the operation's kind finds out why. */
  | { readonly kind: 'refused' }
  /** Refused for want of rights: a probe tells whether for this call or for all. */
  | { readonly kind: 'forbidden' }

/** A failed mutation: what became of it, and what it tells of the way. */
export function classify(
  failure: Failure,
  neverApplied: readonly number[],
): { readonly outcome: Outcome; readonly gate: GateEvent } {
  return { outcome: outcomeOf(failure, neverApplied), gate: gateEventOf(failure) }
}

function outcomeOf(failure: Failure, neverApplied: readonly number[]): Outcome {
  switch (failure.kind) {
    case 'not-sent':
    case 'unauthorized':
    case 'rate-limited':
      return { kind: 'not-applied', answered: false }
    case 'no-answer':
    // Something answered, but perhaps not the provider: bytes have left and may have gone through.
    case 'bad-answer':
      return { kind: 'lost' }
    case 'server-error':
      return neverApplied.includes(failure.status)
        ? { kind: 'not-applied', answered: true }
        : { kind: 'lost' }
    case 'forbidden':
      return { kind: 'forbidden' }
    case 'not-found':
    case 'refused':
      return { kind: 'refused' }
  }
}

/** What any failed call, also a read, tells of the way to the provider. */
export function gateEventOf(failure: Failure): GateEvent {
  switch (failure.kind) {
    case 'not-sent':
      return failure.cause === 'aborted' ? { kind: 'nothing' } : { kind: 'unreachable' }
    case 'no-answer':
      return failure.cause === 'aborted' ? { kind: 'nothing' } : { kind: 'failed' }
    case 'server-error':
      return { kind: 'failed' }
    case 'bad-answer':
      return { kind: 'impostor' }
    case 'unauthorized':
      return { kind: 'unauthorized' }
    case 'rate-limited':
      return { kind: 'limited', retryAfterMs: failure.retryAfterMs }
    case 'forbidden':
      return { kind: 'nothing' }
    case 'not-found':
    case 'refused':
      return { kind: 'reached' }
  }
}

/** Answers in a row that were neither a success nor a refusal, before a person is asked. */
export const answersBeforeGivingUp = 20
/** Hours of such answers, ms. */
export const longestTryingMs = 24 * 3_600_000

/** Whether the provider has answered with errors too often, or for too long since the first of them. */
export function isGivenUp(answered: number, firstAt: number, now: number): boolean {
  return answered >= answersBeforeGivingUp || (answered > 0 && now - firstAt >= longestTryingMs)
}
