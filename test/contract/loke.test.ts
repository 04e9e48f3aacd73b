import { afterEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../electron/main/providers/provider.ts'
import { isDuplicatePoints } from '../../electron/main/providers/loke/loke-refusal.ts'
import { observedOrder } from '../../electron/main/providers/loke/loke-normalize.ts'
import { fakeId } from '../fakes/loke-books.ts'
import { startLoke } from '../fakes/loke-server.ts'
import type { LokeServer, LokeServerOptions } from '../fakes/loke-server.ts'
import { firstShop, lokeKey, lokePair, lokeTill } from './loke-till.ts'
import { valueOf } from './provider-contract.ts'

const asCashier = { priority: 'cashier' } as const
const open: LokeServer[] = []

async function start(over: Partial<LokeServerOptions> = {}): Promise<LokeServer> {
  const server = await startLoke({ ...lokePair, customers: 40, ...over })
  open.push(server)
  return server
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

const person = fakeId('cust', 4)
const change = { reference: '01JDOPERATION0000000000001', amount: 5, notes: 'till 1' }
const badAnswer = { ok: false, failure: { kind: 'bad-answer' } }
const refusedHere = (fields: Record<string, string[]>): unknown => ({
  ok: false,
  failure: { kind: 'refused', fields },
  evidence: { http: null },
})

function changesSeen(server: LokeServer): LokeServer['seen'] {
  return server.seen.filter((each) => each.method !== 'GET')
}

function points(server: LokeServer): readonly unknown[] {
  return server.books.organizations.flatMap((each) => each.points)
}

async function balance(till: ReturnType<typeof lokeTill>): Promise<number | null> {
  return valueOf(await till.client.customer(person, asCashier)).pointsBalance
}

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
        const page = { cursor, sort: 'created' } as const
        const answer = valueOf(await lokeTill(server).client.customers(page, asCashier))
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
      gender: null,
      marketing: false,
      pointsBalance: 40,
      pointsEarned: 48,
      pointsRedeemed: 8,
      totalSpend: 1_380,
      lastSpentAt: createdAt,
      lastEarnedAt: null,
      lastRedeemedAt: null,
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

  it('memberships come whole though LOKE tells ten a page', async () => {
    const server = await start()
    const { client } = lokeTill(server)
    const { rows, complete } = valueOf(await client.memberships(fakeId('cust', 1), asCashier))
    expect([rows.length, rows[22]?.name, complete, server.seen.length]).toEqual([23, 'Tier 22', true, 3])
    expect(await client.memberships('nobody', asCashier)).toMatchObject({ failure: { kind: 'not-found' } })
  })
})

