import { accessSync, constants, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A folder of its own. `fast`: in memory where the system offers that, for files whose flushing shows nothing. */
export function makeFolder(name: string, where: 'disk' | 'fast' = 'disk'): string {
  return mkdtempSync(path.join(where === 'fast' ? fastRoot() : tmpdir(), `stampwell-${name}-`))
}

function fastRoot(): string {
  try {
    accessSync('/dev/shm', constants.W_OK)
    return '/dev/shm'
  } catch {
    return tmpdir()
  }
}
