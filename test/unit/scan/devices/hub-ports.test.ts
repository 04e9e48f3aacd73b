import { describe, expect, test } from 'vitest'
import type { Scanner } from '../../../../shared/domain/scanner.ts'
import { err, ok } from '../../../../shared/ipc/result.ts'
import { settle } from '../../../fakes/devices/fake-devices.ts'
import { cable, hubWith, port } from './hub-with.ts'

describe('the serial ports of a till', () => {
  test('another speed opens the port anew; another name does not', async () => {
    const line = cable()
    const { till, states, toasts } = await hubWith([port], line)
    const { readers } = line
    till.scanners.setState({ list: [{ ...port, name: 'Other' }] })
    await settle()
    expect(line.readers).toBe(readers)
    till.scanners.setState({ list: [{ ...port, baudRate: 115_200 }] })
    await settle()
    await settle()
    expect(line.options?.baudRate).toBe(115_200)
    expect([states(), toasts()]).toEqual([{ 3: 'connected' }, []])
  })

  test('a line that only fails is opened anew for ever, is told as noisy and not as unplugged, and said once', async () => {
    const line = cable()
    const { time, states, toasts } = await hubWith([port], line)
    line.isFailing = true
    line.fail('FramingError')
    await time.pass(12_000)
    expect(states()).toEqual({ 3: 'noisy' })
    expect(toasts()).toEqual(['bad scanners.noisy {"name":"Port"}'])
    line.isFailing = false
    await time.pass(10_000)
    line.send('4006381333931\r')
    await settle()
    expect([states(), toasts()]).toEqual([{ 3: 'connected' }, []])
  })

  test('a port that the system forgot is asked for at the next press, and no more often than every ten seconds', async () => {
    const { system, time, hub, fake, states } = await hubWith([port])
    const asked = (): number => fake.calls.filter(({ name }) => name === 'expectScanner').length
    hub.onHand()
    hub.onHand()
    await settle()
    expect([asked(), states()]).toEqual([1, { 3: 'unplugged' }])
    system.asked = cable()
    await time.pass(10_000)
    hub.onHand()
    await settle()
    await settle()
    expect([asked(), states()]).toEqual([2, { 3: 'connected' }])
    hub.onHand()
    expect(asked()).toBe(2)
  })

  test('of two ports that the system forgot the one that is there is got back, whichever was asked for last', async () => {
    const other: Scanner = { ...port, id: '4', name: 'Other', baudRate: 115_200 }
    const { system, hub, fake, states } = await hubWith([port, other])
    const line = cable()
    // Main expects one scanner at a time: the one that it was told last.
    let expected: string | null = null
    fake.answer('expectScanner', async ({ id }) => {
      expected = id
      await settle()
      return ok(null)
    })
    system.answers = async () => {
      const restored = expected
      expected = null
      return restored === null ? new Promise(() => undefined) : restored === '3' ? line : null
    }
    hub.onHand()
    await expect.poll(states).toEqual({ 3: 'connected', 4: 'unplugged' })
    expect(line.options?.baudRate).toBe(9_600)
  })

  test('a port that main got back is the scanner’s that it was asked for, and opened at its speed', async () => {
    const other: Scanner = { ...port, id: '4', name: 'Other', baudRate: 115_200 }
    const { system, till, states } = await hubWith([port, other])
    const line = cable()
    system.asked = line
    till.scanners.getState().tryAgain('4')
    await settle()
    await settle()
    expect([states(), line.options?.baudRate]).toEqual([{ 3: 'unplugged', 4: 'connected' }, 115_200])
  })

  test('a port that cannot be asked for is said to whoever tried again, and to nobody who pressed elsewhere', async () => {
    const { hub, till, fake } = await hubWith([port])
    fake.answer('expectScanner', async () => err({ kind: 'internal', id: '1' }))
    hub.onHand()
    await settle()
    expect(till.notices.getState().toasts).toEqual([])
    till.scanners.getState().tryAgain('3')
    await settle()
    expect(till.notices.getState().toasts).toHaveLength(1)
  })

  test('two serial scanners that were taken for each other change places, once, and nothing is said', async () => {
    const other: Scanner = { ...port, id: '4', name: 'Other', baudRate: 115_200 }
    const [one, two] = [cable(), cable()]
    const { time, states, toasts } = await hubWith([port, other], one, two)
    expect([one.options?.baudRate, two.options?.baudRate]).toEqual([9_600, 115_200])
    const noise = '~\r'.repeat(20)
    one.send(noise)
    await time.pass(0)
    await settle()
    expect([one.options?.baudRate, two.options?.baudRate]).toEqual([115_200, 9_600])
    expect([states(), toasts()]).toEqual([{ 3: 'connected', 4: 'connected' }, []])
    one.send(noise)
    await time.pass(0)
    await settle()
    expect([one.options?.baudRate, two.options?.baudRate]).toEqual([115_200, 9_600])
    expect([states(), toasts()]).toEqual([
      { 3: 'connected', 4: 'noisy' },
      ['bad scanners.noisy {"name":"Other"}'],
    ])
  })
})
