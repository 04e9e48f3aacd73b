import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Failure } from '../../electron/main/providers/provider.ts'
import type { SellAuthClient } from '../../electron/main/providers/sellauth/sellauth-client.ts'
import { findTransaction } from '../../electron/main/providers/sellauth/sellauth-find.ts'
import { startSellAuth } from '../fakes/sellauth-server.ts'
import type { SellAuthFault, SellAuthServer } from '../fakes/sellauth-server.ts'
import { asCashier, clientOf, failureOf, valueOf } from './sellauth-subject.ts'

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

const booked = (): number => server.books.linesOf(240).length

describe('a change that goes wrong is sent once, and its failure says what may have happened', () => {
  const rows: readonly (readonly [string, SellAuthFault, Partial<Failure>, 'done' | 'not done'])[] = [
    ['reset before', { kind: 'lost-request' }, { kind: 'no-answer', cause: 'reset' }, 'not done'],
    ['reply lost', { kind: 'lost-reply' }, { kind: 'no-answer', cause: 'reset' }, 'done'],
    [
      '500 before',
      { kind: 'failure', status: 500, when: 'before' },
      { kind: 'server-error', status: 500 },
      'not done',
    ],
    [
      '500 after',
      { kind: 'failure', status: 500, when: 'after' },
      { kind: 'server-error', status: 500 },
      'done',
    ],
    ['502 page', { kind: 'html', status: 502, done: true }, { kind: 'server-error', status: 502 }, 'done'],
    ['a page under 200', { kind: 'html', status: 200 }, { kind: 'bad-answer', status: 200 }, 'not done'],
    [
      'a page under 404',
      { kind: 'html', status: 404, done: true },
      { kind: 'bad-answer', status: 404 },
      'done',
    ],
    [
      'a sign-in page under 401',
      { kind: 'html', status: 401 },
      { kind: 'bad-answer', status: 401 },
      'not done',
    ],
    [
      '202, which nobody documented',
      { kind: 'raw', status: 202, type: 'application/json', body: '{}' },
      { kind: 'bad-answer', status: 202 },
      'done',
    ],
    [
      'nothing under 200',
      { kind: 'raw', status: 200, type: 'text/html', body: '' },
      { kind: 'bad-answer', status: 200 },
      'done',
    ],
    [
      'a word instead of an object',
      { kind: 'raw', status: 200, type: 'application/json', body: '"ok"' },
      { kind: 'bad-answer', status: 200 },
      'done',
    ],
    [
      '200 that says it failed',
      { kind: 'rewrite', as: () => ({ success: false, error: 'No.' }) },
      { kind: 'bad-answer', status: 200 },
      'done',
    ],
    [
      '200 with errors',
      { kind: 'rewrite', as: () => ({ errors: { amount: ['no'] } }) },
      { kind: 'bad-answer', status: 200 },
      'done',
    ],
    ['cut JSON', { kind: 'truncated', honest: true }, { kind: 'bad-answer', status: 200 }, 'done'],
    [
      'closed in the middle',
      { kind: 'truncated', honest: false },
      { kind: 'no-answer', cause: 'half-answer' },
      'done',
    ],
    [
      'a redirect',
      { kind: 'raw', status: 307, type: 'application/json', body: '{}' },
      { kind: 'bad-answer', status: 307 },
      'done',
    ],
    ['429', { kind: 'limited', retryAfter: '7' }, { kind: 'rate-limited', retryAfterMs: 7_000 }, 'not done'],
    [
      '429 without a time',
      { kind: 'limited', retryAfter: null },
      { kind: 'rate-limited', retryAfterMs: null },
      'not done',
    ],
  ]
  for (const [name, fault, failure, outcome] of rows) {
    it(`balance, ${name}: ${outcome}`, async () => {
      server.inject(fault)
      const answer = await client.changeBalance('240', change, asCashier)
      expect(failureOf(answer)).toEqual(expect.objectContaining(failure))
      expect(server.mutations()).toHaveLength(1)
      expect(booked()).toBe(outcome === 'done' ? 1 : 0)
    })

    it(`affiliate code, ${name}: sent once`, async () => {
      server.inject(fault)
      const answer = await client.setAffiliateCode('240', 'NEW', asCashier)
      expect(failureOf(answer)).toEqual(expect.objectContaining(failure))
      expect(server.mutations()).toHaveLength(1)
      expect(server.books.customer(240).affiliateCode).toBe(outcome === 'done' ? 'NEW' : null)
    })
  }

  it('while the provider asks to wait, nothing more is sent', async () => {
    server.inject({ kind: 'limited', retryAfter: '60' })
    await client.changeBalance('240', change, asCashier)
    expect(failureOf(await client.changeBalance('240', change, asCashier))).toMatchObject({
      kind: 'rate-limited',
    })
    expect(server.requests).toHaveLength(1)
  })

  it('a port where nobody listens took nothing', async () => {
    const gone = await startSellAuth()
    const lost = clientOf(gone)
    await gone.close()
    expect(failureOf(await lost.changeBalance('240', change, asCashier))).toEqual({
      kind: 'not-sent',
      cause: 'refused',
    })
  })

  it('a slow answer is still an answer, and one that never ends is a timeout', async () => {
    server.dialect.changes = 'message'
    server.inject({ kind: 'drip', ms: 4 })
    expect((await client.changeBalance('240', change, asCashier)).ok).toBe(true)
    server.inject({ kind: 'drip', ms: 40 })
    const hasty = clientOf(server, { bodyMs: 60 })
    const answer = await hasty.changeBalance('240', change, asCashier)
    expect(failureOf(answer)).toEqual({ kind: 'no-answer', cause: 'timeout' })
    expect(server.mutations()).toHaveLength(2)
  })
})

describe('what became of an unanswered change is read', () => {
  const verdict = async (): Promise<string> => {
    const found = valueOf(await findTransaction(client, '240', tag, asCashier))
    return found.kind === 'found' ? `found ${found.entries.length}` : found.kind
  }

  it('done before the reply was lost: found once', async () => {
    server.inject({ kind: 'lost-reply' })
    await client.changeBalance('240', change, asCashier)
    expect(await verdict()).toBe('found 1')
  })

  it('never arrived: absent', async () => {
    server.inject({ kind: 'lost-request' })
    await client.changeBalance('240', change, asCashier)
    expect(await verdict()).toBe('absent')
  })

  for (const answer of ['reset', 504] as const) {
    it(`applied late after ${answer}: absent now, found later`, async () => {
      server.inject({ kind: 'late', answer })
      await client.changeBalance('240', change, asCashier)
      expect(await verdict()).toBe('absent')
      server.applyLate()
      expect(await verdict()).toBe('found 1')
      expect(server.books.customer(240).balance).toBe(105 + 250)
    })
  }

  it('stale reads hide it until they catch up', async () => {
    server.books.freeze()
    await client.changeBalance('240', change, asCashier)
    expect(await verdict()).toBe('absent')
    server.books.thaw()
    expect(await verdict()).toBe('found 1')
  })

  it('partly done: the history alone does not show it, the balance does', async () => {
    server.inject({ kind: 'failure', status: 500, when: 'partly' })
    await client.changeBalance('240', change, asCashier)
    expect(await verdict()).toBe('absent')
    expect(valueOf(await client.customer('240', asCashier)).balanceMinor).toBe(105 + 250)
  })

  it('a look-up that fails says so and concludes nothing', async () => {
    server.inject({ kind: 'failure', status: 503, when: 'before' })
    expect(failureOf(await findTransaction(client, '240', tag, asCashier))).toEqual({
      kind: 'server-error',
      status: 503,
    })
  })
})
