import { z } from 'zod'
import { dayCaps, volumes } from '../domain/counter-settings.ts'
import type { CounterSettings } from '../domain/counter-settings.ts'

/** How the counter works, as it is saved and as it travels. */
export const counterSettings: z.ZodType<CounterSettings> = z.strictObject({
  scanStamps: z.boolean(),
  dayCap: z.literal(dayCaps),
  volume: z.literal(volumes),
})
