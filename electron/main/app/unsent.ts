import type { Connection } from '../../../shared/domain/connection.ts'
import type { UnsentShop, UnsentWork } from '../../../shared/domain/views.ts'
import type { Outbox } from '../outbox/types.ts'

/** How many operations of a shop are named. */
const named = 5

/** A shop and the outbox that works for it. */
export interface OwingShop {
  readonly connection: Connection
  readonly outbox: Pick<Outbox, 'summary' | 'list'>
}

/** What would stay behind if somebody left now: how much, whose, how old. */
export function unsentWork(shops: readonly OwingShop[]): UnsentWork {
  const owing = shops.flatMap(({ connection, outbox }): readonly UnsentShop[] => {
    const { waiting, needsYou, oldestAt } = outbox.summary(connection.id)
    if (waiting === 0 || oldestAt === null) return []
    const { name, mode } = connection
    return [{ name, mode, waiting, needsYou, oldestAt, first: outbox.list(connection.id, 'oldest', named) }]
  })
  return { waiting: owing.reduce((sum, shop) => sum + shop.waiting, 0), shops: owing }
}
