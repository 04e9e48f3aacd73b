import type { CardPage, KnownCard } from '../../outbox/pure/register.ts'
import { breathe } from './import-cards.ts'
import type { RegisterOf } from './import-cards.ts'

/** Cards that are read at a time. */
const pageLength = 500

/** How a register left this till. */
export interface Exported {
  count: number
  /** Cards of members that the provider does not have yet, which stay here. */
  waiting: number
}

/** The whole register, some hundreds of cards at a time; `told` counts along. */
export async function* everyCard(
  { outbox, connectionId }: RegisterOf,
  told: Exported,
): AsyncGenerator<readonly KnownCard[], void, undefined> {
  let after: CardPage['next'] = null
  do {
    const page: CardPage = outbox.register.page(connectionId, after, pageLength)
    told.count += page.cards.length
    told.waiting += page.waiting
    after = page.next
    if (page.cards.length > 0) yield page.cards
    await breathe()
  } while (after !== null)
}
