import { beforeAll, describe, expect, test, vi } from 'vitest'
import { HidScanner } from '../../../../renderer/scanner/devices/hid-scanner.ts'
import type { HidPackage } from '../../../../renderer/scanner/devices/hid-scanner.ts'
import { layoutOf, usualLayout } from '../../../../renderer/scanner/devices/hid-layout.ts'
import { parseScannedCode } from '../../../../shared/scan/scanned-code.ts'
import { FakeHid, FakeSystem, FakeTime, settle } from '../../../fakes/devices/fake-devices.ts'
import { loadPackages } from '../../../fakes/devices/packages.ts'
import { reportsOf, reportWays, shortWay, usualWay } from '../../../fakes/devices/reports.ts'

const system = new FakeSystem()
let Package: HidPackage
beforeAll(async () => {
  Package = (await loadPackages(system)).hid
})

async function opened(device: FakeHid, reader?: HidScanner) {
  const time = new FakeTime()
  const heard: string[] = []
  const scanner = reader ?? new HidScanner(Package, time)
  const link = await scanner.open(device, {
    onCode: (raw) => heard.push(raw),
    onHalf: () => heard.push('<half>'),
    onNonsense: () => heard.push('<nonsense>'),
    onGone: () => heard.push('<gone>'),
  })
  return { time, heard, link, scanner }
}

const zebra = (way = usualWay): FakeHid => new FakeHid(0x05e0, 0x1300, way.collections)

