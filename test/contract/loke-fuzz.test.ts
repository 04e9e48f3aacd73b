import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TransportError } from '../../electron/main/outbound/transport-error.ts'
import { observedOrder, timeOf } from '../../electron/main/providers/loke/loke-normalize.ts'
import { readRefusal } from '../../electron/main/providers/loke/loke-refusal.ts'
import type { Answer, Failure } from '../../electron/main/providers/provider.ts'
import { firstShop, lokeReply, lokeTillOver } from './loke-till.ts'
import type { LokeTill } from './loke-till.ts'

const asCashier = { priority: 'cashier' } as const
const runs = process.env['STAMPWELL_FULL'] === '1' ? 1_000 : 60

const kinds: Record<Failure['kind'], true> = {
  'not-sent': true,
  'no-answer': true,
  'bad-answer': true,
  unauthorized: true,
  forbidden: true,
  'not-found': true,
  refused: true,
  'rate-limited': true,
  'server-error': true,
}

const pages: Readonly<
  Record<string, (till: LokeTill) => Promise<Answer<{ readonly rows: readonly unknown[] }>>>
> = {
  organizations: (till) => till.organizations(asCashier),
  locations: (till) => till.locations(firstShop, asCashier),
  customers: ({ client }) => client.customers({ cursor: null, sort: 'updated' }, asCashier),
  memberships: ({ client }) => client.memberships('a', asCashier),
  lists: ({ client }) => client.lists(asCashier),
  listMembers: ({ client }) => client.listMembers('a', null, asCashier),
  payments: ({ client }) => client.payments({ cursor: null, location: 'b', sort: null }, asCashier),
}
const singles: Readonly<Record<string, (till: LokeTill) => Promise<Answer<unknown>>>> = {
  organization: (till) => till.organization(firstShop, asCashier),
  location: (till) => till.location(firstShop, 'a', asCashier),
  customersByEmail: ({ client }) => client.customersByEmail('a@example.com', asCashier),
  customersByPhone: ({ client }) => client.customersByPhone('+61411222333', asCashier),
  customer: ({ client }) => client.customer('a', asCashier),
  list: ({ client }) => client.list('a', asCashier),
}
const change = { reference: 'r', amount: 1, notes: 'n' }
/** With the statuses that may mean that it was done. */
const changes: Readonly<
  Record<string, readonly [readonly number[], (till: LokeTill) => Promise<Answer<unknown>>]>
> = {
  putPoints: [[204], ({ client }) => client.putPoints('a', change, asCashier)],
  deletePoints: [[204], ({ client }) => client.deletePoints('a', change, asCashier)],
  createList: [[201], ({ client }) => client.createList('A', asCashier)],
  renameList: [[200, 204], ({ client }) => client.renameList('a', 'A', asCashier)],
  addListMember: [[200, 201, 204], ({ client }) => client.addListMember('a', 'b', asCashier)],
  removeListMember: [[200, 204], ({ client }) => client.removeListMember('a', 'b', asCashier)],
}
const everyCall = {
  ...pages,
  ...singles,
  ...Object.fromEntries(Object.entries(changes).map(([k, v]) => [k, v[1]])),
}

function expectTyped(answer: Answer<unknown>): void {
  expect(answer.evidence.ms).toBeGreaterThanOrEqual(0)
  if (!answer.ok) expect(kinds[answer.failure.kind]).toBe(true)
  else expectWhole(answer.value)
}

/** Every number that came through is a whole one. */
function expectWhole(value: unknown): void {
  if (typeof value === 'number') expect(Number.isSafeInteger(value)).toBe(true)
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) expectWhole(inner)
}

const names =
  'id name firstName lastName email phoneNumber dob gender hasAgreedToMarketing createdAt updatedAt addedAt statistics pointsBalance totalPointsEarned totalPointsRedeemed totalSpend lastSpentAt lastSpend memberCount currency timezone locality locationId customer total chargedAmount tipAmount code error message'.split(
    ' ',
  )

