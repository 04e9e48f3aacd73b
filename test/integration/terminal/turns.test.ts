import { afterEach, beforeEach, expect, test } from 'vitest'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ulid } from 'ulid'
import { startTerminal, temporaryFolder } from './support.ts'

let folder: string
let remove: () => void
beforeEach(() => {
  const made = temporaryFolder()
  folder = made.folder
  remove = made.remove
})
afterEach(() => {
  remove()
})

test('setting an unreadable database aside twice sets aside one, and never the new one', async () => {
  const practice = path.join(folder, 'practice')
  mkdirSync(practice)
  writeFileSync(path.join(practice, 'outbox.db'), 'no database '.repeat(2_000))
  const rig = await startTerminal(folder)
  const first = rig.terminal.desk.setAsideDatabase()
  await delay(5)
  const second = rig.terminal.desk.setAsideDatabase()
  expect([await first, await second]).toEqual([
    { ok: true, value: null },
    { ok: false, error: { kind: 'not-offered' } },
  ])
  expect(readdirSync(practice).filter((name) => name.includes('set-aside'))).toHaveLength(1)
  await rig.close()
}, 30_000)

test('a start that throws is told, and tried anew when the page asks again', async () => {
  let drawn = 0
  let broken = true
  const newId = (): string => {
    drawn += 1
    // The first two name the run and the till, before anything is opened.
    if (broken && drawn > 2) throw new Error('a defect')
    return ulid()
  }
  const rig = await startTerminal(folder, {}, { newId })
  expect(await rig.ask('start', undefined)).toMatchObject({ blocked: { kind: 'folder-not-writable' } })
  broken = false
  expect(await rig.ask('start', undefined)).toMatchObject({ mode: 'practice' })
  await rig.close()
}, 30_000)

test('a file that cannot be closed in order is closed all the same, and said', async () => {
  const rig = await startTerminal(folder)
  const shop = rig.terminal.desk.shop()
  if (shop === null) expect.fail('no shop is open')
  Object.assign(shop.outbox, { stop: () => Promise.reject(new Error('a defect')) })
  await rig.close()
  expect(rig.lines.filter((line) => line.includes('terminal.not-closed'))).toHaveLength(1)
  expect(() => shop.outbox.summary(shop.connection.id)).toThrow(/not open/)
}, 30_000)

test('a probe that is asked for after closing reads no closed file', async () => {
  const rig = await startTerminal(folder)
  const shop = rig.terminal.desk.shop()
  if (shop === null) expect.fail('no shop is open')
  await rig.close()
  expect(await shop.outbox.probe(shop.connection.id)).toMatchObject({ kind: 'online' })
}, 30_000)
