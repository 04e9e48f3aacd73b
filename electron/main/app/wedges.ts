import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { wedgeProfiles } from '../../../shared/ipc/wedge-schemas.ts'
import type { WedgeProfile } from '../../../shared/scan/wedge-profile.ts'
import type { Log } from '../log.ts'
import { writeSmallFile } from './small-file.ts'

const fileName = 'typing-scanners.json'
const schema = z.object({ wedges: wedgeProfiles })

/** The scanners of this machine that type, whatever shop is open: practice and shops share them. */
export interface Wedges {
  list(): readonly WedgeProfile[]
  /** Whether something was kept that could not be read at this start, until something is kept anew. */
  isLost(): boolean
  /** Kept once this says so. */
  keep(wedges: readonly WedgeProfile[]): Result<readonly WedgeProfile[], RequestFailure>
}

interface Read {
  readonly wedges: readonly WedgeProfile[]
  readonly problem: 'unread' | 'damaged' | null
}

/** Reads what was learned; where the file is missing, nothing was. */
function readWedges(folder: string, log: Pick<Log, 'warn'>): Read {
  let text: string
  try {
    text = readFileSync(path.join(folder, fileName), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { wedges: [], problem: null }
    log.warn('wedges.not-read', { error })
    return { wedges: [], problem: 'unread' }
  }
  try {
    return { wedges: schema.parse(JSON.parse(text)).wedges, problem: null }
  } catch (error) {
    log.warn('wedges.not-read', { error })
    return { wedges: [], problem: 'damaged' }
  }
}

/** Opens the file of this machine's scanners. */
export function openWedges(folder: string, log: Pick<Log, 'warn'>): Wedges {
  let { wedges: known, problem } = readWedges(folder, log)
  return {
    list: () => known,
    isLost: () => problem !== null,
    keep(wedges) {
      // Unreadable now, it may be readable at the next start: it is not written over.
      if (problem === 'unread') return err({ kind: 'not-saved', cause: 'database' })
      const written = writeSmallFile(folder, fileName, JSON.stringify({ wedges }))
      if (!written.ok) {
        log.warn('wedges.not-written', { kind: written.error.kind })
        return err({
          kind: 'not-saved',
          cause: written.error.kind === 'disk-full' ? 'disk-full' : 'database',
        })
      }
      known = wedges
      problem = null
      return ok(known)
    },
  }
}