/** JSON that has the right names in it, and anything at all under them. */
const almost = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(null, true, 0, -0, -1, 3.5, 1e21, '', '1', '-12', 'NaN', '__proto__', '\ud800'),
    fc.constantFrom<unknown>('a@example.com', '+61411222333', '2026-01-01T00:00:00Z', 'x'.repeat(5_000)),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 10 }),
}))

const row = fc.oneof(
  { weight: 4, arbitrary: fc.record({ id: fc.constantFrom('a', 7, 'b'), name: fc.constant('A') }) },
  {
    weight: 2,
    arbitrary: fc.record({ id: fc.constant('a'), name: fc.constant('A'), statistics: almost['value'] }),
  },
  { weight: 1, arbitrary: almost['object'] },
)
const nested = fc.integer({ min: 1, max: 3_000 }).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`)
const text = fc.oneof(
  fc.array(row, { maxLength: 6 }).map((value) => JSON.stringify(value)),
  row.map((value) => JSON.stringify(value)),
  almost['object'].map((value) => JSON.stringify(value)),
  fc.json(),
  nested,
  fc.string({ unit: 'binary' }),
  fc.constant(`[${Array.from({ length: 2_000 }, (_, index) => `{"id":${index},"name":"N"}`).join()}]`),
)
const body = fc.oneof(
  { weight: 5, arbitrary: text.map((each) => Buffer.from(each)) },
  { weight: 1, arbitrary: text.map((each) => Buffer.from(each, 'utf16le')) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 50 }).map((each) => Buffer.from(each)) },
)
const status = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(200, 201, 204) },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }).filter((code) => code !== 205 && code !== 304) },
)
const contentType = fc.oneof(
  { weight: 3, arbitrary: fc.constant('application/json') },
  { weight: 1, arbitrary: fc.constantFrom('application/problem+json', 'text/html', 'text/plain', '') },
)

describe('LOKE never throws', () => {
  for (const [name, call] of Object.entries(everyCall)) {
    it(`${name}: any bytes under any status are a whole answer or a typed failure`, async () => {
      await fc.assert(
        fc.asyncProperty(status, contentType, body, async (code, type, bytes) => {
          let sent = 0
          const answer = await call(
            lokeTillOver(async () => {
              sent += 1
              return lokeReply(code, type, bytes)
            }),
          )
          expectTyped(answer)
          // A 401 in HTML is somebody else's: no token was refused, and none is asked for again.
          expect(sent).toBe(code === 401 && type !== 'text/html' ? 2 : 1)
          if (!answer.ok) return
          expect(changes[name]?.[0] ?? [200]).toContain(code)
          expect(code === 204 || type.endsWith('json')).toBe(true)
          // A row that was left out would be a member who is gone.
          const rows = name in pages ? (answer.value as { rows: unknown[] }).rows : null
          if (rows !== null) expect(rows).toHaveLength((JSON.parse(bytes.toString()) as unknown[]).length)
        }),
        { numRuns: runs },
      )
    })

    it(`${name}: whatever the transport throws is a typed failure`, async () => {
      const anything = [
        new TransportError({ kind: 'not-sent', cause: 'dns' }),
        new TransportError({ kind: 'no-answer', cause: 'half-answer' }),
        new TypeError('fetch failed'),
        'a string',
        null,
      ] as readonly Error[]
      const told: string[] = []
      for (const error of anything) {
        const answer = await call(lokeTillOver(async () => Promise.reject(error)))
        expectTyped(answer)
        told.push(answer.ok ? 'ok' : answer.failure.kind)
      }
      expect(told).toEqual(['not-sent', 'no-answer', 'no-answer', 'no-answer', 'no-answer'])
    })
  }
})

it('a refusal of any shape is read without an exception, and no text of it comes through', () => {
  fc.assert(
    fc.property(
      fc.oneof(almost['value'], fc.anything()),
      fc.integer({ min: 400, max: 499 }),
      (told, code) => {
        const fields = readRefusal(told, code)
        expect(Object.keys(fields)).toHaveLength(1)
        expect(['base', 'reference']).toContain(Object.keys(fields)[0])
      },
    ),
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
