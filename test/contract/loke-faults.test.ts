import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTransport } from '../../electron/main/outbound/fetch.ts'
import type { Answer } from '../../electron/main/providers/provider.ts'
import { isDuplicatePoints } from '../../electron/main/providers/loke/loke-refusal.ts'
import { fakeId } from '../fakes/loke-books.ts'
import type { Fault } from '../fakes/loke-faults.ts'
import { startLoke } from '../fakes/loke-server.ts'
import type { LokeServer } from '../fakes/loke-server.ts'
import { failureOf, lokePair, lokeTill } from './loke-till.ts'
import type { LokeTill } from './loke-till.ts'
import { valueOf } from './provider-contract.ts'

const asCashier = { priority: 'cashier' } as const
const person = fakeId('cust', 4)
const list = fakeId('list', 1)
const change = { reference: '01JDOPERATION0000000000001', amount: 5, notes: null }

let server: LokeServer
let till: LokeTill

beforeEach(async () => {
  server = await startLoke({ ...lokePair, customers: 12 })
  till = lokeTill(server)
})

afterEach(async () => {
  await server.close()
})

const changes: Readonly<Record<string, readonly [string, () => Promise<Answer<unknown>>]>> = {
  putPoints: ['PUT', () => till.client.putPoints(person, change, asCashier)],
  deletePoints: ['DELETE', () => till.client.deletePoints(person, change, asCashier)],
  createList: ['POST', () => till.client.createList('New', asCashier)],
  renameList: ['PUT', () => till.client.renameList(list, 'New', asCashier)],
  addListMember: ['PUT', () => till.client.addListMember(list, person, asCashier)],
  removeListMember: ['DELETE', () => till.client.removeListMember(list, person, asCashier)],
}

const reads: Readonly<Record<string, () => Promise<Answer<unknown>>>> = {
  organizations: () => till.organizations(asCashier),
  organization: () => till.organization(fakeId('orgn', 1), asCashier),
  locations: () => till.locations(fakeId('orgn', 1), asCashier),
  location: () => till.location(fakeId('orgn', 1), fakeId('loca', 1), asCashier),
  customers: () => till.client.customers({ cursor: null, sort: null }, asCashier),
  customersByEmail: () => till.client.customersByEmail('c4@example.com', asCashier),
  customersByPhone: () => till.client.customersByPhone('+61411220004', asCashier),
  customer: () => till.client.customer(person, asCashier),
  memberships: () => till.client.memberships(person, asCashier),
  lists: () => till.client.lists(asCashier),
  list: () => till.client.list(list, asCashier),
  listMembers: () => till.client.listMembers(list, null, asCashier),
  payments: () => till.client.payments({ cursor: null, location: null, sort: null }, asCashier),
}

const said = (
  status: number,
  text: string | Buffer,
  headers: Record<string, string> = {},
  when: 'before' | 'after' = 'before',
): Fault => ({ kind: 'answer', when, status, text, headers })

const page = '<!doctype html><title>Welcome to our Wi-Fi</title>'
const html = { 'content-type': 'text/html' }

/** What each of these answers is taken for, whoever asked. */
const answers: readonly (readonly [string, Fault, unknown])[] = [
  ['HTML under 200', said(200, page, html), { kind: 'bad-answer', status: 200 }],
  ['HTML under 404', said(404, page, html), { kind: 'bad-answer', status: 404 }],
  ['HTML under 401', said(401, page, html), { kind: 'bad-answer', status: 401 }],
  ['a redirect', said(302, '', { location: 'http://example.com/' }), { kind: 'bad-answer', status: 302 }],
  ['JSON that breaks off', said(200, '{"id":"x","na'), { kind: 'bad-answer', status: 200 }],
  ['401 for good', said(401, '{"code":"unauthorized"}'), { kind: 'unauthorized' }],
  ['403', said(403, '{"code":"forbidden"}'), { kind: 'forbidden' }],
  ['404', said(404, '{"code":"not_found"}'), { kind: 'not-found' }],
  [
    '400 in the words of a validator',
    said(400, '{"message":"amount is required"}'),
    { kind: 'refused', status: 400, fields: { base: ['missing'] } },
  ],
  ['422', said(422, '{"error":{"code":"x"}}'), { kind: 'refused', status: 422, fields: { base: ['other'] } }],
  ['429', said(429, '{}', { 'retry-after': '7' }), { kind: 'rate-limited', retryAfterMs: 7_000 }],
  ['500', said(500, '{"message":"Internal error"}'), { kind: 'server-error', status: 500 }],
  ['503 in HTML', said(503, page, html), { kind: 'server-error', status: 503 }],
  ['a reset', { kind: 'reset', when: 'before' }, { kind: 'no-answer', cause: 'reset' }],
  ['half an answer', { kind: 'half' }, { kind: 'no-answer', cause: 'half-answer' }],
]

