import { afterEach, describe, expect, it } from 'vitest'
import type { InveterateClient } from '../../electron/main/providers/inveterate/inveterate-client.ts'
import { readBack } from '../../electron/main/providers/inveterate/inveterate-ledger.ts'
import { birthdayVerdict } from '../../electron/main/providers/inveterate/inveterate-refusal.ts'
import { planUpdate } from '../../electron/main/providers/inveterate/inveterate-update.ts'
import { startInveterate } from '../fakes/inveterate-server.ts'
import type { InveterateOptions, InveterateServer } from '../fakes/inveterate-server.ts'
import {
  credit,
  enrolment,
  firstMember,
  inveterateOver,
  quietly,
  stranger,
  tag,
} from './inveterate-subject.ts'
import type { Binding } from './inveterate-subject.ts'
import { valueOf } from './provider-contract.ts'

let server: InveterateServer | null = null
afterEach(async () => {
  await server?.close()
  server = null
})

async function shop(
  options: InveterateOptions = {},
  binding: Binding = {},
): Promise<{ readonly server: InveterateServer; readonly client: InveterateClient }> {
  server = await startInveterate(options)
  return { server, client: inveterateOver(server.origin, binding) }
}

describe('enrolment', () => {
  it('all seven fields go in one request, on a connection of its own', async () => {
    const { server, client } = await shop()
    expect(valueOf(await client.enrol(enrolment, quietly))).toEqual({ settled: false })
    expect(server.mutations()).toEqual([
      {
        method: 'POST',
        path: '/v2.0/admin/members',
        query: {},
        body: {
          customerId: stranger,
          referrals: 'true',
          segmentId: '3a636361',
          overrideSpendThreshold: true,
          keepInSpendBasedTier: false,
          credits: 2.5,
          birthday: '1990-02-28',
        },
        authorized: true,
        fresh: true,
      },
    ])
    expect(server.books.members.get(stranger)).toMatchObject({
      segmentId: '3a636361',
      credit: 250,
      referred: true,
    })
  })

  it('the older documentation has no birthday; each side can tell that it is on the wrong one', async () => {
    const older = await shop({ documentation: 'older', messages: 'list' })
    const wrong = await older.client.enrol(enrolment, quietly)
    expect(wrong).toMatchObject({
      failure: { kind: 'refused', status: 400, fields: { birthday: ['other'] } },
    })
    if (!wrong.ok) expect(birthdayVerdict(wrong.failure, true)).toBe('unknown')
    const right = inveterateOver(older.server.origin, { dialect: 'older' })
    valueOf(await right.enrol({ ...enrolment, birthday: null }, quietly))
    expect(older.server.mutations().at(-1)?.body).not.toHaveProperty('birthday')
    await older.server.close()

    const current = await shop({}, { dialect: 'older' })
    const lacking = await current.client.enrol(enrolment, quietly)
    if (lacking.ok) throw new Error('a birthday is demanded')
    expect(birthdayVerdict(lacking.failure, false)).toBe('demanded')
    expect(current.server.books.members.has(stranger)).toBe(false)
  })

  it('a repeat gives the credits again: nothing but one request may ever be sent', async () => {
    const { server, client } = await shop()
    valueOf(await client.enrol(enrolment, quietly))
    valueOf(await client.enrol(enrolment, quietly))
    expect(server.books.members.get(stranger)?.credit).toBe(500)
  })

  it('a paid tier, an unknown tier and an unknown customer are refused, with the field named', async () => {
    const { client } = await shop()
    const refused = async (over: object): Promise<unknown> => {
      const answer = await client.enrol({ ...enrolment, ...over }, quietly)
      return answer.ok || answer.failure.kind !== 'refused' ? answer : Object.keys(answer.failure.fields)
    }
    expect(await refused({ segmentId: '5ee0c0de' })).toEqual(['segmentId'])
    expect(await refused({ segmentId: 'ffffffff' })).toEqual(['segmentId'])
    expect(await refused({ customerId: '999' })).toEqual(['customerId'])
  })
})

