import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openTill, readTill, writeTill } from '../../../electron/main/app/till.ts'
import { memoryLog } from '../shell/memory-log.ts'

function home() {
  const folder = mkdtempSync(path.join(tmpdir(), 'till-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { folder, file: path.join(folder, 'till.json') }
}

test('a till keeps its name and the shop that was open', () => {
  const { folder } = home()
  const first = readTill(folder, () => 'TAB')
  expect(first).toEqual({ tillId: 'TAB', name: null, lastConnection: null })
  expect(writeTill(folder, { ...first, lastConnection: 'shop' })).toEqual({ ok: true, value: null })
  expect(readTill(folder, () => 'TCD')).toEqual({ tillId: 'TAB', name: null, lastConnection: 'shop' })
})

test.each(['', '{', '{"tillId":"TAB"}', 'null', '{"tillId":"../..","lastConnection":null}'])(
  'a damaged file (%s) is a new till, which is written',
  (text) => {
    const { folder, file } = home()
    writeFileSync(file, text)
    const made = readTill(folder, () => 'TCD')
    expect(made).toEqual({ tillId: 'TCD', name: null, lastConnection: null })
    expect(writeTill(folder, made).ok).toBe(true)
    expect(readFileSync(file, 'utf8')).toBe('{"tillId":"TCD","name":null,"lastConnection":null}')
  },
)

test('a file that somebody holds keeps the name in it: the run gets another, and writes nothing over it', () => {
  const { folder, file } = home()
  writeTill(folder, { tillId: 'TAB', name: null, lastConnection: null })
  renameSync(file, `${file}.held`)
  mkdirSync(file)
  const till = readTill(folder, () => 'TCD')
  expect(till.tillId).toBe('TCD')
  rmSync(file, { recursive: true })
  renameSync(`${file}.held`, file)
  expect(writeTill(folder, { ...till, lastConnection: 'shop' })).toEqual({
    ok: false,
    error: { kind: 'unread' },
  })
  expect(readTill(folder, () => 'TEF').tillId).toBe('TAB')
})

test('a name that somebody gives is cleaned, kept over a restart, and can be taken away again', () => {
  const { folder } = home()
  const open = () => openTill(folder, () => 'TAB', memoryLog())
  const till = open()
  expect(till.view()).toEqual({ id: 'TAB', name: null })
  expect(till.rename(' Front  counter\u200b ')).toEqual({
    ok: true,
    value: { id: 'TAB', name: 'Front counter' },
  })
  till.openedShop('shop')
  expect(open().get()).toEqual({ tillId: 'TAB', name: 'Front counter', lastConnection: 'shop' })
  expect(till.rename('x'.repeat(40)).ok).toBe(true)
  expect(till.rename('x'.repeat(41))).toEqual({
    ok: false,
    error: { kind: 'till-name-too-long', most: 40 },
  })
  expect(open().view().name).toBe('x'.repeat(40))
  expect(till.rename('\u200b').ok).toBe(true)
  expect(open().view().name).toBeNull()
})

test.each(['{"tillId":"TAB","lastConnection":null}', '{"tillId":"TAB","name":7,"lastConnection":null}'])(
  'a file without a name, or with none that can be one (%s), is the same till without a name',
  (text) => {
    const { folder, file } = home()
    writeFileSync(file, text)
    expect(readTill(folder, () => 'TCD')).toEqual({ tillId: 'TAB', name: null, lastConnection: null })
  },
)

test.skipIf(process.platform !== 'linux')('a name that a full disk refuses is told, and is nobody’s', () => {
  const { folder, file } = home()
  const log = memoryLog()
  const till = openTill(folder, () => 'TAB', log)
  till.rename('Front counter')
  // A device that is always full.
  symlinkSync('/dev/full', `${file}.new`)
  expect(till.rename('Back counter')).toEqual({
    ok: false,
    error: { kind: 'not-saved', cause: 'disk-full' },
  })
  expect(till.view().name).toBe('Front counter')
  expect(log.lines).toEqual(['warn till.not-written {"kind":"disk-full"}'])
  expect(readTill(folder, () => 'TCD').name).toBe('Front counter')
})
