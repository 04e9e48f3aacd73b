import { beforeAll, describe, expect, test, vi } from 'vitest'
import { NoiseGate } from '../../../../renderer/scanner/devices/noise-gate.ts'
import { openSerial } from '../../../../renderer/scanner/devices/serial-scanner.ts'
import type { SerialPackage } from '../../../../renderer/scanner/devices/serial-scanner.ts'
import type { SerialEnding } from '../../../../shared/domain/scanner.ts'
import { FakePort, FakeSystem, FakeTime, settle, systemError } from '../../../fakes/devices/fake-devices.ts'
import { loadPackages } from '../../../fakes/devices/packages.ts'

let Package: SerialPackage
beforeAll(async () => {
  Package = (await loadPackages(new FakeSystem())).serial
})

async function opened(ending: SerialEnding, port = new FakePort()) {
  const time = new FakeTime()
  const heard: string[] = []
  const events = {
    onCode: (raw: string) => heard.push(raw),
    onHalf: () => heard.push('<half>'),
    onNonsense: () => heard.push('<nonsense>'),
    onGone: () => heard.push('<gone>'),
  }
  const link = await openSerial(Package, port, { baudRate: 9_600, ending }, events, time)
  const send = async (...packets: readonly (string | Uint8Array)[]): Promise<void> => {
    for (const packet of packets) {
      port.send(packet)
      await time.pass(1)
    }
  }
  return { port, time, heard, link, send }
}

