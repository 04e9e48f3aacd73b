import { tiers } from './inveterate-books.ts'
import type { BookLine, BookMember, Books } from './inveterate-books.ts'

/** Where the documentation leaves a shape open, the fake can take any of these. */
export interface Shapes {
  /** The list's name and the cursor's place. `silent`: no cursor is told at all. */
  readonly list: 'customers' | 'members' | 'bare' | 'aside' | 'silent'
  /** Whether a first page has no cursor, or demands an empty one. */
  readonly firstCursor: 'none' | 'blank'
  readonly creditCursor: 'text' | 'object'
  readonly merchantPath: 'plain' | 'admin'
  /** Whether the merchant is told by an id and an address, or by a name that others may have as well. */
  readonly merchantTold: 'id' | 'name'
  /** Whether ledger lines show their notes. */
  readonly notes: 'shown' | 'hidden'
  /** Single objects under their own name, as the older samples have them. */
  readonly wrapped: boolean
  /** `schema`: a member's tier and birthday are left out, as on the page of schemas. */
  readonly fields: 'all' | 'schema'
}

/** What reads are answered from: the books, or what they were a while ago. */
export type Readable = Pick<Books, 'members' | 'ledger' | 'held'>

/** An answer before any fault. */
export interface Plain {
  readonly status: number
  readonly body: unknown
}

export const ok = (data: unknown, rest: Readonly<Record<string, unknown>> = {}): Plain => ({
  status: 200,
  body: { message: 'Success', data, ...rest },
})

/** One page of members. */
export function membersPage(
  from: Readable,
  shapes: Shapes,
  query: Readonly<Record<string, string>>,
): Plain | { readonly refusal: string } {
  const all = [...from.members.values()]
  const cursor = query['lastCustomerId'] ?? ''
  const start = cursor === '' ? 0 : all.findIndex((member) => member.customerId === cursor) + 1
  if (cursor !== '' && start === 0) return { refusal: 'lastCustomerId is invalid' }
  const limit = Number(query['limit'])
  const rows = all.slice(start, start + limit)
  const more = start + limit < all.length
  const lastCustomerId = more ? (rows.at(-1)?.customerId ?? null) : null
  const list = rows.map((member) => memberWire(member, shapes))
  switch (shapes.list) {
    case 'customers':
    case 'members':
      return ok({ [shapes.list]: list, lastCustomerId })
    case 'bare':
      return ok(list, { lastCustomerId })
    case 'aside':
      return ok({ items: list, pagination: { lastCustomerId: lastCustomerId ?? '' } })
    case 'silent':
      return ok({ members: list })
  }
}

/** One page of a ledger, newest first, with a cursor that does not survive careless encoding. */
export function creditsPage(
  from: Readable,
  shapes: Shapes,
  id: string,
  query: Readonly<Record<string, string>>,
): Plain | { readonly refusal: string } {
  const lines = from.ledger.filter((line) => line.customerId === id).reverse()
  const limit = query['limit'] === undefined ? lines.length : Number(query['limit'])
  const cursors = lines.map((line, at) => cursorOf(line, lines.length - at, shapes))
  const given = query['lastCreditEntry'] ?? ''
  const start = given === '' ? 0 : cursors.findIndex((each) => asText(each) === given) + 1
  if (given !== '' && start === 0) return { refusal: 'lastCreditEntry is invalid' }
  const code = from.held.get(id)
  return ok({
    credits: lines.slice(start, start + limit).map((line) => ({
      amount: line.amount / 100,
      createdAt: new Date(line.createdAt).toISOString(),
      newBalance: line.newBalance / 100,
      reason: line.reason,
      ...(shapes.notes === 'shown' ? { note: line.note } : {}),
    })),
    lastCreditEntry: start + limit < lines.length ? (cursors[start + limit - 1] ?? null) : null,
    redemption: code === undefined ? null : { code: 'REDEEM+123456789', value: code / 100 },
  })
}

/** The tiers, or one of them. */
export function tiersAnswer(query: Readonly<Record<string, string>>): Plain {
  return ok({ tiers: tiers.map((tier) => tierWire(tier, query['includeBenefits'] === 'true')) })
}

export function tierAnswer(
  id: string,
  query: Readonly<Record<string, string>>,
  shapes: Shapes,
): Plain | null {
  const tier = tiers.find((each) => each.segmentId === id)
  if (tier === undefined) return null
  const wire = tierWire(tier, query['includeBenefits'] === 'true')
  return ok(shapes.wrapped ? { tier: wire } : wire)
}

export function benefitsAnswer(id: string): Plain | null {
  const tier = tiers.find((each) => each.segmentId === id)
  return tier === undefined ? null : ok(tier.benefits)
}

export function merchantAnswer(shapes: Shapes): Plain {
  const merchant = {
    currency: 'USD',
    customerCount: 2374,
    creditsEnabled: true,
    merchantName: 'Corner Shop',
    ...(shapes.merchantTold === 'id'
      ? { merchantId: 'inveterate', myshopifyDomain: 'corner-shop.myshopify.com' }
      : {}),
    status: 'ACTIVE',
  }
  return ok(shapes.wrapped ? { merchant } : merchant)
}

export function memberAnswer(member: BookMember, shapes: Shapes): Plain {
  const wire = memberWire(member, shapes)
  return ok(shapes.wrapped ? { customer: wire } : wire)
}

function memberWire(member: BookMember, { fields }: Shapes): Record<string, unknown> {
  const { credit, creditsEarned, referred, updatedAt, segmentId, birthday, ...rest } = member
  return {
    ...rest,
    ...(fields === 'all' ? { segmentId, birthday } : {}),
    merchantId: 'inveterate',
    accountState: 'ENABLED',
    anonymized: false,
    contractId: 1234567890,
    createdAt: '2021-10-27T18:10:08.754Z',
    credit: credit / 100,
    creditsEarned: creditsEarned / 100,
    joinedAt: '2021-10-27T18:10:08.754Z',
    lastCreditRedemptionAt: null,
    lastPurchaseAt: '2025-12-24T09:00:00.000Z',
    numberOfCreditRedemptions: 0,
    orderCount: 3,
    orderIds: [1, 2, 3],
    paymentId: null,
    // A number in the schema although the POST takes a text.
    referrals: referred ? 1 : 0,
    referredBy: null,
    revenue: 129.97,
    status: 'ACTIVE',
    totalSpend: 129.97,
    updatedAt: new Date(updatedAt).toISOString(),
  }
}

function tierWire(tier: (typeof tiers)[number], withBenefits: boolean): Record<string, unknown> {
  const { benefits, spendThreshold, ...rest } = tier
  return { ...rest, spendThreshold: spendThreshold / 100, ...(withBenefits ? { benefits } : {}) }
}

function cursorOf(line: BookLine, serial: number, shapes: Shapes): unknown {
  const at = new Date(line.createdAt).toISOString()
  return shapes.creditCursor === 'object'
    ? { customerId: line.customerId, createdAt: at, serial }
    : `${at}#${line.reason} +${serial}&/=%é?`
}

function asText(cursor: unknown): string {
  return typeof cursor === 'string' ? cursor : JSON.stringify(cursor)
}
