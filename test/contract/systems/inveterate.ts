import { startInveterate } from '../../fakes/inveterate-server.ts'
import { valueOf } from '../provider-contract.ts'
import { adjusting, facet, marks, next, opening, quietly, verdictOf } from './system.ts'
import type { ContractSystem } from './system.ts'

const silver = '99a431e2'
const gold = '3a636361'

/** Inveterate by its newer documentation. */
export async function inveterate(members = 234): Promise<ContractSystem> {
  const server = await startInveterate({ members, wrongKey: 401 })
  const { books } = server
  const open = opening('inveterate', { key: 'inv-key', store: 'inveterate', origin: server.origin })
  const somebody = '6082598928001'

  return {
    id: 'inveterate',
    origin: server.origin,
    key: 'inv-key',
    members,
    somebody,
    card: 'credits',
    email: 'nobody@example.com',
    code: '4006381333931',
    unknown: '7999999999999',
    wrongKey: 'another-key',
    lostStore: null,
    open,
    requests: () =>
      server.requests.map(({ fresh, ...rest }) => ({ ...rest, connection: fresh ? 'close' : 'keep-alive' })),
    fault: server.fault,
    applyLate: server.applyLate,
    stale: (on) => {
      if (on) server.lag()
      else server.catchUp()
    },
    endTokens: null,
    succeeds: { read: [200], edit: [200, 201], adjust: [200, 201], tier: [200, 201] },
    tellsBalance: false,
    changes: {
      edit: async () => {
        const mine = marks()
        const lastName = `Named${mine.operation}`
        return {
          send: (provider, { to = somebody, ...how } = {}) =>
            provider.edit(to, { lastName }, { ...mine, ...how }),
          times: () => (books.members.get(somebody)?.lastName === lastName ? 1 : 0),
        }
      },
      adjust: async () =>
        adjusting(
          somebody,
          700,
          ({ tag }) =>
            books.ledger.filter((line) => line.amount === 700 && line.note?.includes(tag) === true).length,
        ),
      tier: async () => {
        const mine = marks()
        const customer = [...books.members.keys()][next() % members] ?? somebody
        const tier = books.members.get(customer)?.segmentId === gold ? silver : gold
        const terms = { referred: false, overrideSpend: true, keepInTier: true, credits: 250 }
        const welcomes = (): number =>
          books.ledger.filter((line) => line.customerId === customer && line.reason === 'SIGNUP').length
        const before = welcomes()
        return {
          send: (provider, { to = customer, ...how } = {}) =>
            facet(provider.tiers).enrol(to, tier, { ...terms, birthday: '1990-02-28' }, { ...mine, ...how }),
          times: () => welcomes() - before,
          look: async (provider) => {
            const answer = await facet(provider.tiers).candidate({ id: customer, shop: null }, quietly)
            return verdictOf(answer, valueOf(answer)?.member?.tierId === tier)
          },
        }
      },
    },
    close: server.close,
  }
}
