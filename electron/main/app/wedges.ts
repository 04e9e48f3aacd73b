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
  /** Kept once this says so. */
  keep(wedges: readonly WedgeProfile[]): Result<readonly WedgeProfile[], RequestFailure>
}

/** Reads what was learned; where the file is missing or damaged, nothing was. */
function readWedges(folder: string, log: Pick<Log, 'warn'>): readonly WedgeProfile[] {
  try {
    return schema.parse(JSON.parse(readFileSync(path.join(folder, fileName), 'utf8'))).wedges
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!missing) log.warn('wedges.not-read', { error })
    return []
  }
}

/** Opens the file of this machine's scanners. */
export function openWedges(folder: string, log: Pick<Log, 'warn'>): Wedges {
  let known = readWedges(folder, log)
  return {
    list: () => known,
    keep(wedges) {
      const written = writeSmallFile(folder, fileName, JSON.stringify({ wedges }))
      if (!written.ok) {
        log.warn('wedges.not-written', { kind: written.error.kind })
        return err({
          kind: 'not-saved',
          cause: written.error.kind === 'disk-full' ? 'disk-full' : 'database',
        })
      }
      known = wedges
      return ok(known)
    },
  }
}
