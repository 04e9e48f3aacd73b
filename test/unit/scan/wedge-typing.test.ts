import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { usLayout } from '../../../shared/scan/layouts/us.ts'
import { defaultWedgeSettings } from '../../../shared/scan/wedge-types.ts'
import type { WedgeSettings } from '../../../shared/scan/wedge-types.ts'
import { key, play, random, scanner, together } from './streams.ts'
import { typist } from './typist.ts'

const speeds = [20, 40, 60, 80, 100, 120, 140]
// The whole run is 10,080 minutes.
const full = process.env['STAMPWELL_FULL'] === '1'
const seeds = full ? 480 : 96

function count(pressed: readonly string[], key: string): number {
  return pressed.filter((each) => each === key).length
}

describe('typing is never a scan', () => {
  it(`in ${(seeds * 21).toLocaleString('en')} simulated minutes at 20 to 140 words a minute: no scan, no key lost, no Enter swallowed`, () => {
    let minutes = 0
    let bursts = 0
    for (let seed = 0; seed < seeds; seed += 1) {
      for (const wpm of speeds) {
        const typed = typist(wpm, 3, seed * 1_009 + wpm)
        const played = play(typed.events)
        expect(played.scans, `seed ${seed}, ${wpm} words a minute`).toEqual([])
        expect(played.halves).toEqual([])
        expect(played.value).toBe(typed.text)
        expect(count(played.pressed, 'Enter')).toBe(typed.enters)
        expect(count(played.pressed, 'Tab')).toBe(typed.tabs)
        minutes += 3
        bursts += typed.enters + typed.tabs
      }
    }
    expect(minutes).toBeGreaterThanOrEqual(full ? 10_000 : 2_000)
    expect(bursts).toBeGreaterThan(10_000)
  }, 300_000)

  // Slow and without an end is what leaves hands the least room.
  it.each([
    ['slow, without an end', { maxGapMs: 120, minLength: 4 }],
    ['without an end, of another layout', { maxGapMs: 70, minLength: 4, layout: usLayout }],
    ['with characters before and behind', { maxGapMs: 120, minLength: 4, prefix: '*', suffix: '-.' }],
    ['with a letter before', { maxGapMs: 120, minLength: 4, prefix: 's' }],
    ['with a digit before', { maxGapMs: 120, minLength: 4, prefix: '1' }],
    ['with a letter before and Enter', { maxGapMs: 50, minLength: 4, prefix: 'j', suffix: '\r' }],
    ['with Enter', { maxGapMs: 50, minLength: 4, suffix: '\r' }],
  ] satisfies [string, WedgeSettings][])(
    'at a till that knows a scanner: %s',
    (_, settings) => {
      const known = { ...settings, ...('layout' in settings ? { decodeByPhysicalKey: true } : {}) }
      for (let seed = 0; seed < (full ? 120 : 4); seed += 1) {
        for (const wpm of speeds) {
          const typed = typist(wpm, 3, seed * 2_003 + wpm)
          const played = play(typed.events, known)
          expect([played.scans, played.halves], `seed ${seed}, ${wpm} words a minute`).toEqual([[], []])
          expect(played.value).toBe(typed.text)
          expect(count(played.pressed, 'Enter')).toBe(typed.enters)
        }
      }
    },
    300_000,
  )

  it.each(['*', '-', '/', '@'])(
    'at a till whose scanner sends %s first, which hands type as well',
    (sign) => {
      const chance = random(5)
      const text = `${sign}12345678`
      for (let time = 0; time < 60; time += 1) {
        const pace = 60 + chance() * 60
        let at = 1_000
        const events = Array.from(`${text}\r`).flatMap((char) => {
          const pressed = [key('down', char, at), key('up', char, at + 45 + chance() * 15)]
          at += Math.max(62, pace * (0.6 + chance() * 0.8))
          return pressed
        })
        const played = play(events, { ...defaultWedgeSettings, prefix: sign, suffix: '\r' })
        expect([played.scans, played.halves, played.value, played.pressed]).toEqual([[], [], text, ['Enter']])
      }
    },
  )

  it('where no field has the focus, every key arrives in the end, in order, and none is held for half a second', () => {
    for (let seed = 0; seed < 10; seed += 1) {
      for (const wpm of speeds) {
        const typed = typist(wpm, 1, seed * 31 + wpm)
        const played = play(typed.events, defaultWedgeSettings, 'other')
        const sent = typed.events.filter((event) => event.type === 'down').map((event) => event.key)
        const looked = played.ambiguous.join('').length
        expect(played.scans).toEqual([])
        expect(played.longestHold).toBeLessThan(500)
        if (looked === 0)
          expect(played.pressed.filter((key) => key !== 'Backspace')).toEqual(
            sent.filter((key) => key !== 'Backspace'),
          )
      }
    }
  })

  it('while scans come in between, and each scan is right', () => {
    let scans = 0
    for (let seed = 0; seed < 40; seed += 1) {
      const typed = typist(speeds[seed % speeds.length] ?? 60, 0.2, seed + 500)
      // The cashier's other hand scans after a word, in the first pause that a scan fits into.
      const downs = typed.events.filter((event) => event.type === 'down')
      const gap = downs.findIndex((event, i) => i > 4 && (downs[i + 1]?.at ?? 0) - event.at > 420)
      const pause = downs[gap]
      if (pause === undefined) continue
      scans += 1
      const code = `LOY-${String(10_000 + seed)}`
      const played = play(
        together(typed.events, scanner(`${code}\r`, { gap: 5 + (seed % 20), start: pause.at + 140 })),
      )
      expect(played.texts, `seed ${seed}`).toEqual([code])
      expect(played.value).toBe(typed.text)
      expect(count(played.pressed, 'Enter')).toBe(typed.enters)
    }
    expect(scans).toBeGreaterThan(20)
  })
})

