import { z } from 'zod'
import { againChoices, usualAgain } from '../../../shared/domain/again.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import { themes } from '../../../shared/domain/theme.ts'
import { usualCounter } from '../../../shared/domain/counter-settings.ts'
import { codeRulesSchema } from '../../../shared/ipc/code-rules-schemas.ts'
import { keptCounterSettings } from '../../../shared/ipc/counter-schemas.ts'
import type { Settings } from '../../../shared/ipc/contract.ts'
import { defaultCodeRules } from '../../../shared/scan/code-meaning.ts'
import type { CodeRules } from '../../../shared/scan/code-meaning.ts'
import type { Log } from '../log.ts'
import { isDiskFull } from '../db/failure.ts'
import type { WriteDb } from '../db/handle.ts'
import { readSettings, writeSettings } from '../db/tables/settings.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'

const fields = {
  theme: z.enum(themes),
  locale: z.string().min(2).max(35),
  offlineRewards: z.int().min(0).max(5),
  country: z.string().regex(/^[A-Z]{2}$/),
  nameLookUp: z.boolean(),
  againSeconds: z.literal(againChoices),
}

/** What every shop of the till shares. */
export type TillSettings = Omit<Settings, 'nameLookUp' | 'codeRules'>

/** Settings, as stored; what is missing or damaged is as at the first start. */
export interface ShopSettings {
  /** What the shops of the till share. */
  shared(): TillSettings
  /** As they are for one shop. */
  get(shop: Ulid): Settings
  /** What a shop has for itself is saved for this one alone. */
  save(shop: Ulid, changes: Partial<Settings>): Result<Settings, RequestFailure>
}

/**
 * Opens the settings of one profile. `machine` is where it seems to be and what it speaks; `rules`, what codes mean where nobody
 * has said otherwise.
 */
export function openSettings(
  db: WriteDb,
  machine: { readonly country: string; readonly language?: string },
  rules: CodeRules = defaultCodeRules,
  log: Pick<Log, 'warn'> | null = null,
): ShopSettings {
  const usual: TillSettings = {
    theme: 'system',
    locale: machine.language ?? 'en',
    offlineRewards: 0,
    country: machine.country,
    againSeconds: usualAgain,
    counter: usualCounter,
  }
  const stored = new Map(readSettings(db))
  let current: TillSettings = {
    theme: fields.theme.catch(usual.theme).parse(stored.get('theme')),
    locale: fields.locale.catch(usual.locale).parse(stored.get('locale')),
    offlineRewards: fields.offlineRewards.catch(usual.offlineRewards).parse(stored.get('offlineRewards')),
    country: fields.country.catch(usual.country).parse(stored.get('country')),
    againSeconds: fields.againSeconds.catch(usual.againSeconds).parse(stored.get('againSeconds')),
    counter: keptCounterSettings.parse(stored.get('counter')),
  }
  for (const [name, value] of stored) {
    if (name.startsWith(codeRulesOf('')) && !codeRulesSchema.safeParse(value).success)
      log?.warn('settings.rules-not-read')
  }
  const get = (shop: Ulid): Settings => ({
    ...current,
    // Unreadable: nobody is found by a name until somebody has said so again.
    nameLookUp:
      !stored.has(nameLookUpOf(shop)) || fields.nameLookUp.catch(false).parse(stored.get(nameLookUpOf(shop))),
    // What cannot be read is as where nobody has said anything.
    codeRules: codeRulesSchema.safeParse(stored.get(codeRulesOf(shop))).data ?? rules,
  })
  return {
    shared: () => current,
    get,
    save(shop, changes) {
      const { nameLookUp, codeRules, ...shared } = { ...get(shop), ...changes }
      try {
        writeSettings(db, {
          ...shared,
          counter: { ...shared.counter },
          [nameLookUpOf(shop)]: nameLookUp,
          // Nobody has said anything of them now: what stands there stays, also where this version cannot read it.
          ...(changes.codeRules === undefined ? {} : { [codeRulesOf(shop)]: written(codeRules) }),
        })
      } catch (error) {
        return err({ kind: 'not-saved', cause: isDiskFull(error) ? 'disk-full' : 'database' })
      }
      current = shared
      stored.set(nameLookUpOf(shop), nameLookUp)
      if (changes.codeRules !== undefined) stored.set(codeRulesOf(shop), codeRules)
      return ok(get(shop))
    },
  }
}

function codeRulesOf(shop: Ulid): string {
  return `codeRules:${shop}`
}

function nameLookUpOf(shop: Ulid): string {
  return `nameLookUp:${shop}`
}

function written(codeRules: CodeRules) {
  return { ...codeRules, rules: codeRules.rules.map((rule) => ({ ...rule, match: { ...rule.match } })) }
}
