// What LOKE's fake knows: plain data alone, so that a moment of it can be kept and answered from later (stale reads).

/** A customer as the documentation shows it. Absent figures are left out of the answer. */
export interface FakeCustomer {
  readonly id: string
  readonly firstName: string
  readonly lastName: string
  readonly email?: string
  readonly phoneNumber?: string
  readonly dob?: string
  readonly gender?: string
  readonly hasAgreedToMarketing: boolean
  readonly createdAt: string
  readonly updatedAt: string
  /** Null: the answer has no `statistics` at all. */
  readonly statistics: {
    readonly pointsBalance: number
    readonly totalPointsEarned: number
    readonly totalPointsRedeemed: number
    readonly totalSpend: number
    readonly lastSpentAt?: string
    readonly lastPointsEarnedAt?: string
    readonly lastPointsRedeemedAt?: string
  } | null
  readonly memberships: readonly { readonly id: string; readonly name: string }[]
}

/** One change of points. */
export interface FakePoints {
  readonly reference: string
  readonly customerId: string
  readonly amount: number
  readonly notes: string | null
  reversed: boolean
  /** False where the server broke down between writing this record and counting it. */
  counted: boolean
}

/** A customer list. */
export interface FakeList {
  readonly id: string
  name: string
  readonly createdAt: string
  /** Whether the client of these tests made it. */
  readonly own: boolean
  readonly members: { readonly customerId: string; readonly addedAt: string }[]
}

/** Everything that belongs to one organization. */
export interface FakeOrganization {
  readonly id: string
  readonly name: string
  readonly currency: string | null
  readonly timezone: string | null
  readonly created: string
  readonly locations: readonly { readonly id: string; readonly name: string; readonly timezone?: string }[]
  readonly customers: FakeCustomer[]
  readonly lists: FakeList[]
  readonly payments: readonly Readonly<Record<string, unknown>>[]
  readonly points: FakePoints[]
}

/** The whole of it. */
export interface FakeBooks {
  readonly organizations: FakeOrganization[]
}

/** An id of LOKE's form, the same for the same number. */
export function fakeId(kind: string, number: number): string {
  return `01FCCG${kind.toUpperCase().slice(0, 4).padEnd(4, '0')}${String(number).padStart(16, '0')}`
}

const minute = 60_000
const firstDay = Date.UTC(2026, 0, 2, 8)

/** Two organizations; the first with customers of every sort. */
export function makeBooks(customers: number): FakeBooks {
  const time = (number: number): string => new Date(firstDay + number * minute).toISOString()
  const customer = (number: number): FakeCustomer => ({
    id: fakeId('cust', number),
    firstName: `First${number}`,
    lastName: number % 5 === 0 ? '' : `Last${number}`,
    ...(number % 7 === 3 ? {} : { email: `c${number}@example.com` }),
    // Every tenth shares the number of the one before: a phone is not unique here.
    phoneNumber: `+6141122${String(number % 10 === 9 ? number - 1 : number).padStart(4, '0')}`,
    ...(number % 2 === 0 ? { dob: '1990-02-28', gender: 'female' } : {}),
    hasAgreedToMarketing: number % 3 === 0,
    createdAt: time(number),
    updatedAt: time(customers + ((number * 7) % customers)),
    statistics:
      number % 11 === 5
        ? null
        : {
            pointsBalance: number * 10,
            totalPointsEarned: number * 12,
            totalPointsRedeemed: number * 2,
            totalSpend: number * 345,
            ...(number % 2 === 0
              ? {
                  lastSpentAt: time(number),
                  lastPointsEarnedAt: time(number + 1),
                  lastPointsRedeemedAt: time(number + 2),
                }
              : {}),
          },
    memberships: Array.from({ length: number === 1 ? 23 : number % 3 }, (_, index) => ({
      id: fakeId('mshp', index),
      name: `Tier ${index}`,
    })),
  })
  const people = Array.from({ length: customers }, (_, index) => customer(index + 1))
  return {
    organizations: [
      {
        id: fakeId('orgn', 1),
        name: 'Harbour Café',
        currency: 'AUD',
        timezone: 'Australia/Sydney',
        created: time(0),
        locations: [
          { id: fakeId('loca', 1), name: 'Pier 3', timezone: 'Australia/Sydney' },
          { id: fakeId('loca', 2), name: 'Station' },
        ],
        customers: people,
        lists: [
          { id: fakeId('list', 1), name: 'Regulars', createdAt: time(0), own: true, members: [] },
          { id: fakeId('list', 2), name: 'Made in the portal', createdAt: time(1), own: false, members: [] },
        ],
        payments: people.slice(0, 25).map((each, index) => ({
          id: `29e13de7-d158-4aba-a928-${String(index).padStart(12, '0')}`,
          locationId: fakeId('loca', 1 + (index % 2)),
          billingType: 'order/pickup',
          chargedAmount: 600 + index,
          creditAmount: 200,
          discountAmount: 300,
          externalAmount: 600,
          feeAmount: 10,
          currency: 'AUD',
          customer: {
            id: each.id,
            firstName: each.firstName,
            lastName: each.lastName,
            email: each.email,
            phoneNumber: each.phoneNumber,
          },
          items: [{ amount: 450, id: 'FOOD001', name: 'Coffee', quantity: 2, type: 'item', options: [] }],
          createdAt: time(1000 - index),
          completedAt: time(1000 - index),
        })),
        points: [],
      },
      {
        id: fakeId('orgn', 2),
        name: 'Other shop',
        currency: null,
        timezone: null,
        created: time(0),
        locations: [],
        customers: [],
        lists: [],
        payments: [],
        points: [],
      },
    ],
  }
}

/** A customer's points now: what they came with, and every change that was counted. */
export function balanceOf(organization: FakeOrganization, customer: FakeCustomer): number {
  const changes = organization.points
    .filter((each) => each.customerId === customer.id && each.counted && !each.reversed)
    .reduce((sum, each) => sum + each.amount, 0)
  return (customer.statistics?.pointsBalance ?? 0) + changes
}
