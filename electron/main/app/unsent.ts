import type { Connection } from '../../../shared/domain/connection.ts'
import type { UnsentShop, UnsentWork } from '../../../shared/domain/views.ts'
import type { Outbox } from '../outbox/types.ts'

/** How many operations of a shop are named. */
const named = 5

/** A shop and the outbox that works for it. */
export interface OwingShop {
  readonly connection: Connection
  readonly outbox: Pick<Outbox, 'summary' | 'list'>
  readonly keyKept: boolean
}

/** What would stay behind if somebody left now: how much, whose, how old. */
export function unsentWork(shops: readonly OwingShop[]): UnsentWork {
  const owing = shops.flatMap(({ connection, outbox, keyKept }): readonly UnsentShop[] => {
    const { waiting, needsYou, oldestAt } = outbox.summary(connection.id)
    if (waiting === 0 || oldestAt === null) return []
    const { name, mode, zone } = connection
    const first = outbox.list(connection.id, 'oldest', named)
    return [{ name, mode, zone, keyKept, waiting, needsYou, oldestAt, first }]
  })
  return { waiting: owing.reduce((sum, shop) => sum + shop.waiting, 0), shops: owing }
}
