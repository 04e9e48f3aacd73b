import { z } from 'zod'
import type { Settings } from '../../../shared/ipc/contract.ts'
import { isDiskFull } from '../db/failure.ts'
import type { WriteDb } from '../db/handle.ts'
import { readSettings, writeSettings } from '../db/tables/settings.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'

const fields = {
  theme: z.enum(['system', 'light', 'dark']),
  locale: z.string().min(2).max(35),
  offlineRewards: z.int().min(0).max(5),
  country: z.string().regex(/^[A-Z]{2}$/),
}

/** Settings of a shop, as stored; what is missing or damaged is as at the first start. */
export interface ShopSettings {
  get(): Settings
  save(changes: Partial<Settings>): Result<Settings, RequestFailure>
}

/** Opens the settings of one profile. `country` is where this machine seems to be. */
export function openSettings(db: WriteDb, country: string): ShopSettings {
  const usual: Settings = { theme: 'system', locale: 'en', offlineRewards: 0, country }
  const stored = readSettings(db)
  let current: Settings = {
    theme: fields.theme.catch(usual.theme).parse(stored.get('theme')),
    locale: fields.locale.catch(usual.locale).parse(stored.get('locale')),
    offlineRewards: fields.offlineRewards.catch(usual.offlineRewards).parse(stored.get('offlineRewards')),
    country: fields.country.catch(usual.country).parse(stored.get('country')),
  }
  return {
    get: () => current,
    save(changes) {
      const next = { ...current, ...changes }
      try {
        writeSettings(db, { ...next })
      } catch (error) {
        return err({ kind: 'not-saved', cause: isDiskFull(error) ? 'disk-full' : 'database' })
      }
      current = next
      return ok(current)
    },
  }
}
