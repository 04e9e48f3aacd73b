import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Ulid } from '../../../shared/domain/ids.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'

/** What this machine is, apart from any shop: nothing precious and nothing secret. */
export interface Till {
  /** Names the till in tags at the provider: two characters of the alphabet of ULIDs, after a T. */
  readonly tillId: string
  /** The shop that was open last; null before the first. */
  readonly lastConnection: Ulid | null
}

const schema = z.object({
  tillId: z.string().regex(/^T[0-9A-HJKMNP-TV-Z]{2,8}$/),
  lastConnection: z.string().nullable(),
})

/** Reads the till's own file, or makes a new till where there is none or it is damaged. */
export function readTill(folder: string, newTillId: () => string): Till {
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(path.join(folder, 'till.json'), 'utf8')))
    if (parsed.success) return parsed.data
  } catch {
    // Missing at the first start. Lost later, machine and high-water mark tell that the records are this till's own.
  }
  return { tillId: newTillId(), lastConnection: null }
}

/** Writes the till's own file, whole or not at all. */
export function writeTill(folder: string, till: Till): Result<null, { readonly kind: 'not-written' }> {
  const file = path.join(folder, 'till.json')
  try {
    mkdirSync(folder, { recursive: true })
    // Flushed before it is named: a file cut off by a power cut would give this till another name.
    const handle = openSync(`${file}.new`, 'w')
    try {
      writeFileSync(handle, JSON.stringify(till))
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(`${file}.new`, file)
    return ok(null)
  } catch {
    return err({ kind: 'not-written' })
  }
}
