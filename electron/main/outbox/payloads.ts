import { z } from 'zod'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import type {
  AttachPayload,
  CreatePayload,
  EditPayload,
  RedeemPayload,
  StampPayload,
} from '../../../shared/domain/operation.ts'
import type { OpRow } from '../db/tables/op.ts'
import type { ParsedPayload } from './pure/payload.ts'

/** The shape that this version writes. A new shape gets a new number and a reader of its own, for ever. */
export const payloadVersion = 1

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
const edit: z.ZodType<EditPayload> = z.object({ who, changes, base: details })

/** Reads a payload; null where it is stripped, damaged or of a shape that this version does not know. */
export function parsePayload(row: Pick<OpRow, 'kind' | 'v' | 'payload'>): ParsedPayload | null {
  if (row.payload === null || row.v !== payloadVersion) return null
  try {
    return read(row.kind, JSON.parse(row.payload) as unknown)
  } catch {
    return null
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
  }
}
