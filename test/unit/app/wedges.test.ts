import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openWedges } from '../../../electron/main/app/wedges.ts'
import type { WedgeProfile } from '../../../shared/scan/wedge-profile.ts'
import { requestSchemas } from '../../../shared/ipc/schemas.ts'
import { memoryLog } from '../shell/memory-log.ts'

function home() {
  const folder = mkdtempSync(path.join(tmpdir(), 'wedges-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { folder, file: path.join(folder, 'typing-scanners.json') }
}

const scanner: WedgeProfile = {
  learnedAt: 1_763_000_000_000,
  pace: 12,
  maxGapMs: 50,
  prefix: '\u0002',
  suffix: '\r',
  aim: ']C0',
  layout: 'fr',
  anyLayout: false,
}

test('what was learned of a scanner is there after a restart, and can be forgotten', () => {
  const { folder } = home()
  const log = memoryLog()
  expect(openWedges(folder, log).list()).toEqual([])
  expect(openWedges(folder, log).keep([scanner])).toEqual({ ok: true, value: [scanner] })
  const again = openWedges(folder, log)
  expect(again.list()).toEqual([scanner])
  expect(again.keep([])).toEqual({ ok: true, value: [] })
  expect([again.list(), openWedges(folder, log).list()]).toEqual([[], []])
  expect(readdirSync(folder)).toEqual(['typing-scanners.json'])
})

test.each(['', '{', '{"wedges":[{"layout":"klingon"}]}', '{"wedges":null}'])(
  'a damaged file (%s) is a till that knows no scanner, and can be written again',
  (text) => {
    const { folder, file } = home()
    writeFileSync(file, text)
    const wedges = openWedges(folder, memoryLog())
    expect([wedges.list(), wedges.isLost()]).toEqual([[], true])
    expect(wedges.keep([scanner]).ok).toBe(true)
    expect(wedges.isLost()).toBe(false)
    expect(openWedges(folder, memoryLog()).list()).toEqual([scanner])
  },
)

test('a file that cannot be read is told, and is not written over: it may be readable at the next start', () => {
  const { folder, file } = home()
  expect(openWedges(folder, memoryLog()).isLost()).toBe(false)
  mkdirSync(file)
  const wedges = openWedges(folder, memoryLog())
  expect([wedges.list(), wedges.isLost()]).toEqual([[], true])
  expect(wedges.keep([scanner])).toEqual({ ok: false, error: { kind: 'not-saved', cause: 'database' } })
  rmSync(file, { recursive: true })
  writeFileSync(file, JSON.stringify({ wedges: [scanner] }))
  expect(wedges.keep([]).ok).toBe(false)
  const again = openWedges(folder, memoryLog())
  expect([again.list(), again.isLost()]).toEqual([[scanner], false])
})

test('where it cannot be kept, that is said and what was known stays', () => {
  const { folder } = home()
  const wedges = openWedges(folder, memoryLog())
  wedges.keep([scanner])
  rmSync(folder, { recursive: true })
  writeFileSync(folder, 'a file where the folder was')
  expect(wedges.keep([])).toEqual({ ok: false, error: { kind: 'not-saved', cause: 'database' } })
  expect(wedges.list()).toEqual([scanner])
})

test.each([
  ['a layout that there is not', { layout: 'klingon' }],
  ['a speed that no scan may have', { maxGapMs: 500 }],
  ['a frame longer than any', { prefix: 'x'.repeat(65) }],
  ['more than is asked', { password: 'x' }],
])('the page can have nothing else kept: %s', (_, change) => {
  const accepts = (one: object): boolean => requestSchemas.keepWedges.safeParse({ wedges: [one] }).success
  expect([accepts(scanner), accepts({ ...scanner, ...change })]).toEqual([true, false])
})
