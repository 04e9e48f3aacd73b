import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type * as Fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openTill, readTill } from '../../../electron/main/app/till.ts'
import { setAside } from '../../../electron/main/db/backup.ts'
import { memoryLog } from '../shell/memory-log.ts'

const flushed = vi.hoisted(() => ({ folders: 0 }))

// A file system that flushes files and cannot flush folders, as some of those on shares.
vi.mock('node:fs', async (load) => {
  const fs = await load<typeof Fs>()
  const fsyncSync = (handle: number): void => {
    if (!fs.fstatSync(handle).isDirectory()) {
      fs.fsyncSync(handle)
      return
    }
    flushed.folders += 1
    throw Object.assign(new Error('invalid argument'), { code: 'EINVAL' })
  }
  return { ...fs, fsyncSync }
})

test.skipIf(process.platform === 'win32')(
  'where folders cannot be flushed, what was renamed is renamed: a till has its name, a database is set aside',
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'unflushed-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const log = memoryLog()
    const till = openTill(folder, () => 'TAB', log)
    expect(till.rename('Front')).toEqual({ ok: true, value: { id: 'TAB', name: 'Front' } })
    expect([till.view().name, readTill(folder, () => 'TCD').name, log.lines]).toEqual(['Front', 'Front', []])
    const file = path.join(folder, 'outbox.db')
    writeFileSync(file, '')
    expect(setAside(file, 0)).toBe(`${file}.set-aside.19700101T000000Z`)
    expect(flushed.folders).toBe(2)
  },
)
