// Calls of LOKE's client that no provider's interface has; the others are in fuzz.test.ts.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { observedOrder, timeOf } from '../../electron/main/providers/loke/loke-normalize.ts'
import { readRefusal } from '../../electron/main/providers/loke/loke-refusal.ts'
import type { Answer } from '../../electron/main/providers/provider.ts'
import { almostOf, awkward, contentType, expectTyped, response, runs, status, thrown } from './fuzz/values.ts'
import { firstShop, lokeTillOver } from './loke-till.ts'
import type { LokeTill } from './loke-till.ts'
import { failureOf } from './provider-contract.ts'
import { anyText } from '../fixtures/any-text.ts'

const asCashier = { priority: 'cashier' } as const
const pages: Readonly<
  Record<string, (till: LokeTill) => Promise<Answer<{ readonly rows: readonly unknown[] }>>>
> = {
  locations: (till) => till.locations(firstShop, asCashier),
  memberships: ({ client }) => client.memberships('a', asCashier),
  listMembers: ({ client }) => client.listMembers('a', null, asCashier),
  payments: ({ client }) => client.payments({ cursor: null, location: 'b', sort: null }, asCashier),
}
/** With the statuses that may mean that it was done. */
const others: Readonly<
  Record<string, readonly [readonly number[], (till: LokeTill) => Promise<Answer<unknown>>]>
> = {
  location: [[200], (till) => till.location(firstShop, 'a', asCashier)],
  list: [[200], ({ client }) => client.list('a', asCashier)],
  createList: [[201], ({ client }) => client.createList('A', asCashier)],
  renameList: [[200, 204], ({ client }) => client.renameList('a', 'A', asCashier)],
  removeListMember: [[200, 204], ({ client }) => client.removeListMember('a', 'b', asCashier)],
}
const every = [
  ...Object.entries(pages).map(([name, call]) => [name, [200], call] as const),
  ...Object.entries(others).map(([name, [good, call]]) => [name, good, call] as const),
]

const almost = almostOf(
  `id name firstName lastName email phoneNumber addedAt memberCount createdAt timezone locality locationId customer total
  chargedAmount tipAmount currency code error message`.split(/\s+/),
)
const row = fc.oneof(
  { weight: 4, arbitrary: fc.record({ id: fc.constantFrom('a', 7, 'b'), name: fc.constant('A') }) },
  { weight: 1, arbitrary: almost.object },
)
const text = fc.oneof(
  fc.array(row, { maxLength: 6 }).map((value) => JSON.stringify(value)),
  row.map((value) => JSON.stringify(value)),
  fc.json(),
  anyText(),
)

describe('LOKE never throws', () => {
  it.each(every)(
    '%s: any bytes under any status are a whole answer or a typed failure',
    async (name, good, call) => {
      await fc.assert(
        fc.asyncProperty(status, contentType, text, async (code, type, body) => {
          let sent = 0
          const answer = await call(
            lokeTillOver(async () => {
              sent += 1
              return response(code, type, body)
            }),
          )
          expectTyped(answer)
          // A 401 in HTML is somebody else's: no token was refused, and none is asked for again.
          expect(sent).toBe(code === 401 && type !== 'text/html' ? 2 : 1)
          if (!answer.ok) return
          expect(good).toContain(code)
          expect(code === 204 || type.endsWith('json')).toBe(true)
          // A row that was left out would be a member who is gone.
          if (name in pages)
            expect((answer.value as { rows: unknown[] }).rows).toHaveLength(
              (JSON.parse(body) as unknown[]).length,
            )
        }),
        { numRuns: runs },
      )
    },
  )

  it.each(every)(
    '%s: awkward bodies, and whatever the transport throws',
    async (_name, [good = 200], call) => {
      for (const [, body] of awkward('[{"id":"a","name":"A"}]'))
        expectTyped(await call(lokeTillOver(async () => response(good, 'application/json', body))))
      for (const [error, told] of thrown) {
        const answer = await call(lokeTillOver(async () => Promise.reject(error)))
        expectTyped(answer)
        expect(failureOf(answer)).toEqual(told)
      }
    },
  )
})

it('a refusal of any shape is read without an exception, and no text of it comes through', () => {
  fc.assert(
    fc.property(fc.oneof(almost.value, fc.anything()), fc.integer({ min: 400, max: 499 }), (told, code) => {
      const fields = readRefusal(told, code)
      expect(Object.keys(fields)).toHaveLength(1)
      expect(['base', 'reference']).toContain(Object.keys(fields)[0])
    }),
    { numRuns: runs * 3 },
  )
})

it('any text is a time that exists or none', () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2999-01-01') }), (date) => {
      expect(timeOf(date.toISOString())).toEqual({ at: date.getTime(), zoneTold: true })
    }),
  )
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-0-9:TZ+. ]*$/)), (told) => {
      const time = timeOf(told)
      if (time !== null) expect(Number.isSafeInteger(time.at)).toBe(true)
      expect(observedOrder([time])).toBe('unknown')
    }),
  )
  for (const none of [
    '2026-02-30',
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:01:00Z',
    '2026-01-01T00:00:00+99:99',
    null,
  ])
    expect(timeOf(none)).toBeNull()
})
