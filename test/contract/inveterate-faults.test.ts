import { afterEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../electron/main/providers/provider.ts'
import type { InveterateClient } from '../../electron/main/providers/inveterate/inveterate-client.ts'
import { readBack } from '../../electron/main/providers/inveterate/inveterate-ledger.ts'
import { rows } from './inveterate-fault-rows.ts'
import { startInveterate } from '../fakes/inveterate-server.ts'
import type { InveterateServer } from '../fakes/inveterate-server.ts'
import {
  credit,
  enrolment,
  firstMember,
  inveterateOver,
  quietly,
  stranger,
  tag,
} from './inveterate-subject.ts'
import { valueOf } from './provider-contract.ts'

let server: InveterateServer
afterEach(async () => {
  await server.close()
})

const edit = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  notes: 'n',
  phoneNumber: '+49301',
  birthday: '1990-02-28',
}
const changes: Readonly<Record<string, (client: InveterateClient) => Promise<Answer<unknown>>>> = {
  enrol: (client) => client.enrol(enrolment, quietly),
  update: (client) => client.update(firstMember, edit, quietly),
  credit: (client) => client.changeCredits(firstMember, credit, quietly),
}
const isDone: Readonly<Record<string, () => boolean>> = {
  enrol: () => server.books.members.get(stranger)?.credit === 250,
  update: () => server.books.members.get(firstMember)?.lastName === 'Lovelace',
  credit: () => server.books.members.get(firstMember)?.credit === 1_150,
}
const isTouched: Readonly<Record<string, () => boolean>> = {
  enrol: () => server.books.members.has(stranger),
  update: () => server.books.members.get(firstMember)?.firstName === 'Ada',
  credit: () => server.books.ledger.length > 0,
}

describe('a change that goes wrong is sent once, and its failure never claims more than is known', () => {
  for (const [change, make] of Object.entries(changes)) {
    for (const [name, fault, failure, done] of rows) {
      it(`${change}: ${name}`, async () => {
        server = await startInveterate()
        server.fault('change', fault)
        const answer = await make(inveterateOver(server.origin))
        const said = failure.kind === 'bad-answer' && failure.status === 0 ? { kind: 'bad-answer' } : failure
        expect(answer).toMatchObject({ ok: false, failure: said })
        expect(isDone[change]?.()).toBe(done)
        expect(server.mutations()).toHaveLength(1)
        expect(server.mutations()[0]).toMatchObject({ authorized: true, fresh: true })
      })
    }

    it(`${change}: 500 with a part of the work done is not taken for nothing`, async () => {
      server = await startInveterate()
      server.fault('change', {
        kind: 'status',
        status: 500,
        done: 'part',
        body: { message: 'x', data: { at: 2 } },
      })
      const answer = await make(inveterateOver(server.origin))
      expect(answer).toMatchObject({
        failure: { kind: 'server-error', status: 500 },
        evidence: { http: 500 },
      })
      expect([isTouched[change]?.(), isDone[change]?.()]).toEqual([true, false])
      expect(server.mutations()).toHaveLength(1)
    })

    it(`${change}: a confirmation in other words, numbers as text and more fields is a success`, async () => {
      server = await startInveterate()
      server.fault('change', {
        kind: 'rewrite',
        status: 200,
        body: () => ({ data: { id: '1', deep: [[]] }, extra: 1 }),
      })
      expect(await make(inveterateOver(server.origin))).toMatchObject({ ok: true, value: { settled: true } })
      server.fault('change', { kind: 'rewrite', status: 201, body: () => ({ message: 'ok' }) })
      expect(await make(inveterateOver(server.origin))).toMatchObject({ ok: true, value: { settled: false } })
    })
  }
})

