// Calls of Inveterate's client that no provider's interface has; the others are in fuzz.test.ts.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../electron/main/providers/provider.ts'
import type { InveterateClient } from '../../electron/main/providers/inveterate/inveterate-client.ts'
import { planUpdate } from '../../electron/main/providers/inveterate/inveterate-update.ts'
import { readRefusal, redactedMessage } from '../../electron/main/providers/inveterate/inveterate-refusal.ts'
import {
  almostOf,
  awkward,
  contentType,
  expectTyped,
  response,
  runs,
  spoil,
  status,
  thrown,
} from './fuzz/values.ts'
import { firstMember, inveterateOver, quietly } from './inveterate-subject.ts'
import { failureOf } from './provider-contract.ts'

const edit = { firstName: 'A', lastName: 'B', notes: 'n', phoneNumber: '1', birthday: '1990-02-28' }
const tier = { segmentId: '99a431e2', name: 'Silver', benefits: [{ type: 'freeShipping' }] }
/** With what each would honestly be told. */
const calls: readonly (readonly [
  name: string,
  honest: unknown,
  (client: InveterateClient) => Promise<Answer<unknown>>,
])[] = [
  ['tier', tier, (client) => client.tier('99a431e2', true, quietly)],
  ['tierBenefits', tier.benefits, (client) => client.tierBenefits('99a431e2', quietly)],
]
const almost = almostOf([
  ...['message', 'data', 'success', 'errors', 'statusCode', 'tier', 'segmentId', 'benefits', 'type', 'name'],
  ...['customerId', 'firstName', 'lastName', 'notes', 'phoneNumber', 'birthday', 'credit', 'updatedAt'],
])

/** A client whose every request is answered with this. */
function answering(body: BodyInit | null, code = 200, type = 'application/json'): InveterateClient {
  const send = async (): Promise<Response> => response(code, type, body)
  return inveterateOver('https://inveterate.invalid', { transport: { read: send, write: send } })
}

describe('whatever is answered is a value or a typed failure', () => {
  it.each(calls)('%s: any body, and an honest one with one part replaced', async (_name, data, call) => {
    const body = fc.oneof(
      almost.object.map((value) => JSON.stringify(value)),
      fc
        .tuple(fc.nat(), almost.value)
        .map(([at, other]) => JSON.stringify(spoil({ message: 'Success', data }, at, other))),
      fc.json(),
    )
    await fc.assert(
      fc.asyncProperty(status, contentType, body, async (code, type, text) => {
        const answer = await call(answering(text, code, type))
        expectTyped(answer)
        if (code >= 300) expect(answer.ok).toBe(false)
      }),
      { numRuns: runs * 2 },
    )
  })

  it.each(calls)('%s: awkward bodies, and whatever the transport throws', async (_name, data, call) => {
    for (const [, body] of awkward(JSON.stringify({ message: 'é', data })))
      expectTyped(await call(answering(body)))
    for (const [error, told] of thrown) {
      const send = async (): Promise<Response> => Promise.reject(error)
      const client = inveterateOver('https://inveterate.invalid', { transport: { read: send, write: send } })
      const answer = await call(client)
      expectTyped(answer)
      expect(failureOf(answer)).toEqual(told)
    }
  })
})

it('a refusal is read without a throw, under known names alone, and quotes nobody', () => {
  fc.assert(
    fc.property(fc.oneof(almost.value, fc.anything()), fc.string({ minLength: 12 }), (body, secret) => {
      for (const each of [body, { message: body }, { message: [`firstName must not be ${secret}`, body] }]) {
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
