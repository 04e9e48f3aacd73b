import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer, Failure } from '../../electron/main/providers/provider.ts'
import type { InveterateClient } from '../../electron/main/providers/inveterate/inveterate-client.ts'
import { readBack } from '../../electron/main/providers/inveterate/inveterate-ledger.ts'
import { planUpdate } from '../../electron/main/providers/inveterate/inveterate-update.ts'
import { readRefusal, redactedMessage } from '../../electron/main/providers/inveterate/inveterate-refusal.ts'
import { credit, enrolment, firstMember, inveterateOver, quietly, tag } from './inveterate-subject.ts'

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

const edit = { firstName: 'A', lastName: 'B', notes: 'n', phoneNumber: '1', birthday: '1990-02-28' }
const page = { cursor: null, limit: 3 }
const calls: Readonly<Record<string, (client: InveterateClient) => Promise<Answer<unknown>>>> = {
  merchant: (client) => client.merchant(quietly),
  members: (client) => client.members(page, quietly),
  member: (client) => client.member(firstMember, quietly),
  enrol: (client) => client.enrol(enrolment, quietly),
  update: (client) => client.update(firstMember, edit, quietly),
  credits: (client) => client.credits(firstMember, page, quietly),
  changeCredits: (client) => client.changeCredits(firstMember, credit, quietly),
  tiers: (client) => client.tiers(true, quietly),
  tier: (client) => client.tier('99a431e2', true, quietly),
  tierBenefits: (client) => client.tierBenefits('99a431e2', quietly),
  readBack: (client) => readBack(client, firstMember, { amount: 150, tag, sentAt: 0 }, quietly),
}

/** A client whose every request is answered with this. */
function answering(body: BodyInit | null, status = 200, type = 'application/json'): InveterateClient {
  const send = async (): Promise<Response> =>
    new Response(body, { status, headers: { 'content-type': type } })
  return inveterateOver('https://inveterate.invalid', { transport: { read: send, write: send } })
}

function expectTyped(answer: Answer<unknown>): void {
  expect(answer.evidence.ms).toBeGreaterThanOrEqual(0)
  if (!answer.ok) expect(kinds[answer.failure.kind]).toBe(true)
}

const names = [
  ...[
    'message',
    'data',
    'success',
    'errors',
    'statusCode',
    'customers',
    'members',
    'items',
    'lastCustomerId',
  ],
  ...[
    'customer',
    'customerId',
    'id',
    'credit',
    'firstName',
    'notes',
    'birthday',
    'updatedAt',
    'tier',
    'segmentId',
  ],
  ...[
    'credits',
    'amount',
    'note',
    'reason',
    'newBalance',
    'createdAt',
    'lastCreditEntry',
    'redemption',
    'value',
  ],
  ...[
    'tiers',
    'benefits',
    'type',
    'name',
    'merchant',
    'merchantId',
    'myshopifyDomain',
    'pagination',
    '__proto__',
  ],
]
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
      1e300,
      0.1 + 0.2,
      6082598928001,
      Number.MAX_SAFE_INTEGER,
    ),
    fc.constantFrom(
      '',
      '1',
      '-1.005',
      'NaN',
      '__proto__',
      '2026-01-01',
      'x'.repeat(5_000),
      '\ud800',
      '٣',
      '\u0000',
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 10 }),
}))

const honestMember = {
  customerId: firstMember,
  firstName: 'Ada',
  email: 'a@example.com',
  credit: 10,
  notes: 'n',
}
const honestCredit = {
  amount: 5,
  createdAt: '2000-01-01T12:00:00.000Z',
  newBalance: 10,
  reason: 'MANUAL',
  note: tag,
}
const honestTier = { segmentId: '99a431e2', name: 'Silver', benefits: [{ type: 'freeShipping' }] }
const honest: Readonly<Record<string, unknown>> = {
  merchant: { merchantId: 'm', myshopifyDomain: 's.myshopify.com' },
  members: { customers: [honestMember, { ...honestMember, customerId: '5' }], lastCustomerId: '5' },
  member: honestMember,
  credits: { credits: [honestCredit, honestCredit], lastCreditEntry: null, redemption: { value: 5 } },
  readBack: { credits: [honestCredit], lastCreditEntry: null },
  tiers: { tiers: [honestTier] },
  tier: honestTier,
  tierBenefits: [{ type: 'freeShipping' }],
}

