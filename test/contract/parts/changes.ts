import { describe, expect, it } from 'vitest'
import type { Answer, Failure } from '../../../electron/main/providers/provider.ts'
import { failureOf, valueOf } from '../provider-contract.ts'
import { facet, marks, quietly } from '../systems/system.ts'
import type { ChangeKind, ContractSystem } from '../systems/system.ts'

/** The kinds of changes that a provider says it offers. */
function offered({ capabilities: told }: ReturnType<ContractSystem['open']>): readonly ChangeKind[] {
  const flags: Readonly<Record<ChangeKind, boolean>> = {
    create: told.enrol === 'makes',
    attach: told.attachCode && told.codes === 'provider',
    stamps: told.stamps !== null,
    redeem: told.redeem,
    edit: told.edit.length > 0,
    adjust: told.adjust !== null,
    revert: told.revert,
    affiliate: told.affiliate !== null,
    list: told.lists,
    tier: told.tiers !== null,
  }
  return (Object.keys(flags) as ChangeKind[]).filter((kind) => flags[kind])
}

/** What each declared change does, and what its declaration of silence is worth. */
export function changesOf(kinds: readonly ChangeKind[], systemOf: () => ContractSystem): void {
  const begin = (kind: ChangeKind) => facet(systemOf().changes[kind])()
  const changesSeen = () =>
    systemOf()
      .requests()
      .filter(({ method }) => method !== 'GET')

  describe('changes', () => {
    it('what is declared is what this suite sends, and no declared change is for a person to settle', () => {
      const provider = systemOf().open()
      expect(offered(provider).toSorted()).toEqual(kinds.toSorted())
      const classes = kinds.map((kind) => provider.capabilities.unanswered[kind])
      expect(classes).not.toContain('ask-a-person')
    })

    it.each(kinds)('%s: one request, on a connection of its own, counts once', async (kind) => {
      const begun = await begin(kind)
      expect(await begun.times()).toBe(0)
      const before = changesSeen().length
      const answer = await begun.send(systemOf().open())
      expect(answer).toMatchObject({ ok: true, evidence: { http: expect.any(Number) as number } })
      expect(await begun.times()).toBe(1)
      expect(changesSeen().slice(before)).toEqual([
        expect.objectContaining({ authorized: true, connection: 'close' }),
      ])
    })

    it.each(kinds)('%s: sent once more, it does what was declared of it', async (kind) => {
      const begun = await begin(kind)
      const provider = systemOf().open()
      valueOf(await begun.send(provider))
      const second = await begun.send(systemOf().open())
      switch (provider.capabilities.unanswered[kind]) {
        case 'keyed':
          // The refusal of a second one is an answer: the first one stands.
          expect(second).toMatchObject({ ok: true })
          expect(await begun.times()).toBe(1)
          return
        case 'repeatable':
          // Either it is taken, or its very repetition is what is refused.
          if (!second.ok)
            expect(second.failure).toMatchObject({ kind: 'refused', fields: { reference: ['duplicate'] } })
          expect(await begun.times()).toBe(1)
          return
        case 'readable-by-tag':
          // A member who is made is made once (by our reference); a balance or a tier has no key at all.
          expect(await begun.times()).toBe(kind === 'create' ? 1 : 2)
          expect(await facet(begun.look)(provider)).toBe('there')
          return
        case 'counter':
          // Each counts: that is why it is never sent again blindly. (A second reward may be too dear.)
          expect(await begun.times()).toBe(second.ok ? 2 : 1)
          return
        case 'ask-a-person':
          throw new Error('declared for a person')
      }
    })

    it.each(kinds)('%s: nothing is done for a stranger, a wrong key or another shop', async (kind) => {
      const { open, unknown, wrongKey, lostStore } = systemOf()
      const begun = await begin(kind)
      const provider = open()
      const expectRefused = async (
        asked: Promise<Answer<unknown>>,
        ...told: readonly Failure['kind'][]
      ): Promise<void> => {
        const answer = await asked
        expect(told).toContain(failureOf(answer).kind)
        const { http } = answer.evidence
        if (http !== null) expect(provider.capabilities.neverApplied).toContain(http)
      }
      // A member is made for nobody who could be unknown; a stranger to the tiers is one to the whole shop.
      if (kind !== 'create')
        await expectRefused(begun.send(provider, { to: unknown }), kind === 'tier' ? 'refused' : 'not-found')
      await expectRefused(begun.send(open({ key: wrongKey })), 'unauthorized')
      if (lostStore !== null)
        await expectRefused(begun.send(open({ store: lostStore })), 'not-found', 'not-sent')
      expect(await begun.times()).toBe(0)
    })

    it.each(kinds)('%s: given up before it began sent nothing; given up on its way is open', async (kind) => {
      const system = systemOf()
      const begun = await begin(kind)
      const provider = system.open()
      const before = system.requests().length
      expect(failureOf(await begun.send(provider, { signal: AbortSignal.abort() }))).toEqual({
        kind: 'not-sent',
        cause: 'aborted',
      })
      expect(system.requests()).toHaveLength(before)
      const reached = Promise.withResolvers<undefined>()
      const given = new AbortController()
      system.fault('change', { kind: 'silent', reached: () => reached.resolve(undefined) })
      const asked = begun.send(provider, { signal: given.signal })
      await reached.promise
      given.abort()
      expect(failureOf(await asked)).toEqual({ kind: 'no-answer', cause: 'aborted' })
      expect(await begun.times()).toBe(1)
    })

    it('what can be taken back is, with one request, and is gone then', async () => {
      const { open, changes } = systemOf()
      const provider = open()
      for (const kind of kinds) {
        const begun = await facet(changes[kind])()
        if (begun.takeBack === undefined) continue
        valueOf(await begun.send(provider))
        expect([kind, await begun.times()]).toEqual([kind, 1])
        const before = changesSeen().length
        valueOf(await begun.takeBack(provider))
        expect([kind, await begun.times(), changesSeen().length - before]).toEqual([kind, 0, 1])
      }
    })

    it('a balance moves by exactly what was sent, up and down, and is told as it is then', async () => {
      const { open, somebody, tellsBalance } = systemOf()
      const provider = open()
      if (provider.capabilities.adjust === null) return
      const { adjust, revert } = facet(provider.balance)
      const held = async () => valueOf(await provider.member(somebody, quietly)).cards[0]
      for (const amount of [150, -40]) {
        const before = facet(await held()).stamps
        const sent = changesSeen().length
        const told = valueOf(await adjust(somebody, { amount, note: 'broken cup' }, marks()))
        const after = facet(await held())
        expect([amount, after.stamps, changesSeen().length - sent]).toEqual([amount, before + amount, 1])
        expect(told).toEqual(tellsBalance ? after : null)
      }
      if (revert === null) return
      const before = (await held())?.stamps
      const mine = marks()
      valueOf(await adjust(somebody, { amount: 300, note: null }, mine))
      valueOf(await revert(somebody, mine.operation, marks()))
      expect((await held())?.stamps).toBe(before)
      // A second time nothing more is taken, and that is said.
      expect((await revert(somebody, mine.operation, marks())).ok).toBe(false)
      expect((await held())?.stamps).toBe(before)
    })

    it('the key is in no address and no body', () => {
      const { key, requests } = systemOf()
      const [secret] = key.split(':').slice(-1)
      const told = JSON.stringify(requests())
      expect(told).toContain('"method":"GET"')
      expect(told).not.toContain(secret)
      expect(told).not.toContain(encodeURIComponent(secret ?? ''))
    })

    it('what is beyond a declared limit never counts, and what is documented never leaves', async () => {
      const { open, somebody, requests } = systemOf()
      const provider = open()
      const { adjust, affiliate, tiers, stamps } = provider.capabilities
      const before = requests().length
      const refusedHere = async (asked: Promise<Answer<unknown>>): Promise<void> => {
        const answer = await asked
        expect([failureOf(answer).kind, answer.evidence.http]).toEqual(['refused', null])
      }
      if (adjust !== null) {
        const { most, mostTaken } = adjust
        for (const amount of [most + 1, -mostTaken - 1, 0, 0.5, Number.NaN])
          await refusedHere(facet(provider.balance).adjust(somebody, { amount, note: null }, marks()))
      }
      if (affiliate !== null)
        await refusedHere(facet(provider.affiliate).set(somebody, 'x'.repeat(affiliate.longest + 1), marks()))
      if (tiers !== null) {
        const terms = { referred: false, overrideSpend: true, keepInTier: true, birthday: '1990-02-28' }
        for (const credits of [tiers.leastCredits - 1, tiers.mostCredits + 1])
          await refusedHere(facet(provider.tiers).enrol(somebody, '99a431e2', { ...terms, credits }, marks()))
      }
      expect(requests()).toHaveLength(before)
      if (stamps !== null) {
        const [card] = valueOf(await provider.member(somebody, quietly)).cards
        for (const amount of [stamps.min - 1, -1, 0.5])
          expect(
            failureOf(await provider.addStamps(somebody, card?.id ?? '', amount, marks())),
          ).toMatchObject({ kind: 'refused', fields: { stamps: ['invalid'] } })
        expect(valueOf(await provider.member(somebody, quietly)).cards[0]?.stamps).toBe(card?.stamps)
      }
    })

    it('a note goes as long as it is declared, and comes with its tag', async () => {
      const { open, somebody } = systemOf()
      const provider = open()
      const { adjust } = provider.capabilities
      if (adjust === null) {
        expect(provider.balance).toBeUndefined()
        return
      }
      const mine = marks()
      const note = 'n'.repeat(adjust.noteLength)
      const change = { amount: 100, note }
      valueOf(await facet(provider.balance).adjust(somebody, change, mine))
      const sought = { tag: mine.tag, amount: 100 }
      const look = provider.balance?.readBack
      if (provider.capabilities.unanswered.adjust === 'readable-by-tag')
        expect(valueOf(await facet(look)(somebody, sought, quietly))).toBe('there')
      else expect(look).toBeNull()
    })
  })
}
