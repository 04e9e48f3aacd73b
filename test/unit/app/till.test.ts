import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readTill, writeTill } from '../../../electron/main/app/till.ts'

function home() {
  const folder = mkdtempSync(path.join(tmpdir(), 'till-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { folder, file: path.join(folder, 'till.json') }
}

test('a till keeps its name and the shop that was open', () => {
  const { folder } = home()
  const first = readTill(folder, () => 'TAB')
  expect(first).toEqual({ tillId: 'TAB', lastConnection: null })
  expect(writeTill(folder, { ...first, lastConnection: 'shop' })).toEqual({ ok: true, value: null })
  expect(readTill(folder, () => 'TCD')).toEqual({ tillId: 'TAB', lastConnection: 'shop' })
})

test.each(['', '{', '{"tillId":"TAB"}', 'null', '{"tillId":"../..","lastConnection":null}'])(
  'a damaged file (%s) is a new till, which is written',
  (text) => {
    const { folder, file } = home()
    writeFileSync(file, text)
    const made = readTill(folder, () => 'TCD')
    expect(made).toEqual({ tillId: 'TCD', lastConnection: null })
    expect(writeTill(folder, made).ok).toBe(true)
    expect(readFileSync(file, 'utf8')).toBe('{"tillId":"TCD","lastConnection":null}')
  },
)

test('a file that somebody holds keeps the name in it: the run gets another, and writes nothing over it', () => {
  const { folder, file } = home()
  writeTill(folder, { tillId: 'TAB', lastConnection: null })
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