describe.each(answers)('%s', (name, fault, failure) => {
  // A 401 is tried once more with a new token.
  const times = name === '401 for good' ? 2 : 1

  it.each(Object.keys(changes))('is told as such to %s, which was sent no further', async (call) => {
    const [method, send] = changes[call] ?? ['', () => Promise.reject(new Error('no such call'))]
    // What is to be taken back or out is there first.
    if (method === 'DELETE') {
      valueOf(await till.client.putPoints(person, change, asCashier))
      valueOf(await till.client.addListMember(list, person, asCashier))
    }
    const before = server.seen.length
    server.fail(method, ...Array.from({ length: times }, () => fault))
    expect(await send()).toMatchObject({ ok: false, failure })
    expect(server.seen.slice(before).map((each) => each.method)).toEqual(
      Array.from({ length: times }, () => method),
    )
  })

  it.each(Object.keys(reads))('is told as such to %s', async (call) => {
    server.fail('GET', ...Array.from({ length: times }, () => fault))
    expect(await reads[call]?.()).toMatchObject({ ok: false, failure })
  })
})

describe('a change of points that was perhaps made is settled by sending it again', () => {
  const again = (): Promise<Answer<null>> => till.client.putPoints(person, change, asCashier)
  const ledger = (): unknown => server.books.organizations[0]?.points.map((each) => each.amount)

  it.each<readonly [string, Fault, 'applied' | 'duplicate']>([
    ['the request was lost', { kind: 'reset', when: 'before' }, 'applied'],
    ['the reply was lost', { kind: 'reset', when: 'after' }, 'duplicate'],
    ['the request is still on its way', { kind: 'late' }, 'applied'],
    ['500 before anything was done', said(500, '{}'), 'applied'],
    ['502 after it was done', said(502, page, html, 'after'), 'duplicate'],
    ['500 with the record written and not counted', { kind: 'partly' }, 'duplicate'],
    ['HTML after it was done', said(200, page, html, 'after'), 'duplicate'],
    ['429 before anything was done', said(429, '{}'), 'applied'],
  ])('%s', async (_name, fault, outcome) => {
    server.fail('PUT', fault)
    expect((await again()).ok).toBe(false)
    // Another start of the till: no memory but the reference.
    till = lokeTill(server)
    const second = await again()
    expect(second.ok ? 'applied' : isDuplicatePoints(second.failure) && 'duplicate').toBe(outcome)
    server.catchUp()
    expect(ledger()).toEqual([5])
    expect(valueOf(await till.client.customer(person, asCashier)).pointsBalance).toBe(45)
  })

  it('a read that is behind shows the old balance, and the repeat is a duplicate all the same', async () => {
    server.stale(true)
    valueOf(await again())
    expect(valueOf(await till.client.customer(person, asCashier)).pointsBalance).toBe(40)
    expect(isDuplicatePoints(failureOf(await again()))).toBe(true)
    server.stale(false)
    expect(valueOf(await till.client.customer(person, asCashier)).pointsBalance).toBe(45)
  })
})

it('after 429 nothing more is sent until the time is over', async () => {
  server.fail('GET', said(429, '{}', { 'retry-after': '60' }))
  await till.client.customer(person, asCashier)
  const seen = server.seen.length
  const held = await till.client.putPoints(person, change, asCashier)
  expect(failureOf(held)).toMatchObject({ kind: 'rate-limited' })
  expect(server.seen).toHaveLength(seen)
})

it('an answer that drips is waited for, but not for ever', async () => {
  server.fail('GET', { kind: 'drip', msEach: 0 })
  expect(valueOf(await till.client.customer(person, asCashier)).pointsBalance).toBe(40)
  const hasty = lokeTill(server, { transport: createTransport({ limits: { bodyMs: 150 } }) })
  server.fail('GET', { kind: 'drip', msEach: 20 })
  expect(failureOf(await hasty.client.customer(person, asCashier))).toEqual({
    kind: 'no-answer',
    cause: 'timeout',
  })
})
