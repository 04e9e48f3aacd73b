import { describe, expect, it } from 'vitest'
import { defaultWedgeSettings } from '../../../shared/scan/wedge-types.ts'
import { WedgeMachine } from '../../../shared/scan/wedge.ts'
import { held, key, play, scanner, together } from './streams.ts'

const ean = '4006381333931'

describe('a person at the same keyboard', () => {
  const before = [key('down', 'a', 500), key('up', 'a', 580), key('down', 'n', 680), key('up', 'n', 765)]
  const after = [
    key('down', 'n', 1_320),
    key('up', 'n', 1_400),
    key('down', 'a', 1_420),
    key('up', 'a', 1_500),
  ]

  it('keeps what was typed before and after a scan', () => {
    for (const suffix of ['\r', '\t', '']) {
      const played = play(together(before, scanner(ean + suffix, { gap: 8 }), after))
      expect(played.texts).toEqual([ean])
      expect(played.value).toBe('anna')
      expect(played.pressed).toEqual([])
    }
  })

  it.each([5, 20, 45, 70, 100, 125])('keeps a key pressed %i ms before the scan', (lead) => {
    const finger = [key('down', 'x', 1_000 - lead), key('up', 'x', 1_000 - lead + 90)]
    const played = play(together(before, finger, scanner(`${ean}\r`, { gap: 8 })))
    expect(played.texts).toEqual([ean])
    expect(played.value).toBe('anx')
  })

  it('keeps a key pressed in the middle of a scan, and the code is right', () => {
    const finger = [key('down', 'x', 1_052), key('up', 'x', 1_140)]
    const played = play(together(scanner(`${ean}\r`, { gap: 8 }), finger))
    expect(played.texts).toEqual([ean])
    expect(played.value).toBe('x')
  })

  it.each([50, 70, 90, 120])('keeps what follows a scan without terminator after %i ms', (pause) => {
    const start = 1_000 + 12 * 8 + pause
    const typed = Array.from('maria').flatMap((char, i) => [
      key('down', char, start + i * 95),
      key('up', char, start + i * 95 + 80),
    ])
    const played = play(together(scanner(ean, { gap: 8 }), typed))
    expect(played.texts).toEqual([ean])
    expect(played.value).toBe('maria')
  })

  it('presses their own Enter', () => {
    const start = 1_000 + 12 * 8 + 60
    const typed = Array.from('ab\r').flatMap((char, i) => [
      key('down', char, start + i * 100),
      key('up', char, start + i * 100 + 80),
    ])
    const played = play(together(scanner(ean, { gap: 8 }), typed))
    expect(played.texts).toEqual([ean])
    expect(played.value).toBe('ab')
    expect(played.pressed).toEqual(['Enter'])
  })

  it('presses their own Enter however much they typed after a scan', () => {
    const start = 1_000 + 12 * 8 + 60
    const typed = Array.from('maria dubois\r').flatMap((char, i) => [
      key('down', char, start + i * 100 + (i % 3) * 9),
      key('up', char, start + i * 100 + 80),
    ])
    const played = play(together(scanner(ean, { gap: 8 }), typed))
    expect(played.texts).toEqual([ean])
    expect(played.value).toBe('maria dubois')
    expect(played.pressed).toEqual(['Enter'])
  })

  it('holds a key without becoming a scanner', () => {
    const played = play(together(held('7', 1_000, 3_000), [key('down', '\r', 4_010), key('up', '\r', 4_080)]))
    expect(played.scans).toEqual([])
    expect(played.halves).toEqual([])
    expect(played.value).toMatch(/^7{70,}$/)
    expect(played.pressed).toEqual(['Enter'])
  })

  it('holds a key whose repeats are not marked', () => {
    const unmarked = held('7', 1_000, 3_000).map((event) => ({ ...event, repeat: false }))
    expect(play(unmarked).scans).toEqual([])
    const pairs = Array.from({ length: 40 }, (_, i) => [
      key('down', '7', i * 33),
      key('up', '7', i * 33 + 30),
    ]).flat()
    expect(play([...pairs, key('down', '\r', 40 * 33)]).scans).toEqual([])
  })

  it('rolls a hand over the keyboard', () => {
    for (const gap of [4, 9, 15, 25]) {
      const played = play([...scanner('asdfghjkl', { gap, hold: 90 })].toSorted((a, b) => a.at - b.at))
      expect(played.scans).toEqual([])
      expect(played.value).toBe('asdfghjkl')
    }
  })

  it('is not a scanner while an input method composes', () => {
    const composing = scanner(`${ean}\r`, { gap: 8 }).map((event) => ({ ...event, isComposing: true }))
    const process = scanner(`${ean}\r`, { gap: 8 }).map((event) => ({ ...event, key: 'Process' }))
    expect(play(composing).events).toEqual([])
    expect(play(process).events).toEqual([])
  })

  it('pastes without becoming a scanner', () => {
    const machine = new WedgeMachine<null>(defaultWedgeSettings)
    const stream = scanner(ean, { gap: 8 })
    const events = stream.flatMap(
      (event) => machine.step({ kind: 'key', event, sink: 'field', mark: null }).events,
    )
    events.push(...machine.step({ kind: 'interrupted', at: 1_100 }).events)
    const end = machine.step({ kind: 'tick', at: 5_000 })
    expect([...events, ...end.events]).toEqual([])
    expect(end.wakeAt).toBeNull()
  })
})

