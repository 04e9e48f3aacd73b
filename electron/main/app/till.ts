import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Ulid } from '../../../shared/domain/ids.ts'
import { longestTillName } from '../../../shared/domain/till.ts'
import type { TillView } from '../../../shared/domain/till.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import type { Log } from '../log.ts'
import { cleanText } from '../services/clean-text.ts'
import { writeSmallFile } from './small-file.ts'

/** What this machine is, apart from any shop: nothing precious and nothing secret. */
export interface Till {
  /** Names the till in tags at the provider: two characters of the alphabet of ULIDs, after a T. */
  readonly tillId: string
  /** What the shop calls it; null as long as nobody has said. */
  readonly name: string | null
  /** The shop that was open last; null before the first. */
  readonly lastConnection: Ulid | null
  /** The till's own file is there and cannot be read now: it keeps its name, and this one is for this run alone. */
  readonly unread?: true
}

const schema = z.object({
  tillId: z.string().regex(/^T[0-9A-HJKMNP-TV-Z]{2,8}$/),
  // Files of before tills had names have none; a name that is none costs the till its name alone.
  name: z.string().min(1).max(longestTillName).nullable().catch(null),
  lastConnection: z.string().nullable(),
})

/** Reads the till's own file, or makes a new till where there is none or it is damaged. */
export function readTill(folder: string, newTillId: () => string): Till {
  const made: Till = { tillId: newTillId(), name: null, lastConnection: null }
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

/** Why the till's own file is as it was. */
export interface TillNotWritten {
  readonly kind: 'not-written' | 'disk-full' | 'unread'
}

/** Writes the till's own file, whole or not at all. */
export function writeTill(
  folder: string,
  { tillId, name, lastConnection, unread }: Till,
): Result<null, TillNotWritten> {
  if (unread === true) return err({ kind: 'unread' })
  // A file cut off by a power cut would give this till another name.
  return writeSmallFile(folder, 'till.json', JSON.stringify({ tillId, name, lastConnection }))
}

/** The till itself, as the terminal has it. */
export interface OwnTill {
  get(): Till
  view(): TillView
  /** Which shop opens at the next start. Where that cannot be kept the till works on, and another one may. */
  openedShop(id: Ulid): void
  /** Kept once this says so; nothing is the word for no name. */
  rename(name: string): Result<TillView, RequestFailure>
}

/** Opens the till's own file. */
export function openTill(folder: string, newTillId: () => string, log: Pick<Log, 'warn'>): OwnTill {
  let till = readTill(folder, newTillId)
  const write = (next: Till): Result<null, TillNotWritten> => {
    const written = writeTill(folder, next)
    if (!written.ok) log.warn('till.not-written', { kind: written.error.kind })
    return written
  }
  const view = (): TillView => ({ id: till.tillId, name: till.name })
  return {
    get: () => till,
    view,
    openedShop(id) {
      till = { ...till, lastConnection: id }
      write(till)
    },
    rename(typed) {
      const name = cleanText(typed)
      if (name.length > longestTillName) return err({ kind: 'till-name-too-long', most: longestTillName })
      const next = { ...till, name: name === '' ? null : name }
      const written = write(next)
      if (!written.ok)
        return err({
          kind: 'not-saved',
          cause: written.error.kind === 'disk-full' ? 'disk-full' : 'database',
        })
      till = next
      return ok(view())
    },
  }
}
