import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { KeyboardLayout } from '../../../shared/scan/layout.ts'
import { czLayout } from '../../../shared/scan/layouts/cz.ts'
import { deLayout } from '../../../shared/scan/layouts/de.ts'
import { frLayout } from '../../../shared/scan/layouts/fr.ts'
import { usLayout } from '../../../shared/scan/layouts/us.ts'
import { parseScannedCode } from '../../../shared/scan/scanned-code.ts'
import { defaultWedgeSettings } from '../../../shared/scan/wedge-types.ts'
import type { WedgeInput, WedgeKeyEvent, WedgeSettings } from '../../../shared/scan/wedge-types.ts'
import { WedgeMachine } from '../../../shared/scan/wedge.ts'
import { typedBy } from './keyboards.ts'
import { play, together } from './streams.ts'

function by(layout: KeyboardLayout): WedgeSettings {
  return { ...defaultWedgeSettings, decodeByPhysicalKey: true, layout }
}

const us = { layout: usLayout, system: usLayout }

describe('whatever keys come', () => {
  const names =
    'a b A 1 2 7 @ é ß ı 😀 Enter Tab Backspace Escape F8 F5 ArrowDown Dead Process Unidentified Shift Control Alt AltGraph Meta CapsLock Delete' // prettier-ignore
      .split(' ')
      .concat(' ', '\u001d', '')
  const codes =
    'KeyA KeyB KeyM Digit1 Digit2 Digit9 Numpad0 Numpad2 Numpad9 BracketLeft BracketRight Equal Space Enter Tab F8 AltLeft AltRight ControlLeft ShiftLeft'
      .split(' ')
      .concat('')
  const stroke = fc.record({
    type: fc.constantFrom('down' as const, 'down' as const, 'up' as const),
    code: fc.constantFrom(...codes),
    key: fc.constantFrom(...names),
    gap: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 700 })),
    repeat: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    isComposing: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
    bits: fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: 0, max: 31 })),
    sink: fc.constantFrom('field' as const, 'other' as const),
    interrupt: fc.integer({ min: 0, max: 29 }),
  })
  const settings = fc.constantFrom<WedgeSettings>(
    defaultWedgeSettings,
    by(frLayout),
    by(czLayout),
    { ...by(deLayout), maxGapMs: 120, prefix: '^', suffix: '^^' },
    { ...defaultWedgeSettings, prefix: '\u0002', suffix: '\u0003' },
    { ...defaultWedgeSettings, suffix: '\r' },
  )

  it('nothing is pressed twice, what was held back is pressed unless it is said what became of it, and it rests at last', () => {
    fc.assert(
      fc.property(fc.array(stroke, { maxLength: 60 }), settings, (strokes, own) => {
        const machine = new WedgeMachine<number>(own)
        const held = new Set<number>()
        const down = new Set<string>()
        const typed = new Set<number>()
        const said: string[] = []
        let at = 1_000
        const feed = (input: WedgeInput<number>) => {
          const step = machine.step(input)
          for (const event of step.events) {
            if (event.kind === 'restore') for (const mark of event.marks) expect(held.has(mark)).toBe(false)
            if (event.kind !== 'restore' && event.kind !== 'replay') said.push(event.kind)
            if (event.kind !== 'replay') continue
            for (const mark of event.marks) expect(held.delete(mark)).toBe(true)
          }
          return step
        }
        strokes.forEach(({ type, code, key, gap, repeat, isComposing, bits, sink, interrupt }, mark) => {
          at += gap
          // A key that is down cannot go down again, but by repeating.
          if (type === 'down' && !repeat && down.has(code)) return
          if (type === 'down') down.add(code)
          else down.delete(code)
          const modifiers = {
            shift: (bits & 1) > 0,
            ctrl: (bits & 2) > 0,
            alt: (bits & 4) > 0,
            meta: (bits & 8) > 0,
            altGraph: (bits & 16) > 0,
          }
          const event: WedgeKeyEvent = { type, code, key, at, repeat, isComposing, modifiers }
          if (interrupt === 0) feed({ kind: 'interrupted', at })
          if (interrupt === 1) feed({ kind: 'claimed', at })
          const step = feed({ kind: 'key', event, sink, mark })
          if (type !== 'down' || step.decision !== 'swallow') return
          held.add(mark)
          if (!repeat && bits < 2 && !isComposing && Array.from(key).length === 1 && key >= ' ')
            typed.add(mark)
        })
        feed({ kind: 'tick', at: at + 1_000 })
        expect(feed({ kind: 'tick', at: at + 10_000 }).wakeAt).toBeNull()
        expect(machine.untilPersons(at + 10_000)).toBe(0)
        if (said.length === 0) expect([...typed].filter((mark) => held.has(mark))).toEqual([])
      }),
      { numRuns: 800, seed: 65 },
    )
  })
})

