import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createSafety } from '../../../electron/main/app/safety.ts'
import type { SafetyOptions } from '../../../electron/main/app/safety.ts'
import type { Transfer } from '../../../electron/main/outbox/pure/transfer.ts'
import { memoryLog } from '../shell/memory-log.ts'

const words = { title: 'Move', button: 'Save', files: 'Unsent work' }

/** A desk over a shop with two operations to move, whose records behave as told. */
function desk(transfer: Partial<Transfer>) {
  const folder = mkdtempSync(path.join(tmpdir(), 'safety-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const log = memoryLog()
  const shop = {
    connection: { id: '01SHOP0000000000000000000A' },
    clock: { now: () => 0 },
    cashier: () => null,
    outbox: {
      summary: () => ({ waiting: 2 }),
      transfer: {
        moveOut: () => Promise.resolve({ ok: true, value: { id: 'move', count: 2 } }),
        fileOf: () => 'what was moved',
        written: () => undefined,
        lastMove: () => null,
        ...transfer,
      },
    },
  }
  const profile = { folder, copies: { view: () => ({}) }, audit: { brokenAt: () => null } }
  const safety = createSafety({
    open: () => ({ shop, profile }),
    dialogs: { saveFile: () => Promise.resolve(path.join(folder, 'moved.json')) },
    till: () => ({ id: 'TAB', name: null }),
    publish: () => undefined,
    log,
  } as unknown as SafetyOptions)
  return { move: () => safety.desk.moveUnsent(words), folder, log }
}

test('what lies in its file is moved, also where the records could not note it', async () => {
  const { move, folder, log } = desk({
    written: () => {
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    },
  })
  expect(await move()).toEqual({ ok: true, value: { kind: 'moved', count: 2, file: 'moved.json' } })
  expect(readFileSync(path.join(folder, 'moved.json'), 'utf8')).toBe('what was moved')
  expect(log.lines.join()).toContain('move.not-noted')
})

test('what cannot be made into a file is told as a file that was not written, and leaves none', async () => {
  const { move, folder } = desk({
    fileOf: () => {
      throw new RangeError('Invalid string length')
    },
  })
  expect(await move()).toEqual({ ok: false, error: { kind: 'file-not-written', cause: 'refused' } })
  expect(readdirSync(folder)).toEqual([])
})
