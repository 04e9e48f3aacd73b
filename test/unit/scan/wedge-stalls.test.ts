import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gs1CheckDigit } from '../../../shared/scan/check-digit.ts'
import { key, play, random, scanner, together } from './streams.ts'
import type { Played } from './streams.ts'
import { stalledScan } from './stalls.ts'
import type { Stall } from './stalls.ts'

const ean = fc.stringMatching(/^[0-9]{12}$/).map((body) => body + String(gs1CheckDigit(body)))
const code = fc.oneof(
  ean,
  fc.constantFrom(
    '2012345678903',
    '2900000010420',
    'SW7K2F9QXD',
    'LOY-00427781',
    '4006381333931',
    '96385074',
  ),
  fc.stringMatching(/^[0-9]{6,20}$/),
  fc.stringMatching(/^[0-9A-Z]{8,16}$/),
  fc.stringMatching(/^[A-Z]{2,4}-[0-9]{5,10}$/),
)
const pace = fc
  .record({ gap: fc.integer({ min: 2, max: 30 }), part: fc.double({ min: 0.2, max: 0.8, noNaN: true }) })
  .map(({ gap, part }) => ({ gap, hold: Math.max(1, Math.round(gap * part)) }))
const stall = (most: number) =>
  fc.record({
    after: fc.nat(),
    late: fc.constantFrom('release' as const, 'press' as const, 'both' as const),
    forMs: fc.integer({ min: 0, max: most }),
    alsoMs: fc.integer({ min: 0, max: most }),
  })

/** At places that differ, and none after the last key of all. */
function placed(stalls: readonly Stall[], keys: number): Stall[] {
  const free = Array.from({ length: keys - 1 }, (_, i) => i)
  return stalls.map((each) => ({ ...each, after: free.splice(each.after % free.length, 1)[0] ?? 0 }))
}

function expectNoPart(played: Played, text: string): void {
  expect(played.texts.filter((scanned) => scanned !== text)).toEqual([])
}

/** Whether the code was a scan, stands whole in the field, or was dropped and said. */
function expectAnswered(played: Played, text: string): void {
  // A key that repeats while the line stalls may be there more than once.
  if (played.value.length > text.length) return
  const whole = played.texts.includes(text) || played.value.includes(text) || played.ambiguous.includes(text)
  expect(whole || played.halves.length > 0).toBe(true)
}

describe('a stalled line never shortens a code', () => {
  it.each(['field', 'other'] as const)(
    'with Enter and up to three stalls of 600 ms (%s)',
    (sink) => {
      fc.assert(
        fc.property(
          code,
          pace,
          fc.array(stall(600), { minLength: 1, maxLength: 3 }),
          (text, speed, stalls) => {
            const played = play(
              stalledScan(`${text}\r`, speed, placed(stalls, text.length + 1)),
              undefined,
              sink,
            )
            expectNoPart(played, text)
            if (sink === 'field') expectAnswered(played, text)
          },
        ),
        { numRuns: 20_000, seed: 7 },
      )
    },
    60_000,
  )

  it('without terminator and up to three stalls of 600 ms', () => {
    fc.assert(
      fc.property(code, pace, fc.array(stall(600), { minLength: 1, maxLength: 3 }), (text, speed, stalls) => {
        const played = play(stalledScan(text, speed, placed(stalls, text.length)))
        expectNoPart(played, text)
        expectAnswered(played, text)
      }),
      { numRuns: 10_000, seed: 8 },
    )
  }, 60_000)

  it('nor does the code before it, whatever its end', () => {
    const before = fc.array(fc.tuple(code, fc.constantFrom('\r', '')), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(
        before,
        code,
        pace,
        fc.array(stall(600), { maxLength: 3 }),
        (earlier, text, speed, stalls) => {
          const first = earlier.map(([each, end], i) =>
            scanner(each + end, { gap: 6, start: 1_000 + i * 4_000 }),
          )
          const start = 1_000 + first.length * 4_000
          const late = stalledScan(`${text}\r`, { ...speed, start }, placed(stalls, text.length + 1))
          const played = play(together(...first, late))
          const whole = [...earlier.map(([each]) => each), text]
          const unended = earlier.filter(([, end]) => end === '').length
          // Two scans without terminator have shown that a silence ends them: then the rest is dropped and said.
          const parts = played.texts.filter((scanned) => !whole.includes(scanned))
          if (unended < 2) expect(parts).toEqual([])
          else for (const part of parts) expect(text.startsWith(part)).toBe(true)
          expect(parts.length).toBeLessThan(2)
        },
      ),
      { numRuns: 5_000, seed: 9 },
    )
  }, 60_000)

  it('and a single stall of up to 250 ms costs no scan in 95 of 100', () => {
    const chance = random(11)
    const codes = [
      '2012345678903',
      '2900000010420',
      'SW7K2F9QXD',
      'LOY-00427781',
      '4006381333931',
      '96385074',
    ]
    let whole = 0
    let all = 0
    for (const text of codes) {
      for (let after = 0; after < text.length; after += 1) {
        for (const late of ['release', 'press', 'both'] as const) {
          for (let i = 0; i < 12; i += 1) {
            const gap = 2 + Math.floor(chance() * 28)
            const speed = { gap, hold: Math.max(1, Math.round(gap * (0.2 + 0.6 * chance()))) }
            const lasts = { forMs: chance() * 250, alsoMs: chance() * 250 }
            const played = play(stalledScan(`${text}\r`, speed, [{ after, late, ...lasts }]))
            expectNoPart(played, text)
            all += 1
            if (played.texts.includes(text)) whole += 1
          }
        }
      }
    }
    expect(whole / all).toBeGreaterThan(0.95)
  })
})

