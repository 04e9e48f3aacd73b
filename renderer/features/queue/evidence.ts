import type { AttentionReason } from '../../../shared/domain/operation.ts'

/** Counts around a request whose fate is not known. */
export interface Counts {
  readonly before: number | null
  readonly now: number | null
  /** Negative where stamps are taken. */
  readonly adding: number
}

/** What the figures around an unanswered request say, for the cashier who decides. */
export type Evidence =
  | { readonly kind: 'looks-applied'; readonly before: number; readonly now: number; readonly adding: number }
  | {
      readonly kind: 'looks-not-applied'
      readonly before: number
      readonly now: number
      readonly adding: number
    }
  /** The count moved by another number: somebody else may have changed it too. */
  | { readonly kind: 'unclear'; readonly before: number; readonly now: number; readonly adding: number }
  /** The count before is not known. */
  | { readonly kind: 'only-now'; readonly now: number; readonly adding: number }
  /** The count now could not be read. */
  | { readonly kind: 'unread'; readonly before: number | null; readonly adding: number }

/** What the evidence comes to. */
export type Verdict = 'arrived' | 'missing' | 'unclear'

/** The counts that come with a question; null where there are none, as for a card or an edit. */
export function countsOf(reason: AttentionReason | null): Counts | null {
  if (reason?.kind !== 'undecided' && reason?.kind !== 'restored') return null
  return reason.adding === 0 ? null : reason
}

/** Weighs the counts before and after: never a proof, for other tills may stamp the same card. */
export function evidenceOf({ before, now, adding }: Counts): Evidence {
  if (now === null) return { kind: 'unread', before, adding }
  if (before === null) return { kind: 'only-now', now, adding }
  const moved = now - before
  if (moved === adding) return { kind: 'looks-applied', before, now, adding }
  if (moved === 0) return { kind: 'looks-not-applied', before, now, adding }
  return { kind: 'unclear', before, now, adding }
}

/** Whether a question looks settled one way or the other. */
export function verdictOf(reason: AttentionReason | null): Verdict {
  const counts = countsOf(reason)
  if (counts === null) return 'unclear'
  switch (evidenceOf(counts).kind) {
    case 'looks-applied':
      return 'arrived'
    case 'looks-not-applied':
      return 'missing'
    case 'unclear':
    case 'only-now':
    case 'unread':
      return 'unclear'
  }
}
