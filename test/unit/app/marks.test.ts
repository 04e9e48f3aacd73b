import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keepMark, readMark, writeMark } from '../../../electron/main/app/marks.ts'
import { replaceFile } from '../../../electron/main/app/whole-file.ts'
import type { Mark } from '../../../electron/main/outbox/pure/suspicion.ts'
import { createFakeTime } from '../../integration/outbox/support/fake-time.ts'
import { memoryLog } from '../shell/memory-log.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'marks-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const mark = (n: number, fileId = 'F'): Mark => ({ fileId, n, hash: 'h' })

describe('a high-water mark', () => {
  test('is read as it was written; none and a damaged one are none', async () => {
    const file = path.join(folder, 'mark.json')
    expect(readMark(file)).toBe(null)
    await writeMark(file, mark(3))
    expect(readMark(file)).toEqual(mark(3))
    for (const text of ['', '{"fileId":"F"', '{"fileId":"F","n":-1,"hash":"h"}', '[]']) {
      writeFileSync(file, text)
      expect(readMark(file)).toBe(null)
    }
  })

  test('follows the file within seconds, with one writing for many changes', async () => {
    const time = createFakeTime()
    const file = path.join(folder, 'mark.json')
    let n = 0
    let written = 0
    const keeper = keepMark({
      file,
      mark: () => mark(n),
      onWritten: () => (written += 1),
      timers: time.timers,
      log: memoryLog(),
    })
    for (n = 1; n < 500; n += 1) keeper.changed()
    await time.advance(4_000)
    expect(existsSync(file)).toBe(false)
    await time.advance(1_000)
    await keeper.write()
    expect(readMark(file)).toEqual(mark(500))
    expect(written).toBe(2)
    keeper.changed()
    keeper.stop()
    expect(time.pending()).toBe(0)
  })

  test('that cannot be written takes one of another file away, and leaves its own', async () => {
    const file = path.join(folder, 'mark.json')
    const keeper = (fileId: string): Promise<void> =>
      keepMark({
        file,
        mark: () => mark(9, fileId),
        onWritten: () => undefined,
        timers: createFakeTime().timers,
        log: memoryLog(),
      }).write()
    await writeMark(file, mark(3))
    await mkdir(`${file}.half`)
    await keeper('F')
    expect(readMark(file)).toEqual(mark(3))
    await keeper('G')
    expect(readMark(file)).toBe(null)
  })

  test('whose file was closed meanwhile harms neither the one that is there nor the program', async () => {
    const file = path.join(folder, 'mark.json')
    await writeMark(file, mark(3))
    await mkdir(`${file}.half`)
    let now: Mark | null = mark(9, 'G')
    const keeper = keepMark({
      file,
      mark: () => {
        const told = now
        now = null
        return told
      },
      onWritten: () => undefined,
      timers: createFakeTime().timers,
      log: memoryLog(),
    })
    await keeper.write()
    expect(readMark(file)).toEqual(mark(3))
  })
})

describe('a file that is replaced', () => {
  test('keeps what it held where the new one cannot be filled, and nothing half is left', async () => {
    const file = path.join(folder, 'a')
    writeFileSync(file, 'old')
    await expect(
      replaceFile(file, async (half) => {
        writeFileSync(half, 'ne')
        throw Object.assign(new Error('full'), { code: 'ENOSPC' })
      }),
    ).rejects.toThrow('full')
    expect(readFileSync(file, 'utf8')).toBe('old')
    expect(existsSync(`${file}.half`)).toBe(false)
  })
})
