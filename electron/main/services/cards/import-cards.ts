import type { Ulid } from '../../../../shared/domain/ids.ts'
import type { CardsImported } from '../../../../shared/domain/card-register.ts'
import type { RequestFailure } from '../../../../shared/ipc/failure.ts'
import { err, ok } from '../../../../shared/ipc/result.ts'
import type { Result } from '../../../../shared/ipc/result.ts'
import type { KnownCard } from '../../outbox/pure/register.ts'
import type { Outbox } from '../../outbox/types.ts'
import { mostCards, readCards } from './card-rows.ts'
import type { CardRow } from './card-rows.ts'

/** Cards that one transaction takes in: a few milliseconds, for a cashier may be waiting behind it. */
export const cardsAtOnce = 200
/** Lines that are named one by one; of more the number says enough. */
const mostNamed = 20

/** What a file of cards, or of a till, is taken into. */
export interface RegisterOf {
  readonly outbox: Pick<Outbox, 'register'>
  readonly connectionId: Ulid
}

/** Lets everything that waits on main go first: input, timers, the sender. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/**
 * Takes the cards of a CSV file into the register: some hundreds at a time, each time in one durable transaction.
 *
 * Nothing is taken in before every line was read. Where it ends half way, the same file can be taken in again.
 */
export async function importCards(
  into: RegisterOf,
  text: string,
  now: number,
): Promise<Result<CardsImported, RequestFailure>> {
  const rows = readCards(text, now)
  if (rows === null) return err({ kind: 'cards-refused', problem: 'not-ours', file: null })
  const good: { readonly line: number; readonly card: KnownCard }[] = []
  const unreadable: number[] = []
  let read = 0
  for (const row of rows) {
    read += 1
    if (read > mostCards) return err({ kind: 'cards-refused', problem: 'too-large', file: null })
    if (row.endless === true) return err({ kind: 'cards-refused', problem: 'endless', file: null })
    sort(row, good, unreadable)
    if (read % 1_000 === 0) await breathe()
  }
  if (read === 0) return err({ kind: 'cards-refused', problem: 'empty', file: null })
  const others: { readonly line: number; readonly code: string }[] = []
  const counts = { new: 0, known: 0, other: 0 }
  for (let from = 0; from < good.length; from += cardsAtOnce) {
    const some = good.slice(from, from + cardsAtOnce)
    const taken = into.outbox.register.take(
      into.connectionId,
      some.map(({ card }) => card),
    )
    if (!taken.ok) return taken
    for (const [index, word] of taken.value.entries()) {
      counts[word] += 1
      const row = some[index]
      if (word === 'other' && row !== undefined) others.push({ line: row.line, code: row.card.code })
    }
    await breathe()
  }
  return ok({
    added: counts.new,
    known: counts.known,
    others: { count: others.length, first: others.slice(0, mostNamed) },
    unreadable: { count: unreadable.length, first: unreadable.slice(0, mostNamed) },
  })
}

function sort(
  { line, card }: CardRow,
  good: { readonly line: number; readonly card: KnownCard }[],
  unreadable: number[],
): void {
  if (card === null) unreadable.push(line)
  else good.push({ line, card })
}
