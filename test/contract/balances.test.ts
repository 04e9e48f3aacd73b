import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Connection, ProviderId } from '../../shared/domain/connection.ts'
import type { RemoteMember } from '../../shared/domain/member.ts'
import { createTransport } from '../../electron/main/outbound/fetch.ts'
import type { BalanceFacet, Failure, MemberPage, Provider } from '../../electron/main/providers/provider.ts'
import { createProvider } from '../../electron/main/providers/registry.ts'
import { startInveterate } from '../fakes/inveterate-server.ts'
import { startLoke } from '../fakes/loke-server.ts'
import { startSellAuth } from '../fakes/sellauth-server.ts'
import { failureOf } from './sellauth-subject.ts'
import { contractTools, valueOf } from './provider-contract.ts'

/** A shop with balances, and who is behind it. */
interface Subject {
  readonly provider: Provider
  /** The same shop with a wrong key. */
  readonly stranger: Provider
  /** The same key for a shop that is not there; null where the key names the shop. */
  readonly lost: Provider | null
  readonly members: number
  /** Provider's id of somebody with a balance. */
  readonly somebody: string
  readonly unknown: string
  /** Requests that could change something, so far. */
  readonly changes: () => number
  readonly requests: () => number
  /** The next change is lost on its way there, or its answer on the way back. */
  readonly lose: (what: 'request' | 'reply') => void
  readonly close: () => Promise<void>
}

const shop = (provider: ProviderId, baseUrl: string, store: string): Connection => ({
  id: '01JD000000000000000000SHOP',
  name: 'Corner Café',
  provider,
  mode: 'live',
  baseUrl,
  store,
  zone: 'Europe/Berlin',
  singleTill: false,
  readLagMs: 0,
  lateBoundMs: 0,
})

function bound(provider: ProviderId, baseUrl: string, store: string, key: string): Provider {
  // Each with tools of its own, so that one test's refusals never hold up the next.
  const made = createProvider(shop(provider, baseUrl, store), contractTools(createTransport(), key))
  if (made === null) throw new Error(`${provider} is not spoken`)
  return made
}

const systems: Readonly<Record<'loke' | 'inveterate' | 'sellauth', () => Promise<Subject>>> = {
  loke: async () => {
    const server = await startLoke({ clientId: 'till', clientSecret: 's3cret', customers: 2_345 })
    const [organization] = server.books.organizations
    const somebody = organization?.customers[0]
    if (organization === undefined || somebody === undefined) throw new Error('empty books')
    return {
      provider: bound('loke', server.origin, organization.id, 'till:s3cret'),
      stranger: bound('loke', server.origin, organization.id, 'till:wrong'),
      lost: bound('loke', server.origin, '01FCCGNOBODY', 'till:s3cret'),
      members: 2_345,
      somebody: somebody.id,
      unknown: '01FCCGCUST9999999999999999',
      changes: () => server.seen.filter(({ method }) => method !== 'GET').length,
      requests: () => server.seen.length,
      lose: (what) => server.fail('PUT', { kind: 'reset', when: what === 'request' ? 'before' : 'after' }),
      close: () => server.close(),
    }
  },
  inveterate: async () => {
    const server = await startInveterate({ members: 234 })
    return {
      provider: bound('inveterate', server.origin, 'shop', 'inv-key'),
      stranger: bound('inveterate', server.origin, 'shop', 'another-key'),
      lost: null,
      members: 234,
      somebody: '6082598928001',
      unknown: '7999999999999',
      changes: () => server.mutations().length,
      requests: () => server.requests.length,
      lose: (what) => server.fault('change', { kind: what === 'request' ? 'lost-request' : 'lost-reply' }),
      close: () => server.close(),
    }
  },
  sellauth: async () => {
    const server = await startSellAuth({ customers: 234 })
    return {
      provider: bound('sellauth', server.origin, server.shop, server.key),
      stranger: bound('sellauth', server.origin, server.shop, 'wrong'),
      lost: bound('sellauth', server.origin, '999999', server.key),
      members: 234,
      somebody: '240',
      unknown: '999999',
      changes: () => server.mutations().length,
      requests: () => server.requests.length,
      lose: (what) => server.inject({ kind: what === 'request' ? 'lost-request' : 'lost-reply' }),
      close: () => server.close(),
    }
  },
}