describe('a HID POS scanner', () => {
  test.each(reportWays)('a code of one report is read, and one of many: $name', async (way) => {
    const device = zebra(way)
    const { heard } = await opened(device)
    device.send(reportsOf(way, ']E0', '3046920029759'))
    const long = Array.from({ length: 4_000 }, (_, place) => String(place % 10)).join('')
    device.send(reportsOf(way, ']Q1', long))
    device.send(reportsOf(way, ']C0', 'x'.repeat(56)))
    await settle()
    expect(heard).toEqual([']E03046920029759', `]Q1${long}`, `]C0${'x'.repeat(56)}`])
  })

  test('where a report has what is read from the device’s own description, and is the usual where it says nothing', () => {
    const of = (collections: readonly object[]) => layoutOf(collections)
    expect(reportWays.map(({ name, collections }) => [name, of(collections)])).toEqual([
      ['Honeywell, Zebra, Datalogic', usualLayout],
      ['undescribed', usualLayout],
      ['one byte more', usualLayout],
      ['without bytes of the maker’s own', { ...usualLayout, more: 60 }],
      ['without a count', { reportId: 2, count: null, aim: 0, data: 3, most: 56, more: 59 }],
    ])
    expect(of([])).toBe(usualLayout)
  })

  test('the identifier, GS1 separators and letters of UTF-8 and of Latin are read', async () => {
    const device = zebra()
    const { heard } = await opened(device)
    device.send(reportsOf(usualWay, ']C1', '8018123456789012345675\u001d10ABC'))
    device.send(reportsOf(usualWay, ']Q2', 'Ünï–€ 😀'))
    device.send(reportsOf(usualWay, ']d1', Uint8Array.from([0x5a, 0xfc, 0x72, 0x69, 0x63, 0x68, 0x80])))
    // A letter of two bytes, one at the end of a report and one at the beginning of the next.
    device.send(reportsOf(usualWay, ']Q2', `${'x'.repeat(55)}éy`))
    await settle()
    expect(heard).toEqual([
      ...[']C18018123456789012345675\u001d10ABC', ']Q2Ünï–€ 😀', ']d1Zürich€', `]Q2${'x'.repeat(55)}éy`],
    ])
    expect(parseScannedCode(heard[0] ?? '')).toMatchObject({ symbology: 'code-128', gs1: true })
  })

  test('control characters stay in the code, and a line end that was set behind it does not', async () => {
    const device = zebra()
    const { heard } = await opened(device)
    device.send(reportsOf(usualWay, ']Q1', 'a\u0000\u0002b\r\nc\u001b\r\n'))
    device.send(reportsOf(usualWay, ']Q1', `${'x'.repeat(55)}\rmore\r`))
    await settle()
    expect(heard).toEqual([']Q1a\u0000\u0002b\r\nc\u001b', `]Q1${'x'.repeat(55)}\rmore`])
  })

  test('a scanner that leaves the identifier out is read all the same', async () => {
    const device = zebra()
    const { heard } = await opened(device)
    device.send(reportsOf(usualWay, '\u0000\u0000\u0000', '123456789012'))
    await settle()
    expect(heard).toEqual(['123456789012'])
  })

  test('two scanners at once do not mix what they send', async () => {
    const [one, other] = [zebra(), zebra(shortWay)]
    const [first, second] = [await opened(one), await opened(other)]
    const a = reportsOf(usualWay, ']Q1', 'A'.repeat(200))
    const b = reportsOf(shortWay, ']E0', 'B'.repeat(200))
    for (const [place, report] of a.entries()) {
      one.send([report])
      other.send(b.slice(place, place + 1))
    }
    await settle()
    expect(first.heard).toEqual([`]Q1${'A'.repeat(200)}`])
    expect(second.heard).toEqual([`]E0${'B'.repeat(200)}`])
  })

  test('a code that stops half way is dropped and said, and the next one is whole', async () => {
    const device = zebra()
    const { heard, time } = await opened(device)
    device.send(reportsOf(usualWay, ']Q1', 'A'.repeat(100)).slice(0, 1))
    await time.pass(999)
    expect(heard).toEqual([])
    await time.pass(1)
    device.send(reportsOf(usualWay, ']E0', '3046920029759'))
    await settle()
    expect(heard).toEqual(['<half>', ']E03046920029759'])
  })

  test('what comes after a dropped half is no code: it goes with it, and that is said', async () => {
    const device = zebra()
    const { heard, time } = await opened(device)
    const long = reportsOf(usualWay, ']Q1', `${'A'.repeat(112)}/12345678`)
    device.send(long.slice(0, 1))
    await time.pass(1_100)
    device.send(long.slice(1, 2))
    await time.pass(1_900)
    device.send(long.slice(2))
    await time.pass(0)
    expect(heard).toEqual(['<half>', '<half>'])
    // The next code is whole, and so is one of the same kind after two seconds, where no rest came.
    device.send(reportsOf(usualWay, ']Q1', 'B'))
    device.send(long.slice(0, 1))
    await time.pass(3_000)
    device.send(reportsOf(usualWay, ']Q1', 'C'))
    await time.pass(0)
    expect(heard.slice(2)).toEqual([']Q1B', '<half>', ']Q1C'])
  })

  test('a page that stood still for a second drops no code for it', async () => {
    const device = zebra()
    const { heard, time } = await opened(device)
    const long = reportsOf(usualWay, ']Q1', 'A'.repeat(100))
    device.send(long.slice(0, 1))
    await settle()
    // The page stands still; what came meanwhile is read right after its timers.
    time.at += 1_500
    await time.pass(0)
    device.send(long.slice(1))
    await time.pass(0)
    expect(heard).toEqual([`]Q1${'A'.repeat(100)}`])
  })

  test('unplugged in the middle of a code, half of it is said, and nothing is read any more', async () => {
    const device = zebra()
    const { heard, link } = await opened(device)
    device.send(reportsOf(usualWay, ']Q1', 'A'.repeat(100)).slice(0, 1))
    await settle()
    await link.close()
    await device.open()
    device.send(reportsOf(usualWay, ']E0', '3046920029759'))
    await settle()
    expect(heard).toEqual(['<half>'])
  })

  test('broken reports are nonsense, and never an error; reports of other kinds are nothing', async () => {
    const device = zebra()
    const { heard } = await opened(device)
    device.send([Uint8Array.of(), Uint8Array.of(200), Uint8Array.of(57, 0x5d), new Uint8Array(63).fill(255)])
    device.send([Uint8Array.of(1)], 4)
    device.send(reportsOf(usualWay, ']E0', ''))
    await settle()
    expect(heard).toEqual(Array.from({ length: 4 }, () => '<nonsense>'))
  })

  test('links that are badly written, and long ones, are codes like others, and soon read', async () => {
    const device = zebra()
    const { heard } = await opened(device)
    const links = [
      'https://x.y/01/12345%zz',
      `http://${'@'.repeat(2_900)}`,
      'HTTPS://x/01/1234\u005c\r',
      'http://[/8018/12345',
      'javascript:alert(1)',
    ]
    for (const link of links) device.send(reportsOf(usualWay, ']Q1', link))
    device.send(reportsOf(usualWay, ']E0', '3046920029759'))
    await settle()
    expect(heard).toEqual([...links.map((link) => `]Q1${link.trimEnd()}`), ']E03046920029759'])
  })

  test('what was scanned is nowhere in the console', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    const device = zebra()
    const { heard } = await opened(device)
    device.send(reportsOf(usualWay, ']Q1', 'https://shop.example/01/09506000134352'))
    await settle()
    expect(heard).toHaveLength(1)
    expect(log.mock.calls).toEqual([])
    log.mockRestore()
  })

  test('a Honeywell scanner is switched over, and one that does not know how is read all the same', async () => {
    const device = new FakeHid(0x0c2e, 0x0b61)
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    const { heard } = await opened(device)
    log.mockRestore()
    expect(device.features).toEqual([0xfe])
    device.send(reportsOf(usualWay, ']E0', '3046920029759'))
    await settle()
    expect(heard).toEqual([']E03046920029759'])
  })

  test('what the package would do by itself when something is plugged in is left undone', async () => {
    const failures: unknown[] = []
    const fail = (reason: unknown): number => failures.push(reason)
    process.on('unhandledRejection', fail)
    const made = new HidScanner(Package, new FakeTime())
    const device = zebra()
    system.plug(device)
    await settle()
    process.off('unhandledRejection', fail)
    expect([failures, device.opened]).toEqual([[], false])
    const { heard } = await opened(device, made)
    device.send(reportsOf(usualWay, ']E0', '3046920029759'))
    await settle()
    expect(heard).toEqual([']E03046920029759'])
  })

  test('the same scanner plugged in again is read again, once', async () => {
    const first = zebra()
    const { scanner, link } = await opened(first)
    await link.close()
    const again = zebra()
    const { heard } = await opened(again, scanner)
    first.send(reportsOf(usualWay, ']E0', '1'))
    again.send(reportsOf(usualWay, ']E0', '3046920029759'))
    await settle()
    expect(heard).toEqual([']E03046920029759'])
  })
})
