import { describe, expect, it } from 'vitest'
import type { Answer, Provider } from '../../../electron/main/providers/provider.ts'
import { memberFields } from '../../../shared/domain/member.ts'
import { failureOf } from '../provider-contract.ts'
import { newMember } from '../systems/leal.ts'
import { marks, quietly } from '../systems/system.ts'
import type { ContractSystem } from '../systems/system.ts'

/** What a provider cannot do is refused in one clear way, and nobody is asked. */
export function notOfferedOf(systemOf: () => ContractSystem): void {
  const expectRefused = async (calls: (provider: Provider) => readonly Promise<Answer<unknown>>[]) => {
    const { open, requests } = systemOf()
    const before = requests().length
    for (const answer of await Promise.all(calls(open()))) {
      expect(failureOf(answer)).toEqual({ kind: 'refused', status: 0, fields: { base: ['other'] } })
      expect(answer.evidence.http).toBeNull()
    }
    expect(requests()).toHaveLength(before)
  }

  describe('what is not offered', () => {
    it('a facet is there exactly where its capability is declared', () => {
      const provider = systemOf().open()
      const { capabilities: told, balance, affiliate, lists, tiers, wallet } = provider
      expect({
        adjust: balance !== undefined,
        revert: (balance?.revert ?? null) !== null,
        ledger: (balance?.ledger ?? null) !== null,
        affiliate: affiliate !== undefined,
        lists: lists !== undefined,
        tiers: tiers !== undefined,
        wallet: wallet !== undefined,
      }).toEqual({
        adjust: told.adjust !== null,
        revert: told.revert,
        ledger: told.ledger,
        affiliate: told.affiliate !== null,
        lists: told.lists,
        tiers: told.tiers !== null,
        wallet: told.wallet,
      })
      // A balance is counted in one unit everywhere.
      if (told.adjust !== null) expect(told.stamps).toBeNull()
    })

    it('making members, codes, stamps and rewards', async () => {
      const { open, somebody } = systemOf()
      const told = open().capabilities
      await expectRefused((provider) => [
        ...(told.enrol === 'makes' ? [] : [provider.create(newMember(), quietly)]),
        ...(told.codes === 'provider' ? [] : [provider.attachCode(somebody, 'C', marks())]),
        ...(told.stamps !== null ? [] : [provider.addStamps(somebody, 'x', 1, marks())]),
        ...(told.redeem ? [] : [provider.redeem(somebody, 'x', 'y', marks())]),
      ])
    })

    it.each(memberFields)('changing the %s, where it is not among the fields that can be', async (field) => {
      const { open, somebody } = systemOf()
      if (open().capabilities.edit.includes(field)) return
      await expectRefused((provider) => [
        provider.edit(somebody, { [field]: 'ada@example.com' }, marks()),
        // Nor half of what was asked for.
        provider.edit(somebody, { lastName: 'Byron', [field]: 'ada@example.com' }, marks()),
      ])
    })
  })
}
