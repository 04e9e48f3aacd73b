import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../electron/main/providers/provider.ts'
import type { SellAuthClient } from '../../electron/main/providers/sellauth/sellauth-client.ts'
import { findTransaction } from '../../electron/main/providers/sellauth/sellauth-find.ts'
import type { SellAuthPage } from '../../electron/main/providers/sellauth/sellauth-normalize.ts'
import { startSellAuth } from '../fakes/sellauth-server.ts'
import type { SellAuthServer } from '../fakes/sellauth-server.ts'
import { failureOf, valueOf } from './provider-contract.ts'
import { asCashier, clientOf } from './sellauth-subject.ts'

type Row = Record<string, unknown>

let server: SellAuthServer
let client: SellAuthClient
beforeEach(async () => {
  server = await startSellAuth({ customers: 7, clock: { now: () => Date.UTC(2026, 2, 1, 9, 30) } })
  client = clientOf(server)
})
afterEach(async () => {
  await server.close()
})

describe('balance', () => {
  const tag = 'T1-01JDABCDEF'

  it('an addition and a deduction arrive once each, exact, with their tag', async () => {
    await expect(
      client.changeBalance('240', { amountMinor: 1250, tag, note: 'Thank you' }, asCashier),
    ).resolves.toMatchObject({
      ok: true,
      value: { balanceMinor: null },
    })
    await client.changeBalance('240', { amountMinor: -29, tag: 'T1-2' }, asCashier)
    expect(server.mutations().map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', '/v1/shops/38/customers/240/balance', `{"amount":12.5,"description":"Thank you [${tag}]"}`],
      ['POST', '/v1/shops/38/customers/240/balance', '{"amount":-0.29,"description":"[T1-2]"}'],
    ])
    expect(server.mutations().every((each) => each.connection === 'close' && each.authorized)).toBe(true)
    expect(server.books.customer(240).balance).toBe(105 + 1250 - 29)
  })

  it('every kind of success is one, and a balance is told where the answer tells it', async () => {
    for (const changes of ['empty-object', 'empty-list', 'no-content', 'message', 'customer'] as const) {
      server.dialect.changes = changes
      const answer = await client.changeBalance('241', { amountMinor: 1, tag }, asCashier)
      const balanceMinor = changes === 'customer' ? server.books.customer(241).balance : null
      expect(valueOf(answer)).toEqual({ balanceMinor })
    }
    expect(server.books.linesOf(241)).toHaveLength(5)
  })

  it('the documented limits are the last that goes, and one more never leaves', async () => {
    server.dialect.overdraft = true
    for (const amountMinor of [100_000, -100_000]) {
      expect((await client.changeBalance('240', { amountMinor, tag }, asCashier)).ok).toBe(true)
    }
    server.forget()
    const wrong = [
      [{ amountMinor: 100_001, tag }, { amount: ['limit'] }],
      [{ amountMinor: -100_001, tag }, { amount: ['limit'] }],
      [{ amountMinor: 0, tag }, { amount: ['invalid'] }],
      [{ amountMinor: 0.5, tag }, { amount: ['invalid'] }],
      [{ amountMinor: Number.NaN, tag }, { amount: ['invalid'] }],
      [{ amountMinor: 1, tag: '' }, { description: ['invalid'] }],
      [{ amountMinor: 1, tag: 'two words' }, { description: ['invalid'] }],
    ] as const
    for (const [change, fields] of wrong) {
      expect(failureOf(await client.changeBalance('240', change, asCashier))).toMatchObject({ fields })
    }
    expect(server.requests).toEqual([])
  })

  it('a note of any length goes in 255 characters with its tag whole', async () => {
    const notes = ['x'.repeat(400), '🎂'.repeat(400), 'a\u0000b\nc \ud800', ' ']
    for (const note of notes) {
      expect((await client.changeBalance('240', { amountMinor: 1, tag, note }, asCashier)).ok).toBe(true)
    }
    const written = server.books.linesOf(240).map((line) => line.description ?? '')
    expect(written.every((text) => text.endsWith(`[${tag}]`))).toBe(true)
    expect(written.map((text) => Array.from(text).length)).toEqual([15, 23, 255, 255])
  })

  it('more than is there is refused with a reason', async () => {
    const answer = await client.changeBalance('240', { amountMinor: -106, tag }, asCashier)
    expect(failureOf(answer)).toEqual({ kind: 'refused', status: 422, fields: { amount: ['not-enough'] } })
    expect(server.books.customer(240).balance).toBe(105)
  })
})