describe('reads that go wrong', () => {
  for (const [name, fault, failure] of rows) {
    it(`a page of members: ${name}`, async () => {
      server = await startInveterate()
      server.fault('read', fault)
      const answer = await inveterateOver(server.origin).members({ cursor: null, limit: 5 }, quietly)
      const said = failure.kind === 'bad-answer' && failure.status === 0 ? { kind: 'bad-answer' } : failure
      expect(answer).toMatchObject({ ok: false, failure: said })
      expect(server.requests).toHaveLength(1)
    })
  }

  it('a 201 may lag: the ledger says absent, and found once it has caught up', async () => {
    server = await startInveterate()
    const client = inveterateOver(server.origin)
    const sought = { amount: 150, tag }
    server.lag()
    server.fault('change', { kind: 'lost-reply' })
    expect(await client.changeCredits(firstMember, credit, quietly)).toMatchObject({
      failure: { kind: 'no-answer' },
    })
    expect(valueOf(await readBack(client, firstMember, sought, quietly))).toEqual({ kind: 'absent' })
    expect(valueOf(await client.member(firstMember, quietly)).credits?.hundredths).toBe(1_000)
    server.catchUp()
    expect(valueOf(await readBack(client, firstMember, sought, quietly))).toEqual({ kind: 'found', times: 1 })
    expect(server.mutations()).toHaveLength(1)
  })

  it('one bad row makes the whole page a bad answer, in members and in a ledger', async () => {
    server = await startInveterate()
    const client = inveterateOver(server.origin)
    valueOf(await client.changeCredits(firstMember, credit, quietly))
    for (const bad of [
      { customerId: null },
      { credit: 'many' },
      { firstName: [] },
      { customerId: 1.5 },
      { credit: 1e300 },
    ]) {
      server.fault('read', { kind: 'rewrite', body: (honest) => inRow(honest, 'customers', bad) })
      expect(await client.members({ cursor: null, limit: 5 }, quietly)).toMatchObject({
        failure: { kind: 'bad-answer' },
      })
    }
    for (const bad of [{ amount: null }, { amount: '1,000.00' }, { note: {} }, { newBalance: true }]) {
      server.fault('read', { kind: 'rewrite', body: (honest) => inRow(honest, 'credits', bad) })
      expect(await client.credits(firstMember, { cursor: null, limit: 5 }, quietly)).toMatchObject({
        failure: { kind: 'bad-answer' },
      })
    }
  })

  it('numbers as text, missing statistics, unreadable ornaments and unknown fields spoil nothing', async () => {
    server = await startInveterate()
    const client = inveterateOver(server.origin)
    const odd = {
      ...{ customerId: Number(firstMember), credit: '12.5', totalSpend: undefined, creditsEarned: null },
      ...{
        orderCount: '3',
        referrals: 'maybe',
        joinedAt: 'last spring',
        updatedAt: '2026-01-02 03:04:05',
        surprise: {},
      },
      ...{ lastPurchaseAt: 1_766_570_400, status: 7, birthday: '1990-02-28T00:00:00.000Z' },
    }
    server.fault('read', { kind: 'rewrite', body: (honest) => inRow(honest, 'customers', odd) })
    const page = valueOf(await client.members({ cursor: null, limit: 5 }, quietly))
    expect(page.members[0]).toMatchObject({
      id: firstMember,
      credits: { hundredths: 1_250, exact: true },
      totalSpend: null,
      creditsEarned: null,
      orderCount: 3,
      referred: null,
      joinedAt: null,
      updatedAt: { at: Date.UTC(2026, 0, 2, 3, 4, 5), zoned: false },
      lastPurchaseAt: { at: 1_766_570_400_000, zoned: true },
      details: { birthday: '1990-02-28' },
    })
  })

  it("another member's record is not taken for this one; an empty success is nobody", async () => {
    server = await startInveterate()
    const client = inveterateOver(server.origin)
    server.fault('read', { kind: 'rewrite', body: () => ({ message: '', data: { customerId: '42' } }) })
    expect(await client.member(firstMember, quietly)).toMatchObject({ failure: { kind: 'bad-answer' } })
    for (const data of [null, {}, { customer: null }, { customer: {} }]) {
      server.fault('read', { kind: 'rewrite', body: () => ({ message: 'ok', data }) })
      expect(await client.member(firstMember, quietly)).toMatchObject({ failure: { kind: 'not-found' } })
    }
    server.fault('read', {
      kind: 'status',
      status: 400,
      done: 'all',
      body: { message: 'customer not found' },
    })
    expect(await client.member(firstMember, quietly)).toMatchObject({ failure: { kind: 'not-found' } })
  })
})

/** An honest page with something else in its first row. */
function inRow(honest: unknown, list: string, over: object): unknown {
  const { data, ...rest } = honest as { readonly data: Readonly<Record<string, unknown>> }
  const [first, ...others] = data[list] as readonly object[]
  return { ...rest, data: { ...data, [list]: [{ ...first, ...over }, ...others] } }
}
