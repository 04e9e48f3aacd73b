/** A tier of a membership programme. */
export interface TierView {
  /** Id at the provider. */
  readonly id: string
  /** Empty where the provider tells no name. */
  readonly name: string
  /** Nobody can be enrolled into a paid tier from a till. */
  readonly kind: 'free' | 'paid' | 'spend' | 'unknown'
  /** What it takes to be in it, hundredths of the shop's currency; null where not told. */
  readonly spendThreshold: number | null
  /** Its place among the tiers; which end is the top is not told. Null where not told. */
  readonly rank: number | null
  /** Names of what comes with it; null where the provider did not tell them. */
  readonly benefits: readonly string[] | null
}

/** Somebody whom the shop knows as a customer, as far as the loyalty system knows them. */
export interface TierCandidate {
  /** The customer's number at the provider. */
  readonly customerId: string
  /** Null for a customer who is no member yet. */
  readonly member: {
    readonly name: string
    /** Null where the provider does not tell in which tier the member is. */
    readonly tierId: string | null
    /** YYYY-MM-DD. */
    readonly birthday: string | null
  } | null
}

/** Where a choice of tier would move somebody; `new` for who is no member yet. */
export type TierMovement = 'up' | 'down' | 'same' | 'unknown' | 'new'

/**
 * Where a choice of tier would move somebody. The provider moves down without asking; so what is not proven is
 * `unknown`: a tier that is not told, or figures that say nothing or contradict each other.
 */
export function tierMovement(
  candidate: TierCandidate,
  tiers: readonly TierView[],
  chosen: TierView,
): TierMovement {
  if (candidate.member === null) return 'new'
  const { tierId } = candidate.member
  if (tierId === chosen.id) return 'same'
  const from = tiers.find(({ id }) => id === tierId)
  if (from === undefined) return 'unknown'
  const bySpend = spendStep(from, chosen)
  const byRank = rankStep(from, chosen) * topOf(tiers)
  const step = Math.sign(bySpend + byRank)
  if (step === 0) return 'unknown'
  return step > 0 ? 'up' : 'down'
}

/** What a tier takes; nobody spends their way into a paid one, whatever figure stands there. */
function spendOf({ kind, spendThreshold }: TierView): number | null {
  return kind === 'paid' || kind === 'unknown' ? null : spendThreshold
}

function spendStep(from: TierView, to: TierView): number {
  const before = spendOf(from)
  const after = spendOf(to)
  return before === null || after === null ? 0 : Math.sign(after - before)
}

function rankStep(from: TierView, to: TierView): number {
  return from.rank === null || to.rank === null ? 0 : Math.sign(to.rank - from.rank)
}

/** Whether a higher rank is a higher tier (1) or a lower one (-1), as what the tiers take shows; 0 where it does not. */
function topOf(tiers: readonly TierView[]): number {
  const signs = tiers.flatMap((one) => tiers.map((other) => spendStep(one, other) * rankStep(one, other)))
  const told = new Set(signs.filter((sign) => sign !== 0))
  return told.size === 1 ? ([...told][0] ?? 0) : 0
}

/** What a tier enrolment says beside whom and where. */
export interface TierTerms {
  /** "Was this customer referred?" Never who referred them. */
  readonly referred: boolean
  /** Whether the spend that the tier requires is overridden for this customer. */
  readonly overrideSpend: boolean
  /** Whether the customer stays in the tier although the spend is not met. */
  readonly keepInTier: boolean
  /** Credits that come with it, in hundredths; the provider demands at least one whole credit. */
  readonly credits: number
  /** YYYY-MM-DD; null where not known. */
  readonly birthday: string | null
}
