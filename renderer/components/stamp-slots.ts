/** What is drawn at one place of a stamp card. */
export type Slot = 'stamped' | 'leaving' | 'checking' | 'waiting' | 'empty'

/** The figures of a card. */
export interface SlotFigures {
  readonly required: number
  /** What the provider last said; null where it never said. */
  readonly stamps: number | null
  /** Owed by this till; negative where a redemption takes more than stamps add. */
  readonly waiting: number
  readonly welcome: number
  readonly checking: number
}

/**
 * The places of a card in reading order: what is known, what a redemption on its way takes, what is being checked,
 * what is waiting, what is free. Never more than `required`, whatever the balance.
 */
export function slotsOf({ required, stamps, waiting, welcome, checking }: SlotFigures): readonly Slot[] {
  const known = stamps ?? 0
  const leaving = Math.min(known, Math.max(0, -waiting))
  const runs: readonly (readonly [Slot, number])[] = [
    ['stamped', known - leaving],
    ['leaving', leaving],
    ['checking', checking],
    ['waiting', Math.max(0, waiting) + welcome],
  ]
  const slots: Slot[] = []
  for (const [slot, count] of runs) {
    for (let left = count; left > 0 && slots.length < required; left -= 1) slots.push(slot)
  }
  while (slots.length < required) slots.push('empty')
  return slots
}

/** How many places stand in a row, so that rows are even and large. */
export function columnsOf(required: number): number {
  if (required <= 6) return required
  if (required <= 12) return Math.ceil(required / 2)
  return Math.ceil(required / 3)
}
