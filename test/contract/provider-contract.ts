import { describe, expect, it } from 'vitest'
import type { Connection } from '../../shared/domain/connection.ts'
import { memberName } from '../../shared/domain/member-name.ts'
import type { RemoteMember } from '../../shared/domain/member.ts'
import type { SampleCard } from '../../shared/domain/views.ts'
import type { BookEntry } from '../../electron/main/training/books.ts'
import type { ProviderTools } from '../../electron/main/providers/http.ts'
import type { Answer, MemberPage, NewMember, Provider } from '../../electron/main/providers/provider.ts'

/** A provider with somebody behind it whose books can be read. */
export interface ContractSubject {
  readonly provider: Provider
  /** The same shop with a wrong key. */
  readonly stranger: Provider
  readonly cards: readonly SampleCard[]
  readonly books: () => readonly BookEntry[]
  readonly members: number
}

export const asCashier = { priority: 'cashier', tag: 'T1-00000000' } as const

/** The connection of the practice shop, over whatever carries it. */
export function practiceConnection(baseUrl: string): Connection {
  return {
    id: '01JD000000000000000000PRAC',
    name: 'Practice Café',
    provider: 'leal',
    mode: 'practice',
    baseUrl,
    store: '4711',
    zone: 'Europe/Berlin',
    singleTill: true,
    readLagMs: 0,
    lateBoundMs: 0,
  }
}

/** Tools with real time, for a transport. */
export function contractTools(transport: ProviderTools['transport'], key: string): ProviderTools {
  return {
    transport,
    key: () => key,
    clock: Date,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  }
}

/** The value, or a failing test that shows the failure. */
export function valueOf<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`expected a value, got ${JSON.stringify(answer.failure)}`)
  return answer.value
}

const unread: Answer<never> = {
  ok: false,
  failure: { kind: 'not-found' },
  evidence: { http: null, requestId: null, startedAt: 0, ms: 0, serverDate: null },
}

