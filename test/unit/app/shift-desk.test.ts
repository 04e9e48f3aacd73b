import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createShiftDesk } from '../../../electron/main/app/shift-desk.ts'
import type { DayEntry } from '../../../electron/main/outbox/pure/days.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import { shiftColumns } from '../../../shared/domain/shift.ts'
import type { ShiftColumn } from '../../../shared/domain/shift.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'stampwell-shift-'))))
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const at = Date.parse('2026-11-21T10:20:00Z')
const stamp: DayEntry = {
  id: 'op1',
  work: 'stamps',
  state: 'done',
  at,
  cashier: null,
  amount: 2,
  unit: null,
  takesBack: null,
  moved: false,
  offline: true,
}
const shop = {
  connection: { id: '01SHOP0000000000000000000A', zone: 'Europe/Berlin' },
  clock: { now: () => at },
  outbox: { days: { entries: () => [stamp], list: () => ['2026-11-20'] } },
} as unknown as Shop
const columns = Object.fromEntries(shiftColumns.map((name) => [name, name])) as Record<ShiftColumn, string>
const asked = { day: null, cashier: null, columns, title: 'Save', button: 'Save', files: 'Tables' }
const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }

const desk = (
  saveFile: (name: string) => string | null,
  open: () => { shop: Shop } | null = () => ({ shop }),
) =>
  createShiftDesk({
    open,
    dialogs: { saveFile: (_, name) => Promise.resolve(saveFile(name)) },
    tillId: () => 'T7',
    log,
  })

test('the shop’s day of now is written whole, under a name that tells till and day', async () => {
  const answer = await desk((name) => path.join(folder, name)).exportShift(asked)
  expect(answer).toEqual({ ok: true, value: { kind: 'exported', file: 'stampwell-day-T7-2026-11-21.csv' } })
  expect(readFileSync(path.join(folder, 'stampwell-day-T7-2026-11-21.csv'), 'utf8')).toBe(
    `\u{feff}${shiftColumns.join(',')}\r\n2026-11-21,11:00+01:00,2,0,0,0,0,0,0,1,1\r\n`,
  )
})

test('who chooses no file gets none', async () => {
  expect(await desk(() => null).exportShift(asked)).toEqual({ ok: true, value: { kind: 'cancelled' } })
  expect(readdirSync(folder)).toEqual([])
})

test('a place that takes no file is told, and nothing is left there', async () => {
  const nowhere = path.join(folder, 'is', 'not', 'there.csv')
  expect(await desk(() => nowhere).exportShift(asked)).toEqual({
    ok: false,
    error: { kind: 'list-not-written', cause: 'refused' },
  })
  expect(log.warn).toHaveBeenCalledWith('shift.not-written', expect.anything())
  expect(readdirSync(folder)).toEqual([])
})

test('without an open shop there is no day', async () => {
  expect(
    await desk(
      () => null,
      () => null,
    ).exportShift(asked),
  ).toEqual({
    ok: false,
    error: { kind: 'blocked' },
  })
})