const quietly = { priority: 'background' } as const
let serial = 0

/** A change's own marks: an operation's id and its tag. */
function marks() {
  serial += 1
  return {
    ...quietly,
    tag: `T1AB-${String(serial).padStart(8, '0')}`,
    operation: `01JD${String(serial).padStart(22, '0')}`,
  }
}

describe.each(Object.entries(systems))('%s', (name, start) => {
  let subject: Subject
  beforeAll(async () => {
    subject = await start()
  })
  afterAll(() => subject.close())

  const balanceFacet = (): BalanceFacet => {
    const { balance } = subject.provider
    if (balance === undefined) throw new Error('no balance')
    return balance
  }
  const read = async (): Promise<RemoteMember> =>
    valueOf(await subject.provider.member(subject.somebody, quietly))
  const balance = async (): Promise<number> => {
    const [card] = (await read()).cards
    if (card === undefined) throw new Error('no balance was told')
    return card.stamps
  }
  const kindOf = async (asked: Promise<Parameters<typeof failureOf>[0]>): Promise<Failure['kind']> =>
    failureOf(await asked).kind

  it('says who it is, and counts in one unit everywhere', async () => {
    const { provider } = subject
    expect(provider.id).toBe(name)
    const [template, ...others] = valueOf(await provider.programme(quietly))
    expect(others).toEqual([])
    expect(template).toMatchObject({ stampsRequired: 0, rewards: [] })
    expect(provider.capabilities.adjust?.unit).toEqual(template?.unit)
    expect((await read()).cards.map(({ templateId }) => templateId)).toEqual([template?.id])
    expect(provider.capabilities.revert).toBe(balanceFacet().revert !== null)
  })

  it('answers a good key, refuses a wrong one, and knows no other shop', async () => {
    expect(await subject.provider.ping(quietly)).toMatchObject({ ok: true })
    expect(await kindOf(subject.stranger.ping(quietly))).toBe('unauthorized')
    if (subject.lost !== null) {
      expect(['not-found', 'forbidden']).toContain(await kindOf(subject.lost.ping(quietly)))
    }
  })

  it('lists everybody once, page after page, from any place on', async () => {
    const seen: string[] = []
    let cursor: string | null = null
    let middle: { readonly at: string; readonly after: number } | null = null
    do {
      const page: MemberPage = valueOf(await subject.provider.members(cursor, quietly))
      expect(page.members.length).toBeLessThanOrEqual(subject.provider.capabilities.pageSize)
      seen.push(...page.members.map(({ remoteId }) => remoteId))
      cursor = page.next
      if (cursor !== null) middle ??= { at: cursor, after: seen.length }
    } while (cursor !== null)
    expect(seen).toHaveLength(subject.members)
    expect(new Set(seen).size).toBe(subject.members)
    // A cursor that was kept over a restart goes on where it was.
    const resumed = valueOf(await subject.provider.members(middle?.at ?? null, quietly))
    expect(resumed.members[0]?.remoteId).toBe(seen[middle?.after ?? 0])
  })

  it('tells a member with balance and facts, and nobody under an id that is nobody’s', async () => {
    const member = await read()
    expect(member).toMatchObject({ remoteId: subject.somebody, cardsKnown: true, codes: [], tags: [] })
    expect(Number.isSafeInteger(member.cards[0]?.stamps)).toBe(true)
    expect(member.facts?.length).toBeGreaterThan(3)
    expect(await kindOf(subject.provider.member(subject.unknown, quietly))).toBe('not-found')
  })

  it.each([150, -40])('moves a balance by %i with one request', async (amount) => {
    const before = await balance()
    const changes = subject.changes()
    const after = valueOf(
      await balanceFacet().adjust(subject.somebody, { amount, note: 'broken cup' }, marks()),
    )
    expect(subject.changes() - changes).toBe(1)
    expect(await balance()).toBe(before + amount)
    if (after !== null) expect(after.stamps).toBe(before + amount)
  })

  it('refuses more than it may move before anything leaves', async () => {
    const limits = subject.provider.capabilities.adjust
    const requests = subject.requests()
    for (const amount of [(limits?.most ?? 0) + 1, -(limits?.mostTaken ?? 0) - 1, 0, 0.5]) {
      const answer = await balanceFacet().adjust(subject.somebody, { amount, note: null }, marks())
      expect(failureOf(answer)).toMatchObject({ kind: 'refused' })
      expect(answer.evidence.http).toBeNull()
    }
    expect(subject.requests()).toBe(requests)
  })

  it('takes a note as long as it says', async () => {
    const note = 'n'.repeat(subject.provider.capabilities.adjust?.noteLength ?? 0)
    const answer = await balanceFacet().adjust(subject.somebody, { amount: 100, note }, marks())
    expect(answer).toMatchObject({ ok: true })
  })

  it.each(['request', 'reply'] as const)(
    'a lost %s leaves the outcome open, and it can be settled',
    async (what) => {
      const before = await balance()
      const mine = marks()
      subject.lose(what)
      const lost = await balanceFacet().adjust(subject.somebody, { amount: 700, note: null }, mine)
      expect(failureOf(lost).kind).toBe('no-answer')
      switch (subject.provider.capabilities.unanswered.adjust) {
        case 'keyed':
          expect(
            await balanceFacet().adjust(subject.somebody, { amount: 700, note: null }, mine),
          ).toMatchObject({
            ok: true,
          })
          expect(await balance()).toBe(before + 700)
          break
        case 'readable-by-tag': {
          const sought = { tag: mine.tag, amount: 700 }
          const look = await balanceFacet().readBack?.(subject.somebody, sought, quietly)
          if (look === undefined) throw new Error('nothing to read back from')
          expect(valueOf(look)).toBe(what === 'reply' ? 'there' : 'absent')
          expect(await balance()).toBe(before + (what === 'reply' ? 700 : 0))
          break
        }
        case 'repeatable':
        case 'counter':
        case 'ask-a-person':
          throw new Error('these systems have something better')
      }
    },
  )

  it('takes an adjustment back by its id, once, where it says so', async () => {
    const { revert, adjust } = balanceFacet()
    if (revert === null) return
    const before = await balance()
    const mine = marks()
    valueOf(await adjust(subject.somebody, { amount: 300, note: null }, mine))
    valueOf(await revert(subject.somebody, mine.operation, marks()))
    expect(await balance()).toBe(before)
    expect(await kindOf(revert(subject.somebody, mine.operation, marks()))).not.toBe('no-answer')
    expect(await balance()).toBe(before)
  })

  it('changes nothing for somebody who is not there', async () => {
    const answer = await balanceFacet().adjust(subject.unknown, { amount: 100, note: null }, marks())
    expect(failureOf(answer).kind).toBe('not-found')
  })

  it('refuses what it does not offer without asking anybody', async () => {
    const { provider } = subject
    const requests = subject.requests()
    const details = {
      firstName: 'Ada',
      lastName: null,
      email: 'ada@example.com',
      phone: null,
      birthday: null,
    }
    const asked = [
      provider.create({ details, code: null, templateId: null, sendLinks: false, tag: 'T' }, quietly),
      provider.attachCode(subject.somebody, 'C', marks()),
      provider.addStamps(subject.somebody, 'x', 1, marks()),
      provider.redeem(subject.somebody, 'x', 'y', marks()),
      ...(provider.capabilities.edit.length === 0
        ? [provider.edit(subject.somebody, { firstName: 'B' }, marks())]
        : []),
    ]
    for (const answer of await Promise.all(asked)) {
      expect(failureOf(answer)).toEqual({ kind: 'refused', status: 0, fields: { base: ['other'] } })
      expect(answer.evidence.http).toBeNull()
    }
    expect(valueOf(await provider.findByCode('4006381333931', quietly))).toEqual([])
    expect(valueOf(await provider.findByTag('T', quietly))).toBeNull()
    expect(subject.requests()).toBe(requests)
  })

  it('finds somebody by exactly their contact, where it can look for one', async () => {
    const member = await read()
    const contact = { email: member.details.email, phone: member.details.phone }
    const found = valueOf(await subject.provider.findByContact(contact, quietly))
    if (name === 'inveterate') expect(found).toEqual([])
    else expect(found.map(({ remoteId }) => remoteId)).toContain(subject.somebody)
    const nobody = { email: 'nobody@nowhere.example', phone: null }
    expect(valueOf(await subject.provider.findByContact(nobody, quietly))).toEqual([])
  })
})

