import { describe, expect, it } from 'vitest'
import type { Answer, MemberPage, Provider } from '../../../electron/main/providers/provider.ts'
import { failureOf, valueOf } from '../provider-contract.ts'
import { facet, quietly } from '../systems/system.ts'
import type { ContractSystem, ReadName } from '../systems/system.ts'

/** Every read of the interface, about somebody who is there. */
export const readCalls: Readonly<
  Record<ReadName, (provider: Provider, system: ContractSystem) => Promise<Answer<unknown>> | undefined>
> = {
  ping: (provider) => provider.ping(quietly),
  programme: (provider) => provider.programme(quietly),
  members: (provider) => provider.members(null, quietly),
  member: (provider, { somebody }) => provider.member(somebody, quietly),
  search: (provider, { email }) => provider.search(email, quietly),
  findByCode: (provider, { code }) => provider.findByCode(code, quietly),
  findByContact: (provider, { email }) => provider.findByContact({ email, phone: null }, quietly),
  findByTag: (provider) => provider.findByTag('T1AB-NEVER', quietly),
  readBack: (provider, { somebody }) =>
    provider.balance?.readBack?.(somebody, { tag: 'T1AB-NEVER', amount: 99_999 }, quietly),
  ledger: (provider, { somebody }) => provider.balance?.ledger?.(somebody, quietly),
  lists: (provider) => provider.lists?.all(quietly),
  tiers: (provider) => provider.tiers?.all(quietly),
  candidate: (provider, { somebody }) => provider.tiers?.candidate({ id: somebody, shop: null }, quietly),
  wallet: (provider, { somebody, card }) => provider.wallet?.(somebody, card, quietly),
}

