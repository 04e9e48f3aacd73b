import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openScannerList } from '../../../electron/main/app/scanner-list.ts'
import type { ScannerList } from '../../../electron/main/app/scanner-list.ts'
import { createScannersDesk } from '../../../electron/main/app/scanners-desk.ts'
import { createHandlers } from '../../../electron/main/ipc/handlers/handlers.ts'
import { noCustomers } from '../../fakes/no-customers.ts'
import type { Desk } from '../../../electron/main/ipc/handlers/desk.ts'
import { requestSchemas } from '../../../shared/ipc/schemas.ts'
import type { DeviceMarks } from '../../../electron/main/devices/policy.ts'
import { memoryLog } from '../shell/memory-log.ts'

const voyager: DeviceMarks = {
  ...{ kind: 'hid', vendorId: 0x0c2e, productId: 0x0b61, serialNumber: '21A4' },
  ...{ instanceId: null, portName: null, name: 'Voyager 1450g' },
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'stampwell-scanners-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

let made = 0
const log = memoryLog()
const open = (): ScannerList =>
  openScannerList(folder, () => `01J0000000000000000000${String((made += 1)).padStart(4, '0')}`, log)
const file = (): string => path.join(folder, 'scanners.json')

describe('the scanners of a till', () => {
  test('a chosen scanner is there at the next start, with all that tells it apart', () => {
    const first = open()
    const added = first.add(voyager)
    expect(added.ok && added.value.name).toBe('Voyager 1450g')
    expect(open().kept()).toEqual(first.kept())
    expect(open().kept()[0]?.serialNumber).toBe('21A4')
    // The page is told nothing that it does not need.
    expect(Object.keys(open().list()[0] ?? {})).not.toContain('serialNumber')
  })

  test('the same scanner chosen twice is one, and a second one of its make has a name of its own', () => {
    const list = open()
    list.add(voyager)
    list.add(voyager)
    list.add({ ...voyager, serialNumber: '21A5' })
    expect(list.list().map(({ name }) => name)).toEqual(['Voyager 1450g', 'Voyager 1450g 2'])
  })

  test('a removed scanner is removed at the next start as well', () => {
    const list = open()
    const added = list.add(voyager)
    expect(added.ok && list.remove(added.value.id).ok).toBe(true)
    expect(list.kept()).toEqual([])
    expect(open().kept()).toEqual([])
    expect(list.remove('01J00000000000000000000000').ok).toBe(true)
  })

  test('name, speed and ending can be changed, and a name has its length', () => {
    const list = open()
    const added = list.add(voyager)
    if (!added.ok) throw new Error('not added')
    const { id } = added.value
    expect(list.change(id, { name: '  Front\u202e counter ', baudRate: 115_200, ending: 'crlf' }).ok).toBe(
      true,
    )
    expect(open().list()[0]).toMatchObject({ name: 'Front counter', baudRate: 115_200, ending: 'crlf' })
    expect(list.change(id, { name: 'x'.repeat(61) })).toEqual({
      ok: false,
      error: { kind: 'scanner-name-too-long', most: 60 },
    })
    expect(list.change('01J00000000000000000000000', { name: 'x' })).toEqual({
      ok: false,
      error: { kind: 'not-found' },
    })
  })

  test('a till has no more than twenty', () => {
    const list = open()
    for (let count = 0; count < 20; count += 1) list.add({ ...voyager, serialNumber: String(count) })
    expect(list.add(voyager)).toEqual({ ok: false, error: { kind: 'too-many-scanners', most: 20 } })
    expect(list.list()).toHaveLength(20)
  })

  test('what is damaged is left out, and the rest is kept', () => {
    const list = open()
    list.add(voyager)
    const rows = JSON.parse(readFileSync(file(), 'utf8')) as { scanners: object[] }
    writeFileSync(
      file(),
      JSON.stringify({ scanners: [{ ...rows.scanners[0], vendorId: 'x' }, ...rows.scanners] }),
    )
    expect(open().list()).toHaveLength(1)
    writeFileSync(file(), '{"scanners"')
    expect(open().list()).toEqual([])
    expect(open().add(voyager).ok).toBe(true)
  })

  test('a list that cannot be read now is not written over', () => {
    mkdirSync(file())
    const list = open()
    expect(list.list()).toEqual([])
    rmSync(file(), { recursive: true })
    expect(list.add(voyager)).toEqual({ ok: false, error: { kind: 'not-saved', cause: 'database' } })
    expect(list.kept()).toEqual([])
  })

  test('a device is kept before the page gets it, and the page gets none that could not be kept', () => {
    const said: string[] = []
    const chooser = {
      marks: (device: string) => (device === 'v' ? voyager : null),
      answer: (device: string | null) =>
        said.push(`answer ${String(device)} of ${String(open().list().length)}`),
      expect: () => undefined,
      pageGone: () => undefined,
    }
    const desk = createScannersDesk(open(), chooser)
    expect(desk.choose('unplugged')).toEqual({ ok: false, error: { kind: 'not-found' } })
    expect(said).toEqual([])
    expect(desk.choose('v').ok).toBe(true)
    desk.choose(null)
    expect(said).toEqual(['answer v of 1', 'answer null of 1'])
    rmSync(file())
    mkdirSync(path.join(file(), 'in-the-way'), { recursive: true })
    expect(createScannersDesk(open(), chooser).choose('v').ok).toBe(false)
    expect(said.at(-1)).toBe('answer null of 0')
  })

  test('what the page asks reaches the list and the chooser, and what it may not ask is refused', async () => {
    const list = open()
    const said: string[] = []
    const chooser = {
      marks: () => voyager,
      answer: (device: string | null) => said.push(`answer ${String(device)}`),
      expect: (id: string) => said.push(`expect ${id}`),
      pageGone: () => undefined,
    }
    const handlers = createHandlers({} as Desk, createScannersDesk(list, chooser), noCustomers)
    const added = await handlers.chooseScanner({ device: 'v' })
    const id = added.ok ? (added.value?.id ?? '') : ''
    await handlers.expectScanner({ id })
    expect(said).toEqual(['answer v', `expect ${id}`])
    await handlers.changeScanner({ id, ending: 'cr' })
    expect(await handlers.scanners(undefined)).toMatchObject({
      value: [{ id, name: 'Voyager 1450g', ending: 'cr' }],
    })
    await handlers.removeScanner({ id })
    expect(list.list()).toEqual([])
    const accepts = (change: object): boolean =>
      requestSchemas.changeScanner.safeParse({ id, ...change }).success
    expect(accepts({ name: 'x', baudRate: 9_600, ending: 'stx-etx' })).toBe(true)
    for (const change of [
      { baudRate: 300 },
      { ending: 'none' },
      { vendorId: 1 },
      { serialNumber: 'x' },
      { id: '../x' },
    ]) {
      expect(accepts(change)).toBe(false)
    }
  })
})
