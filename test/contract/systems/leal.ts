import { practiceAccount } from '../../../electron/main/training/wire-customers.ts'
import { startLeal } from '../../fakes/leal-server.ts'
import type { Reword } from '../../fakes/leal-server.ts'
import { asCashier, valueOf } from '../provider-contract.ts'
import { marks, next, opening, verdictOf } from './system.ts'
import type { ContractSystem } from './system.ts'

const token = 'practice-token'

/** A new member of the first card. */
export function newMember(number = next()) {
  const details = {
    firstName: 'Zdeněk',
    lastName: `Contract${number}`,
    email: `zdenek.${number}@example.com`,
    phone: `+42060${String(1_000_000 + number)}`,
    birthday: '1990-02-28',
  }
  const { tag } = marks(number)
  return { details, code: `CONTRACT-${number}`, templateId: '1', sendLinks: false, tag }
}

/** Leal, as the practice provider speaks, or in other words. */
export async function leal(reword?: Reword, members = 260): Promise<ContractSystem> {
  const server = await startLeal({ token, members, ...(reword === undefined ? {} : { reword }) })
  const open = opening('leal', { key: token, store: String(practiceAccount), origin: server.origin })
  const first = newMember()
  const made = valueOf(await open().create(first, asCashier))
  const somebody = made.remoteId
  const [card] = made.cards
  if (card === undefined) throw new Error('no card')
  const entries = (kind: 'stamp' | 'redeem'): number =>
    server.books().filter((entry) => entry.kind === kind && String(entry.customerId) === somebody).length
  const stampsOf = async (provider: ReturnType<typeof open>): Promise<number | undefined> =>
    valueOf(await provider.member(somebody, asCashier)).cards[0]?.stamps
  const customer = (): Promise<Readonly<Record<string, unknown>>> => server.read(`/customers/${somebody}`)

  return {
    id: 'leal',
    origin: server.origin,
    key: token,
    members: members + 1,
    somebody,
    card: card.id,
    email: first.details.email,
    code: first.code,
    unknown: '999999',
    wrongKey: 'another',
    lostStore: '999999',
    open,
    requests: () => server.requests,
    fault: server.fault,
    applyLate: server.applyLate,
    stale: server.stale,
    endTokens: null,
    succeeds: {},
    tellsBalance: false,
    changes: {
      create: async () => {
        const input = newMember()
        return {
          send: (provider, how = {}) => provider.create(input, { ...asCashier, ...how }),
          times: () =>
            server
              .books()
              .filter(({ kind, references }) =>
                references.some((each) => kind === 'create' && each.external_id === input.tag),
              ).length,
          look: async (provider) => {
            const answer = await provider.findByTag(input.tag, asCashier)
            return verdictOf(answer, valueOf(answer) !== null)
          },
        }
      },
      attach: async () => {
        const mine = marks()
        const code = `ATTACHED-${mine.operation}`
        return {
          send: (provider, { to = somebody, ...how } = {}) =>
            provider.attachCode(to, code, { ...mine, ...how }),
          times: async () => {
            const { external_references: list } = await customer()
            return (list as readonly { external_id: string }[]).filter((each) => each.external_id === code)
              .length
          },
        }
      },
      stamps: async () => {
        const mine = marks()
        const [counted, had] = [entries('stamp'), await stampsOf(open())]
        return {
          send: (provider, { to = somebody, ...how } = {}) =>
            provider.addStamps(to, card.id, 3, { ...mine, ...how }),
          times: () => entries('stamp') - counted,
          look: async (provider) => {
            const answer = await provider.member(somebody, asCashier)
            return verdictOf(answer, valueOf(answer).cards[0]?.stamps === (had ?? 0) + 3)
          },
        }
      },
      redeem: async () => {
        const mine = marks()
        valueOf(await open().addStamps(somebody, card.id, 5, marks()))
        const [counted, had] = [entries('redeem'), await stampsOf(open())]
        return {
          send: (provider, { to = somebody, ...how } = {}) =>
            provider.redeem(to, card.id, '1', { ...mine, ...how }),
          times: () => entries('redeem') - counted,
          look: async (provider) => {
            const answer = await provider.member(somebody, asCashier)
            return verdictOf(answer, valueOf(answer).cards[0]?.stamps === (had ?? 0) - 5)
          },
        }
      },
      edit: async () => {
        const mine = marks()
        const lastName = `Named${mine.operation}`
        return {
          send: (provider, { to = somebody, ...how } = {}) =>
            provider.edit(to, { lastName }, { ...mine, ...how }),
          times: async () => ((await customer())['last_name'] === lastName ? 1 : 0),
        }
      },
    },
    close: server.close,
  }
}

/** The other forms that the vendor's pages leave open: bare list rows, wrapped objects, ids and counts as text. */
export const inOtherWords: Reword = (body, { pathname: path }) => {
  if (Array.isArray(body['customers'])) {
    const rows = body['customers'] as readonly Record<string, unknown>[]
    return { ...body, customers: rows.map(bare) }
  }
  if (/\/customers(\/\d+)?$/.test(path)) {
    return { customer: { ...body, customer_cards: ['Coffee card'], stamps_count: '3' } }
  }
  if (path.endsWith('/stamp')) {
    const { stamps_count: count } = body
    return { customer_card: { ...body, stamps_count: String(count), card_name: null } }
  }
  return path.endsWith('/customer_cards') ? body['customer_cards'] : body
}

function bare(customer: Record<string, unknown>): Record<string, unknown> {
  const { customer_cards: _cards, external_references: _references, metadata: _metadata, ...rest } = customer
  return { ...rest, id: String(customer['id']), an_unknown_field: { deep: [1] } }
}