/** Finding, listing and reading. */
export function readsOf(reads: readonly ReadName[], systemOf: () => ContractSystem): void {
  const everybody = async (after?: (page: MemberPage) => void): Promise<string[]> => {
    const provider = systemOf().open()
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: MemberPage = valueOf(await provider.members(cursor, quietly))
      after?.(page)
      seen.push(...page.members.map(({ remoteId }) => remoteId))
      cursor = page.next
    } while (cursor !== null)
    return seen
  }

  describe('reads', () => {
    it('a good key opens its shop; a wrong key and a shop that is not there are told apart', async () => {
      const { open, wrongKey, lostStore, id } = systemOf()
      expect(open().id).toBe(id)
      const answer = await open().ping(quietly)
      expect(answer).toMatchObject({ ok: true, value: null, evidence: { http: 200 } })
      expect(failureOf(await open({ key: wrongKey }).ping(quietly)).kind).toBe('unauthorized')
      if (lostStore === null) return
      expect(failureOf(await open({ store: lostStore }).ping(quietly)).kind).toBe('not-found')
    })

    it('the reads that are said to go out do so without a change, and the others are answered at the till', async () => {
      const system = systemOf()
      const provider = system.open()
      const asked: string[] = []
      for (const [name, call] of Object.entries(readCalls)) {
        const before = system.requests().length
        const answer = await call(provider, system)
        if (answer === undefined) continue
        const sent = system.requests().slice(before)
        expect(sent.map(({ method }) => method).filter((method) => method !== 'GET')).toEqual([])
        if (sent.length > 0) asked.push(name)
        else expect(answer).toMatchObject({ ok: true, evidence: { http: null } })
      }
      expect(asked.toSorted()).toEqual(reads.toSorted())
    })

    it('every answer carries what happened on the wire', async () => {
      const { open, somebody, unknown } = systemOf()
      for (const [id, status] of [
        [somebody, 200],
        [unknown, 404],
      ] as const) {
        const from = Date.now()
        const { evidence } = await open().member(id, quietly)
        // SellAuth tells somebody who is gone from a path that is not there by asking its list.
        expect([status, 200]).toContain(evidence.http)
        expect(evidence.startedAt).toBeGreaterThanOrEqual(from)
        expect(evidence.ms).toBeGreaterThanOrEqual(0)
        expect(evidence.serverDate).toBeGreaterThan(from - 60_000)
      }
    })

    it('the listing brings everybody once, page after page, and goes on from a cursor that was kept', async () => {
      const { open, members, requests } = systemOf()
      const places: { readonly at: string; readonly after: number }[] = []
      const before = requests().length
      let [told, pages] = [0, 0]
      const seen = await everybody(({ members: page, next, total }) => {
        told += page.length
        pages += 1
        expect(page.length).toBeLessThanOrEqual(open().capabilities.pageSize)
        if (total !== null) expect(total).toBeGreaterThanOrEqual(members)
        if (next !== null) places.push({ at: next, after: told })
      })
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen).toHaveLength(members)
      expect(requests().length - before).toBe(pages)
      expect(places.length).toBeGreaterThan(1)
      for (const { at, after } of places) {
        const page = valueOf(await open().members(at, quietly))
        expect(page.members[0]?.remoteId).toBe(seen[after])
      }
    })

    it('a page that breaks off loses nobody: the same cursor brings it whole', async () => {
      const system = systemOf()
      const whole = await everybody()
      const provider = system.open()
      const first = valueOf(await provider.members(null, quietly))
      for (const kind of ['truncated', 'half-answer', 'lost-reply'] as const) {
        system.fault('read', { kind })
        expect((await provider.members(first.next, quietly)).ok).toBe(false)
      }
      const second = valueOf(await provider.members(first.next, quietly))
      const from = first.members.length
      expect(second.members.map(({ remoteId }) => remoteId)).toEqual(
        whole.slice(from, from + second.members.length),
      )
    })

    it('a member has a contact and cards that the programme knows; nobody is under an id that is nobody’s', async () => {
      const { open, somebody, card: own, unknown, requests } = systemOf()
      const provider = open()
      const templates = valueOf(await provider.programme(quietly)).map(({ id }) => id)
      const member = valueOf(await provider.member(somebody, quietly))
      expect(member).toMatchObject({ remoteId: somebody, cardsKnown: true })
      expect(member.details.email).not.toBeNull()
      expect(member.cards).toHaveLength(1)
      for (const card of member.cards) {
        expect(card.id).toBe(own)
        expect(templates).toContain(card.templateId)
        expect(Number.isSafeInteger(card.stamps)).toBe(true)
      }
      for (const id of [unknown, 'nobody', '..', '', 'a/b', '\ud800']) {
        const before = requests().length
        const { kind } = failureOf(await provider.member(id, quietly))
        // What can be no id need not be asked for.
        expect(requests().length > before ? ['not-found'] : ['refused']).toContain(kind)
      }
    })

    it('a balance is one card of one unit, without a target or rewards, beside facts and no codes', async () => {
      const { open, somebody, card } = systemOf()
      const provider = open()
      const { adjust } = provider.capabilities
      if (adjust === null) return
      const [template, ...others] = valueOf(await provider.programme(quietly))
      expect(others).toEqual([])
      expect(template).toMatchObject({ id: card, unit: adjust.unit, stampsRequired: 0, rewards: [] })
      const member = valueOf(await provider.member(somebody, quietly))
      expect(member).toMatchObject({ codes: [], tags: [] })
      expect(member.cards.map(({ id, templateId }) => [id, templateId])).toEqual([[card, card]])
      expect(member.facts?.length).toBeGreaterThan(3)
    })

    it('somebody is found by exactly their contact, where one can be looked for', async () => {
      const { open, somebody } = systemOf()
      const provider = open()
      const { email, phone } = valueOf(await provider.member(somebody, quietly)).details
      const find = async (contact: { email: string | null; phone: string | null }): Promise<string[]> =>
        valueOf(await provider.findByContact(contact, quietly)).map(({ remoteId }) => remoteId)
      const found = reads.includes('findByContact') ? [somebody] : []
      expect(await find({ email, phone: null })).toEqual(found)
      expect(await find({ email, phone })).toEqual(expect.arrayContaining(found))
      expect(await find({ email: 'nobody@nowhere.example', phone: null })).toEqual([])
      expect(await find({ email: null, phone: null })).toEqual([])
      const searched = valueOf(await provider.search(email ?? '', quietly)).map(({ remoteId }) => remoteId)
      expect(searched).toEqual(reads.includes('search') ? [somebody] : [])
      expect(provider.capabilities.searches !== undefined).toBe(reads.includes('search'))
      expect(valueOf(await provider.search('   ', quietly))).toEqual([])
    })

    it('a code or a tag that nobody has leads to nobody', async () => {
      const provider = systemOf().open()
      for (const code of ['x', '%', '"; DROP TABLE', 'ö'.repeat(4_000), '\ud800', '..', '4006381333931']) {
        expect(valueOf(await provider.findByCode(code, quietly))).toEqual([])
        expect(valueOf(await provider.findByTag(code, quietly))).toBeNull()
      }
    })

    it('lists and tiers have a name each, where there are any', async () => {
      const { open } = systemOf()
      const { lists, tiers } = open()
      for (const facetOf of [lists, tiers]) {
        if (facetOf === undefined) continue
        const rows = valueOf<readonly { readonly id: string; readonly name: string | null }[]>(
          await facetOf.all(quietly),
        )
        expect(rows.length).toBeGreaterThan(1)
        expect(rows.every(({ id, name }) => id !== '' && name !== null && name !== '')).toBe(true)
      }
    })

    it('a read that comes from behind shows what was, and then what is', async () => {
      const system = systemOf()
      const provider = system.open()
      const stamps = async (): Promise<number | undefined> =>
        valueOf(await provider.member(system.somebody, quietly)).cards[0]?.stamps
      const before = await stamps()
      const begun = await facet(system.changes.adjust ?? system.changes.stamps)()
      await system.stale(true)
      valueOf(await begun.send(provider))
      expect(await stamps()).toBe(before)
      await system.stale(false)
      expect(await stamps()).not.toBe(before)
    })
  })
}
