import { createInveterateClient } from '../../electron/main/providers/inveterate/inveterate-client.ts'
import { judge, quietly, rateIsObserved, taken, wrongKeyIsTold } from './bench.ts'
import type { Bench } from './bench.ts'
import { startOf } from './inveterate-members.ts'
import { at, isRow, listed } from './shape.ts'
import { differs, failed, holds, unseen } from './verdict.ts'
import type { Check, Verdict } from './verdict.ts'

/** What is assumed of the shop, its tiers and the envelope around every answer. */
export function inveterateShopChecks(bench: Bench): readonly Check[] {
  const client = createInveterateClient({ http: bench.http, clock: Date, dialect: 'current' })
  return [
    {
      assumes: 'The merchant is read at `/v2.0/merchant`',
      look: async () => {
        const got = await bench.get('/v2.0/merchant')
        if (!got.ok) return failed(got.failure)
        const { status } = got.exchange
        return status === 200
          ? holds()
          : differs(`${status} there; the adapter asks /v2.0/admin/merchant next`)
      },
    },
    {
      assumes: 'The adapter takes the merchant: the cheap read that proves the key',
      look: () => taken(bench.provider.ping(quietly)),
    },
    {
      assumes: 'An answer is `{message, data}`',
      look: () => judge(startOf(bench)(1), envelopeFits),
    },
    wrongKeyIsTold(bench),
    {
      assumes: 'Tiers are listed with a name and a kind',
      look: async () => {
        const answer = await client.tiers(true, quietly)
        if (!answer.ok) return tiersOff(answer.failure) ?? failed(answer.failure)
        const tiers = answer.value
        if (tiers.length === 0) return unseen('there are no tiers')
        const nameless = tiers.filter((tier) => tier.name === '').length
        const unknown = tiers.filter((tier) => tier.kind === 'unknown').length
        if (nameless + unknown > 0)
          return differs(`${nameless} without a name, ${unknown} of no known kind, of ${tiers.length}`)
        return holds(`tiers: ${tiers.length}`)
      },
    },
    {
      assumes: 'A tier tells its rank or what must be spent for it, so that a step down is seen',
      look: async () => {
        const answer = await client.tiers(false, quietly)
        if (!answer.ok) return tiersOff(answer.failure) ?? failed(answer.failure)
        const tiers = answer.value
        if (tiers.length === 0) return unseen('there are no tiers')
        const blind = tiers.filter((tier) => tier.rank === null && tier.spendThreshold === null).length
        return blind === 0 ? holds() : differs(`${blind} of ${tiers.length} tell neither`)
      },
    },
    {
      assumes: 'One tier and its benefits are read by id',
      look: async () => {
        const answer = await client.tiers(false, quietly)
        const first = answer.ok ? answer.value[0] : undefined
        if (first === undefined) return unseen('there are no tiers')
        const tier = await client.tier(first.id, true, quietly)
        if (!tier.ok) return failed(tier.failure)
        const benefits = await client.tierBenefits(first.id, quietly)
        return benefits.ok ? holds(`benefits: ${benefits.value.length}`) : failed(benefits.failure)
      },
    },
    rateIsObserved(bench),
  ]
}

function envelopeFits(body: unknown): Verdict {
  const names = isRow(body) ? Object.keys(body) : []
  if (!names.includes('message') || !names.includes('data')) return differs(`fields: ${listed(names)}`)
  const failedInside = at(body, 'success') === false || at(body, 'errors') !== undefined
  return failedInside ? differs('a 200 that says of itself that it failed') : holds()
}

/** "Only for merchants with tiers turned on": their absence is no difference. */
function tiersOff(failure: { readonly kind: string }): Verdict | null {
  return failure.kind === 'forbidden' || failure.kind === 'not-found'
    ? unseen('this shop answers no tiers')
    : null
}
