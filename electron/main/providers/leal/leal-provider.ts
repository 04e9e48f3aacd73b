import type { Connection } from '../../../../shared/domain/connection.ts'
import { memberFields } from '../../../../shared/domain/member.ts'
import type { RemoteMember } from '../../../../shared/domain/member.ts'
import type { CardTemplate } from '../../../../shared/domain/programme.ts'
import { failureAhead } from '../http-failure.ts'
import { createHttp } from '../http.ts'
import type { ProviderTools } from '../http.ts'
import type { Answer, CallOptions, Capabilities, Provider } from '../provider.ts'
import { createLealClient, wireId } from './leal-client.ts'
import { createLealFinder, lealPage } from './leal-find.ts'
import { codeSource, heldCard, readRefusal, tagSource, templates, wireDetails } from './leal-normalize.ts'
import type { LealCardTemplate, LealReward } from './leal-schemas.ts'

/** What Leal can do, as documented; nothing here was tried against a live account. */
export const lealCapabilities: Capabilities = {
  enrol: 'makes',
  edit: memberFields,
  // The vendor names no maximum; five is what a hurried thumb may add before somebody should look.
  stamps: { min: 1, max: 5 },
  redeem: true,
  adjust: null,
  revert: false,
  ledger: false,
  affiliate: null,
  wallet: true,
  lists: false,
  tiers: null,
  attachCode: true,
  codes: 'provider',
  detachCode: false,
  sendLinks: true,
  unanswered: {
    create: 'readable-by-tag',
    attach: 'repeatable',
    stamps: 'counter',
    redeem: 'counter',
    edit: 'repeatable',
    adjust: 'ask-a-person',
    revert: 'ask-a-person',
    affiliate: 'repeatable',
    list: 'repeatable',
    tier: 'ask-a-person',
  },
  neverApplied: [400, 401, 403, 404, 409, 410, 422, 429],
  requestsPerSecond: null,
  pageSize: lealPage,
  searches: ['text'],
}

/** Pages that are read of a list that should be short, before it is taken for something else. */
const mostPages = 20

