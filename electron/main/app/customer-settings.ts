import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { CustomerSettings } from '../../../shared/domain/customer-display.ts'
import { customerModes, customerSeconds } from '../../../shared/domain/customer-display.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import { customerSettingsFields } from '../../../shared/ipc/customer-schemas.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import type { Log } from '../log.ts'
import { writeSmallFile } from './small-file.ts'

const fileName = 'customer-display.json'

const usual: Omit<CustomerSettings, 'invitation'> = {
  mode: 'second-screen',
  names: true,
  seconds: 30,
  language: null,
}

/** One setting that is damaged costs itself alone; what was said about names is never guessed to be "yes". */
const kept = z.object({
  mode: z.enum(customerModes).catch(usual.mode),
  names: z.boolean().catch(false),
  seconds: z.literal(customerSeconds).catch(usual.seconds),
  language: customerSettingsFields.language.catch(usual.language),
  invitations: z.record(z.string(), customerSettingsFields.invitation.catch(null)).catch({}),
})
type Kept = z.infer<typeof kept>

const fresh: Kept = { ...usual, invitations: {} }

/** How the customer's screen of this till is set, whatever shop is open. */
export interface CustomerSettingsFile {
  get(shop: Ulid | null): CustomerSettings
  /** Kept once this says so. */
  save(shop: Ulid, changes: Partial<CustomerSettings>): Result<CustomerSettings, RequestFailure>
}

/** Opens the till's own file of it; where there is none, nothing was set. */
export function openCustomerSettings(folder: string, log: Pick<Log, 'warn'>): CustomerSettingsFile {
  const { settings, isUnread } = read(folder, log)
  let now = settings
  const get = (shop: Ulid | null): CustomerSettings => {
    const { invitations, ...shared } = now
    return { ...shared, invitation: shop === null ? null : (invitations[shop] ?? null) }
  }
  return {
    get,
    save(shop, changes) {
      // Unreadable now, it may be readable at the next start: it is not written over.
      if (isUnread) return err({ kind: 'not-saved', cause: 'database' })
      const { invitation, ...shared } = { ...get(shop), ...changes }
      const next = { ...shared, invitations: { ...now.invitations, [shop]: invitation } }
      const written = writeSmallFile(folder, fileName, JSON.stringify(next))
      if (!written.ok) {
        log.warn('customer.settings-not-written', { kind: written.error.kind })
        return err({
          kind: 'not-saved',
          cause: written.error.kind === 'disk-full' ? 'disk-full' : 'database',
        })
      }
      now = next
      return ok(get(shop))
    },
  }
}

function read(
  folder: string,
  log: Pick<Log, 'warn'>,
): { readonly settings: Kept; readonly isUnread: boolean } {
  /** Nobody is greeted by name where it may have been forbidden. */
  const careful = { ...fresh, names: false }
  let text: string
  try {
    text = readFileSync(path.join(folder, fileName), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { settings: fresh, isUnread: false }
    log.warn('customer.settings-not-read', { error })
    return { settings: careful, isUnread: true }
  }
  try {
    return { settings: kept.parse(JSON.parse(text)), isUnread: false }
  } catch (error) {
    log.warn('customer.settings-not-read', { error })
    return { settings: careful, isUnread: false }
  }
}
