import type { Connection } from '../../../../shared/domain/connection.ts'
import type { MemberFact } from '../../../../shared/domain/member-fact.ts'
import type { RemoteMember } from '../../../../shared/domain/member.ts'
import type { Unit } from '../../../../shared/domain/unit.ts'
import { balanceOnly, balanceTemplate, neverSent, withoutStampCards } from '../balance-only.ts'
import { changesById } from '../changes-by-id.ts'
import type { ReadNumbered } from '../changes-by-id.ts'
import { refusedHere, toldHere } from '../http-refused.ts'
import { createHttp } from '../http.ts'
import type { ProviderTools } from '../http.ts'
import type { Answer, Capabilities, Provider } from '../provider.ts'
import { createSellAuthClient, sellAuthBase, sellAuthHttp } from './sellauth-client.ts'
import { findCustomers, findTransaction, readCustomer } from './sellauth-find.ts'
import type { Found, TagVerdict } from './sellauth-find.ts'
import { readLedger } from './sellauth-ledger.ts'
import { sellAuthLimits } from './sellauth-limits.ts'
import type { SellAuthCustomer } from './sellauth-normalize.ts'

const money: Unit = { kind: 'money', decimals: 2 }

/** The one balance that a customer has. */
export const balanceCard = 'balance'

/** What is left of a description beside the tag in its brackets. */
const noteLength = 200

/** What SellAuth can do, as documented; nothing here was tried against a live account. */
export const sellAuthCapabilities: Capabilities = {
  ...balanceOnly,
  needsEmail: true,
  edit: [],
  adjust: {
    unit: money,
    most: sellAuthLimits.amountMinor,
    mostTaken: sellAuthLimits.amountMinor,
    quick: [500, 1_000, 2_000],
    noteLength,
  },
  revert: false,
  ledger: true,
  affiliate: { longest: sellAuthLimits.affiliateCode },
  lists: false,
  tiers: null,
  unanswered: {
    ...neverSent,
    edit: 'ask-a-person',
    adjust: 'readable-by-tag',
    revert: 'ask-a-person',
    affiliate: 'repeatable',
    list: 'repeatable',
    tier: 'ask-a-person',
  },
  neverApplied: [400, 401, 403, 404, 405, 409, 413, 415, 422, 429],
  pageSize: sellAuthLimits.perPage,
  searches: ['email'],
}

/** SellAuth for one shop. */
export function createSellAuthProvider(connection: Connection, tools: ProviderTools): Provider {
  const { clock } = tools
  const http = createHttp({
    ...tools,
    ...sellAuthHttp,
    baseUrl: sellAuthBase(connection.baseUrl),
    requestsPerSecond: sellAuthCapabilities.requestsPerSecond,
  })
  const client = createSellAuthClient(http, { shop: connection.store, clock })

  /** The newest are asked for first. Whether that is heard is looked at. */
  const newest: ReadNumbered = async (page, options) => {
    const perPage = sellAuthLimits.perPage
    const answer = await client.customers({ page, perPage, orderDirection: 'desc' }, options)
    if (!answer.ok) return answer
    const { rows, next, total } = answer.value
    const pages = next === null ? page : total === null ? null : Math.ceil(total / perPage)
    return { ...answer, value: { members: rows.map(remoteOf), pages } }
  }

  return {
    ...withoutStampCards(clock),
    id: 'sellauth',
    capabilities: sellAuthCapabilities,
    ping: (options) => client.ping(options),
    programme: () =>
      Promise.resolve(toldHere([balanceTemplate(balanceCard, 'SellAuth', money)], clock.now())),
    members: async (cursor, options) => {
      const page = cursor === null ? 1 : Number(cursor)
      const answer = await client.customers({ page, perPage: sellAuthLimits.perPage }, options)
      if (!answer.ok) return answer
      const { rows, next, total } = answer.value
      const members = rows.map(remoteOf)
      return { ...answer, value: { members, next: next === null ? null : String(next), total } }
    },
    changes: { tells: 'new', read: (place, options) => changesById(newest, place, options) },
    search: async (query, options) => {
      const email = query.trim()
      if (!email.includes('@')) return toldHere([], clock.now())
      return membersOf(await findCustomers(client, { email }, options))
    },
    findByContact: async ({ email }, options) => {
      if (email === null) return toldHere([], clock.now())
      return membersOf(await findCustomers(client, { email }, options))
    },
    member: async (id, options) => {
      const answer = await readCustomer(client, id, options)
      return answer.ok ? { ...answer, value: remoteOf(answer.value) } : answer
    },
    // Customers are changed elsewhere.
    edit: () => Promise.resolve(refusedHere(clock.now())),
    affiliate: { set: (id, code, options) => client.setAffiliateCode(id, code, options) },
    balance: {
      adjust: async (id, { amount, note }, options) => {
        const change = { amountMinor: amount, tag: options.tag, ...(note === null ? {} : { note }) }
        const answer = await client.changeBalance(id, change, options)
        if (!answer.ok) return answer
        const { balanceMinor } = answer.value
        return { ...answer, value: balanceMinor === null ? null : cardOf(balanceMinor) }
      },
      revert: null,
      ledger: (id, options) => readLedger(client, id, options),
      readBack: async (id, { tag }, options) => {
        const answer = await findTransaction(client, id, tag, options)
        return answer.ok ? { ...answer, value: verdictOf(answer.value) } : answer
      },
    },
  }
}

function verdictOf(verdict: TagVerdict): 'there' | 'absent' | 'unreadable' {
  switch (verdict.kind) {
    case 'found':
      return 'there'
    case 'absent':
      // A list without pages may have been cut: what is not on it proves nothing.
      return verdict.listing === 'paged' ? 'absent' : 'unreadable'
    case 'unreadable':
      return 'unreadable'
  }
}

function membersOf(answer: Answer<Found>): Answer<readonly RemoteMember[]> {
  return answer.ok ? { ...answer, value: answer.value.customers.map(remoteOf) } : answer
}

function cardOf(balanceMinor: number): RemoteMember['cards'][number] {
  return {
    id: balanceCard,
    templateId: balanceCard,
    name: 'SellAuth',
    stamps: balanceMinor,
    passInstalled: null,
  }
}

function remoteOf(customer: SellAuthCustomer): RemoteMember {
  const { id, email, discordUsername, balanceMinor, lastCompletedAt } = customer
  const last: MemberFact = {
    kind: 'last-spend',
    at: lastCompletedAt?.utcMs ?? null,
    zoned: lastCompletedAt?.zone === 'told',
  }
  return {
    remoteId: id,
    // There are no names: whatever the customer goes by stands in the name's place.
    details: {
      firstName: discordUsername ?? email ?? `#${id}`,
      lastName: null,
      email,
      phone: null,
      birthday: null,
    },
    cards: balanceMinor === null ? [] : [cardOf(balanceMinor)],
    cardsKnown: balanceMinor !== null,
    codes: [],
    tags: [],
    updatedAt: null,
    facts: [
      { kind: 'spent', minor: customer.spentUsdMinor, currency: 'USD' },
      last,
      { kind: 'orders', count: customer.completedOrders },
      { kind: 'marketing', agreed: customer.subscribed },
      { kind: 'affiliate-code', text: customer.affiliateCode },
      { kind: 'discord', text: discordUsername ?? '' },
    ],
  }
}
