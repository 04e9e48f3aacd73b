import type { Connection } from '../../../../shared/domain/connection.ts'
import type { MemberFact } from '../../../../shared/domain/member-fact.ts'
import type { RemoteMember } from '../../../../shared/domain/member.ts'
import type { Unit } from '../../../../shared/domain/unit.ts'
import { balanceOnly, balanceTemplate, neverSent, withoutStampCards } from '../balance-only.ts'
import { changesByTime } from '../changes-by-time.ts'
import { refusedHere, toldHere } from '../http-refused.ts'
import type { ProviderTools } from '../http.ts'
import type { Answer, CallOptions, Capabilities, MemberPage, Provider } from '../provider.ts'
import type { LokeSort } from './loke-api.ts'
import { createLokeClient } from './loke-client.ts'
import { createLokeDirectory } from './loke-directory.ts'
import { createLokeHttp, lokeNeverApplied, tokenUrlOf } from './loke-http.ts'
import { longestNotes, mostPoints } from './loke-limits.ts'
import type { LokeCustomer, LokeTime } from './loke-normalize.ts'
import type { Whole } from './loke-pages.ts'
import { isDuplicatePoints } from './loke-refusal.ts'

const points: Unit = { kind: 'points', decimals: 0 }

/** The one balance that a customer has. */
export const pointsCard = 'points'

/** What LOKE's Developer API can do, as documented; nothing here was tried against a live account. */
export const lokeCapabilities: Capabilities = {
  ...balanceOnly,
  edit: [],
  adjust: {
    unit: points,
    most: mostPoints,
    mostTaken: mostPoints,
    quick: [10, 50, 100],
    noteLength: longestNotes,
  },
  revert: true,
  ledger: false,
  affiliate: null,
  lists: true,
  tiers: null,
  unanswered: {
    ...neverSent,
    edit: 'ask-a-person',
    adjust: 'keyed',
    revert: 'repeatable',
    affiliate: 'repeatable',
    list: 'repeatable',
    tier: 'ask-a-person',
  },
  // "Unique" is said of a reference without an end.
  keysLastMs: { adjust: null },
  neverApplied: lokeNeverApplied,
  pageSize: 1_000,
  searches: ['email', 'phone'],
}