describe('a serial scanner', () => {
  test.each([
    ['auto', 'A1\rB2\nC3\r\n\u0002D4\u0003\u0002E\r\n5\u0003\r\n'],
    ['cr', 'A1\rB2\r\nC3\rD4\rE\n5\r'],
    ['lf', 'A1\nB2\r\nC3\nD4\nE\r5\n'],
    ['crlf', 'A1\r\nB2\r\nC3\r\nD4\r\nE\n5\r\n'],
    ['stx-etx', 'noise\u0002A1\u0003\r\n\u0002B2\u0003\u0002C3\u0003\u0002D4\u0003\u0002E\n5\u0003'],
  ] as const)(
    'codes that come together are as many as they were, in any packets: %s',
    async (ending, line) => {
      for (const size of [1, 7]) {
        const { heard, send } = await opened(ending)
        const packets = Array.from({ length: Math.ceil(line.length / size) }, (_, place) =>
          line.slice(place * size, (place + 1) * size),
        )
        await send(...packets)
        // The fifth code has a line end within it.
        expect(heard.map((code) => code.replace(/[\r\n]+/, ''))).toEqual(['A1', 'B2', 'C3', 'D4', 'E5'])
      }
    },
  )

  test('a code that ends is told at once', async () => {
    const { port, heard, time } = await opened('auto')
    port.send('3046920029759\r')
    await settle()
    expect([heard, time.at]).toEqual([['3046920029759'], 0])
  })

  test.each(['auto', 'pause'] as const)('without an end, a pause is one: %s', async (ending) => {
    const { heard, send, time } = await opened(ending)
    await send(']E0304692', '0029759')
    await time.pass(648)
    expect(heard).toEqual([])
    await time.pass(2)
    expect(heard).toEqual([']E03046920029759'])
    await send('a\r\nb\r\n')
    await time.pass(700)
    expect(heard.slice(1)).toEqual(ending === 'auto' ? ['a', 'b'] : ['a\r\nb'])
  })

  test('bytes that the page had no time to read are no pause', async () => {
    const { port, heard, time } = await opened('auto')
    port.send('30469')
    await settle()
    // The page stands still; what came meanwhile is read right after its timers.
    time.at += 900
    await time.pass(0)
    port.send('20029759')
    await time.pass(0)
    expect(heard).toEqual([])
    await time.pass(650)
    expect(heard).toEqual(['3046920029759'])
  })

  test('a line that stands still for a few tenths of a second cuts no code in two', async () => {
    const { heard, send, time } = await opened('auto')
    // Nothing is known of the line yet, and it does not end its codes here.
    await send('40063813')
    await time.pass(500)
    await send('33931')
    await time.pass(700)
    expect(heard).toEqual(['4006381333931'])
    // Once it has ended one, and rested, only its end is one.
    await send('3046920029759\r')
    await time.pass(700)
    await send('40063813')
    await time.pass(990)
    await send('33931\r')
    expect(heard.slice(1)).toEqual(['3046920029759', '4006381333931'])
  })

  test('a line whose codes have line ends within them, and none behind, is not held for one that ends them', async () => {
    const { heard, send, time } = await opened('auto')
    await send('BEGIN\r', '\nEND')
    await time.pass(700)
    await send('4006381333931')
    await time.pass(700)
    expect(heard).toEqual(['BEGIN', 'END', '4006381333931'])
  })

  test('a scanner that was told to end its codes no more is heard again after two of them', async () => {
    const { heard, send, time } = await opened('auto')
    await send('1\r')
    await time.pass(700)
    for (const code of ['2', '3', '4']) {
      await send(code)
      await time.pass(5_000)
    }
    expect(heard).toEqual(['1', '<half>', '<half>', '4'])
  })

  test.each([
    ['auto', '', '\r'],
    ['cr', '', '\r'],
    ['lf', '', '\n'],
    ['crlf', '', '\r\n'],
    ['stx-etx', '\u0002', '\u0003'],
  ] as const)(
    'what comes after a dropped half is no code: it goes with it, and the next is whole: %s',
    async (ending, begin, end) => {
      const { heard, send, time } = await opened(ending)
      await send(`${begin}1${end}`)
      await time.pass(700)
      await send(`${begin}40063813`)
      await time.pass(1_100)
      await send(`33931${end}`, `${begin}3046920029759${end}`)
      expect(heard.filter((each) => each !== '<half>')).toEqual(['1', '3046920029759'])
      expect(heard[1]).toBe('<half>')
      // No rest comes at all: what comes after two seconds is a code of its own.
      await send(`${begin}40063813`)
      await time.pass(3_100)
      await send(`${begin}4006381333931${end}`)
      expect(heard.at(-1)).toBe('4006381333931')
    },
  )

  test.each([
    ['auto', '\r'],
    ['auto', '\r\n'],
    ['cr', '\r'],
    ['lf', '\n'],
    ['crlf', '\r\n'],
  ] as const)(
    'a scanner with STX before its codes and a line end behind is read: %s',
    async (ending, end) => {
      const { heard, send, time } = await opened(ending)
      await send(...['1', '2', '3'].map((code) => `\u0002${code}${end}`))
      await time.pass(700)
      await send(`\u00024${end}`)
      await time.pass(700)
      expect(heard).toEqual(['1', '2', '3', '4'])
    },
  )

  test.each(['cr', 'lf', 'crlf', 'stx-etx'] as const)(
    'a code whose end never comes is dropped and said: %s',
    async (ending) => {
      const { heard, send, time } = await opened(ending)
      const begin = ending === 'stx-etx' ? '\u0002' : ''
      await send(`${begin}half`)
      await time.pass(998)
      expect(heard).toEqual([])
      await time.pass(1)
      expect(heard).toEqual(['<half>'])
    },
  )

  test('4,000 characters, letters of both kinds, separators and control characters are read', async () => {
    const { heard, send } = await opened('auto')
    const long = 'é0123456789'.repeat(370).slice(0, 4_000)
    await send(...[`${long}\r`, ']C18018\u001d10\u001b\u0000x\r'], Uint8Array.from([0xfc, 0x80, 0x0d]))
    expect(heard).toEqual([long, ']C18018\u001d10\u001b\u0000x', 'ü€'])
  })

  test('what is longer than any code is nonsense once, however long it is, and the next code is read', async () => {
    const { heard, send } = await opened('auto')
    for (let count = 0; count < 40; count += 1) await send('x'.repeat(1_000))
    await send('\r3046920029759\r')
    expect(heard).toEqual(['<nonsense>', '3046920029759'])
  })

  test('two scanners at once do not mix what they send', async () => {
    const [one, other] = [await opened('auto'), await opened('auto')]
    for (const digit of '1234567890') {
      await one.send(digit)
      await other.send(`x${digit}`)
    }
    await one.send('\r')
    await other.send('\r')
    expect(one.heard).toEqual(['1234567890'])
    expect(other.heard).toEqual(['x1x2x3x4x5x6x7x8x9x0'])
  })

  test('the port is opened at the chosen speed, and the scanner is told that somebody listens', async () => {
    const { port } = await opened('auto')
    expect(port.options).toMatchObject({ baudRate: 9_600, dataBits: 8, stopBits: 1, parity: 'none' })
    expect(port.signals).toEqual({ dataTerminalReady: true, requestToSend: true })
  })

  test('a port that another program has is refused, with the system’s own word', async () => {
    const port = new FakePort()
    port.refuses = systemError('NetworkError')
    await expect(opened('auto', port)).rejects.toMatchObject({ name: 'NetworkError' })
  })

  test('a fault of the line is survived: the next code is read', async () => {
    const { port, heard, send, time } = await opened('auto')
    port.fail('FramingError')
    await time.pass(60)
    await send('3046920029759\r')
    expect(heard).toEqual(['<nonsense>', '3046920029759'])
  })

  test('a line that only fails is given up after a while, and the page has its turn in between', async () => {
    const { port, heard, time } = await opened('auto')
    port.isFailing = true
    port.fail('FramingError')
    await time.pass(100)
    expect(port.readers).toBeLessThan(5)
    await time.pass(2_000)
    expect(heard.filter((each) => each === '<nonsense>')).toHaveLength(20)
    expect(heard.at(-1)).toBe('<gone>')
    expect(port.isOpen).toBe(false)
  })

  test('unplugged in the middle of a code, half of it is said, and that the scanner is gone', async () => {
    const { port, heard, send, time } = await opened('auto')
    await send('30469')
    port.fail('NetworkError', true)
    await time.pass(60)
    expect(heard).toEqual(['<nonsense>', '<half>', '<gone>'])
  })

  test('closed, it gives the port back and is silent', async () => {
    const { port, heard, link } = await opened('auto')
    await link.close()
    await link.close()
    expect(port.isOpen).toBe(false)
    expect(heard).toEqual([])
  })

  test('what was scanned is nowhere in the console', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    const { heard, send, time } = await opened('auto')
    await send('https://shop.example/01/09506000134352\r')
    await time.pass(1_000)
    expect(heard).toHaveLength(1)
    expect(log.mock.calls).toEqual([])
    log.mockRestore()
  })
})

describe('a device that streams nonsense', () => {
  test('is not listened to until it was quiet for two seconds, and that is said once', () => {
    const gate = new NoiseGate()
    const passages = Array.from({ length: 200 }, (_, place) => gate.pass(place * 10))
    expect(passages.filter((each) => each === 'passes')).toHaveLength(16)
    expect(passages.filter((each) => each === 'closing')).toHaveLength(1)
    expect(passages.at(-1)).toBe('closed')
    expect(gate.rest(1_990)).toBe(2_000)
    expect(gate.pass(3_989)).toBe('closed')
    expect(gate.pass(5_989)).toBe('passes')
  })

  test('a hand with a stack of cards is none: eight a second for two seconds, and five for an hour', () => {
    const fast = new NoiseGate()
    expect(Array.from({ length: 16 }, (_, place) => fast.pass(place * 125))).not.toContain('closing')
    const steady = new NoiseGate()
    expect(Array.from({ length: 18_000 }, (_, place) => steady.pass(place * 200))).not.toContain('closing')
  })
})
