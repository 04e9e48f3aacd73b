import { z } from 'zod'
import { maxPatternLength, readPattern } from '../scan/code-pattern.ts'
import { maxCodeRules, maxPrefixLength } from '../scan/code-meaning.ts'

const use = z.enum(['member-card', 'coupon', 'staff-badge', 'not-ours'])
const check = z.enum(['none', 'ean', 'gs1', 'luhn'])

/** How a shop reads codes. */
export const codeRulesSchema = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        match: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('prefix'), prefix: z.string().min(1).max(maxPrefixLength) }),
          z.strictObject({
            kind: z.literal('pattern'),
            pattern: z
              .string()
              .max(maxPatternLength)
              .refine((pattern) => readPattern(pattern).ok),
          }),
        ]),
        use,
        check,
      }),
    )
    .max(maxCodeRules),
  priceLabels: z.enum(['goods', 'cards']),
  check,
  otherwise: use,
})
