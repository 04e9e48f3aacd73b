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

/** Where a choice of tier would move a member: anything but a proven `up` or `same` deserves a warning. */
export type TierMovement = 'up' | 'down' | 'same' | 'unknown' | 'new'

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
