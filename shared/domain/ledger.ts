/** A change of a balance as the loyalty system itself recorded it, whoever made it. */
export interface LedgerLine {
  /** In the unit's smallest part, signed as told; null where it is none that can be read exactly. */
  readonly amount: number | null
  /** UTC ms; null where not told. */
  readonly at: number | null
  /** False: the time was told without a zone, and only the day can be shown. */
  readonly zoned: boolean
  /** Words of the shop or the system beside it, as told; null where there are none. For the staff's eyes alone. */
  readonly words: string | null
}

/** What a loyalty system tells of the changes of a member's balance. */
export type Ledger =
  /**
   * Newest first, of those that were read; `whole` false where there are more, or may be: no vendor documents the order
   * of its list, so that what is missing may be older or newer.
   */
  | { readonly kind: 'lines'; readonly lines: readonly LedgerLine[]; readonly whole: boolean }
  /** The system was reached, and its list is none that this version can read. */
  | { readonly kind: 'unreadable' }

/** Lines that are shown at most. */
export const mostLedgerLines = 50

/**
 * Puts lines in order. No vendor documents the order of its own list, so times decide where each line has one.
 *
 * @param whole Whether the vendor's list was read to its end.
 */
export function ledgerOf(told: readonly LedgerLine[], whole: boolean): Ledger {
  const timed = told.every(({ at }) => at !== null)
  const lines = timed ? told.toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0)) : told
  return {
    kind: 'lines',
    lines: lines.slice(0, mostLedgerLines),
    whole: whole && lines.length <= mostLedgerLines,
  }
}