describe('a code with control characters', () => {
  // Those that end a scan are no part of one, and 0 has no key.
  const controls = Array.from({ length: 31 }, (_, i) => String.fromCharCode(i + 1)).filter(
    (char) => !['\u0003', '\t', '\n', '\r'].includes(char),
  )
  const inner = fc.array(fc.oneof(fc.constantFrom(...controls), fc.stringMatching(/^[0-9A-Z]$/)), {
    minLength: 1,
    maxLength: 20,
  })

  it('arrives as it was sent, and none of them does what it does as a key', () => {
    fc.assert(
      fc.property(inner, fc.integer({ min: 2, max: 25 }), (chars, gap) => {
        const code = `LOY1${chars.join('')}9`
        const played = play(typedBy(`${code}\r`, { ...us, gap }))
        expect(played.texts).toEqual([code])
        expect([played.value, played.pressed]).toEqual(['', []])
        const parsed = parseScannedCode(played.texts[0] ?? '')
        const plain = chars.every((char) => char >= ' ')
        expect(parsed.problem?.kind).toBe(plain ? undefined : 'control-characters')
      }),
      { numRuns: 200, seed: 66 },
    )
  })
})

describe('a very long code', () => {
  it('of 4,000 characters arrives whole, by digits plain or with Shift, with whatever end', () => {
    const long = 'LOY-0123456789@'.repeat(267).slice(0, 4_000)
    for (const layout of [usLayout, czLayout]) {
      for (const [end, gap] of [
        ['\r', 3],
        ['\t', 8],
        ['', 12],
      ] as const) {
        const played = play(typedBy(long + end, { layout, system: frLayout, gap }), by(layout))
        expect(played.texts).toEqual([long])
        expect([played.value, played.pressed]).toEqual(['', []])
      }
    }
  })

  it('of 12,000 leaves nothing in the field and presses nothing, and is no card', () => {
    const played = play(typedBy(`${'0123456789'.repeat(1_200)}\r`, { ...us, gap: 2 }))
    expect([played.value, played.pressed]).toEqual(['', []])
    expect(played.texts.length).toBeLessThanOrEqual(1)
    for (const text of played.texts) expect(parseScannedCode(text).problem?.kind).toBe('too-long')
  })
})

describe('half a scan', () => {
  const code = fc.stringMatching(/^[0-9A-Z]{8,16}$/).filter((text) => new Set(text).size > 2)
  const cut = fc.integer({ min: 1, max: 7 })
  const gap = fc.integer({ min: 2, max: 25 })

  it('leaves the next whole one right, and nothing of itself', () => {
    fc.assert(
      fc.property(code, cut, gap, (text, at, ms) => {
        const half = typedBy(text.slice(0, at), { ...us, gap: ms })
        const whole = typedBy(`${text}\r`, { ...us, gap: ms, start: 6_000 })
        const played = play(together(half, whole))
        expect(played.texts.at(-1)).toBe(text)
        for (const other of played.texts.slice(0, -1)) expect(other).toBe(text.slice(0, at))
        expect(text.slice(0, at)).toContain(played.value)
        expect(played.pressed).toEqual([])
      }),
      { numRuns: 150, seed: 67 },
    )
  })

  it('is never a code where the end is known', () => {
    fc.assert(
      fc.property(code, cut, gap, fc.constantFrom('\r', '\t', '-.'), (text, at, ms, suffix) => {
        const half = typedBy(text.slice(0, at), { ...us, gap: ms })
        const whole = typedBy(text + suffix, { ...us, gap: ms, start: 6_000 })
        const played = play(together(half, whole), { ...defaultWedgeSettings, suffix })
        expect(played.texts).toEqual([text])
      }),
      { numRuns: 150, seed: 68 },
    )
  })
})