describe('laws of framing', () => {
  const code = fc.stringMatching(/^[0-9A-Z-]{6,40}$/).filter((text) => new Set(text).size > 1)
  const gap = fc.integer({ min: 1, max: 28 })
  const end = fc.constantFrom('\r', '\t', '')

  it('every scan arrives whole, leaves nothing behind and presses nothing', () => {
    fc.assert(
      fc.property(code, gap, end, fc.boolean(), fc.nat(), (text, ms, suffix, shiftKeys, seed) => {
        const played = play(scanner(text + suffix, { gap: ms, shiftKeys, seed, jitter: ms * 0.3 }))
        expect(played.texts).toEqual([text])
        expect(played.value).toBe('')
        expect(played.pressed).toEqual([])
      }),
    )
  })

  it('a series of scans stays a series', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(code, gap), { minLength: 2, maxLength: 6 }), (scans) => {
        let start = 1_000
        const streams = scans.map(([text, ms]) => {
          const stream = scanner(`${text}\r`, { gap: ms, start })
          start += text.length * ms + Math.ceil(ms / 2) + 1
          return stream
        })
        expect(play(together(...streams)).texts).toEqual(scans.map(([text]) => text))
      }),
    )
  })

  it('whatever keys come, no character in a field is lost unless a scan took it', () => {
    const stroke = fc.record({
      char: fc.constantFrom('a', 'b', '1', '2', ' ', '\r', '\t'),
      gap: fc.integer({ min: 0, max: 200 }),
      hold: fc.integer({ min: 1, max: 150 }),
    })
    fc.assert(
      fc.property(fc.array(stroke, { maxLength: 60 }), (strokes) => {
        let at = 1_000
        const stream = strokes.flatMap(({ char, gap: ms, hold }) => {
          at += ms
          return scanner(char, { gap: 1, hold, start: at })
        })
        const played = play(stream.toSorted((a, b) => a.at - b.at))
        const typed = strokes.map(({ char }) => char.trim()).join('')
        const taken = played.scans.map((scan) => scan.raw.replaceAll(' ', '')).join('')
        const left = played.value.replaceAll(' ', '')
        if (played.halves.length === 0)
          expect(Array.from(left + taken).toSorted()).toEqual(Array.from(typed).toSorted())
      }),
      { numRuns: 500 },
    )
  })
})
