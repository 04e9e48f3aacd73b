import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTransport } from '../../electron/main/outbound/fetch.ts'
import { listSellAuthShops } from '../../electron/main/providers/sellauth/sellauth-client.ts'
import type { SellAuthClient } from '../../electron/main/providers/sellauth/sellauth-client.ts'
import { findTransaction } from '../../electron/main/providers/sellauth/sellauth-find.ts'
import { startSellAuth } from '../fakes/sellauth-server.ts'
import type { Fault } from '../fakes/faults.ts'
import type { SellAuthServer } from '../fakes/sellauth-server.ts'
import { failureOf, valueOf } from './provider-contract.ts'
import { asCashier, clientOf, sellAuthOver } from './sellauth-subject.ts'

const tag = 'T1-01JDFAULTS'
const change = { amountMinor: 250, tag } as const

let server: SellAuthServer
let client: SellAuthClient
beforeEach(async () => {
  server = await startSellAuth()
  client = clientOf(server)
})
afterEach(async () => {
  await server.close()
})

const raw = (status: number, body: string, type = 'application/json'): Fault => ({
  ...{ kind: 'raw', done: true, status, body },
  headers: { 'content-type': type },
})

describe('an answer to a change that nobody documented leaves it open, and it was sent once', () => {
  const rows: readonly (readonly [string, Fault, number])[] = [
    ['202', raw(202, '{}'), 202],
    ['nothing under 200', raw(200, '', 'text/html'), 200],
    ['a word instead of an object', raw(200, '"ok"'), 200],
    ['200 that says it failed', { kind: 'rewrite', body: () => ({ success: false, error: 'No.' }) }, 200],
    ['200 with errors', { kind: 'rewrite', body: () => ({ errors: { amount: ['no'] } }) }, 200],
    ['another kind of redirect', raw(307, '{}'), 307],
  ]
  for (const [name, fault, status] of rows) {
    it(`balance, ${name}`, async () => {
      server.fault('change', fault)
      const answer = await client.changeBalance('240', change, asCashier)
      expect(failureOf(answer)).toEqual({ kind: 'bad-answer', status })
      expect([server.mutations().length, server.books.linesOf(240).length]).toEqual([1, 1])
    })

    it(`affiliate code, ${name}`, async () => {
      server.fault('change', fault)
      const answer = await client.setAffiliateCode('240', 'NEW', asCashier)
      expect(failureOf(answer)).toEqual({ kind: 'bad-answer', status })
      expect([server.mutations().length, server.books.customer(240).affiliateCode]).toEqual([1, 'NEW'])
    })
  }
})

describe('what became of an unanswered change is read', () => {
  const verdict = async (): Promise<string> => {
    const found = valueOf(await findTransaction(client, '240', tag, asCashier))
    return found.kind === 'found' ? `found ${found.entries.length}` : found.kind
  }

  it('stale reads hide it until they catch up', async () => {
    server.books.freeze()
    await client.changeBalance('240', change, asCashier)
    expect(await verdict()).toBe('absent')
    server.books.thaw()
    expect(await verdict()).toBe('found 1')
  })

  it('partly done: the history alone does not show it, the balance does', async () => {
    server.fault('change', { kind: 'status', status: 500, done: 'part' })
    await client.changeBalance('240', change, asCashier)
    expect(await verdict()).toBe('absent')
    expect(valueOf(await client.customer('240', asCashier)).balanceMinor).toBe(105 + 250)
  })

  it('one bad row makes the whole page a bad answer, in a history, among customers and among shops', async () => {
    for (const n of [1, 2, 3])
      await client.changeBalance('240', { amountMinor: n, tag: `T1-${n}` }, asCashier)
    const bad = { kind: 'bad-answer', status: 200 }
    const inRow = (over: unknown): void => {
      const spoilt = (rows: readonly object[]): unknown =>
        rows.with(-1, { ...rows.at(-1), ...(over as object) })
      server.fault('read', {
        kind: 'rewrite',
        body: (body) =>
          Array.isArray(body)
            ? spoilt(body as readonly object[])
            : { ...(body as object), data: spoilt((body as { data: readonly object[] }).data) },
      })
    }
    for (const over of [{ amount: 'many' }, { amount: '1.005' }, { amount: 1e300 }, { description: [] }]) {
      inRow(over)
      expect(failureOf(await client.balanceTransactions('240', 1, asCashier))).toEqual(bad)
      // What is looked for may be in that very row.
      inRow(over)
      expect(await verdict()).toBe('unreadable')
    }
    for (const over of [{ id: null }, { id: 1.5 }, { balance: 'much' }, { email: 7 }]) {
      inRow(over)
      expect(failureOf(await client.customers({ page: 1, perPage: 3 }, asCashier))).toEqual(bad)
    }
    const http = sellAuthOver(createTransport(), server.origin, server.key)
    for (const over of [{ id: null }, { id: '0' }, { name: null }]) {
      inRow(over)
      expect(failureOf(await listSellAuthShops(http, asCashier))).toEqual(bad)
    }
  })

  it('a look-up that fails says so and concludes nothing', async () => {
    server.fault('read', { kind: 'status', status: 503, done: 'nothing' })
    expect(failureOf(await findTransaction(client, '240', tag, asCashier))).toEqual({
      kind: 'server-error',
      status: 503,
    })
  })
})
