import { afterEach, describe, expect, it } from 'vitest'
import type { InveterateClient } from '../../electron/main/providers/inveterate/inveterate-client.ts'
import { startInveterate } from '../fakes/inveterate-server.ts'
import type { InveterateOptions, InveterateServer } from '../fakes/inveterate-server.ts'
import { credit, firstMember, inveterateOver, quietly } from './inveterate-subject.ts'
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

async function everybody(client: InveterateClient, limit: number): Promise<readonly string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  for (let pages = 0; pages < 20; pages += 1) {
    const page: { readonly members: readonly { readonly id: string }[]; readonly next: string | null } =
      valueOf(await client.members({ cursor, limit }, quietly))
    ids.push(...page.members.map((member) => member.id))
    cursor = page.next
    if (cursor === null) return ids
  }
  throw new Error('no end')
}

describe('reading', () => {
  for (const list of ['customers', 'members', 'bare', 'aside', 'silent'] as const) {
    for (const limit of [1, 3, 7, 100]) {
      it(`every member is told once (${list}, pages of ${limit})`, async () => {
        const { server, client } = await shop({ list })
        expect(await everybody(client, limit)).toEqual([...server.books.members.keys()])
      })
    }
  }

  it('the first page has no cursor, and an empty one only after a 400', async () => {
    const plain = await shop()
    valueOf(await plain.client.members({ cursor: null, limit: 2 }, quietly))
    expect(plain.server.requests.map((each) => each.query)).toEqual([{ limit: '2' }])
    await plain.server.close()
    const blank = await shop({ firstCursor: 'blank', documentation: 'older' })
    const page = valueOf(await blank.client.members({ cursor: null, limit: 2 }, quietly))
    expect(page.next).toBe('6082598928002')
    expect(blank.server.requests.map((each) => each.query)).toEqual([
      { limit: '2' },
      { limit: '2', lastCustomerId: '' },
    ])
    expect(
      valueOf(await blank.client.credits(firstMember, { cursor: null, limit: 9 }, quietly)).entries,
    ).toEqual([])
  })

  it('an empty shop has one empty page, whatever its shape', async () => {
    for (const list of ['customers', 'aside', 'silent'] as const) {
      const { server, client } = await shop({ members: 0, list })
      expect(valueOf(await client.members({ cursor: null, limit: 5 }, quietly))).toEqual({
        members: [],
        next: null,
      })
      await server.close()
    }
  })

  it('a cursor that leads back to itself is a bad answer, not an endless pull', async () => {
    const { server, client } = await shop()
    server.fault('read', {
      kind: 'rewrite',
      body: (honest) => ({
        ...(honest as object),
        data: { customers: [{ customerId: 9 }], lastCustomerId: firstMember },
      }),
    })
    const answer = await client.members({ cursor: firstMember, limit: 5 }, quietly)
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'bad-answer', status: 200 } })
  })

  for (const wrapped of [false, true]) {
    it(`one member, tier, merchant, ${wrapped ? 'wrapped' : 'bare'}`, async () => {
      const { client } = await shop({ wrapped, merchantPath: wrapped ? 'admin' : 'plain' })
      const member = valueOf(await client.member(firstMember, quietly))
      expect(member).toMatchObject({
        id: firstMember,
        details: { firstName: 'Ada 1', lastName: 'Löwe', email: 'ada1@example.com', phone: '+49301000001' },
        credits: { hundredths: 1_000, exact: true },
        totalSpend: { hundredths: 12_997 },
        lastRedemptionAt: null,
        tierId: '99a431e2',
        referred: false,
        updatedAt: { at: Date.UTC(2026, 0, 1) + 1, zoned: true },
      })
      expect(valueOf(await client.merchant(quietly))).toEqual({
        id: 'inveterate',
        name: 'Corner Shop',
        shop: 'corner-shop',
        currency: 'USD',
        creditsEnabled: true,
      })
      expect(
        valueOf(await client.tier('3a636361', true, quietly)).benefits?.map((each) => each.type),
      ).toEqual(['freeShipping', 'signupStoreCredits'])
      expect(valueOf(await client.tier('3a636361', false, quietly)).benefits).toBeNull()
    })
  }

  it('tiers tell of which kind they are, what they take and what comes with them', async () => {
    const { client } = await shop()
    const [silver, gold, elite] = valueOf(await client.tiers(false, quietly))
    expect([silver, gold, elite].map((tier) => tier?.kind)).toEqual(['free', 'spend', 'paid'])
    expect([silver, gold].map((tier) => tier?.spendThreshold?.hundredths)).toEqual([0, 50_000])
    expect(elite?.rank).toBeNull()
    expect(valueOf(await client.tierBenefits('3a636361', quietly))).toHaveLength(2)
  })

  it('what is not there is not found; what cannot be an id never leaves', async () => {
    const { server, client } = await shop()
    expect(await client.member('404404', quietly)).toMatchObject({ failure: { kind: 'not-found' } })
    expect(await client.tier('nobody', true, quietly)).toMatchObject({ failure: { kind: 'not-found' } })
    const before = server.requests.length
    for (const id of ['', '..', '1/credits', '1?x', '٣', '0', '-1', ' 1', '1'.repeat(21)]) {
      expect(await client.member(id, quietly)).toMatchObject({
        failure: { kind: 'refused', status: 0, fields: { customerId: ['invalid'] } },
      })
    }
    for (const id of ['', '..', 'a/b', 'a?b']) {
      expect(await client.tierBenefits(id, quietly)).toMatchObject({
        failure: { kind: 'refused', status: 0 },
      })
    }
    for (const limit of [0, 101, 1.5, Number.NaN]) {
      expect(await client.members({ cursor: null, limit }, quietly)).toMatchObject({
        failure: { fields: { limit: ['limit'] } },
      })
    }
    expect(server.requests).toHaveLength(before)
  })

  for (const wrongKey of [400, 401, 403] as const) {
    it(`a wrong key answered with ${wrongKey} is told as such and tried once`, async () => {
      const { server, client } = await shop({ wrongKey }, { key: 'other' })
      const kind = wrongKey === 403 ? 'forbidden' : 'unauthorized'
      expect(await client.members({ cursor: null, limit: 5 }, quietly)).toMatchObject({ failure: { kind } })
      expect(await client.changeCredits(firstMember, credit, quietly)).toMatchObject({ failure: { kind } })
      expect(server.requests.map((each) => each.authorized)).toEqual([false, false])
      expect(server.books.ledger).toEqual([])
    })
  }
})
