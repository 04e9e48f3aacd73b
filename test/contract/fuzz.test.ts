import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Transport } from '../../electron/main/outbound/transport.ts'
import { TransportError } from '../../electron/main/outbound/transport-error.ts'
import type { Answer, Failure, Provider } from '../../electron/main/providers/provider.ts'
import { createProvider } from '../../electron/main/providers/registry.ts'
import { createPracticeBackend } from '../../electron/main/training/backend.ts'
import { inProcessTransport } from '../../electron/main/training/practice-transport.ts'
import { asCashier, contractTools, practiceConnection } from './provider-contract.ts'

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

const details = {
  firstName: 'A',
  lastName: null,
  email: 'a@example.com',
  phone: '+442079460000',
  birthday: null,
}
const calls: Readonly<Record<string, (provider: Provider) => Promise<Answer<unknown>>>> = {
  ping: (leal) => leal.ping(asCashier),
  programme: (leal) => leal.programme(asCashier),
  members: (leal) => leal.members(null, asCashier),
  search: (leal) => leal.search('a', asCashier),
  findByCode: (leal) => leal.findByCode('2900000010420', asCashier),
  findByContact: (leal) => leal.findByContact({ email: 'a@example.com', phone: '+442079460000' }, asCashier),
  findByTag: (leal) => leal.findByTag('01JDTAG', asCashier),
  member: (leal) => leal.member('1', asCashier),
  create: (leal) =>
    leal.create({ details, code: 'C', templateId: '1', sendLinks: true, tag: '01JDTAG' }, asCashier),
  edit: (leal) => leal.edit('1', { lastName: 'B' }, asCashier),
  attachCode: (leal) => leal.attachCode('1', 'C', asCashier),
  addStamps: (leal) => leal.addStamps('1', '2', 1, asCashier),
  redeem: (leal) => leal.redeem('1', '2', '3', asCashier),
}

function lealOver(transport: Transport): Provider {
  const provider = createProvider(practiceConnection('https://leal.invalid'), contractTools(transport, 'key'))
  if (provider === null) throw new Error('leal is not registered')
  return provider
}

function expectTyped(answer: Answer<unknown>): void {
  expect(answer.evidence.ms).toBeGreaterThanOrEqual(0)
  if (!answer.ok) expect(kinds[answer.failure.kind]).toBe(true)
}

/** JSON that has the right names in it, and anything at all under them. */
const almost = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      null,
      true,
      false,
      0,
      1,
      -1,
      3.5,
      '',
      '1',
      '-1',
      'NaN',
      '__proto__',
      '2026-01-01',
      'x'.repeat(70),
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(
    fc.constantFrom(
      ...[
        'customers',
        'customer',
        'cards',
        'rewards',
        'customer_cards',
        'customer_card',
        'pagination',
        'pages',
      ],
      ...[
        'id',
        'uuid',
        'card_id',
        'card_name',
        'stamps_count',
        'stamps_required',
        'name',
        'external_references',
      ],
      ...[
        'source',
        'external_id',
        'first_name',
        'email',
        'phone',
        'birthday',
        'success',
        'redemption',
        'errors',
      ],
      ...[
        'stamps_spent',
        'stamps_remaining',
        'updated_at',
        'error',
        'account',
        'count',
        'active',
        'archived_at',
      ],
    ),
    tie('value'),
    { maxKeys: 12 },
  ),
}))

const status = fc.oneof(
  { weight: 3, arbitrary: fc.constant(200) },
  fc.integer({ min: 200, max: 599 }).filter((code) => code !== 204 && code !== 205 && code !== 304),
)
const contentType = fc.constantFrom(
  'application/json',
  'application/problem+json',
  'text/html',
  'text/plain',
  '',
)

describe('a provider never throws', () => {
  for (const [name, call] of Object.entries(calls)) {
    it(`${name}: any body under any status is an answer or a typed failure`, async () => {
      const body = fc.oneof(
        almost.object.map((value) => JSON.stringify(value)),
        fc.json(),
        fc.string(),
      )
      await fc.assert(
        fc.asyncProperty(status, contentType, body, async (code, type, text) => {
          const send = async (): Promise<Response> =>
            new Response(text, { status: code, headers: { 'content-type': type } })
          const answer = await call(lealOver({ read: send, write: send }))
          expectTyped(answer)
          if (code >= 300) expect(answer.ok).toBe(false)
        }),
        { numRuns: 150 },
      )
    })

    it(`${name}: a true answer with one part replaced is an answer or a typed failure`, async () => {
      const backend = createPracticeBackend({ file: ':memory:', members: 3, token: 'key', clock: Date })
      try {
        await fc.assert(
          fc.asyncProperty(fc.nat(), almost.value, async (at, other) => {
            const transport = inProcessTransport(async (request) => {
              const url = new URL(request.url)
              const real = await backend.handle(request)
              const spoilt = spoil(await real.json(), at, other)
              expect(url.protocol).toBe('https:')
              return Response.json(spoilt, { status: real.status })
            })
            expectTyped(await call(lealOver(transport)))
          }),
          { numRuns: 80 },
        )
      } finally {
        backend.close()
      }
    })

    it(`${name}: whatever the transport throws is a typed failure`, async () => {
      const anything: readonly unknown[] = [
        new TransportError({ kind: 'not-sent', cause: 'dns' }),
        new TransportError({ kind: 'no-answer', cause: 'half-answer' }),
        new TypeError('fetch failed'),
        new Error('anything'),
        'a string',
        null,
      ]
      const told: string[] = []
      // The type is a lie on purpose: code that we did not write may throw anything.
      for (const error of anything as readonly Error[]) {
        const send = async (): Promise<Response> => Promise.reject(error)
        const answer = await call(lealOver({ read: send, write: send }))
        expectTyped(answer)
        told.push(answer.ok ? 'ok' : answer.failure.kind)
      }
      // A read ahead of a change that fails means that the change was not sent.
      const rest = name === 'create' || name === 'attachCode' ? 'not-sent' : 'no-answer'
      expect(told).toEqual(['not-sent', rest, rest, rest, rest, rest])
    })
  }
})

/** Replaces the `at`-th value of a JSON tree. */
function spoil(tree: unknown, at: number, other: unknown): unknown {
  let left = at % Math.max(1, sizeOf(tree))
  const walk = (value: unknown): unknown => {
    if (left-- === 0) return other
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]))
  }
  return walk(tree)
}

function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce((sum: number, inner) => sum + sizeOf(inner), 1)
}