/** What every provider with stamp cards must do, told by what the core relies on. */
export function describeProvider(name: string, subjectOf: () => ContractSubject): void {
  let serial = 0
  const newMember = (over: Partial<NewMember> = {}): NewMember => {
    serial += 1
    const tag = `01JDCONTRACT${String(serial).padStart(14, '0')}`
    const details = {
      firstName: 'Zdeněk',
      lastName: `Contract${serial}`,
      email: `zdenek.${serial}@example.com`,
      phone: null,
      birthday: '1990-02-28',
    }
    return { details, code: `CONTRACT-${serial}`, templateId: '1', sendLinks: false, tag, ...over }
  }
  const card = (purpose: SampleCard['purpose']): SampleCard => {
    const found = subjectOf().cards.find((each) => each.purpose === purpose)
    if (found === undefined) throw new Error(`no sample card for ${purpose}`)
    return found
  }
  const byCode = async (code: string): Promise<RemoteMember> => {
    const found = valueOf(await subjectOf().provider.findByCode(code, asCashier))
    expect(found).toHaveLength(1)
    return found[0]!
  }

  describe(name, () => {
    it('a ping proves the key; a wrong key is told apart from a wrong road', async () => {
      const { provider, stranger } = subjectOf()
      const answer = await provider.ping(asCashier)
      expect(answer).toMatchObject({ ok: true, value: null, evidence: { http: 200 } })
      expect(answer.evidence.serverDate).toBeGreaterThan(Date.now() - 60_000)
      expect(answer.evidence.requestId).not.toBeNull()
      expect(await stranger.ping(asCashier)).toMatchObject({ ok: false, failure: { kind: 'unauthorized' } })
    })

    it('the programme lists cards with their active rewards, cheapest first', async () => {
      const cards = valueOf(await subjectOf().provider.programme(asCashier))
      expect(cards.map((each) => [each.id, each.stampsRequired, each.initialStamps])).toEqual([
        ['1', 10, 1],
        ['2', 8, 0],
      ])
      expect(cards[0]?.rewards.map((each) => each.stampsRequired)).toEqual([5, 10])
    })

    it('the full listing brings everybody exactly once', async () => {
      const { provider, members } = subjectOf()
      const seen = new Set<string>()
      let cursor: string | null = null
      let rows = 0
      do {
        const page: MemberPage = valueOf(await provider.members(cursor, { priority: 'background' }))
        for (const member of page.members) seen.add(member.remoteId)
        rows += page.members.length
        cursor = page.next
      } while (cursor !== null)
      expect(rows).toBe(seen.size)
      expect(seen.size).toBeGreaterThanOrEqual(members)
    })

    it('a sample card opens its member, with cards', async () => {
      for (const purpose of ['member', 'reward-ready', 'two-cards'] as const) {
        const { code, name } = card(purpose)
        const found = await byCode(code)
        expect(memberName(found.details)).toBe(name)
        expect(found.cardsKnown).toBe(true)
        expect(found.cards).toHaveLength(purpose === 'two-cards' ? 2 : 1)
        expect(found.codes).toContain(code)
      }
    })

    it('a code that nobody has leads to nobody', async () => {
      const { provider } = subjectOf()
      for (const code of [
        card('unknown').code,
        'x',
        '%',
        '"; DROP TABLE',
        'ö'.repeat(4_000),
        '\ud800',
        '..',
      ]) {
        expect(valueOf(await provider.findByCode(code, asCashier))).toEqual([])
      }
    })

    it('a scanned phone number or name is not taken for a card', async () => {
      const { provider } = subjectOf()
      const { details, remoteId } = await byCode(card('member').code)
      for (const text of [
        details.phone!,
        details.phone!.slice(1),
        details.lastName!,
        details.email!,
        remoteId,
      ]) {
        expect(valueOf(await provider.findByCode(text, asCashier))).toEqual([])
      }
    })

    it('search finds by name in any order, e-mail and phone', async () => {
      const { provider } = subjectOf()
      const { details, remoteId } = await byCode(card('member').code)
      for (const query of [
        `${details.lastName!} ${details.firstName}`,
        details.email!,
        details.phone!.slice(-6),
      ]) {
        const hits = valueOf(await provider.search(query, asCashier))
        expect(hits.map((hit) => hit.remoteId)).toContain(remoteId)
        expect(hits.length).toBeLessThanOrEqual(50)
      }
      expect(valueOf(await provider.search('   ', asCashier))).toEqual([])
    })

    it('a contact is found exactly or not at all', async () => {
      const { provider } = subjectOf()
      const { details, remoteId } = await byCode(card('member').code)
      const { email, phone } = details
      const find = async (contact: { email: string | null; phone: string | null }): Promise<string[]> =>
        valueOf(await provider.findByContact(contact, asCashier)).map((each) => each.remoteId)
      expect(await find({ email: email!.toUpperCase(), phone: null })).toEqual([remoteId])
      expect(await find({ email: null, phone })).toEqual([remoteId])
      expect(await find({ email, phone })).toEqual([remoteId])
      expect(await find({ email: email!.slice(1), phone: phone!.slice(0, -1) })).toEqual([])
      expect(await find({ email: null, phone: null })).toEqual([])
    })

    it('an enrolment comes with card, code, tag and welcome stamps, and is found by each', async () => {
      const { provider } = subjectOf()
      const input = newMember()
      const made = valueOf(await provider.create(input, asCashier))
      expect(made).toMatchObject({ details: input.details, cardsKnown: true, tags: [input.tag] })
      expect(made.codes).toContain(input.code)
      expect(made.cards).toMatchObject([{ templateId: '1', stamps: 1 }])
      expect((await byCode(input.code!)).remoteId).toBe(made.remoteId)
      expect(valueOf(await provider.findByTag(input.tag, asCashier))?.remoteId).toBe(made.remoteId)
      expect(valueOf(await provider.member(made.remoteId, asCashier))).toEqual(made)
    })

    it('a tag that was never left is nobody', async () => {
      expect(valueOf(await subjectOf().provider.findByTag('01JDNEVER', asCashier))).toBeNull()
    })

    it('an enrolment that is repeated makes one member and gives the welcome once', async () => {
      const { provider, books } = subjectOf()
      const input = newMember()
      const first = valueOf(await provider.create(input, asCashier))
      const second = valueOf(await provider.create(input, asCashier))
      expect(second).toMatchObject({ remoteId: first.remoteId, cards: first.cards })
      const kinds = books()
        .filter((entry) => String(entry.customerId) === first.remoteId)
        .map((entry) => entry.kind)
      expect(kinds).toEqual(['create', 'welcome', 'create-again'])
    })

    it("another's e-mail, phone or code is refused by name, and changes nobody", async () => {
      const { provider, books } = subjectOf()
      const other = await byCode(card('member').code)
      const before = books().length
      const refusedFields = async (over: Partial<NewMember>): Promise<unknown> => {
        const answer = await provider.create(newMember(over), asCashier)
        return answer.ok ? 'made' : answer.failure.kind === 'refused' ? answer.failure.fields : answer.failure
      }
      const base = newMember().details
      expect(await refusedFields({ details: { ...base, email: other.details.email } })).toEqual({
        email: ['taken'],
      })
      expect(await refusedFields({ details: { ...base, phone: other.details.phone } })).toEqual({
        phone: ['taken'],
      })
      expect(await refusedFields({ code: card('member').code })).toEqual({ external_references: ['taken'] })
      expect(await refusedFields({ details: { ...base, email: null } })).toEqual({ base: ['missing'] })
      expect(await refusedFields({ details: { ...base, firstName: ' ' } })).toEqual({
        first_name: ['missing'],
      })
      expect(await refusedFields({ details: { ...base, email: 'nobody' } })).toEqual({ email: ['invalid'] })
      expect(books()).toHaveLength(before)
      expect((await byCode(card('member').code)).details).toEqual(other.details)
    })

    it('a code is attached once however often it is sent, and never taken from somebody', async () => {
      const { provider } = subjectOf()
      const made = valueOf(await provider.create(newMember({ code: null }), asCashier))
      const code = `ATTACHED-${made.remoteId}`
      for (const _ of [1, 2]) {
        const told = valueOf(await provider.attachCode(made.remoteId, code, asCashier))
        expect(told.codes.filter((each) => each === code)).toHaveLength(1)
      }
      expect((await byCode(code)).remoteId).toBe(made.remoteId)
      expect(await provider.attachCode(made.remoteId, card('member').code, asCashier)).toMatchObject({
        failure: { kind: 'refused', fields: { external_references: ['taken'] } },
      })
      expect((await byCode(card('member').code)).remoteId).not.toBe(made.remoteId)
    })

    it('an edit changes what it names and nothing else', async () => {
      const { provider } = subjectOf()
      const made = valueOf(await provider.create(newMember(), asCashier))
      const edited = valueOf(
        await provider.edit(made.remoteId, { lastName: 'Ångström', birthday: null }, asCashier),
      )
      expect(edited).toMatchObject({
        remoteId: made.remoteId,
        details: { ...made.details, lastName: 'Ångström', birthday: null },
        cards: made.cards,
        codes: made.codes,
        tags: made.tags,
      })
      const other = await byCode(card('member').code)
      expect(await provider.edit(made.remoteId, { email: other.details.email }, asCashier)).toMatchObject({
        failure: { kind: 'refused', fields: { email: ['taken'] } },
      })
    })

    it('stamps are added once each and the card after them is told', async () => {
      const { provider, books } = subjectOf()
      const made = valueOf(await provider.create(newMember(), asCashier))
      const cardId = made.cards[0]!.id
      for (const [amount, after] of [
        [1, 2],
        [5, 7],
      ] as const) {
        const told = valueOf(await provider.addStamps(made.remoteId, cardId, amount, asCashier))
        expect(told).toMatchObject({ id: cardId, stamps: after })
      }
      const amounts = books()
        .filter((entry) => entry.kind === 'stamp' && String(entry.customerCardId) === cardId)
        .map((entry) => entry.amount)
      expect(amounts).toEqual([1, 5])
      expect(await provider.addStamps(made.remoteId, cardId, -1, asCashier)).toMatchObject({
        failure: { kind: 'refused', fields: { stamps: ['invalid'] } },
      })
      expect(await provider.addStamps('999999', cardId, 1, asCashier)).toMatchObject({
        failure: { kind: 'not-found' },
      })
    })

    it('a reward costs its stamps, and is refused when they are too few or it has ended', async () => {
      const { provider } = subjectOf()
      const made = valueOf(await provider.create(newMember(), asCashier))
      const cardId = made.cards[0]!.id
      const redeem = (reward: string): ReturnType<Provider['redeem']> =>
        provider.redeem(made.remoteId, cardId, reward, asCashier)
      expect(await redeem('1')).toMatchObject({
        failure: { kind: 'refused', fields: { stamps: ['not-enough'] } },
      })
      expect(await redeem('4')).toMatchObject({
        failure: { kind: 'refused', fields: { reward_id: ['inactive'] } },
      })
      expect(await redeem('77')).toMatchObject({ failure: { kind: 'not-found' } })
      await provider.addStamps(made.remoteId, cardId, 5, asCashier)
      expect(valueOf(await redeem('1'))).toMatchObject({ stampsSpent: 5, stampsLeft: 1 })
      expect(valueOf(await provider.member(made.remoteId, asCashier)).cards[0]?.stamps).toBe(1)
    })

    it('a card’s wallet passes are addresses that a phone opens; of a card that is not there there are none', async () => {
      const { provider } = subjectOf()
      const made = valueOf(await provider.create(newMember(), asCashier))
      const [card] = made.cards
      const passes = valueOf((await provider.wallet?.(made.remoteId, card?.id ?? '', asCashier)) ?? unread)
      for (const address of [passes.apple, passes.google]) expect(address).toMatch(/^https:\/\//)
      expect(await provider.wallet?.(made.remoteId, '999999', asCashier)).toMatchObject({
        failure: { kind: 'not-found' },
      })
    })

    it('a member that is not there is not-found, whatever is asked of it', async () => {
      const { provider } = subjectOf()
      for (const id of ['999999', 'nobody', '..', '', 'a/b', '\ud800']) {
        expect(await provider.member(id, asCashier)).toMatchObject({
          ok: false,
          failure: { kind: 'not-found' },
        })
      }
    })

    it('a call that was given up before it began sent nothing', async () => {
      const { provider, books } = subjectOf()
      const before = books().length
      const options = { ...asCashier, signal: AbortSignal.abort() }
      const answer = await provider.create(newMember({ code: null }), options)
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'not-sent', cause: 'aborted' } })
      expect(books()).toHaveLength(before)
    })
  })
}
