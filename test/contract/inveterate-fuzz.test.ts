import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer, Failure } from '../../electron/main/providers/provider.ts'
import type { InveterateClient } from '../../electron/main/providers/inveterate/inveterate-client.ts'
import { readBack } from '../../electron/main/providers/inveterate/inveterate-ledger.ts'
import { planUpdate } from '../../electron/main/providers/inveterate/inveterate-update.ts'
import { readRefusal, redactedMessage } from '../../electron/main/providers/inveterate/inveterate-refusal.ts'
import { almost, honest, spoil } from './inveterate-fuzz-values.ts'
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
  readBack: (client) => readBack(client, firstMember, { amount: 150, tag }, quietly),
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
      for (const error of [new TypeError('fetch failed'), 'a text', null] as readonly Error[]) {
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
