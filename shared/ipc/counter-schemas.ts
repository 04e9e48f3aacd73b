import { z } from 'zod'
import { dayCaps, messageTimes, undoTimes, usualCounter, volumes } from '../domain/counter-settings.ts'
import type { CounterSettings } from '../domain/counter-settings.ts'

const fields = {
  scanStamps: z.boolean(),
  dayCap: z.literal(dayCaps),
  volume: z.literal(volumes),
  characterKeys: z.boolean(),
  messages: z.enum(messageTimes),
  undoSeconds: z.literal(undoTimes),
}

/** How the counter works, as it is asked for and as it travels. */
export const counterSettings: z.ZodType<CounterSettings> = z.strictObject(fields)

/** As it travelled before there were choices of keys and times. */
export const earlierCounterSettings: z.ZodType<Pick<CounterSettings, 'scanStamps' | 'dayCap' | 'volume'>> =
  z.strictObject({ scanStamps: fields.scanStamps, dayCap: fields.dayCap, volume: fields.volume })

/** As it is kept: what an earlier version did not know, or what is damaged, costs itself alone. */
export const keptCounterSettings: z.ZodType<CounterSettings> = z
  .object({
    scanStamps: fields.scanStamps.catch(usualCounter.scanStamps),
    dayCap: fields.dayCap.catch(usualCounter.dayCap),
    volume: fields.volume.catch(usualCounter.volume),
    characterKeys: fields.characterKeys.catch(usualCounter.characterKeys),
    messages: fields.messages.catch(usualCounter.messages),
    undoSeconds: fields.undoSeconds.catch(usualCounter.undoSeconds),
  })
  .catch(usualCounter)