describe('history', () => {
  const change = async (count: number): Promise<void> => {
    for (let n = 1; n <= count; n += 1) {
      server.books.change(240, n, n === 3 ? 'Top-up [T1-3]' : n === 4 ? null : `[T1-3${n}]`)
    }
  }

  it('lines come in our own words, newest first, whichever way they are wrapped', async () => {
    await change(3)
    for (const history of ['paginator', 'resource', 'bare'] as const) {
      server.dialect.history = history
      const page = valueOf(await client.balanceTransactions('240', 1, asCashier))
      expect(page.rows[0]).toEqual({
        id: '9003',
        amountMinor: 3,
        description: 'Top-up [T1-3]',
        createdAt: { text: '2026-03-01T09:30:00.000000Z', utcMs: Date.UTC(2026, 2, 1, 9, 30), zone: 'told' },
      })
      expect(page).toMatchObject({ next: null, listing: history === 'bare' ? 'bare' : 'paged' })
    }
  })

  it('a tag is found as a word of its own, also on a later page', async () => {
    await change(130)
    const found = valueOf(await findTransaction(client, '240', 'T1-3', asCashier))
    expect(found).toMatchObject({ kind: 'found', entries: [{ amountMinor: 3 }] })
    expect(server.requests).toHaveLength(2)
    expect(valueOf(await findTransaction(client, '240', 'T1', asCashier))).toEqual({
      kind: 'absent',
      listing: 'paged',
    })
  })

  it('a change that was made twice is shown twice', async () => {
    server.books.change(240, 5, '[T1-9]')
    server.books.change(240, 5, '[T1-9]')
    const found = valueOf(await findTransaction(client, '240', 'T1-9', asCashier))
    expect(found).toMatchObject({ kind: 'found', entries: [{ id: '9002' }, { id: '9001' }] })
  })

  it('a line that moves to the next page between two reads is one line', async () => {
    await change(3)
    for (let n = 4; n <= 102; n += 1) server.books.change(240, n, null)
    server.fault('any', {
      kind: 'rewrite',
      body: (body) => {
        server.books.change(240, 7, null)
        return body
      },
    })
    const found = valueOf(await findTransaction(client, '240', 'T1-3', asCashier))
    expect(found).toMatchObject({ kind: 'found', entries: [{ id: '9003' }] })
    expect(server.requests).toHaveLength(2)
  })

  it('a history that is too long to read proves nothing', async () => {
    await change(2_001)
    expect(valueOf(await findTransaction(client, '240', 'T1', asCashier))).toEqual({ kind: 'unreadable' })
    expect(server.requests).toHaveLength(20)
  })

  it('other ways of paging are followed, and ones that would turn in a circle are not', async () => {
    await change(101)
    const read = async (page: number, as: (body: Row) => Row): Promise<Answer<SellAuthPage<unknown>>> => {
      server.fault('any', { kind: 'rewrite', body: (body) => as(body as Row) })
      return await client.balanceTransactions('240', page, asCashier)
    }
    const simple = (body: Row): Row => ({ ...body, last_page: undefined, total: undefined })
    expect(valueOf(await read(1, simple))).toMatchObject({ next: 2, listing: 'paged', total: null })
    expect(valueOf(await read(2, simple))).toMatchObject({ next: null, listing: 'paged' })
    const unpaged = ({ data }: Row): Row => ({ data })
    expect(valueOf(await read(1, unpaged))).toMatchObject({ next: null, listing: 'bare' })
    expect(failureOf(await read(2, unpaged))).toMatchObject({ kind: 'bad-answer' })
    server.dialect.history = 'resource'
    const stuck = ({ data }: Row): Row => ({ data, meta: { current_page: 1, last_page: 2 } })
    expect(failureOf(await read(2, stuck))).toMatchObject({ kind: 'bad-answer' })
    server.dialect.history = 'bare'
    expect(failureOf(await client.balanceTransactions('240', 2, asCashier))).toMatchObject({
      kind: 'bad-answer',
    })
  })

  it('nothing is concluded from a history that cannot tell', async () => {
    await change(2)
    server.dialect.history = 'bare'
    expect(valueOf(await findTransaction(client, '240', 'T1-8', asCashier))).toEqual({
      kind: 'absent',
      listing: 'bare',
    })
    for (const history of ['no-such-path', 'without-description', 'unfamiliar'] as const) {
      server.dialect.history = history
      const verdict = valueOf(await findTransaction(client, '240', 'T1-8', asCashier))
      expect(verdict).toEqual({ kind: 'unreadable' })
    }
    // In front of a captive portal the same answer means something else.
    const page = { kind: 'html', status: 200, done: false } as const
    server.fault('any', page, page)
    expect(failureOf(await findTransaction(client, '240', 'T1-8', asCashier))).toMatchObject({
      kind: 'bad-answer',
    })
  })
})

describe('affiliate code', () => {
  it('is set and cleared, once each', async () => {
    expect(valueOf(await client.setAffiliateCode('240', 'KAFFEE-ÜÖ', asCashier))).toBeNull()
    expect(server.books.customer(240).affiliateCode).toBe('KAFFEE-ÜÖ')
    expect(valueOf(await client.setAffiliateCode('240', null, asCashier))).toBeNull()
    expect(server.books.customer(240).affiliateCode).toBeNull()
    expect(server.mutations().map(({ method, path, body }) => [method, path, body])).toEqual([
      ['PUT', '/v1/shops/38/customers/240/affiliate-code', '{"affiliate_code":"KAFFEE-ÜÖ"}'],
      ['PUT', '/v1/shops/38/customers/240/affiliate-code', '{"affiliate_code":null}'],
    ])
  })

  it('somebody else’s is refused as taken', async () => {
    const answer = await client.setAffiliateCode('240', 'FRIENDS', asCashier)
    expect(failureOf(answer)).toEqual({ kind: 'refused', status: 422, fields: { affiliate_code: ['taken'] } })
  })

  it('fifty characters go, fifty-one and what no code can be do not', async () => {
    expect((await client.setAffiliateCode('240', '🎂'.repeat(50), asCashier)).ok).toBe(true)
    server.forget()
    for (const code of ['🎂'.repeat(51), '', ' x', 'a\nb', '\ud800']) {
      expect(failureOf(await client.setAffiliateCode('240', code, asCashier))).toMatchObject({
        kind: 'refused',
      })
    }
    expect(server.requests).toEqual([])
  })
})
