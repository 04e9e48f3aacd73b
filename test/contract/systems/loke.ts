import { fakeId } from '../../fakes/loke-books.ts'
import { startLoke } from '../../fakes/loke-server.ts'
import { valueOf } from '../provider-contract.ts'
import { adjusting, facet, marks, next, opening } from './system.ts'
import type { ContractSystem } from './system.ts'

/** LOKE, its token endpoint included. */
export async function loke(members = 2_345): Promise<ContractSystem> {
  const server = await startLoke({ clientId: 'till', clientSecret: 's3cret', customers: members })
  const [shop] = server.books.organizations
  if (shop === undefined) throw new Error('empty books')
  const open = opening('loke', { key: 'till:s3cret', store: shop.id, origin: server.origin })
  const somebody = fakeId('cust', 1)
  const [list] = shop.lists
  if (list === undefined) throw new Error('no list')
  const records = (operation: string) => shop.points.filter(({ reference }) => reference === operation)

  return {
    id: 'loke',
    origin: server.origin,
    key: 'till:s3cret',
    members,
    somebody,
    card: 'points',
    email: 'c1@example.com',
    code: '4006381333931',
    unknown: '01FCCGCUST9999999999999999',
    wrongKey: 'till:wrong',
    lostStore: '01FCCGNOBODY',
    open,
    requests: () => server.seen,
    fault: server.fault,
    applyLate: server.catchUp,
    stale: server.stale,
    endTokens: server.endTokens,
    succeeds: { read: [200], adjust: [204], revert: [204], list: [200, 201, 204] },
    tellsBalance: false,
    changes: {
      adjust: async () =>
        adjusting(
          somebody,
          7,
          ({ operation }) => records(operation).filter(({ amount }) => amount === 7).length,
        ),
      revert: async () => {
        const [of, mine] = [marks(), marks()]
        valueOf(await facet(open().balance).adjust(somebody, { amount: 7, note: null }, of))
        return {
          send: (provider, { to = somebody, ...how } = {}) =>
            facet(provider.balance?.revert)(to, of.operation, { ...mine, ...how }),
          times: () => records(of.operation).filter(({ reversed }) => reversed).length,
        }
      },
      list: async () => {
        const mine = marks()
        const customer = fakeId('cust', 1 + (next() % members))
        return {
          send: (provider, { to = customer, ...how } = {}) =>
            facet(provider.lists).set(to, list.id, true, { ...mine, ...how }),
          times: () => list.members.filter(({ customerId }) => customerId === customer).length,
          takeBack: (provider) => facet(provider.lists).set(customer, list.id, false, marks()),
        }
      },
    },
    close: server.close,
  }
}
