/** What of a member answered a query, so that a row can mark it without guessing. */
export interface Match {
  readonly kind: 'name' | 'code' | 'phone' | 'email' | 'id'
  /** Found by allowing one typing error: what was typed does not stand there. */
  readonly near: boolean
  /**
   * Folded beginnings of the name's words that were meant, as `foldWords` of fold-text.ts folds them: those typed, or
   * where `near`, the right ones. Empty where the name did not take part.
   */
  readonly words: readonly string[]
}
