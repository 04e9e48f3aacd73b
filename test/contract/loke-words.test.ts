import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../electron/main/providers/provider.ts'
import { fakeId } from '../fakes/loke-books.ts'
import { startLoke } from '../fakes/loke-server.ts'
import type { LokeServer } from '../fakes/loke-server.ts'
import { lokePair, lokeTill } from './loke-till.ts'
import type { LokeTill } from './loke-till.ts'
import { failureOf, valueOf } from './provider-contract.ts'

const asCashier = { priority: 'cashier' } as const
const person = fakeId('cust', 4)
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

describe('an answer in other words', () => {
  type Row = Record<string, unknown>
  const reworded = (change: (row: Row) => unknown): void => {
    const each = (body: unknown): unknown => {
      if (!Array.isArray(body)) return change(body as Row)
      return (body as Row[]).map((row, index): unknown => (index === 3 ? change(row) : row))
    }
    server.fault('read', { kind: 'rewrite', body: each })
  }
  const everybody = (): Promise<Answer<{ readonly rows: readonly unknown[] }>> =>
    till.client.customers({ cursor: null, sort: null }, asCashier)

  it('numbers as strings, the other names of times, and fields of tomorrow are understood', async () => {
    reworded(({ statistics: _statistics, ...row }) => ({
      ...row,
      id: 1234,
      phoneNumber: 61_411_222_333,
      hasAgreedToMarketing: 'true',
      dob: '1990-02-28T00:00:00Z',
      updatedAt: '2026-01-02T10:00:00+1030',
      createdAt: '2026-01-02 10:00',
      tomorrow: { deep: [null, { deeper: 1 }] },
      statistics: { pointsBalance: '-12', totalSpend: '3687', lastSpend: '2026-01-02', extra: [] },
    }))
    expect(valueOf(await till.client.customer(person, asCashier))).toMatchObject({
      id: '1234',
      details: { phone: '61411222333', birthday: '1990-02-28' },
      marketing: true,
      pointsBalance: -12,
      pointsEarned: null,
      totalSpend: 3_687,
      updatedAt: { at: Date.UTC(2026, 0, 1, 23, 30), zoneTold: true },
      createdAt: { at: Date.UTC(2026, 0, 2, 10), zoneTold: false },
      lastSpentAt: { at: Date.UTC(2026, 0, 2), zoneTold: false },
    })
  })

  it.each<readonly [string, Row]>([
    ['everything that is optional', {}],
    ['null for it', { email: null, phoneNumber: null, dob: null, gender: null, statistics: null }],
    [
      'nonsense where it is only shown',
      { dob: '2026-02-30', gender: [], updatedAt: 'soon', createdAt: 7e20 },
    ],
  ])('a customer without %s is a customer', async (_name, rest) => {
    reworded(({ id }) => ({ id, ...rest, hasAgreedToMarketing: 'perhaps' }))
    expect(valueOf(await till.client.customer(person, asCashier))).toMatchObject({
      id: person,
      details: { firstName: '', lastName: null, email: null, phone: null, birthday: null },
      marketing: null,
      pointsBalance: null,
      updatedAt: null,
      createdAt: null,
    })
  })

  it.each<readonly [string, unknown]>([
    ['no object', 'text'],
    ['null', null],
    ['no id', { firstName: 'A' }],
    ['an id that is empty', { id: ' ' }],
    ['points that are a fraction', { id: 'a', statistics: { pointsBalance: 12.5 } }],
    ['money in decimals', { id: 'a', statistics: { totalSpend: '36.87' } }],
    ['points beyond all integers', { id: 'a', statistics: { pointsBalance: 1e21 } }],
    ['statistics that are a list', { id: 'a', statistics: [1] }],
    ['a name that is an object', { id: 'a', firstName: { given: 'A' } }],
  ])('one row with %s spoils its page, and half a page is never given', async (_name, row) => {
    reworded(() => row)
    expect(failureOf(await everybody())).toEqual({ kind: 'bad-answer', status: 200 })
  })

  it('an object where a list is expected, and a list where an object is, are no answers', async () => {
    server.fault('read', { kind: 'rewrite', body: (body) => ({ customers: body }) })
    expect(failureOf(await everybody())).toMatchObject({ kind: 'bad-answer' })
    server.fault('read', { kind: 'rewrite', body: (body) => [body] })
    expect(failureOf(await till.client.customer(person, asCashier))).toMatchObject({ kind: 'bad-answer' })
  })

  it('points answered with 200 instead of 204 are not taken for made', async () => {
    server.fault('change', { kind: 'raw', done: true, status: 200, body: '{"ok":true}' })
    expect(failureOf(await till.client.putPoints(person, change, asCashier))).toMatchObject({
      kind: 'bad-answer',
      status: 200,
    })
  })

  it("a phone in the country's own spelling is the one asked for; a few digits of it are not", async () => {
    const asked = (): Promise<Answer<unknown>> => till.client.customersByPhone('+61411220004', asCashier)
    const told = (phoneNumber: string): void =>
      server.fault('read', { kind: 'rewrite', body: () => [{ id: 'a', phoneNumber }] })
    told('0411 220 004')
    expect(await asked()).toMatchObject({
      ok: true,
      value: { rows: [{ details: { phone: '0411 220 004' } }] },
    })
    told('20004')
    expect(failureOf(await asked())).toMatchObject({ kind: 'bad-answer' })
  })

  it('minus nought is nought', async () => {
    const text = '{"id":"a","statistics":{"pointsBalance":-0}}'
    server.fault('read', { kind: 'raw', done: false, status: 200, body: text })
    expect(valueOf(await till.client.customer('a', asCashier)).pointsBalance).toBe(0)
  })

  it('bytes that are not UTF-8 stay a name, and never become an exception', async () => {
    const body = Buffer.from(`{"id":"a","firstName":"J\u00f6rg"}`, 'latin1')
    server.fault('read', { kind: 'raw', done: false, status: 200, body })
    expect(valueOf(await till.client.customer('a', asCashier)).details.firstName).toBe('J\ufffdrg')
  })
})