/** Leal for one connection. */
export function createLealProvider(connection: Connection, tools: ProviderTools): Provider {
  const http = createHttp({
    ...tools,
    baseUrl: connection.baseUrl,
    requestsPerSecond: lealCapabilities.requestsPerSecond,
    authorize: (key) => ({ authorization: `Bearer ${key}` }),
    readRefusal,
  })
  const client = createLealClient(http, connection.store)
  const finder = createLealFinder(client, connection.readLagMs)

  const programme = async (options: CallOptions): Promise<Answer<readonly CardTemplate[]>> => {
    const cards = await allPages<LealCardTemplate>(async (page) => {
      const answer = await client.cards(page, options)
      return answer.ok
        ? { ...answer, value: [answer.value.cards, answer.value.pagination?.pages ?? 1] }
        : answer
    })
    if (!cards.ok) return cards
    const rewards = await allPages<LealReward>(async (page) => {
      const answer = await client.rewards(page, options)
      return answer.ok
        ? { ...answer, value: [answer.value.rewards, answer.value.pagination?.pages ?? 1] }
        : answer
    })
    return rewards.ok ? { ...rewards, value: templates(cards.value, rewards.value) } : rewards
  }

  /**
   * Who holds a code, read before it is given to somebody: the vendor upserts external references, and does not
   * say what becomes of a reference that is already another customer's.
   */
  const codeIsFree = async (
    code: string,
    isAllowed: (holder: RemoteMember) => boolean,
    options: CallOptions,
  ): Promise<Answer<null>> => {
    const holders = await finder.byReference(codeSource, code, options)
    if (!holders.ok) return { ...holders, failure: failureAhead(holders.failure) }
    if (holders.value.every((told) => isAllowed(told.member))) return { ...holders, value: null }
    const fields = { external_references: ['taken'] } as const
    return { ok: false, failure: { kind: 'refused', status: 422, fields }, evidence: holders.evidence }
  }

  return {
    id: 'leal',
    capabilities: lealCapabilities,
    ping: async (options) => {
      const answer = await client.account(options)
      return answer.ok ? { ...answer, value: null } : answer
    },
    programme,
    members: (cursor, options) => finder.page(cursor, options),
    changes: finder.changes,
    search: finder.search,
    findByCode: finder.byCode,
    findByContact: finder.byContact,
    findByTag: finder.byTag,
    member: async (remoteId, options) => {
      const answer = await finder.whole(remoteId, options)
      return answer.ok ? { ...answer, value: answer.value.member } : answer
    },

    create: async (input, options) => {
      if (input.code !== null) {
        const free = await codeIsFree(input.code, (holder) => holder.tags.includes(input.tag), options)
        if (!free.ok) return free
      }
      const references = [
        { source: tagSource, external_id: input.tag },
        ...(input.code === null ? [] : [{ source: codeSource, external_id: input.code }]),
      ]
      const told = Object.entries(wireDetails(input.details)).filter(([, value]) => value !== null)
      const body = {
        customer: { ...Object.fromEntries(told), external_references: references },
        ...(input.templateId === null ? {} : { card_id: wireId(input.templateId) }),
        send_card_links: input.sendLinks,
      }
      return await finder.completed(await client.createCustomer(body, options), options)
    },
    edit: async (remoteId, changes, options) => {
      const body = { customer: wireDetails(changes) }
      return await finder.completed(await client.updateCustomer(remoteId, body, options), options)
    },
    attachCode: async (remoteId, code, options) => {
      const free = await codeIsFree(code, (holder) => holder.remoteId === remoteId, options)
      if (!free.ok) return free
      const body = { customer: { external_references: [{ source: codeSource, external_id: code }] } }
      return await finder.completed(await client.updateCustomer(remoteId, body, options), options)
    },
    addStamps: async (remoteId, cardId, amount, options) => {
      const answer = await client.stamp(remoteId, cardId, amount, options)
      if (!answer.ok) return answer
      if (answer.value.id !== cardId) return strange(answer)
      return { ...answer, value: heldCard(answer.value) }
    },
    wallet: async (remoteId, cardId, options) => {
      const answer = await client.customerCards(remoteId, options)
      if (!answer.ok) return answer
      const card = answer.value.customer_cards.find(({ id }) => id === cardId)
      if (card === undefined) return { ok: false, failure: { kind: 'not-found' }, evidence: answer.evidence }
      const { apple_wallet_url: apple, google_wallet_url: google } = card
      return { ...answer, value: { apple: passAddress(apple), google: passAddress(google) } }
    },
    redeem: async (remoteId, cardId, rewardId, options) => {
      const answer = await client.redeem(remoteId, cardId, rewardId, options)
      if (!answer.ok) return answer
      const { id, stamps_spent, stamps_remaining } = answer.value.redemption
      return {
        ...answer,
        value: { redemptionId: id, stampsSpent: stamps_spent, stampsLeft: stamps_remaining },
      }
    },
  }
}

/** An address that may go into a code which a customer's phone opens. */
function passAddress(text: string | null): string | null {
  const url = text === null ? null : URL.parse(text)
  return url?.protocol === 'https:' && url.href.length <= 1_000 ? url.href : null
}

/** A well-formed answer about something else: nothing may be concluded from it. */
function strange<T>(answer: Answer<T>): Answer<never> {
  return {
    ok: false,
    failure: { kind: 'bad-answer', status: answer.evidence.http ?? 0 },
    evidence: answer.evidence,
  }
}

async function allPages<T>(
  read: (page: number) => Promise<Answer<readonly [rows: readonly T[], pages: number]>>,
): Promise<Answer<readonly T[]>> {
  const rows: T[] = []
  for (let page = 1; ; page += 1) {
    const answer = await read(page)
    if (!answer.ok) return answer
    rows.push(...answer.value[0])
    if (page >= Math.min(answer.value[1], mostPages)) return { ...answer, value: rows }
  }
}
