import type { Directory } from '../../directory/types.ts'
import { everyCard } from '../cards/export-cards.ts'
import type { CardsOf } from './take.ts'
import { cardOfShop, endLine, headerLine, lostOfShop, memberOfShop } from './till-file.ts'
import type { WrittenHeader } from './till-file.ts'

/** Members that are read at a time. */
const pageLength = 500

/** What a shop gives. */
export interface GivingShop {
  readonly register: CardsOf
  /** Its member copy; null where there is none. */
  readonly copy: Pick<Directory, 'page'> | null
}

/** All that a till gives to the next, as lines; `counts` counts along. */
export async function* tillLines({
  header,
  shops,
  counts,
  log,
}: {
  readonly header: WrittenHeader
  readonly shops: readonly GivingShop[]
  readonly counts: { cards: number; members: number }
  readonly log: { warn(event: string, fields?: Readonly<Record<string, unknown>>): void }
}): AsyncGenerator<string, void, undefined> {
  yield headerLine(header)
  for (const [index, { register, copy }] of shops.entries()) {
    for await (const cards of everyCard(register, { count: 0, waiting: 0 })) {
      counts.cards += cards.length
      yield cards.map((card) => cardOfShop(index, card)).join('')
    }
    const { outbox, connectionId } = register
    yield outbox.replaced
      .told(connectionId)
      .map((card) => lostOfShop(index, card))
      .join('')
    for (let after: number | null = copy === null ? null : 0; copy !== null && after !== null;) {
      // A copy that cannot be read is no reason to give nothing: the next till reads the list for itself.
      const page: Awaited<ReturnType<Directory['page']>> = await copy
        .page(after, pageLength)
        .catch((error: unknown) => {
          log.warn('till-file.copy-unread', { error })
          return { members: [], next: null }
        })
      counts.members += page.members.length
      yield page.members.map((told) => memberOfShop(index, told)).join('')
      after = page.next
    }
  }
  yield endLine(counts)
}
