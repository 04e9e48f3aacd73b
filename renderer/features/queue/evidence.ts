import type { AttentionReason } from '../../../shared/domain/operation.ts'

type Undecided = Extract<AttentionReason, { readonly kind: 'undecided' }>

/** What the figures around an unanswered request say, for the cashier who decides. */
export type Evidence =
  | { readonly kind: 'looks-applied'; readonly before: number; readonly now: number; readonly adding: number }
  | {
      readonly kind: 'looks-not-applied'
      readonly before: number
      readonly now: number
      readonly adding: number
    }
  /** The count moved by another number: somebody else may have stamped too. */
  | { readonly kind: 'unclear'; readonly before: number; readonly now: number; readonly adding: number }
  /** The count before is not known. */
  | { readonly kind: 'only-now'; readonly now: number; readonly adding: number }
  /** The count now could not be read. */
  | { readonly kind: 'unread'; readonly before: number | null; readonly adding: number }

/** Weighs the counts before and after: never a verdict, for other tills may stamp the same card. */
export function evidenceOf({ before, now, adding }: Undecided): Evidence {
  if (now === null) return { kind: 'unread', before, adding }
  if (before === null) return { kind: 'only-now', now, adding }
  const moved = now - before
  if (moved === adding) return { kind: 'looks-applied', before, now, adding }
  if (moved === 0) return { kind: 'looks-not-applied', before, now, adding }
  return { kind: 'unclear', before, now, adding }
}
