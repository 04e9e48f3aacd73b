import { z } from 'zod'
import {
  customerModes,
  customerSeconds,
  isInvitation,
  longestTypedPhone,
} from '../domain/customer-display.ts'
import { isMemberKey } from '../domain/ids.ts'
import type { MemberKey } from '../domain/ids.ts'

const ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)
const id = z.string().min(1).max(128)

/** The settings of the customer's screen, one by one: also as they lie in the till's own file. */
export const customerSettingsFields = {
  mode: z.enum(customerModes),
  names: z.boolean(),
  seconds: z.literal(customerSeconds),
  language: z.string().min(2).max(35).nullable(),
  invitation: z.string().refine(isInvitation).nullable(),
}

/** What the till's page may ask of the customer's screen. */
export const customerRequestSchemas = {
  showCustomer: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('nobody') }),
    z.strictObject({
      kind: z.literal('member'),
      key: z.custom<MemberKey>((value) => typeof value === 'string' && isMemberKey(value)),
      card: z
        .discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('held'), cardId: id }),
          z.strictObject({ kind: z.literal('template'), templateId: id }),
          z.strictObject({ kind: z.literal('only') }),
        ])
        .nullable(),
      pass: z.boolean(),
    }),
    z.strictObject({ kind: z.literal('joining') }),
  ]),
  askCustomer: z.strictObject({ phone: z.string().min(1).max(40).nullable() }),
  customerDisplay: z.undefined(),
  setCustomerDisplay: z.strictObject({
    mode: customerSettingsFields.mode.exactOptional(),
    names: customerSettingsFields.names.exactOptional(),
    seconds: customerSettingsFields.seconds.exactOptional(),
    language: customerSettingsFields.language.exactOptional(),
    invitation: customerSettingsFields.invitation.exactOptional(),
  }),
} as const

/** What the customer's own page may ask. */
export const customerPageSchemas = {
  ready: z.undefined(),
  answer: z.strictObject({
    id: ulid,
    answer: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('yes') }),
      z.strictObject({ kind: z.literal('no') }),
      z.strictObject({
        kind: z.literal('typed'),
        phone: z
          .string()
          .max(longestTypedPhone)
          .regex(/^\+?\d{3,}$/),
      }),
    ]),
  }),
} as const
