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

let server: LokeServer
let till: LokeTill

beforeEach(async () => {
  server = await startLoke({ ...lokePair, customers: 12 })
  till = lokeTill(server)
})

afterEach(async () => {
  await server.close()
})

/** Calls that no provider's interface has yet, and so the common contract does not ask for. */
const changes: Readonly<Record<string, () => Promise<Answer<unknown>>>> = {
  createList: () => till.client.createList('New', asCashier),
  renameList: () => till.client.renameList(list, 'New', asCashier),
}
const reads: Readonly<Record<string, () => Promise<Answer<unknown>>>> = {
  organizations: () => till.organizations(asCashier),
  locations: () => till.locations(fakeId('orgn', 1), asCashier),
  location: () => till.location(fakeId('orgn', 1), fakeId('loca', 1), asCashier),
  list: () => till.client.list(list, asCashier),
  listMembers: () => till.client.listMembers(list, null, asCashier),
  payments: () => till.client.payments({ cursor: null, location: null, sort: null }, asCashier),
}

const said = (status: number, body: string): Fault => ({ kind: 'raw', done: false, status, body })

/** What each of these answers is taken for, whoever asked. */
const answers: readonly (readonly [string, Fault, unknown])[] = [
  ['HTML under 200', { kind: 'html', status: 200, done: false }, { kind: 'bad-answer', status: 200 }],
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

describe.each(answers)('%s', (_name, fault, failure) => {
  it.each(Object.entries(changes))(
    'is told as such to %s, which was sent no further',
    async (_call, send) => {
      server.fault('change', fault)
      expect(await send()).toMatchObject({ ok: false, failure })
      expect(server.seen).toHaveLength(1)
    },
  )

  it.each(Object.entries(reads))('is told as such to %s', async (_call, read) => {
    server.fault('read', fault)
    expect(await read()).toMatchObject({ ok: false, failure })
    expect(server.seen).toHaveLength(1)
  })
})
