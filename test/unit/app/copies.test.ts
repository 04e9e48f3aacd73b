import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keepCopies } from '../../../electron/main/app/copies.ts'
import type { Copies } from '../../../electron/main/app/copies.ts'
import { readMark } from '../../../electron/main/app/marks.ts'
import type { WriteDb } from '../../../electron/main/db/handle.ts'
import { openDatabase } from '../../../electron/main/db/open.ts'
import { createFakeTime } from '../../integration/outbox/support/fake-time.ts'
import type { FakeTime } from '../../integration/outbox/support/fake-time.ts'
import { memoryLog } from '../shell/memory-log.ts'

let folder: string
let db: WriteDb
let time: FakeTime
let waiting: boolean
let unreadable: boolean
let changes: number

const own = (): string => path.join(folder, 'own')
const second = (): string => path.join(folder, 'second')
const kept = (where: string): readonly string[] =>
  readdirSync(where).filter((name) => name.endsWith('.backup'))

function copies(): Copies {
  return keepCopies({
    db,
    ownFolder: own(),
    mode: 'live',
    tillId: 'T7',
    mark: () => ({ fileId: '01FILE0000000000000ABCDEFG', n: 5, hash: 'h' }),
    isAnythingWaiting: () => {
      if (unreadable) throw new Error('a defect')
      return waiting
    },
    clock: time,
    timers: time.timers,
    onChange: () => (changes += 1),
    log: memoryLog(),
  })
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'copies-'))
  mkdirSync(second())
  time = createFakeTime()
  const opened = openDatabase({ file: path.join(folder, 'outbox.db'), now: time.now(), ballastBytes: 0 })
  if (!opened.ok) throw new Error(opened.error.kind)
  db = opened.value
  waiting = false
  unreadable = false
  changes = 0
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Lets ten minutes pass, and what then happens on the disk. */
async function tenMinutes(until: () => boolean): Promise<void> {
  await time.advance(600_000)
  await expect.poll(until).toBe(true)
}

describe('copies of the records', () => {
  test('are made every ten minutes while something waits, and not otherwise', async () => {
    copies()
    await time.advance(1_200_000)
    expect(existsSync(own())).toBe(false)
    waiting = true
    await tenMinutes(() => existsSync(own()) && kept(own()).length === 1)
  })

  test('go on being made where nobody can tell whether something waits, now and at the end', async () => {
    const all = copies()
    unreadable = true
    await tenMinutes(() => existsSync(own()) && kept(own()).length === 1)
    await tenMinutes(() => kept(own()).length === 2)
    time.jump(60_000)
    await all.close()
    expect(kept(own())).toHaveLength(3)
  })

  test('also go to the second folder, named with the till, with the mark; three of this file are kept', async () => {
    const all = copies()
    writeFileSync(path.join(second(), 'stampwell-live-T7-OTHERS.20200101T000000Z.backup'), 'of another till')
    await all.choose(second())
    for (let n = 0; n < 4; n += 1) {
      time.jump(60_000)
      await all.copyNow()
    }
    expect(kept(second()).toSorted()).toEqual([
      'stampwell-live-T7-BCDEFG.20261120T120200Z.backup',
      'stampwell-live-T7-BCDEFG.20261120T120300Z.backup',
      'stampwell-live-T7-BCDEFG.20261120T120400Z.backup',
      'stampwell-live-T7-OTHERS.20200101T000000Z.backup',
    ])
    expect(readMark(path.join(second(), 'stampwell-live-01FILE0000000000000ABCDEFG.mark'))?.n).toBe(5)
    expect(all.view()).toMatchObject({ folder: second(), lastOutsideAt: time.now(), trouble: null })
    expect(await all.markAway(1_000)).toMatchObject({ n: 5 })
  })

  test('that were just made are kept, here and in the second folder, after a clock that was ahead', async () => {
    const all = copies()
    time.jump(200 * 86_400_000)
    await all.choose(second())
    for (let n = 0; n < 2; n += 1) {
      time.jump(60_000)
      await all.copyNow()
    }
    time.jump(-200 * 86_400_000)
    await all.copyNow()
    expect(all.view()).toMatchObject({ trouble: null, lastCopyAt: time.now(), lastOutsideAt: time.now() })
    expect(kept(own())).toContain('outbox.db.20261120T120200Z.backup')
    expect(kept(second())).toContain('stampwell-live-T7-BCDEFG.20261120T120200Z.backup')
    expect([kept(own()).length, kept(second()).length]).toEqual([3, 3])
    expect(copies().view().lastCopyAt).toBe(time.now())
  })

  test('leave nothing half in the second folder, and touch nothing of another till there', async () => {
    const all = copies()
    const [own, others] = ['BCDEFG', 'OTHERS'].map(
      (id) => `stampwell-live-T7-${id}.20260101T000000Z.backup.half`,
    )
    for (const name of [own, others]) writeFileSync(path.join(second(), name ?? ''), 'cut')
    await all.choose(second())
    expect(readdirSync(second()).filter((name) => name.endsWith('.half'))).toEqual([others])
  })

  test('the choice and the ages are known after a restart', async () => {
    const first = copies()
    await first.choose(second())
    const at = time.now()
    time.jump(3_600_000)
    expect(copies().view()).toEqual({ folder: second(), lastCopyAt: at, lastOutsideAt: at, trouble: null })
    await first.choose(null)
    expect(copies().view()).toMatchObject({ folder: null, lastOutsideAt: null })
  })

  test('a second folder that is gone is told, the till’s own copy is made all the same, and no folder appears', async () => {
    const all = copies()
    await all.choose(second())
    rmSync(second(), { recursive: true })
    time.jump(60_000)
    await all.copyNow()
    expect(all.view()).toMatchObject({ trouble: 'folder-gone', lastCopyAt: time.now() })
    expect(all.view().lastOutsideAt).toBeLessThan(time.now())
    expect(existsSync(second())).toBe(false)
    mkdirSync(second())
    await all.copyNow()
    expect(all.view().trouble).toBe(null)
    expect(await all.markAway(1_000)).toMatchObject({ n: 5 })
  })

  test('a file by the name of the second folder is told as such', async () => {
    const all = copies()
    await all.choose(second())
    rmSync(second(), { recursive: true })
    writeFileSync(second(), 'a file where the folder was')
    time.jump(60_000)
    await all.copyNow()
    expect(all.view().trouble).toBe('folder-replaced')
  })

  test.runIf(process.platform === 'linux')('a folder that takes nothing is told as such', async () => {
    const all = copies()
    // Not even root may make a file there.
    await all.choose('/sys/kernel')
    expect(all.view()).toMatchObject({ trouble: 'folder-refused', lastOutsideAt: null })
  })

  test('where not even the till’s own folder takes one that is told', async () => {
    const all = copies()
    writeFileSync(own(), 'a file where the folder should be')
    await all.copyNow()
    expect(all.view()).toMatchObject({ trouble: 'own-failed', lastCopyAt: null })
    expect(changes).toBe(1)
  })

  test('at the end one more is made where something waits', async () => {
    const all = copies()
    waiting = true
    await all.close()
    expect(kept(own())).toHaveLength(1)
    await time.advance(1_200_000)
    expect(time.pending()).toBe(0)
  })
})
