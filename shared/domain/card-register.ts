/** The card register of the open shop. */
export interface CardsView {
  /** Codes that this till knows. */
  readonly count: number
}

/** What became of the cards in a file. */
export interface CardsImported {
  readonly added: number
  readonly known: number
  /** Cards that are another member's on this till: they stay theirs. The first ones by line. */
  readonly others: {
    readonly count: number
    readonly first: readonly { readonly line: number; readonly code: string }[]
  }
  /** Lines that are no card, the first ones by number. */
  readonly unreadable: { readonly count: number; readonly first: readonly number[] }
}