describe('whatever is answered is a value or a typed failure', () => {
  for (const [name, call] of Object.entries(calls)) {
    it(`${name}: any body under any status and type`, async () => {
      const status = fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(200, 201) },
        fc.integer({ min: 200, max: 599 }).filter((code) => ![204, 205, 304].includes(code)),
      )
      const type = fc.constantFrom('application/json', 'application/problem+json', 'text/html', '')
      const bytes = fc.uint8Array({ maxLength: 40 }).map((each) => new Uint8Array(each))
      const body = fc.oneof(
        { weight: 4, arbitrary: almost.object.map((value) => JSON.stringify(value)) },
        fc.json(),
        fc.string(),
        bytes,
      )
      await fc.assert(
        fc.asyncProperty(status, type, body, async (code, contentType, text) => {
          const answer = await call(answering(text, code, contentType))
          expectTyped(answer)
          if (code >= 300) expect(answer.ok).toBe(false)
        }),
        { numRuns: 80 },
      )
    })

    it(`${name}: an honest answer with one part replaced`, async () => {
      const data = honest[name] ?? {}
      await fc.assert(
        fc.asyncProperty(fc.nat(), almost.value, async (at, other) => {
          const told = spoil({ message: 'Success', data }, at, other)
          const answer = await call(answering(JSON.stringify(told)))
          expectTyped(answer)
          // Never half a page: as many come out as were told, or none.
          if (answer.ok && name === 'members') {
            const list = (told as { data?: { customers?: unknown } }).data?.customers
            const out = (answer.value as { members: readonly unknown[] }).members
            if (Array.isArray(list)) expect(out).toHaveLength(list.length)
          }
        }),
        { numRuns: 80 },
      )
    })

    it(`${name}: very deep, very long, cut and wrongly encoded bodies`, async () => {
      const deep = `{"message":"x","data":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
      const under = `{"message":"x","data":${'{"data":'.repeat(5_000)}1${'}'.repeat(5_000)}}`
      const text = JSON.stringify({ message: 'é'.repeat(100_000), data: honest[name] ?? {} })
      const utf16 = Uint8Array.from(Buffer.from(text, 'utf16le'))
      const latin1 = Uint8Array.from(Buffer.from(text.slice(0, 500), 'latin1'))
      for (const body of [
        deep,
        under,
        text,
        text.slice(0, -1),
        utf16,
        latin1,
        '',
        'null',
        '[]',
        '"x"',
        `\ufeff${text}`,
      ]) {
        expectTyped(await call(answering(body)))
      }
    })

    it(`${name}: whatever the transport throws`, async () => {
      for (const error of [new TypeError('fetch failed'), 'a text', null] as readonly unknown[]) {
        const send = async (): Promise<Response> => Promise.reject(error)
        const client = inveterateOver('https://inveterate.invalid', {
          transport: { read: send, write: send },
        })
        expect(await call(client)).toMatchObject({ failure: { kind: 'no-answer' } })
      }
    })
  }

  it('a refusal is read without a throw, under known names alone, and quotes nobody', () => {
    fc.assert(
      fc.property(fc.oneof(almost.value, fc.anything()), fc.string({ minLength: 12 }), (body, secret) => {
        for (const each of [
          body,
          { message: body },
          { message: [`firstName must not be ${secret}`, body] },
        ]) {
          expect(Object.keys(readRefusal(each)).every((name) => /^[A-Za-z-]{3,30}$/.test(name))).toBe(true)
          expect((redactedMessage(each) ?? '').length).toBeLessThanOrEqual(200)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('a full update is either whole or a question, whatever was read', async () => {
    const text = fc.option(fc.string({ maxLength: 12 }), { nil: undefined })
    await fc.assert(
      fc.asyncProperty(almost.object, text, text, async (read, lastName, birthday) => {
        const answer = await answering(JSON.stringify({ data: { ...read, customerId: firstMember } })).member(
          firstMember,
          quietly,
        )
        if (!answer.ok) return
        const plan = planUpdate(
          answer.value,
          {},
          {
            ...(lastName === undefined ? {} : { lastName }),
            ...(birthday === undefined ? {} : { birthday }),
          },
          'current',
        )
        if (plan.kind === 'ready') {
          expect(Object.keys(plan.body).sort()).toEqual(Object.keys(edit).sort())
          expect(plan.body.birthday).toMatch(/^\d{4}-\d\d-\d\d$/)
        }
        if (plan.kind === 'ask') expect(plan.questions.length).toBeGreaterThan(0)
      }),
      { numRuns: 150 },
    )
  })
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
