import { describe, expect, test, vi } from 'vitest'
import { terminalOf } from '../../../../renderer/api/terminal.ts'
import { readScanners } from '../../../../renderer/stores/scanners.ts'
import { createTill } from '../../../../renderer/stores/till.ts'
import type { Scanner } from '../../../../shared/domain/scanner.ts'
import { err, ok } from '../../../../shared/ipc/result.ts'
import { FakeHid, FakeTime, settle, systemError } from '../../../fakes/devices/fake-devices.ts'
import { reportsOf, usualWay } from '../../../fakes/devices/reports.ts'
import { createFakeTerminal } from '../../../ui/fake-terminal.ts'
import { back, cable, front, hubWith, port, zebra } from './hub-with.ts'

const honeywell: Scanner = { ...front, vendorId: 0x0c2e, productId: 0x0b61 }
const card = reportsOf(usualWay, ']E0', '3046920029759')

describe('the scanners of a till', () => {
  test('every scanner that is plugged in is open at the start, several at a time', async () => {
    const [one, other, line] = [zebra(), zebra(), cable()]
    const { states, heard, toasts } = await hubWith([front, back, port], one, other, line)
    expect(states()).toEqual({ 1: 'connected', 2: 'connected', 3: 'connected' })
    one.send(card)
    other.send(reportsOf(usualWay, ']E0', '9780201379624'))
    line.send('4006381333931\r')
    await settle()
    expect([...heard].sort()).toEqual(['4006381333931', ']E03046920029759', ']E09780201379624'])
    expect(toasts()).toEqual([])
  })

  test('unplugged mid-shift is said, and so is that it is back; it scans as before', async () => {
    const first = zebra()
    const { system, time, states, heard, toasts } = await hubWith([front], first)
    system.unplug(first)
    await time.pass(1_499)
    expect([states(), toasts()]).toEqual([{ 1: 'unplugged' }, []])
    await time.pass(1)
    expect(toasts()).toEqual(['bad scanners.unplugged {"name":"Front"}'])
    const again = zebra()
    system.plug(again)
    await time.pass(0)
    expect(states()).toEqual({ 1: 'connected' })
    expect(toasts()).toEqual(['good scanners.back {"name":"Front"}'])
    again.send(card)
    await settle()
    expect(heard).toEqual([']E03046920029759'])
  })

  test('a scanner that re-plugs itself was never away', async () => {
    const first = zebra()
    const { system, time, states, toasts } = await hubWith([front], first)
    system.unplug(first)
    await time.pass(700)
    system.plug(zebra())
    await time.pass(5_000)
    expect([states(), toasts()]).toEqual([{ 1: 'connected' }, []])
  })

  test('with the hub both scanners went and came on: each is said', async () => {
    const [one, line] = [zebra(), cable()]
    const { system, time, toasts, states } = await hubWith([front, port], one, line)
    system.unplug(one)
    system.unplug(line)
    await time.pass(2_000)
    expect(toasts()).toEqual([
      'bad scanners.unplugged {"name":"Front"}',
      'bad scanners.unplugged {"name":"Port"}',
    ])
    system.plug(zebra())
    system.plug(cable())
    await time.pass(40_000)
    expect(states()).toEqual({ 1: 'connected', 3: 'connected' })
    expect(toasts()).toEqual(['good scanners.back {"name":"Front"}', 'good scanners.back {"name":"Port"}'])
  })

  test('one that is not there at the start is no news, and is opened when it comes', async () => {
    const { system, time, states, toasts } = await hubWith([front])
    await time.pass(10_000)
    expect([states(), toasts()]).toEqual([{ 1: 'unplugged' }, []])
    system.plug(zebra())
    await settle()
    expect([states(), toasts()]).toEqual([{ 1: 'connected' }, []])
  })

  test('unplugged in the middle of a code, half of it is said', async () => {
    const device = zebra()
    const { system, heard, time } = await hubWith([front], device)
    device.send(reportsOf(usualWay, ']Q1', 'x'.repeat(100)).slice(0, 1))
    await settle()
    system.unplug(device)
    await time.pass(0)
    expect(heard).toEqual(['<half>'])
  })

  test('one that cannot be opened says why, and is tried again ever less often until it can', async () => {
    const line = cable()
    line.refuses = systemError('NetworkError')
    const { time, states, till } = await hubWith([port], line)
    expect(till.scanners.getState().states['3']).toEqual({ kind: 'failed', why: 'busy' })
    let tries = 0
    const open = line.open.bind(line)
    line.open = (options) => {
      tries += 1
      return open(options)
    }
    await time.pass(60_000)
    expect(tries).toBe(6)
    await time.pass(60_000)
    expect(tries).toBe(8)
    line.refuses = null
    till.scanners.getState().tryAgain('3')
    await settle()
    expect(states()).toEqual({ 3: 'connected' })
  })

  test.each([
    ['NotAllowedError', 'refused'],
    ['SecurityError', 'refused'],
    ['UnknownError', 'other'],
  ])('%s is told as: %s', async (name, why) => {
    const device = zebra()
    device.refuses = systemError(name)
    const { till } = await hubWith([front], device)
    expect(till.scanners.getState().states['1']).toEqual({ kind: 'failed', why })
  })

  test('a device that the system neither opens nor refuses keeps no other scanner waiting for ever', async () => {
    const [device, line] = [zebra(), cable()]
    let opened: () => void = () => undefined
    device.open = () =>
      new Promise((resolve) => {
        opened = () => {
          device.opened = true
          resolve()
        }
      })
    const { till, time } = await hubWith([front, port], device, line)
    const state = (id: string) => till.scanners.getState().states[id]
    expect([state('1'), state('3')]).toEqual([{ kind: 'starting' }, undefined])
    await time.pass(8_000)
    expect([state('1'), state('3')]).toEqual([{ kind: 'failed', why: 'other' }, { kind: 'connected' }])
    // Opened after all, it is used: it was not tried anew meanwhile.
    opened()
    await settle()
    expect(state('1')).toEqual({ kind: 'connected' })
  })

  test('a device that hangs while it is opened is opened once, and what it scans is heard once', async () => {
    const device = new FakeHid(0x0c2e, 0x0b61)
    const ends: (() => void)[] = []
    device.sendFeatureReport = () =>
      new Promise((resolve) => {
        ends.push(resolve)
      })
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    const { time, states, heard } = await hubWith([honeywell], device)
    await time.pass(20_000)
    expect([states(), ends.length]).toEqual([{ 1: 'failed' }, 1])
    for (const end of ends) end()
    await settle()
    log.mockRestore()
    device.send(card)
    await time.pass(60_000)
    expect([states(), heard]).toEqual([{ 1: 'connected' }, [']E03046920029759']])
  })

  test('a device that was unplugged while it hung is not read when it ends after all', async () => {
    const device = new FakeHid(0x0c2e, 0x0b61)
    let end: () => void = () => undefined
    device.sendFeatureReport = () =>
      new Promise((resolve) => {
        end = resolve
      })
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    const { system, time, states, heard } = await hubWith([honeywell], device)
    await time.pass(9_000)
    system.unplug(device)
    const again = new FakeHid(0x0c2e, 0x0b61)
    system.plug(again)
    await settle()
    end()
    await settle()
    log.mockRestore()
    device.opened = true
    device.send(card)
    again.send(card)
    await settle()
    expect([states(), heard]).toEqual([{ 1: 'connected' }, [']E03046920029759']])
  })

  test('of two of one make that nothing tells apart both are read, and either may be unplugged', async () => {
    const [one, other] = [zebra(), zebra()]
    const { system, time, states, heard, toasts } = await hubWith([front], one, other)
    await time.pass(60_000)
    one.send(card)
    other.send(reportsOf(usualWay, ']E0', '9780201379624'))
    await settle()
    expect([...heard].sort()).toEqual([']E03046920029759', ']E09780201379624'])
    system.unplug(one)
    await time.pass(2_000)
    expect([states(), toasts()]).toEqual([{ 1: 'connected' }, ['bad scanners.unplugged {"name":"Front"}']])
    other.send(card)
    await settle()
    expect(heard).toHaveLength(3)
    const again = zebra()
    system.plug(again)
    await settle()
    again.send(card)
    await settle()
    expect([heard.length, toasts()]).toEqual([4, ['good scanners.back {"name":"Front"}']])
  })

  test('one that is announced before the old one is gone is opened all the same', async () => {
    const [first, again] = [zebra(), zebra()]
    const { system, time, states, heard, toasts } = await hubWith([front], first)
    await time.pass(60_000)
    system.plug(again)
    await settle()
    system.unplug(first)
    await time.pass(5_000)
    again.send(card)
    await settle()
    expect([states(), heard]).toEqual([{ 1: 'connected' }, [']E03046920029759']])
    expect(toasts()).toEqual([])
  })

  test('a removed scanner leaves no notice behind', async () => {
    const device = zebra()
    const { system, till, time, toasts } = await hubWith([front], device)
    system.unplug(device)
    await time.pass(2_000)
    expect(toasts()).toHaveLength(1)
    till.scanners.setState({ list: [] })
    await settle()
    expect(toasts()).toEqual([])
  })

  test('a removed scanner is closed at once, and an added one opened', async () => {
    const [device, line] = [zebra(), cable()]
    const { till, states, heard } = await hubWith([front], device, line)
    expect(line.isOpen).toBe(false)
    till.scanners.setState({ list: [port] })
    await settle()
    expect(states()).toEqual({ 3: 'connected' })
    expect([device.opened, device.isForgotten]).toEqual([false, true])
    await device.open()
    device.send(card)
    await settle()
    expect(heard).toEqual([])
  })

  test('the last one that is removed is given back as well, and so is one that could not be opened', async () => {
    const [device, line] = [zebra(), cable()]
    line.refuses = systemError('NetworkError')
    const { hub, till } = await hubWith([front, port], device, line)
    till.scanners.setState({ list: [] })
    await hub.stop()
    expect([device.opened, device.isForgotten, line.isForgotten]).toEqual([false, true, true])
  })

  test('a hub that ends while the scanners stay keeps what the system granted', async () => {
    const device = zebra()
    const { hub } = await hubWith([front], device)
    await hub.stop()
    expect([device.opened, device.isForgotten]).toEqual([false, false])
  })

  test('of two of one make the removed one is not read any more, whichever of them it was taken for', async () => {
    const [one, other] = [zebra(), zebra()]
    const { system, till, states } = await hubWith([front, back], one, other)
    // Main knows them by their numbers: the page may use the second alone from now on.
    system.hids.splice(system.hids.indexOf(one), 1)
    till.scanners.setState({ list: [front] })
    await settle()
    expect([one.opened, other.opened, other.isForgotten]).toEqual([false, true, false])
    expect(states()).toEqual({ 1: 'connected' })
  })

  test('a device that streams nonsense is silenced, that is said, and it is heard again once it is quiet', async () => {
    const line = cable()
    const { time, states, toasts, heard } = await hubWith([port], line)
    for (let count = 0; count < 300; count += 1) line.send(`${String(count)}~\r`)
    await time.pass(0)
    expect(heard).toHaveLength(16)
    expect(states()).toEqual({ 3: 'noisy' })
    expect(toasts()).toEqual(['bad scanners.noisy {"name":"Port"}'])
    await time.pass(2_001)
    expect([states(), toasts()]).toEqual([{ 3: 'connected' }, []])
    line.send('4006381333931\r')
    await settle()
    expect(heard.at(-1)).toBe('4006381333931')
  })

  test('keyboards and other HID devices are left alone, whoever granted them', async () => {
    const keyboard = new FakeHid(0x05e0, 0x1300, [{ usagePage: 1, usage: 6 }])
    const { states } = await hubWith([front], keyboard, new FakeHid(0x05f9, 0x1300))
    expect(states()).toEqual({ 1: 'unplugged' })
    expect(keyboard.opened).toBe(false)
  })

  test('a list that main could not tell is asked for again, ever less often, and that is said once', async () => {
    const fake = createFakeTerminal()
    const till = createTill(terminalOf(fake.api))
    const time = new FakeTime()
    fake.answer('scanners', async () => err({ kind: 'internal', id: '1' }))
    const end = readScanners(till, time.timer)
    await time.pass(6_999)
    const asked = (): number => fake.calls.filter(({ name }) => name === 'scanners').length
    expect([asked(), till.scanners.getState().list]).toEqual([3, null])
    fake.answer('scanners', async () => ok([front]))
    await time.pass(1)
    await time.pass(100_000)
    expect([asked(), till.scanners.getState().list]).toEqual([4, [front]])
    expect(till.notices.getState().toasts).toHaveLength(1)
    end()
  })

  test('stopped, every device is given back', async () => {
    const [device, line] = [zebra(), cable()]
    const { hub, till } = await hubWith([front, port], device, line)
    await hub.stop()
    expect([device.opened, line.isOpen]).toEqual([false, false])
    expect(till.scanners.getState().states).toEqual({})
  })
})
