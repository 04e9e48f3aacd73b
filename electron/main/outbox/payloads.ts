import { z } from 'zod'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import type {
  AdjustPayload,
  AffiliatePayload,
  AttachPayload,
  AttentionReason,
  CreatePayload,
  EditPayload,
  ListPayload,
  RedeemPayload,
  RevertPayload,
  StampPayload,
  TierPayload,
} from '../../../shared/domain/operation.ts'
import { operationKinds } from '../../../shared/domain/operation.ts'
import type { OpRow } from '../db/tables/op.ts'
import { upcasts } from './payloads/upcasts.ts'
import type { ParsedPayload } from './pure/payload.ts'
import { newestVersion, upcast } from './pure/upcast.ts'

/** The version that this program writes. */
export const payloadVersion = newestVersion(upcasts)

const who = z.object({ name: z.string() })
const text = z.string().nullable()
const details = z.object({ firstName: z.string(), lastName: text, email: text, phone: text, birthday: text })
const changes = z.object({
  firstName: z.exactOptional(z.string()),
  lastName: z.exactOptional(text),
  email: z.exactOptional(text),
  phone: z.exactOptional(text),
  birthday: z.exactOptional(text),
})
const card = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('held'), cardId: z.string() }),
  z.object({ kind: z.literal('template'), templateId: z.string() }),
  z.object({ kind: z.literal('only') }),
])
const count = z.number().int()
const takesBack = z.exactOptional(z.string().min(1))

const create: z.ZodType<CreatePayload> = z.object({
  who,
  details: details satisfies z.ZodType<MemberDetails>,
  code: text,
  templateId: text,
  welcome: count,
  sendLinks: z.boolean(),
})
const attach: z.ZodType<AttachPayload> = z.object({ who, code: z.string().min(1) })
const stamps: z.ZodType<StampPayload> = z.object({ who, amount: count.min(1), card })
const redeem: z.ZodType<RedeemPayload> = z.object({
  who,
  rewardId: z.string(),
  rewardName: z.string(),
  cost: count.min(1),
  card,
  provisional: z.boolean(),
})
const unit = z.object({
  kind: z.enum(['stamps', 'points', 'credits', 'money']),
  decimals: z.union([z.literal(0), z.literal(2)]),
})
const amount = count.refine((value) => value !== 0)
const adjust: z.ZodType<AdjustPayload> = z.object({ who, amount, unit, card, note: text, takesBack })
const revert: z.ZodType<RevertPayload> = z.object({
  who,
  amount,
  unit,
  card,
  operationId: z.string().min(1),
  key: z.string().min(1),
})
const affiliate: z.ZodType<AffiliatePayload> = z.object({ who, code: text })
const list: z.ZodType<ListPayload> = z.object({
  who,
  listId: z.string().min(1),
  listName: z.string(),
  on: z.boolean(),
  takesBack,
})
const tier: z.ZodType<TierPayload> = z.object({
  who,
  tierId: z.string().min(1),
  tierName: z.string(),
  terms: z.object({
    referred: z.boolean(),
    overrideSpend: z.boolean(),
    keepInTier: z.boolean(),
    credits: count.min(1),
    birthday: text,
  }),
  wasMember: z.boolean(),
})
const edit: z.ZodType<EditPayload> = z.object({ who, changes, base: details, takesBack })

/** A payload as this program understands it, or why it does not. */
export type ReadPayload =
  | { readonly kind: 'read'; readonly parsed: ParsedPayload }
  /** A newer version of the program wrote it. */
  | { readonly kind: 'newer' }
  /** Stripped, or not what its version ever wrote. */
  | { readonly kind: 'damaged' }

/** Reads a payload of any version up to today's. Never throws. */
export function readPayload(row: Pick<OpRow, 'kind' | 'v' | 'payload'>): ReadPayload {
  if (row.payload === null) return { kind: 'damaged' }
  if (!operationKinds.includes(row.kind)) return { kind: 'newer' }
  try {
    const today = upcast(upcasts, row.kind, row.v, JSON.parse(row.payload))
    return today.kind === 'today' ? { kind: 'read', parsed: read(row.kind, today.payload) } : today
  } catch {
    return { kind: 'damaged' }
  }
}

/** A payload, where it can be read. */
export function parsePayload(row: Pick<OpRow, 'kind' | 'v' | 'payload'>): ParsedPayload | null {
  const payload = readPayload(row)
  return payload.kind === 'read' ? payload.parsed : null
}

/** What a person is told of a payload that cannot be read. */
export function whyUnread(payload: Exclude<ReadPayload, { kind: 'read' }>): AttentionReason {
  switch (payload.kind) {
    case 'newer':
      return { kind: 'newer-version' }
    case 'damaged':
      return { kind: 'unreadable' }
  }
}

function read(kind: OpRow['kind'], json: unknown): ParsedPayload {
  switch (kind) {
    case 'member.create':
      return { kind, payload: create.parse(json) }
    case 'card.attach':
      return { kind, payload: attach.parse(json) }
    case 'stamps.add':
      return { kind, payload: stamps.parse(json) }
    case 'reward.redeem':
      return { kind, payload: redeem.parse(json) }
    case 'member.edit':
      return { kind, payload: edit.parse(json) }
    case 'balance.adjust':
      return { kind, payload: adjust.parse(json) }
    case 'balance.revert':
      return { kind, payload: revert.parse(json) }
    case 'affiliate.set':
      return { kind, payload: affiliate.parse(json) }
    case 'list.set':
      return { kind, payload: list.parse(json) }
    case 'tier.enrol':
      return { kind, payload: tier.parse(json) }
  }
}