/** LOKE for one organization. */
export function createLokeProvider(connection: Connection, tools: ProviderTools): Provider {
  const { baseUrl, store } = connection
  const { clock } = tools
  const reach = {
    http: createLokeHttp(tools, { baseUrl, tokenUrl: tokenUrlOf(baseUrl) }),
    baseUrl,
    clock,
  }
  const client = createLokeClient(reach, store)
  const directory = createLokeDirectory(reach)

  const member = async (id: string, options: CallOptions): Promise<Answer<RemoteMember>> => {
    const answer = await client.customer(id, options)
    if (!answer.ok) return answer
    // What the member belongs to is told beside; without it the member is a member all the same.
    const memberships = await client.memberships(id, options)
    const told = memberships.ok && memberships.value.complete ? memberships.value.rows : null
    const rows = told?.map(({ id: each, name }) => ({ id: each, name })) ?? null
    // Nothing says that a membership is a customer list; which of those a customer is on only the lists themselves tell.
    const more: readonly MemberFact[] = [
      { kind: 'memberships', lists: rows },
      { kind: 'lists', lists: null },
    ]
    return { ...answer, value: remoteOf(answer.value, more) }
  }

  /** A cursor brings its order along. */
  const page = async (
    sort: LokeSort,
    cursor: string | null,
    options: CallOptions,
  ): Promise<Answer<MemberPage>> => {
    const answer = await client.customers({ cursor, sort: cursor === null ? sort : null }, options)
    if (!answer.ok) return answer
    const { rows, next } = answer.value
    return { ...answer, value: { members: rows.map((row) => remoteOf(row)), next, total: null } }
  }

  return {
    ...withoutStampCards(clock),
    id: 'loke',
    capabilities: lokeCapabilities,
    ping: async (options) => nothingOf(await directory.organization(store, options)),
    programme: () => Promise.resolve(toldHere([balanceTemplate(pointsCard, 'LOKE', points)], clock.now())),
    members: (cursor, options) => page('created', cursor, options),
    changes: {
      tells: 'changed',
      read: (place, options) =>
        changesByTime(
          (cursor, asked) => page('updated', cursor, asked),
          place,
          connection.readLagMs,
          options,
        ),
    },
    search: async (query, options) => {
      const asked = query.trim()
      if (asked.includes('@')) return membersOf(await client.customersByEmail(asked, options))
      const phone = asked.replace(/[\s().-]/g, '')
      if (/^\+\d{6,15}$/.test(phone)) return membersOf(await client.customersByPhone(phone, options))
      return toldHere([], clock.now())
    },
    findByContact: async ({ email, phone }, options) => {
      const found = new Map<string, RemoteMember>()
      let last: Answer<readonly RemoteMember[]> = toldHere([], clock.now())
      if (email !== null) last = membersOf(await client.customersByEmail(email, options))
      if (!last.ok) return last
      for (const one of last.value) found.set(one.remoteId, one)
      if (phone !== null) last = membersOf(await client.customersByPhone(phone, options))
      if (!last.ok) return last
      for (const one of last.value) found.set(one.remoteId, one)
      return { ...last, value: [...found.values()] }
    },
    member,
    // Customers are changed elsewhere.
    edit: () => Promise.resolve(refusedHere(clock.now())),
    lists: {
      all: async (options) => {
        const answer = await client.lists(options)
        return answer.ok
          ? { ...answer, value: answer.value.rows.map(({ id, name }) => ({ id, name })) }
          : answer
      },
      set: (id, listId, on, options) =>
        on ? client.addListMember(listId, id, options) : client.removeListMember(listId, id, options),
    },
    balance: {
      adjust: async (id, { amount, note }, options) => {
        const reference = options.operation ?? options.tag
        const answer = await client.putPoints(id, { reference, amount, notes: note }, options)
        // The very same record is there: it was ours, and it has counted.
        return !answer.ok && isDuplicatePoints(answer.failure)
          ? { ok: true, value: null, evidence: answer.evidence }
          : answer
      },
      revert: (id, of, options) => client.deletePoints(id, { reference: of, notes: null }, options),
      ledger: null,
      readBack: null,
    },
  }
}

function membersOf(answer: Answer<Whole<LokeCustomer>>): Answer<readonly RemoteMember[]> {
  return answer.ok ? { ...answer, value: answer.value.rows.map((row) => remoteOf(row)) } : answer
}

function nothingOf(answer: Answer<unknown>): Answer<null> {
  return answer.ok ? { ...answer, value: null } : answer
}

function remoteOf(customer: LokeCustomer, more: readonly MemberFact[] = []): RemoteMember {
  const { id, details, pointsBalance, updatedAt } = customer
  const card =
    pointsBalance === null
      ? []
      : [{ id: pointsCard, templateId: pointsCard, name: 'LOKE', stamps: pointsBalance, passInstalled: null }]
  return {
    remoteId: id,
    details,
    cards: card,
    // A customer without statistics is one whose balance was not told, not one without points.
    cardsKnown: pointsBalance !== null,
    codes: [],
    tags: [],
    updatedAt: updatedAt?.at ?? null,
    facts: [
      { kind: 'earned', amount: customer.pointsEarned, unit: points },
      { kind: 'redeemed', amount: customer.pointsRedeemed, unit: points },
      { kind: 'spent', minor: customer.totalSpend },
      lastSpend(customer.lastSpentAt),
      { kind: 'marketing', agreed: customer.marketing },
      ...more,
    ],
  }
}

function lastSpend(time: LokeTime | null): MemberFact {
  return { kind: 'last-spend', at: time?.at ?? null, zoned: time?.zoneTold ?? true }
}
