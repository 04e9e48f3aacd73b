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
  /** The till's own file is there and cannot be read now: it keeps its name, and this one is for this run alone. */
  readonly unread?: true
}

const schema = z.object({
  tillId: z.string().regex(/^T[0-9A-HJKMNP-TV-Z]{2,8}$/),
  lastConnection: z.string().nullable(),
})

/** Reads the till's own file, or makes a new till where there is none or it is damaged. */
export function readTill(folder: string, newTillId: () => string): Till {
  const made: Till = { tillId: newTillId(), lastConnection: null }
  let text: string
  try {
    text = readFileSync(path.join(folder, 'till.json'), 'utf8')
  } catch (error) {
    // Missing at the first start. Lost later, machine and high-water mark tell that the records are this till's own.
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return missing ? made : { ...made, unread: true }
  }
  return parsedTill(text) ?? made
}

function parsedTill(text: string): Till | null {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Writes the till's own file, whole or not at all. */
export function writeTill(
  folder: string,
  { tillId, lastConnection, unread }: Till,
): Result<null, { readonly kind: 'not-written' | 'unread' }> {
  if (unread === true) return err({ kind: 'unread' })
  const file = path.join(folder, 'till.json')
  try {
    mkdirSync(folder, { recursive: true })
    // Flushed before it is named: a file cut off by a power cut would give this till another name.
    const handle = openSync(`${file}.new`, 'w')
    try {
      writeFileSync(handle, JSON.stringify({ tillId, lastConnection }))
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