describe('with the focus on a button or list', () => {
  const other = (stream: ReturnType<typeof scanner>) =>
    play(
      stream.toSorted((a, b) => a.at - b.at),
      undefined,
      'other',
    )

  it('a scan reaches it with its first key at most', () => {
    for (const gap of [2, 8, 30, 50]) {
      const played = other(scanner('A 12 34 56\r', { gap }))
      expect(played.texts).toEqual(['A 12 34 56'])
      expect(played.pressed).toEqual(['A'])
    }
  })

  it("a slow scan's Space and Enter press nothing", () => {
    const played = other(scanner('A1 234 567\r', { gap: 80, hold: 20 }))
    expect(played.texts).toEqual(['A1 234 567'])
    expect(played.pressed).not.toContain(' ')
    expect(played.pressed).not.toContain('Enter')
  })

  it("a person's rolled keys arrive after all, in order, and soon", () => {
    const played = other([
      ...scanner('sto', { gap: 40, hold: 85 }),
      ...scanner('ck', { gap: 45, hold: 90, start: 1_150 }),
    ])
    expect(played.pressed).toEqual(['s', 't', 'o', 'c', 'k'])
    expect(played.longestHold).toBeLessThanOrEqual(130)
    expect(played.events.filter((event) => event.kind !== 'replay')).toEqual([])
  })

  it("a person's keys directly before a scan arrive after all", () => {
    const typed = scanner('xyz', { gap: 48, hold: 50, start: 1_000 - 150 })
    const played = other([...typed, ...scanner(`${ean}\r`, { gap: 8 })])
    expect(played.texts).toEqual([ean])
    expect(played.pressed).toEqual(['x', 'y', 'z'])
  })

  it("a person's Enter and Space press", () => {
    const typed = ['\r', ' ', '\r'].flatMap((char, i) => [
      key('down', char, 1_000 + i * 300),
      key('up', char, 1_080 + i * 300),
    ])
    expect(play(typed, defaultWedgeSettings, 'other').pressed).toEqual(['Enter', ' ', 'Enter'])
  })
})

describe('a stall in the line', () => {
  it.each([40, 60, 75, 100, 115])('of %i ms does not cut a scan in two', (stall) => {
    for (const part of [2, 4, 6, 9, 12]) {
      for (const suffix of ['\r', '']) {
        const start = 1_000 + (part - 1) * 8 + stall
        const rest = scanner(ean.slice(part) + suffix, { gap: 8, start })
        expect(play(together(scanner(ean.slice(0, part), { gap: 8 }), rest)).texts).toEqual([ean])
      }
    }
  })

  it.each([40, 60, 90])('of %i ms between a press and its release loses no character', (stall) => {
    for (const late of [3, 5, 8]) {
      const stream = scanner(`${ean}\r`, { gap: 8 }).map((event, i) =>
        i > 2 * late ? { ...event, at: event.at + stall } : event,
      )
      const played = play(stream)
      expect(played.texts).toEqual([ean])
      expect(played.value).toBe('')
    }
  })

  it('of 200 ms neither, once the scanner is known to end with Enter', () => {
    const known = scanner(`${ean}\r`, { gap: 8 })
    const code = scanner(ean.slice(0, 6), { gap: 8, start: 3_000 })
    const rest = scanner(`${ean.slice(6)}\r`, { gap: 8, start: 3_000 + 5 * 8 + 200 })
    expect(play(together(known, code, rest)).texts).toEqual([ean, ean])
  })
})
