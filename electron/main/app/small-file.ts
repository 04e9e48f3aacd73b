import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { isDiskFull } from '../db/failure.ts'
import { flushFolder } from '../db/flush-folder.ts'

/** Writes a small file of the program's own folder, whole or not at all: flushed before it is named. */
export function writeSmallFile(
  folder: string,
  name: string,
  text: string,
): Result<null, { readonly kind: 'not-written' | 'disk-full' }> {
  const file = path.join(folder, name)
  try {
    mkdirSync(folder, { recursive: true })
    const handle = openSync(`${file}.new`, 'w')
    try {
      writeFileSync(handle, text)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(`${file}.new`, file)
    flushFolder(folder)
    return ok(null)
  } catch (error) {
    return err({ kind: isDiskFull(error) ? 'disk-full' : 'not-written' })
  }
}
