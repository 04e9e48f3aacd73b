import { z } from 'zod'
import { layoutIds } from '../scan/layout.ts'
import { mostWedges } from '../scan/wedge-profile.ts'
import { longestFrame } from '../scan/wedge-types.ts'

const frame = z.string().max(longestFrame)

/** What a till keeps of its scanners: as the page tells it, and as it lies in the till's own file. */
export const wedgeProfiles = z
  .array(
    z.strictObject({
      learnedAt: z.int().min(0),
      pace: z.int().min(0).max(1_000),
      maxGapMs: z.int().min(1).max(120),
      prefix: frame,
      suffix: frame,
      aim: z.string().max(3),
      layout: z.enum(layoutIds).nullable(),
      anyLayout: z.boolean(),
    }),
  )
  .max(mostWedges)
