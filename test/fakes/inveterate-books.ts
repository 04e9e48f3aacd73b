/** A member in the fake's books; credits in hundredths. */
export interface BookMember {
  customerId: string
  firstName: string | null
  lastName: string | null
  email: string
  /** Undefined: the field is left out of every answer. */
  notes: string | null | undefined
  phoneNumber: string | null
  birthday: string | null | undefined
  segmentId: string
  referred: boolean
  credit: number
  creditsEarned: number
  updatedAt: number
}

/** A line of the ledger; amounts in hundredths. */
export interface BookLine {
  readonly customerId: string
  readonly amount: number
  readonly newBalance: number
  readonly createdAt: number
  readonly reason: string
  readonly note: string | null
}

export interface BookTier {
  readonly segmentId: string
  readonly name: string
  readonly type: 'FREE' | 'SPEND_BASED' | 'PAID'
  readonly spendThreshold: number
  readonly benefits: readonly { readonly type: string; readonly name: string }[]
}

export const tiers: readonly BookTier[] = [
  { segmentId: '99a431e2', name: 'Silver', type: 'FREE', spendThreshold: 0, benefits: [] },
  {
    segmentId: '3a636361',
    name: 'Gold',
    type: 'SPEND_BASED',
    spendThreshold: 50_000,
    benefits: [
      { type: 'freeShipping', name: 'Free shipping' },
      { type: 'signupStoreCredits', name: 'Welcome credits' },
    ],
  },
  { segmentId: '5ee0c0de', name: 'Elite', type: 'PAID', spendThreshold: 0, benefits: [] },
]

/** What a change would do, in steps, so that a server error can leave it half done. */
export type Change = { readonly refusal: string } | { readonly steps: readonly (() => void)[] }

/** Members, credits and who could become a member. */
export interface Books {
  readonly members: Map<string, BookMember>
  readonly ledger: BookLine[]
  /** Shopify customers who are no members yet. */
  readonly strangers: Set<string>
  /** Credits that a live discount code holds, by member. */
  readonly held: Map<string, number>
  enrol(body: Readonly<Record<string, unknown>>): Change
  update(id: string, body: Readonly<Record<string, unknown>>): Change
  credit(id: string, body: Readonly<Record<string, unknown>>): Change
}

/** Books with so many members, the first of whom has the id 6082598928001. */
export function openBooks(count: number, now: () => number): Books {
  const members = new Map<string, BookMember>()
  const ledger: BookLine[] = []
  const strangers = new Set(['7000000000001', '7000000000002'])
  const held = new Map<string, number>()
  for (let at = 1; at <= count; at += 1) {
    const customerId = String(6_082_598_928_000 + at)
    members.set(customerId, {
      customerId,
      firstName: `Ada ${at}`,
      lastName: at % 3 === 0 ? null : 'Löwe',
      email: `ada${at}@example.com`,
      notes: at % 4 === 0 ? undefined : `merchant's note ${at}`,
      phoneNumber: at % 5 === 0 ? null : `+4930${String(1_000_000 + at)}`,
      birthday: '1990-02-28',
      segmentId: at % 2 === 0 ? '3a636361' : '99a431e2',
      referred: at % 2 === 0,
      credit: 1_000,
      creditsEarned: 1_000,
      updatedAt: Date.UTC(2026, 0, 1) + at,
    })
  }

  const book = (id: string, amount: number, reason: string, note: string | null): (() => void)[] => {
    let balance = 0
    return [
      () => {
        const member = members.get(id)
        balance = (member?.credit ?? 0) + amount
        ledger.push({ customerId: id, amount, newBalance: balance, createdAt: now(), reason, note })
      },
      () => {
        const member = members.get(id)
        if (member === undefined) return
        member.credit += amount
        if (amount > 0) member.creditsEarned += amount
        member.updatedAt = now()
      },
    ]
  }

  return {
    members,
    ledger,
    strangers,
    held,
    enrol: (body) => {
      const id = String(body['customerId'])
      const tier = tiers.find((each) => each.segmentId === body['segmentId'])
      if (tier === undefined) return { refusal: 'segment not found' }
      if (tier.type === 'PAID') return { refusal: 'tier must be free or spend based' }
      if (!members.has(id) && !strangers.has(id)) return { refusal: 'customer not found' }
      const birthday = body['birthday']
      return {
        steps: [
          () => {
            const present = members.get(id)
            members.set(id, {
              ...(present ?? {
                customerId: id,
                firstName: 'New',
                lastName: 'Person',
                email: `new${id}@example.com`,
                notes: null,
                phoneNumber: null,
                credit: 0,
                creditsEarned: 0,
              }),
              birthday: typeof birthday === 'string' ? birthday : present?.birthday,
              referred: body['referrals'] === 'true',
              segmentId: tier.segmentId,
              updatedAt: now(),
            })
          },
          // A repeat gives them once more: nothing here is keyed.
          ...book(id, Math.round(Number(body['credits']) * 100), 'SIGNUP', null),
        ],
      }
    },
    update: (id, body) => {
      if (!members.has(id)) return { refusal: 'customer not found' }
      return {
        steps: Object.entries(body).map(([name, value]) => () => {
          const member = members.get(id)
          if (member !== undefined) Object.assign(member, { [name]: value, updatedAt: now() })
        }),
      }
    },
    credit: (id, body) => {
      const member = members.get(id)
      if (member === undefined) return { refusal: 'customer not found' }
      const amount = Math.round(Number(body['amount']) * 100)
      const code = held.get(id) ?? 0
      const note = typeof body['note'] === 'string' ? body['note'] : null
      if (member.credit + amount < 0) return { refusal: 'amount exceeds the balance: not enough credits' }
      if (amount < 0 && member.credit + amount < code && body['force'] !== true) {
        return { refusal: 'amount exceeds what no active redemption code holds' }
      }
      const frees = member.credit + amount < code
      return { steps: [...book(id, amount, 'MANUAL', note), ...(frees ? [() => void held.delete(id)] : [])] }
    },
  }
}