describe('points', () => {
  it('a change goes once, over a connection of its own, with its reference, amount and notes', async () => {
    const server = await start()
    const { client } = lokeTill(server)
    expect(await client.putPoints(person, change, asCashier)).toMatchObject({
      ok: true,
      value: null,
      evidence: { http: 204 },
    })
    const other = { reference: 'b', amount: -40, notes: null }
    expect(await client.putPoints(person, other, asCashier)).toMatchObject({ ok: true })
    const path = `/organizations/${firstShop}/customers/${person}/points`
    expect(changesSeen(server)).toEqual([
      {
        method: 'PUT',
        path: `${path}/${change.reference}`,
        query: {},
        body: { amount: 5, notes: 'till 1' },
        authorized: true,
        connection: 'close',
      },
      {
        method: 'PUT',
        path: `${path}/b`,
        query: {},
        body: { amount: -40 },
        authorized: true,
        connection: 'close',
      },
    ])
    expect(await balance(lokeTill(server))).toBe(5)
  })

  it.each(['code', 'error', 'message', 'nested'] as const)(
    'a repeat is told apart as a duplicate and changes nothing, wherever the code stands (%s)',
    async (errorShape) => {
      const server = await start({ ways: { errorShape } })
      const { client } = lokeTill(server)
      valueOf(await client.putPoints(person, change, asCashier))
      const again = await client.putPoints(person, { ...change, amount: 9 }, asCashier)
      expect(again).toMatchObject({
        ok: false,
        failure: { kind: 'refused', status: 409, fields: { reference: ['duplicate'] } },
      })
      expect(!again.ok && isDuplicatePoints(again.failure)).toBe(true)
      expect(points(server)).toMatchObject([{ amount: 5 }])
      const unknown = await client.putPoints('nobody', change, asCashier)
      expect(unknown).toMatchObject({ failure: { kind: 'not-found' } })
    },
  )

  it('a 409 for another reason, or not in JSON, is no duplicate', async () => {
    const server = await start()
    const { client } = lokeTill(server)
    const answer = (text: string, headers = {}): void =>
      server.fail('PUT', { kind: 'answer', when: 'before', status: 409, text, headers })
    answer('{"code":"locked"}')
    answer('{"code":"not_a_duplicate_point_record"}')
    answer('duplicate_point_record', { 'content-type': 'text/plain' })
    const kinds: unknown[] = []
    for (let index = 0; index < 3; index += 1) {
      const told = await client.putPoints(person, change, asCashier)
      kinds.push(!told.ok && [told.failure.kind, isDuplicatePoints(told.failure)])
    }
    expect(kinds).toEqual([
      ['refused', false],
      ['refused', false],
      ['bad-answer', false],
    ])
  })

  it('a change is taken back once; the second time is a duplicate, an unknown one is not found', async () => {
    const server = await start()
    const till = lokeTill(server)
    const undo = { reference: change.reference, notes: 'undone' }
    valueOf(await till.client.putPoints(person, change, asCashier))
    valueOf(await till.client.deletePoints(person, undo, asCashier))
    const again = await till.client.deletePoints(person, { ...undo, notes: null }, asCashier)
    expect(!again.ok && isDuplicatePoints(again.failure)).toBe(true)
    expect(changesSeen(server).map((each) => [each.method, each.body])).toEqual([
      ['PUT', { amount: 5, notes: 'till 1' }],
      ['DELETE', { notes: 'undone' }],
      ['DELETE', {}],
    ])
    expect(await till.client.deletePoints(person, { ...undo, reference: 'x' }, asCashier)).toMatchObject({
      failure: { kind: 'not-found' },
    })
    expect(await balance(till)).toBe(40)
  })

  it('where a reference counts for the whole shop, another customer with it is a duplicate too', async () => {
    const server = await start({ ways: { referenceScope: 'organization' } })
    const { client } = lokeTill(server)
    valueOf(await client.putPoints(person, change, asCashier))
    const other = await client.putPoints(fakeId('cust', 6), change, asCashier)
    expect(!other.ok && isDuplicatePoints(other.failure)).toBe(true)
  })

  it('a removal below nought is refused as not enough, where LOKE minds', async () => {
    const server = await start({ ways: { belowZero: 'refused' } })
    const { client } = lokeTill(server)
    expect(await client.putPoints(person, { ...change, amount: -41 }, asCashier)).toMatchObject({
      failure: { kind: 'refused', status: 400, fields: { base: ['not-enough'] } },
    })
    expect(points(server)).toEqual([])
  })

  it('what LOKE could not take is refused before anything is sent', async () => {
    const server = await start()
    const { client } = lokeTill(server)
    const put = (over: Partial<typeof change>, who = person): Promise<Answer<null>> =>
      client.putPoints(who, { ...change, ...over }, asCashier)
    for (const amount of [0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(await put({ amount })).toMatchObject(refusedHere({ amount: ['invalid'] }))
    expect(await put({ amount: -1_000_001 })).toMatchObject(refusedHere({ amount: ['limit'] }))
    expect(await put({ notes: 'x'.repeat(256) })).toMatchObject(refusedHere({ notes: ['limit'] }))
    expect(await put({ notes: '\ud800' })).toMatchObject(refusedHere({ notes: ['invalid'] }))
    for (const reference of ['', '..', 'a/b', 'a b', 'é', 'x'.repeat(65)])
      expect(await put({ reference })).toMatchObject(refusedHere({ reference: ['invalid'] }))
    for (const who of ['', '.', '..', 'x'.repeat(65), '\udc00'])
      expect(await put({}, who)).toMatchObject(refusedHere({ customerId: ['invalid'] }))
    expect(await client.deletePoints(person, { reference: '', notes: null }, asCashier)).toMatchObject(
      refusedHere({ reference: ['invalid'] }),
    )
    expect(await client.customersByPhone('0411 222 333', asCashier)).toMatchObject(
      refusedHere({ phoneNumber: ['invalid'] }),
    )
    expect(await client.customersByEmail('no mail', asCashier)).toMatchObject(
      refusedHere({ email: ['invalid'] }),
    )
    expect(server.seen).toHaveLength(0)
    expect(server.tokensAsked()).toBe(0)
  })
})

describe('customer lists', () => {
  it.each(['nothing', 'body'] as const)(
    'are shown, made, renamed, filled and emptied, each change once (%s is answered)',
    async (quietAnswer) => {
      const server = await start({ ways: { quietAnswer, pageSize: 2 } })
      const { client } = lokeTill(server)
      const made = valueOf(await client.createList('Bäckerei ☕', asCashier))
      expect(made).toMatchObject({ name: 'Bäckerei ☕', memberCount: 0 })
      valueOf(await client.renameList(made.id, 'Bakery', asCashier))
      const { rows } = valueOf(await client.lists(asCashier))
      expect(rows.map((each) => each.name)).toEqual(['Regulars', 'Made in the portal', 'Bakery'])
      for (const number of [1, 2, 3, 3])
        valueOf(await client.addListMember(made.id, fakeId('cust', number), asCashier))
      const first = valueOf(await client.listMembers(made.id, null, asCashier))
      const second = valueOf(await client.listMembers(made.id, first.next, asCashier))
      expect([...first.rows, ...second.rows]).toMatchObject(
        [1, 2, 3].map((at) => ({ customerId: fakeId('cust', at) })),
      )
      expect([second.next, second.rows[0]?.email]).toEqual([null, null])
      for (const number of [1, 1])
        valueOf(await client.removeListMember(made.id, fakeId('cust', number), asCashier))
      expect(valueOf(await client.list(made.id, asCashier)).memberCount).toBe(2)
      expect(
        changesSeen(server)
          .map((each) => each.method)
          .join(' '),
      ).toBe('POST PUT PUT PUT PUT PUT DELETE DELETE')
      expect(changesSeen(server).every((each) => each.connection === 'close')).toBe(true)
    },
  )

  it('a list that somebody else made cannot be renamed; unknown lists and customers are not found', async () => {
    const { client } = lokeTill(await start())
    const foreign = await client.renameList(fakeId('list', 2), 'Mine', asCashier)
    expect(foreign).toMatchObject({ failure: { kind: 'forbidden' } })
    const notFound = { failure: { kind: 'not-found' } }
    expect(await client.list('x', asCashier)).toMatchObject(notFound)
    expect(await client.renameList('x', 'y', asCashier)).toMatchObject(notFound)
    expect(await client.listMembers('x', null, asCashier)).toMatchObject(notFound)
    expect(await client.addListMember(fakeId('list', 1), 'x', asCashier)).toMatchObject(notFound)
    expect(await client.removeListMember('x', person, asCashier)).toMatchObject(notFound)
  })

  it('a name is not empty and not endless', async () => {
    const server = await start()
    const { client } = lokeTill(server)
    expect(await client.createList('  ', asCashier)).toMatchObject(refusedHere({ name: ['missing'] }))
    expect(await client.renameList('x', 'x'.repeat(101), asCashier)).toMatchObject(
      refusedHere({ name: ['limit'] }),
    )
    expect(server.seen).toHaveLength(0)
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

describe('tokens', () => {
  it('many calls at once wait for one token, which none of the requests seen contains', async () => {
    const server = await start()
    const { client } = lokeTill(server)
    const answers = await Promise.all(Array.from({ length: 12 }, () => client.customer(person, asCashier)))
    expect(answers.every((answer) => answer.ok)).toBe(true)
    expect([server.tokensAsked(), server.seen.every((each) => each.authorized)]).toEqual([1, true])
    expect(JSON.stringify(server.seen)).not.toMatch(/Bearer|cret/)
  })

  it('a token that ended early is renewed once, and the change is made once', async () => {
    const server = await start()
    const { client } = lokeTill(server)
    valueOf(await client.customer(person, asCashier))
    server.endTokens()
    valueOf(await client.putPoints(person, change, asCashier))
    expect(changesSeen(server).map((each) => each.authorized)).toEqual([false, true])
    expect([points(server).length, server.tokensGranted()]).toEqual([1, 2])
  })

  it('a wrong secret reaches the issuer and nothing else', async () => {
    const server = await start()
    const { client } = lokeTill(server, { key: `${lokeKey}x` })
    expect(await client.putPoints(person, change, asCashier)).toMatchObject({
      failure: { kind: 'unauthorized' },
    })
    expect([server.seen.length, server.tokensGranted()]).toEqual([0, 0])
  })
})