describe('at the edges of a code', () => {
  it.each([60, 80, 120, 200, 400])('a first key held %i ms is part of it', (forMs) => {
    for (const text of ['2012345678903', '4006381333931', 'SW7K2F9QXD']) {
      const held = { after: 0, late: 'release' as const, forMs, alsoMs: 0 }
      const played = play(stalledScan(`${text}\r`, { gap: 5, hold: 2 }, [held]))
      expect(played.texts).toEqual([text])
      expect(played.value).toBe('')
    }
  })

  it.each([60, 120, 250, 600])('a second key that comes %i ms late is part of it', (forMs) => {
    const late = { after: 0, late: 'press' as const, forMs, alsoMs: 0 }
    expect(play(stalledScan('2012345678903\r', { gap: 5, hold: 2 }, [late])).texts).toEqual(['2012345678903'])
  })

  it("a digit by a finger before a digit scan may be the scanner's: all of it stands in the field", () => {
    const finger = [key('down', '7', 700), key('up', '7', 780)]
    const played = play(together(finger, scanner('90012345678\r', { gap: 5, hold: 2 })))
    expect(played.texts).toEqual([])
    expect(played.value).toBe('790012345678')
    expect(played.pressed).toEqual(['Enter'])
  })

  it('the check digit says that a digit under a finger is part of the code', () => {
    const finger = [key('down', '4', 980), key('up', '4', 1_045)]
    const played = play(together(finger, scanner('006381333931\r', { gap: 5, hold: 2 })))
    expect(played.texts).toEqual(['4006381333931'])
    expect(played.value).toBe('')
  })

  it.each([700, 1_200, 1_800])('a stall of %i ms lets no rest pass for a code', (forMs) => {
    for (const text of ['2012345678903', 'SW7K2F9QXD']) {
      for (let after = 0; after < 3; after += 1) {
        for (const suffix of ['\r', '']) {
          const late = { after, late: 'press' as const, forMs, alsoMs: 0 }
          expectNoPart(play(stalledScan(text + suffix, { gap: 5, hold: 2 }, [late])), text)
        }
      }
    }
  })

  it('the rest of a code that was taken too early is dropped and said', () => {
    const known = [0, 1].map((i) => scanner('4006381333931', { gap: 5, start: 1_000 + i * 2_000 }))
    const first = scanner('40063813', { gap: 5, start: 6_000 })
    const rest = scanner('0427781\r', { gap: 5, start: 6_035 + 400 })
    const played = play(together(...known, first, rest))
    expect(played.texts).toEqual(['4006381333931', '4006381333931', '40063813'])
    expect(played.halves).toEqual(['cut'])
    expect(played.value).toBe('')
  })
})
