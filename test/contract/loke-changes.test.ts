import { afterEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../electron/main/providers/provider.ts'
import { isDuplicatePoints } from '../../electron/main/providers/loke/loke-refusal.ts'
import { fakeId } from '../fakes/loke-books.ts'
import { startLoke } from '../fakes/loke-server.ts'
import type { LokeServer, LokeServerOptions } from '../fakes/loke-server.ts'
import { changesSeen, firstShop, lokePair, lokeTill, refusedHere } from './loke-till.ts'
import { valueOf } from './provider-contract.ts'

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

const change = { reference: '01JDOPERATION0000000000001', amount: 5, notes: 'till 1' }

function points(server: LokeServer): readonly unknown[] {
  return server.books.organizations.flatMap((each) => each.points)
}

async function balance(till: ReturnType<typeof lokeTill>): Promise<number | null> {
  return valueOf(await till.client.customer(person, asCashier)).pointsBalance
}

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
      server.fault('change', { kind: 'raw', done: false, status: 409, body: text, headers })
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
