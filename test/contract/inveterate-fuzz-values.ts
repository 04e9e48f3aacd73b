import fc from 'fast-check'
import { firstMember, tag } from './inveterate-subject.ts'

const names = [
  ...[
    'message',
    'data',
    'success',
    'errors',
    'statusCode',
    'customers',
    'members',
    'items',
    'lastCustomerId',
  ],
  ...[
    'customer',
    'customerId',
    'id',
    'credit',
    'firstName',
    'notes',
    'birthday',
    'updatedAt',
    'tier',
    'segmentId',
  ],
  ...[
    'credits',
    'amount',
    'note',
    'reason',
    'newBalance',
    'createdAt',
    'lastCreditEntry',
    'redemption',
    'value',
  ],
  ...[
    'tiers',
    'benefits',
    'type',
    'name',
    'merchant',
    'merchantId',
    'myshopifyDomain',
    'pagination',
    '__proto__',
  ],
]
/** JSON that has the right names in it, and anything at all under them. */
export const almost = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      null,
      true,
      false,
      0,
      1,
      -1,
      3.5,
      1e300,
      0.1 + 0.2,
      6082598928001,
      Number.MAX_SAFE_INTEGER,
    ),
    fc.constantFrom(
      '',
      '1',
      '-1.005',
      'NaN',
      '__proto__',
      '2026-01-01',
      'x'.repeat(5_000),
      '\ud800',
      '٣',
      '\u0000',
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 10 }),
}))

const honestMember = {
  customerId: firstMember,
  firstName: 'Ada',
  email: 'a@example.com',
  credit: 10,
  notes: 'n',
}
const honestCredit = {
  amount: 5,
  createdAt: '2000-01-01T12:00:00.000Z',
  newBalance: 10,
  reason: 'MANUAL',
  note: tag,
}
const honestTier = { segmentId: '99a431e2', name: 'Silver', benefits: [{ type: 'freeShipping' }] }
/** What each call would honestly be told. */
export const honest: Readonly<Record<string, unknown>> = {
  merchant: { merchantId: 'm', myshopifyDomain: 's.myshopify.com' },
  members: { customers: [honestMember, { ...honestMember, customerId: '5' }], lastCustomerId: '5' },
  member: honestMember,
  credits: { credits: [honestCredit, honestCredit], lastCreditEntry: null, redemption: { value: 5 } },
  readBack: { credits: [honestCredit], lastCreditEntry: null },
  tiers: { tiers: [honestTier] },
  tier: honestTier,
  tierBenefits: [{ type: 'freeShipping' }],
}

/** Replaces the `at`-th value of a JSON tree. */
export function spoil(tree: unknown, at: number, other: unknown): unknown {
  let left = at % Math.max(1, sizeOf(tree))
  const walk = (value: unknown): unknown => {
    if (left-- === 0) return other
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]))
  }
  return walk(tree)
}

function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce((sum: number, inner) => sum + sizeOf(inner), 1)
}
