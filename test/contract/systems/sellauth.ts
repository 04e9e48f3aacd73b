import { startSellAuth } from '../../fakes/sellauth-server.ts'
import { adjusting, facet, marks, opening } from './system.ts'
import type { ContractSystem } from './system.ts'

/** SellAuth. */
export async function sellauth(members = 234): Promise<ContractSystem> {
  const server = await startSellAuth({ customers: members })
  // The one of the undocumented answers to a change that tells the balance; the others are in sellauth-changes.test.ts.
  server.dialect.changes = 'customer'
  const { books, key, shop: store } = server
  const open = opening('sellauth', { key, store, origin: server.origin })
  const somebody = '240'

  return {
    id: 'sellauth',
    origin: server.origin,
    key,
    members,
    somebody,
    card: 'balance',
    email: 'member1@example.com',
    code: '4006381333931',
    unknown: '999999',
    wrongKey: 'wrong',
    lostStore: '999999',
    open,
    requests: () => server.requests,
    fault: server.fault,
    applyLate: server.applyLate,
    stale: (on) => {
      if (on) books.freeze()
      else books.thaw()
    },
    endTokens: null,
    succeeds: { adjust: [200, 201, 204], affiliate: [200, 201, 204] },
    tellsBalance: true,
    changes: {
      adjust: async () =>
        adjusting(
          somebody,
          700,
          ({ tag }) =>
            books
              .linesOf(240)
              .filter((line) => line.amount === 700 && line.description?.includes(tag) === true).length,
        ),
      affiliate: async () => {
        const mine = marks()
        const code = `CODE-${mine.operation}`
        const before = books.customer(240).affiliateCode
        return {
          send: (provider, { to = somebody, ...how } = {}) =>
            facet(provider.affiliate).set(to, code, { ...mine, ...how }),
          times: () => {
            const held = books.customer(240).affiliateCode
            if (held === code) return 1
            // Another one than before, and none of ours, is no count at all.
            return held === null || held === before ? 0 : Number.NaN
          },
          takeBack: (provider) => facet(provider.affiliate).set(somebody, null, marks()),
        }
      },
    },
    close: server.close,
  }
}
