import { afterEach, describe, expect, it } from 'vitest'
import { observedOrder } from '../../electron/main/providers/loke/loke-normalize.ts'
import type { LokeCustomer } from '../../electron/main/providers/loke/loke-normalize.ts'
import type { Page } from '../../electron/main/providers/loke/loke-pages.ts'
import { fakeId } from '../fakes/loke-books.ts'
import { startLoke } from '../fakes/loke-server.ts'
import type { LokeServer, LokeServerOptions } from '../fakes/loke-server.ts'
import { firstShop, lokeKey, lokePair, lokeTill, refusedHere } from './loke-till.ts'
import { valueOf } from './provider-contract.ts'
import { opening } from './systems/system.ts'

const asCashier = { priority: 'cashier' } as const
const person = fakeId('cust', 4)
const open: LokeServer[] = []

async function start(over: Partial<LokeServerOptions> = {}): Promise<LokeServer> {
  const server = await startLoke({ ...lokePair, customers: 40, ...over })
  open.push(server)
  return server
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

const badAnswer = { ok: false, failure: { kind: 'bad-answer' } }

describe('what the connect screen lists', () => {
  it('organizations and locations come with their currency and zone, unknown ones as null', async () => {
    const till = lokeTill(await start())
    expect(valueOf(await till.organizations(asCashier))).toEqual({
      rows: [
        { id: firstShop, name: 'Harbour Café', currency: 'AUD', zone: 'Australia/Sydney' },
        { id: fakeId('orgn', 2), name: 'Other shop', currency: null, zone: null },
      ],
      complete: true,
    })
    const { rows } = valueOf(await till.locations(firstShop, asCashier))
    expect(rows.map((each) => [each.name, each.zone])).toEqual([
      ['Pier 3', 'Australia/Sydney'],
      ['Station', null],
    ])
    const first = rows[0]?.id ?? ''
    expect(valueOf(await till.location(firstShop, first, asCashier))).toEqual(rows[0])
    expect(valueOf(await till.organization(firstShop, asCashier)).name).toBe('Harbour Café')
  })

  it('an organization that is not ours is not found, and dots lead nowhere', async () => {
    const server = await start()
    const till = lokeTill(server, { shop: 'nobody' })
    const notFound = { ok: false, failure: { kind: 'not-found' } }
    expect(await till.organization('nobody', asCashier)).toMatchObject(notFound)
    expect(await till.location(firstShop, 'x', asCashier)).toMatchObject(notFound)
    expect(await till.client.lists(asCashier)).toMatchObject(notFound)
    const walker = lokeTill(server, { shop: '..' })
    const before = server.seen.length
    const wrong = refusedHere({ organizationId: ['invalid'] })
    expect(await walker.client.lists(asCashier)).toMatchObject(wrong)
    expect(await walker.organization('.', asCashier)).toMatchObject(wrong)
    expect(await walker.locations('', asCashier)).toMatchObject(wrong)
    expect(await walker.location('..', 'x', asCashier)).toMatchObject(wrong)
    expect(server.seen).toHaveLength(before)
  })
})

describe('customers', () => {
  it.each(['url', 'path'] as const)(
    'a full listing brings everybody once when the next page is told as a %s, by any till at any time',
    async (nextPage) => {
      const server = await start({ ways: { pageSize: 7, nextPage } })
      const ids: string[] = []
      let cursor: string | null = null
      do {
        // A till that starts anew with a cursor from its file.
        const answer: Page<LokeCustomer> = valueOf(
          await lokeTill(server).client.customers({ cursor, sort: 'created' }, asCashier),
        )
        ids.push(...answer.rows.map((each) => each.id))
        cursor = answer.next
      } while (cursor !== null)
      expect(ids).toEqual(Array.from({ length: 40 }, (_, index) => fakeId('cust', index + 1)))
      expect(server.seen.map((each) => each.query)).toEqual(
        [undefined, 7, 14, 21, 28, 35].map((at) =>
          at === undefined ? { sort: 'created' } : { sort: 'created', after: `c${at}` },
        ),
      )
    },
  )

  it.each(['foreign', 'other-shop'] as const)(
    'a next page of another server or shop is no answer (%s)',
    async (nextPage) => {
      const server = await start({ ways: { pageSize: 7, nextPage } })
      expect(await lokeTill(server).client.customers({ cursor: null, sort: null }, asCashier)).toMatchObject(
        badAnswer,
      )
      expect(server.seen).toHaveLength(1)
    },
  )

  it('a next page that is the same page is no answer', async () => {
    const { client } = lokeTill(await start({ ways: { pageSize: 7, nextPage: 'same' } }))
    const first = valueOf(await client.customers({ cursor: null, sort: null }, asCashier))
    expect(await client.customers({ cursor: first.next, sort: null }, asCashier)).toMatchObject(badAnswer)
  })

  it('a cursor that is none of ours is not sent; one that LOKE does not know is refused there', async () => {
    const server = await start()
    const { client } = lokeTill(server)
    for (const cursor of ['', 'x', '/../../x', '?a#b', '?a b', `?${'x'.repeat(3_000)}`, '?é'])
      expect(await client.customers({ cursor, sort: null }, asCashier)).toMatchObject(
        refusedHere({ after: ['invalid'] }),
      )
    expect(server.seen).toHaveLength(0)
    expect(await client.customers({ cursor: '?after=z', sort: null }, asCashier)).toMatchObject({
      failure: { kind: 'refused', status: 400 },
    })
  })

  it('which way a listing runs is seen, not assumed', async () => {
    const { client } = lokeTill(await start())
    const order = async (sort: 'created' | 'updated'): Promise<string> => {
      const { rows } = valueOf(await client.customers({ cursor: null, sort }, asCashier))
      return observedOrder(rows.map((each) => (sort === 'created' ? each.createdAt : each.updatedAt)))
    }
    expect([await order('created'), await order('updated')]).toEqual(['rising', 'falling'])
    const at = (ms: number): { at: number; zoneTold: boolean } => ({ at: ms, zoneTold: true })
    expect(observedOrder([at(1), null, at(1)])).toBe('unknown')
    expect(observedOrder([at(1), at(3), null, at(2)])).toBe('neither')
  })

  it('an e-mail finds its owner whatever its case in the answer, a phone finds everybody who shares it', async () => {
    const { client } = lokeTill(await start())
    const byMail = valueOf(await client.customersByEmail('c4@example.com', asCashier))
    expect(byMail.rows.map((each) => each.id)).toEqual([person])
    const byPhone = valueOf(await client.customersByPhone('+61411220008', asCashier))
    expect(byPhone.rows.map((each) => each.id)).toEqual([fakeId('cust', 8), fakeId('cust', 9)])
    expect(valueOf(await client.customersByEmail('nobody+x@example.com', asCashier)).rows).toEqual([])
  })

  it('a server that overlooks the question has not answered it', async () => {
    const { client } = lokeTill(await start({ ways: { overlooksFilters: true } }))
    expect(await client.customersByEmail('c4@example.com', asCashier)).toMatchObject(badAnswer)
    expect(await client.customersByPhone('+61411220008', asCashier)).toMatchObject(badAnswer)
  })

  it('a customer has figures in whole points and minor units; what was not told is unknown, not 0', async () => {
    const { client } = lokeTill(await start())
    const createdAt = { at: Date.UTC(2026, 0, 2, 8, 4), zoneTold: true }
    expect(valueOf(await client.customer(person, asCashier))).toEqual({
      id: person,
      details: {
        firstName: 'First4',
        lastName: 'Last4',
        email: 'c4@example.com',
        phone: '+61411220004',
        birthday: '1990-02-28',
      },
      gender: 'female',
      marketing: false,
      pointsBalance: 40,
      pointsEarned: 48,
      pointsRedeemed: 8,
      totalSpend: 1_380,
      lastSpentAt: createdAt,
      lastEarnedAt: { at: createdAt.at + 60_000, zoneTold: true },
      lastRedeemedAt: { at: createdAt.at + 120_000, zoneTold: true },
      createdAt,
      updatedAt: { at: Date.UTC(2026, 0, 2, 9, 8), zoneTold: true },
    })
    const bare = valueOf(await client.customer(fakeId('cust', 5), asCashier))
    expect(bare).toMatchObject({
      pointsBalance: null,
      pointsEarned: null,
      pointsRedeemed: null,
      totalSpend: null,
    })
    expect(bare.details.lastName).toBeNull()
    expect(await client.customer('nobody', asCashier)).toMatchObject({ failure: { kind: 'not-found' } })
  })

  it('law: memberships are not passed for the customer lists that a till can change', async () => {
    const server = await start()
    const provider = opening('loke', { key: lokeKey, store: firstShop, origin: server.origin })()
    const { facts } = valueOf(await provider.member(fakeId('cust', 1), asCashier))
    const told = facts?.flatMap((fact) => ('lists' in fact ? [[fact.kind, fact.lists?.length ?? null]] : []))
    expect(told).toEqual([
      ['memberships', 23],
      ['lists', null],
    ])
  })

  it('memberships come whole though LOKE tells ten a page', async () => {
    const server = await start()
    const { client } = lokeTill(server)
    const { rows, complete } = valueOf(await client.memberships(fakeId('cust', 1), asCashier))
    expect([rows.length, rows[22]?.name, complete, server.seen.length]).toEqual([23, 'Tier 22', true, 3])
    expect(await client.memberships('nobody', asCashier)).toMatchObject({ failure: { kind: 'not-found' } })
  })
})

it('payments are in minor units, name no person, and can be read for one location', async () => {
  const server = await start({ ways: { pageSize: 10 } })
  const { client } = lokeTill(server)
  const first = valueOf(await client.payments({ cursor: null, location: null, sort: null }, asCashier))
  expect(first.rows[0]).toEqual({
    id: '29e13de7-d158-4aba-a928-000000000000',
    locationId: fakeId('loca', 1),
    customerId: fakeId('cust', 1),
    billingType: 'order/pickup',
    state: null,
    currency: 'AUD',
    total: null,
    charged: 600,
    credit: 200,
    discount: 300,
    external: 600,
    fee: 10,
    payout: null,
    tip: null,
    createdAt: { at: Date.UTC(2026, 0, 3, 0, 40), zoneTold: true },
    completedAt: { at: Date.UTC(2026, 0, 3, 0, 40), zoneTold: true },
    refundedAt: null,
  })
  expect(observedOrder(first.rows.map((each) => each.createdAt))).toBe('falling')
  const location = fakeId('loca', 2)
  const page = valueOf(await client.payments({ cursor: null, location, sort: 'updated' }, asCashier))
  const rest = valueOf(await client.payments({ cursor: page.next, location, sort: 'updated' }, asCashier))
  expect([page.rows.length, rest.rows.length, rest.next]).toEqual([10, 2, null])
  expect(server.seen.at(-1)?.query).toEqual({ locationId: location, sort: 'updated', after: 'c10' })
})