describe('update', () => {
  for (const dialect of ['current', 'older'] as const) {
    it(`every field is sent, from a fresh read (${dialect})`, async () => {
      const { server, client } = await shop({ documentation: dialect, updateStatus: 201 }, { dialect })
      const fresh = valueOf(await client.member(firstMember, quietly))
      const plan = planUpdate(fresh, { lastName: 'Löwe' }, { lastName: 'Lovelace' }, dialect)
      if (plan.kind !== 'ready') throw new Error(plan.kind)
      expect(valueOf(await client.update(firstMember, plan.body, quietly))).toEqual({ settled: false })
      const four = {
        firstName: 'Ada 1',
        lastName: 'Lovelace',
        notes: "merchant's note 1",
        phoneNumber: '+49301000001',
      }
      expect(server.mutations().map((each) => [each.method, each.body])).toEqual([
        ['PATCH', dialect === 'current' ? { ...four, birthday: '1990-02-28' } : four],
      ])
      expect(server.books.members.get(firstMember)).toMatchObject(four)
    })
  }

  it('a field that the read omits is asked for, never blanked', async () => {
    const { client } = await shop()
    const fresh = valueOf(await client.member('6082598928004', quietly))
    expect(planUpdate(fresh, {}, { firstName: 'Eve' }, 'current')).toEqual({
      kind: 'ask',
      questions: [{ field: 'notes', kind: 'absent' }],
    })
  })
})

describe('credits', () => {
  it('a change goes once, with its tag, and is found again in a ledger of many pages', async () => {
    for (const creditCursor of ['text', 'object'] as const) {
      let at = Date.UTC(2026, 5, 1)
      const { server, client } = await shop({ creditCursor, now: () => (at += 1_000) })
      const sought = { amount: 150, tag }
      for (let serial = 0; serial < 120; serial += 1) {
        server.books.ledger.push({
          customerId: firstMember,
          amount: 150,
          newBalance: 0,
          createdAt: at,
          reason: 'MANUAL',
          note: `T1-OTHER${serial}`,
        })
      }
      expect(valueOf(await readBack(client, firstMember, sought, quietly))).toEqual({ kind: 'absent' })
      expect(valueOf(await client.changeCredits(firstMember, credit, quietly))).toEqual({ settled: false })
      expect(server.mutations().map((each) => each.body)).toEqual([{ amount: 1.5, note: `${tag} coffee` }])
      expect(valueOf(await readBack(client, firstMember, sought, quietly))).toEqual({
        kind: 'found',
        times: 1,
      })
      valueOf(await client.changeCredits(firstMember, credit, quietly))
      expect(valueOf(await readBack(client, firstMember, sought, quietly))).toEqual({
        kind: 'found',
        times: 2,
      })
      expect(valueOf(await client.member(firstMember, quietly)).credits).toEqual({
        hundredths: 1_300,
        exact: true,
      })
      const pages = server.requests.filter((each) => each.query['lastCreditEntry'] !== undefined)
      expect(pages).toHaveLength(3)
      await server.close()
    }
  })

  it('a ledger without notes proves nothing about a line that could be ours', async () => {
    const { client } = await shop({ notes: 'hidden' })
    const sought = { amount: 150, tag }
    expect(valueOf(await readBack(client, firstMember, sought, quietly))).toEqual({ kind: 'absent' })
    valueOf(await client.changeCredits(firstMember, credit, quietly))
    expect(valueOf(await readBack(client, firstMember, sought, quietly))).toEqual({ kind: 'unclear' })
    // Nor about any other: nobody knows how removals or parts of a credit are written there.
    expect(valueOf(await readBack(client, firstMember, { ...sought, amount: 100 }, quietly))).toEqual({
      kind: 'unclear',
    })
  })

  it('force switches a live code off; without it such a removal is refused and nothing moves', async () => {
    const { server, client } = await shop()
    server.books.held.set(firstMember, 800)
    const page = valueOf(await client.credits(firstMember, { cursor: null, limit: 10 }, quietly))
    expect(page.held).toEqual({ hundredths: 800, exact: true })
    const removal = { ...credit, amount: -500 }
    const refused = await client.changeCredits(firstMember, removal, quietly)
    expect(refused).toMatchObject({ failure: { kind: 'refused', fields: { amount: ['not-enough'] } } })
    expect(server.books.ledger).toEqual([])
    valueOf(await client.changeCredits(firstMember, { ...removal, force: true }, quietly))
    expect(server.books.held.has(firstMember)).toBe(false)
    expect(server.books.members.get(firstMember)?.credit).toBe(500)
    const tooMuch = await client.changeCredits(
      firstMember,
      { ...removal, amount: -9_999, force: true },
      quietly,
    )
    expect(tooMuch).toMatchObject({ failure: { kind: 'refused', fields: { amount: ['not-enough'] } } })
  })

  it('the oldest documentation knows additions without a note: what it refuses was not done', async () => {
    const { server, client } = await shop({ documentation: 'older' })
    const answer = await client.changeCredits(firstMember, { ...credit, amount: -100 }, quietly)
    expect(answer).toMatchObject({
      failure: { kind: 'refused', status: 400, fields: { note: ['other'], amount: ['limit'] } },
    })
    expect(server.books.members.get(firstMember)?.credit).toBe(1_000)
  })
})