describe('an edit at a provider that wants every field each time', () => {
  const details = (member: RemoteMember) => member.details
  const opened = async (options: Parameters<typeof startInveterate>[0]) => {
    const server = await startInveterate({ members: 3, ...options })
    const provider = bound('inveterate', server.origin, 'shop', 'inv-key')
    return { server, provider, id: '6082598928001' }
  }

  it('sends all of them, changing one and keeping the shop’s notes', async () => {
    const { server, provider, id } = await opened({})
    const kept = server.books.members.get(id)?.notes
    const before = details(valueOf(await provider.member(id, quietly)))
    const answer = valueOf(await provider.edit(id, { lastName: 'Byron' }, marks()))
    expect(details(answer)).toEqual({ ...before, lastName: 'Byron' })
    expect(server.mutations()).toHaveLength(1)
    expect(server.books.members.get(id)).toMatchObject({ lastName: 'Byron', notes: kept })
    await server.close()
  })

  it('learns from a refusal that an older one knows no birthday, and remembers it', async () => {
    const { server, provider, id } = await opened({ documentation: 'older' })
    expect(valueOf(await provider.edit(id, { lastName: 'Byron' }, marks())).details.lastName).toBe('Byron')
    expect(server.mutations()).toHaveLength(2)
    expect(valueOf(await provider.edit(id, { lastName: 'Milbanke' }, marks())).details.lastName).toBe(
      'Milbanke',
    )
    expect(server.mutations()).toHaveLength(3)
    await server.close()
  })

  it('sends nothing where a field is not told, and says which', async () => {
    const { server, provider, id } = await opened({})
    const member = server.books.members.get(id)
    if (member === undefined) throw new Error('nobody')
    member.birthday = undefined
    expect(failureOf(await provider.edit(id, { lastName: 'Byron' }, marks()))).toEqual({
      kind: 'refused',
      status: 0,
      fields: { birthday: ['missing'] },
    })
    expect(server.mutations()).toEqual([])
    // Said by a person, it goes.
    const said = { lastName: 'Byron', birthday: '1815-12-10' }
    expect(valueOf(await provider.edit(id, said, marks())).details).toMatchObject(said)
    await server.close()
  })

  it('asks nobody to change what is so already', async () => {
    const { server, provider, id } = await opened({})
    const { firstName } = details(valueOf(await provider.member(id, quietly)))
    expect(await provider.edit(id, { firstName }, marks())).toMatchObject({ ok: true })
    expect(server.mutations()).toEqual([])
    await server.close()
  })

  it('an answer that was lost can be sent again: twice is once', async () => {
    const { server, provider, id } = await opened({})
    server.fault('change', { kind: 'lost-reply' })
    expect(failureOf(await provider.edit(id, { lastName: 'Byron' }, marks())).kind).toBe('no-answer')
    expect(await provider.edit(id, { lastName: 'Byron' }, marks())).toMatchObject({ ok: true })
    expect(server.books.members.get(id)?.lastName).toBe('Byron')
    await server.close()
  })
})
