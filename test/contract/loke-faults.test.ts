import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../electron/main/providers/provider.ts'
import { fakeId } from '../fakes/loke-books.ts'
import type { Fault } from '../fakes/faults.ts'
import { startLoke } from '../fakes/loke-server.ts'
import type { LokeServer } from '../fakes/loke-server.ts'
import { lokePair, lokeTill } from './loke-till.ts'
import type { LokeTill } from './loke-till.ts'

const asCashier = { priority: 'cashier' } as const
const list = fakeId('list', 1)
const person = fakeId('cust', 4)

let server: LokeServer
let till: LokeTill

beforeEach(async () => {
  server = await startLoke({ ...lokePair, customers: 12 })
  till = lokeTill(server)
})

afterEach(async () => {
  await server.close()
})

/** Calls that the common contract does not ask for: most of them no provider's interface has yet. */
const changes: Readonly<Record<string, () => Promise<Answer<unknown>>>> = {
  createList: () => till.client.createList('New', asCashier),
  renameList: () => till.client.renameList(list, 'New', asCashier),
  // The interface has it as the other side of putting somebody on a list.
  removeListMember: () => till.client.removeListMember(list, person, asCashier),
}
const reads: Readonly<Record<string, () => Promise<Answer<unknown>>>> = {
  organizations: () => till.organizations(asCashier),
  locations: () => till.locations(fakeId('orgn', 1), asCashier),
  location: () => till.location(fakeId('orgn', 1), fakeId('loca', 1), asCashier),
  list: () => till.client.list(list, asCashier),
  listMembers: () => till.client.listMembers(list, null, asCashier),
  // Told beside a member, who is one without them too.
  memberships: () => till.client.memberships(person, asCashier),
  payments: () => till.client.payments({ cursor: null, location: null, sort: null }, asCashier),
}

const said = (status: number, body: string): Fault => ({ kind: 'raw', done: false, status, body })

const page = (status: number): Fault => ({ kind: 'html', status, done: false })

/** What each of these answers is taken for, whoever asked. */
const answers: readonly (readonly [string, Fault, unknown])[] = [
  ['HTML under 200', page(200), { kind: 'bad-answer', status: 200 }],
  ['HTML under 404', page(404), { kind: 'bad-answer', status: 404 }],
  ['HTML under 401', page(401), { kind: 'bad-answer', status: 401 }],
  ['a redirect', { kind: 'redirect' }, { kind: 'bad-answer', status: 302 }],
  ['401 for good', said(401, '{"code":"unauthorized"}'), { kind: 'unauthorized' }],
  ['403', said(403, '{"code":"forbidden"}'), { kind: 'forbidden' }],
  ['429', { kind: 'limited', retryAfter: '7' }, { kind: 'rate-limited', retryAfterMs: 7_000 }],
  ['500', said(500, '{"message":"Internal error"}'), { kind: 'server-error', status: 500 }],
  ['503 in HTML', page(503), { kind: 'server-error', status: 503 }],
  ['a reset', { kind: 'lost-request' }, { kind: 'no-answer', cause: 'reset' }],
  ['JSON that breaks off', { kind: 'truncated' }, { kind: 'bad-answer' }],
  ['half an answer', { kind: 'half-answer' }, { kind: 'no-answer', cause: 'half-answer' }],
  ['404', said(404, '{"code":"not_found"}'), { kind: 'not-found' }],
  [
    '400 in the words of a validator',
    said(400, '{"message":"amount is required"}'),
    { kind: 'refused', status: 400, fields: { base: ['missing'] } },
  ],
  ['422', said(422, '{"error":{"code":"x"}}'), { kind: 'refused', status: 422, fields: { base: ['other'] } }],
]

describe.each(answers)('%s', (name, fault, failure) => {
  // A 401 is tried once more with a new token.
  const times = Array.from({ length: name === '401 for good' ? 2 : 1 }, () => fault)

  it.each(Object.entries(changes))(
    'is told as such to %s, which was sent no further',
    async (_call, send) => {
      server.fault('change', ...times)
      expect(await send()).toMatchObject({ ok: false, failure })
      expect(server.seen).toHaveLength(times.length)
    },
  )

  it.each(Object.entries(reads))('is told as such to %s', async (_call, read) => {
    server.fault('read', ...times)
    expect(await read()).toMatchObject({ ok: false, failure })
    expect(server.seen).toHaveLength(times.length)
  })
})
