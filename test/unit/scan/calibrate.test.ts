import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { calibrate } from '../../../shared/scan/calibration/calibrate.ts'
import type { Calibration, CalibrationFinding } from '../../../shared/scan/calibration/calibrate.ts'
import { stuckPhrases } from '../../../renderer/features/scanner-setup/finding-phrases.ts'
import type { CapturedScan } from '../../../shared/scan/calibration/captured-keys.ts'
import { testCode } from '../../../shared/scan/calibration/test-code.ts'
import type { KeyboardLayout, LayoutId } from '../../../shared/scan/layout.ts'
import { loadLayouts } from '../../../shared/scan/layouts/load-layout.ts'
import type { WedgeKeyEvent } from '../../../shared/scan/wedge-types.ts'
import { charactersOf, strokesFor, typedBy } from './keyboards.ts'
import type { Device } from './keyboards.ts'
import { key, play, random, together } from './streams.ts'

let all: readonly KeyboardLayout[]

beforeAll(async () => {
  all = await loadLayouts()
})

function layout(id: LayoutId): KeyboardLayout {
  const found = all.find((each) => each.id === id)
  if (found === undefined) throw new Error(id)
  return found
}

function captured(events: readonly WedgeKeyEvent[], capsLock = false): CapturedScan {
  return events.map((event) => ({ ...event, capsLock }))
}

type Setup = Partial<Omit<Device, 'layout' | 'system'>> & {
  readonly layout?: LayoutId
  readonly system?: LayoutId
}

function scan(text: string, setup: Setup = {}): CapturedScan {
  const device = {
    gap: 8,
    ...setup,
    layout: layout(setup.layout ?? 'us'),
    system: layout(setup.system ?? setup.layout ?? 'us'),
  }
  return captured(typedBy(text, device), setup.capsLock ?? false)
}

function three(text: string, setup: Setup = {}): CapturedScan[] {
  return [1, 2, 3].map((seed) => scan(text, { ...setup, seed }))
}

function learn(captures: readonly CapturedScan[]): Calibration {
  return calibrate(captures, testCode, all)
}

function finding<Kind extends CalibrationFinding['kind']>(
  { findings }: Calibration,
  kind: Kind,
): Extract<CalibrationFinding, { kind: Kind }> | undefined {
  return findings.find((each): each is Extract<CalibrationFinding, { kind: Kind }> => each.kind === kind)
}

function settingsOf(result: Calibration) {
  if (result.kind !== 'learned') throw new Error(JSON.stringify(result))
  return result.settings
}

/** Presses of a text as data. */
function pressed(own: KeyboardLayout, text: string): string {
  return JSON.stringify(Array.from(text, (char) => strokesFor(own, char)))
}

describe('the test code', () => {
  it('can be typed on every layout', () => {
    for (const own of all) for (const char of testCode) expect(strokesFor(own, char), own.id).not.toBeNull()
  })

  it('tells any two layouts apart but those that type ASCII alike', () => {
    const alike: string[] = []
    for (const [i, one] of all.entries()) {
      for (const other of all.slice(i + 1)) {
        if (pressed(one, testCode) !== pressed(other, testCode)) continue
        const both = charactersOf(one).filter((char) => charactersOf(other).includes(char))
        const differ = both.filter((char) => pressed(one, char) !== pressed(other, char))
        alike.push(`${one.id} ${other.id} ${differ.join('')}`)
      }
    }
    // A Polish keyboard's tilde waits for a letter; that is all that it has other than the American one.
    expect(alike.toSorted()).toEqual(['de-ch fr-ch ', 'us pl ~'])
  })
})

describe("the scanner's layout", () => {
  it('is learned whatever the system has, and from then on every character is right', () => {
    let pairs = 0
    for (const own of all) {
      for (const system of ['us', 'fr', 'de', 'tr-q'] as const) {
        const result = learn(three(`${testCode}\r`, { layout: own.id, system }))
        const settings = settingsOf(result)
        const alike = finding(result, 'layouts-alike')?.layouts ?? []
        expect([settings.layout?.id, ...alike], `${own.id} at ${system}`).toContain(own.id)
        const code = charactersOf(own).join('').replace('~', '')
        const stream = typedBy(`${code}\r`, { layout: own, system: layout(system), gap: 8 })
        expect(play(stream, settings).texts, `${own.id} at ${system}`).toEqual([code])
        pairs += 1
      }
    }
    expect(pairs).toBe(19 * 4)
  })

  it("is said to differ from the computer's where it does", () => {
    const differs = learn(three(`${testCode}\r`, { layout: 'us', system: 'be' }))
    expect(finding(differs, 'layout-differs')).toEqual({ kind: 'layout-differs', layout: 'us' })
    const same = learn(three(`${testCode}\r`, { layout: 'be', system: 'be' }))
    expect(same).toMatchObject({ kind: 'learned', layout: 'be' })
    expect(finding(same, 'layout-differs')).toBeUndefined()
  })

  it('does not matter where characters come by their numbers', () => {
    const result = learn(three(`${testCode}\r`, { system: 'fr', byNumber: true, gap: 4 }))
    expect(result).toMatchObject({ kind: 'learned', layout: null })
    expect(settingsOf(result).decodeByPhysicalKey).toBeUndefined()
    expect(finding(result, 'by-number')).toBeDefined()
  })

  it('cannot be learned where the system tells no physical keys', () => {
    const blind = three(`${testCode}\r`).map((events) => events.map((event) => ({ ...event, code: '' })))
    const result = learn(blind)
    expect(result).toMatchObject({ kind: 'learned', layout: null })
    expect(finding(result, 'no-physical-keys')).toBeDefined()
  })

  it('that nobody knows is told from another code', () => {
    // Every letter one to the left: no such keyboard exists.
    const row = 'qwertyuiopasdfghjklzxcvbnm'
    const shifted = (text: string) =>
      text.replace(/[a-z]/gi, (char) => {
        const next = row[(row.indexOf(char.toLowerCase()) + 1) % row.length] ?? ''
        return char < 'a' ? next.toUpperCase() : next
      })
    const result = learn(three(`${shifted(testCode)}\r`))
    expect(result.kind).toBe('not-possible')
    expect(result.findings).toEqual([0, 1, 2].map((i) => ({ kind: 'unknown-layout', scan: i })))
  })
})

describe('what surrounds the code', () => {
  it.each([
    ['Enter', '', '\r', { suffix: '\r' }],
    ['Tab', '', '\t', { suffix: '\t' }],
    ['Enter and Ctrl+J', '', '\r\n', { suffix: '\r\n' }],
    ['Enter twice', '', '\r\r', { suffix: '\r\r' }],
    ['Ctrl+C', '', '\u0003', { suffix: '\u0003' }],
    ['Ctrl+J', '', '\n', { suffix: '\n' }],
    ['characters', '', '-.', { suffix: '-.' }],
    ['characters and Enter', '', '//\r', { suffix: '//' }],
    ['a prefix', '*', '\r', { prefix: '*', suffix: '\r' }],
    ['STX and ETX', '\u0002', '\u0003\r', { prefix: '\u0002', suffix: '\u0003\r' }],
    ['a long prefix and nothing behind', 'SCAN:', '', { prefix: 'SCAN:' }],
  ] as const)('%s', (_, before, after, learned) => {
    const result = learn(three(`${before}${testCode}${after}`, { lineFeed: 'ctrl-j' }))
    const settings = settingsOf(result)
    expect({ prefix: settings.prefix, suffix: settings.suffix }).toEqual({
      prefix: undefined,
      suffix: undefined,
      ...learned,
    })
    const again = typedBy(`${before}LOY-0042781${after}`, {
      layout: layout('us'),
      system: layout('us'),
      gap: 8,
      lineFeed: 'ctrl-j',
    })
    const played = play(again, settings)
    expect([played.texts, played.value]).toEqual([['LOY-0042781'], ''])
  })

  it('nothing, which is said', () => {
    const result = learn(three(testCode))
    expect(finding(result, 'no-end')).toEqual({ kind: 'no-end' })
    expect(settingsOf(result).suffix).toBeUndefined()
    expect(finding(learn(three(`${testCode}\r`)), 'no-end')).toBeUndefined()
  })

  it('an AIM identifier, also behind a prefix', () => {
    const result = learn(three(`]C0${testCode}\r`))
    expect(finding(result, 'aim')).toEqual({ kind: 'aim', identifier: ']C0' })
    expect(settingsOf(result).prefix).toBeUndefined()
    const both = learn(three(`*]C0${testCode}\r`))
    expect(finding(both, 'aim')).toEqual({ kind: 'aim', identifier: ']C0' })
    expect(settingsOf(both).prefix).toBe('*')
  })

  it('an Enter before the code, text behind the Enter, keys that type nothing: each is said', () => {
    const leading = learn(three(`\r${testCode}\r`))
    expect(finding(leading, 'leading-key')).toEqual({ kind: 'leading-key', count: 1 })
    const trailing = learn(three(`${testCode}\rOK`))
    expect(finding(trailing, 'trailing-text')).toEqual({ kind: 'trailing-text', length: 2 })
    const arrow = three(`${testCode}\r`).map((events) => {
      const at = (events.at(-1)?.at ?? 0) + 8
      const down = { code: 'ArrowDown', key: 'ArrowDown' }
      return [...events, ...captured([key('down', '', at, down), key('up', '', at + 4, down)])]
    })
    expect(finding(learn(arrow), 'other-key')).toEqual({ kind: 'other-key', key: 'ArrowDown' })
  })
})

describe('the speed', () => {
  it.each([5, 20, 50, 60, 80, 100])(
    'of %i ms a character is learned, and then read without an end',
    (gap) => {
      const result = learn(three(testCode, { gap, jitter: gap / 20, hold: Math.min(20, gap / 2) }))
      const settings = settingsOf(result)
      const pace = finding(result, 'pace')
      expect(pace?.averageGap).toBeGreaterThan(gap * 0.9)
      expect(pace?.averageGap).toBeLessThan(gap * 1.1)
      expect(settings.maxGapMs).toBeGreaterThanOrEqual(Math.max(50, gap))
      expect(settings.maxGapMs).toBeLessThanOrEqual(120)
      const device = { layout: layout('us'), system: layout('us'), gap, hold: Math.min(20, gap / 2) }
      const played = play(typedBy('4006381333931', device), settings)
      expect([played.texts, played.value]).toEqual([['4006381333931'], ''])
    },
  )

  it('leaves hands their room where a key ends each scan', () => {
    expect(settingsOf(learn(three(`${testCode}\r`, { gap: 90, hold: 20 }))).maxGapMs).toBe(50)
  })

  it('that is too slow is said, with the figure', () => {
    const result = learn(three(testCode, { gap: 150, hold: 20 }))
    expect(result.kind).toBe('not-possible')
    expect(finding(result, 'too-slow')).toEqual({ kind: 'too-slow', averageGap: 150, limit: 110 })
  })

  it('is learned where releases are not reported, which is said', () => {
    const result = learn(three(`${testCode}\r`, { releases: false }))
    expect(result.kind).toBe('learned')
    expect(finding(result, 'no-releases')).toBeDefined()
    expect(finding(learn(three(`${testCode}\r`)), 'no-releases')).toBeUndefined()
  })
})

describe('Caps Lock', () => {
  it('is said to be on, and changes nothing from then on', () => {
    const result = learn(three(`${testCode}\r`, { capsLock: true }))
    expect(finding(result, 'caps-lock-on')).toEqual({ kind: 'caps-lock-on', changes: false })
    const stream = typedBy('aBc-123\r', {
      layout: layout('us'),
      system: layout('us'),
      gap: 8,
      capsLock: true,
    })
    expect(play(stream, settingsOf(result)).texts).toEqual(['aBc-123'])
    expect(play(stream).texts).toEqual(['AbC-123'])
  })

  it('has to go off where the scanner presses Shift the other way for it', () => {
    const exchanged = 'aQ1-zY0/M@w2\\Ia1-M'
    const result = learn(three(`${exchanged}\r`, { capsLock: true, system: 'de' }))
    expect(result).toMatchObject({ kind: 'incomplete', ask: 'caps-lock-off', scansLeft: 3 })
    expect(finding(result, 'caps-lock-on')).toEqual({ kind: 'caps-lock-on', changes: true })
  })

  it("and a scanner that follows it need no layout where the computer's own is right", () => {
    const result = learn(three('aQ1-zY0/M@w2\\Ia1-M\r', { capsLock: true }))
    expect(result).toMatchObject({ kind: 'learned', layout: null })
    const device = { layout: layout('us'), system: layout('us'), gap: 8, capsLock: true }
    expect(play(typedBy('aBC-123\r', device), settingsOf(result)).texts).toEqual(['Abc-123'])
  })

  it('is not blamed where the scanner exchanges letters by itself', () => {
    const result = learn(three('aQ1-zY0/M@w2\\Ia1-M\r'))
    expect(result).toEqual({ kind: 'not-possible', findings: [{ kind: 'case-exchanged' }] })
  })
})

describe('a scanner that makes all letters capitals, or all small', () => {
  it.each([
    ['capitals', testCode.toUpperCase()],
    ['small', testCode.toLowerCase()],
  ] as const)(
    'law: is told so, at the first scan, and not that its keyboard is unknown: %s',
    (letters, text) => {
      expect(learn([scan(`${text}\r`)])).toMatchObject({ findings: [{ kind: 'one-case', scan: 0, letters }] })
      const found = [0, 1, 2].map((at) => ({ kind: 'one-case', scan: at, letters }))
      expect(learn(three(`${text}\r`))).toEqual({ kind: 'not-possible', findings: found })
      expect(learn(three(`${text}\r`, { system: 'fr' }))).toEqual({ kind: 'not-possible', findings: found })
      const said = stuckPhrases(learn(three(`${text}\r`)).findings)
      expect(said).toEqual([{ id: 'scanner-setup.stuck.one-case', values: { letters } }])
    },
  )
})

describe('a scan that does not count', () => {
  const good = () => scan(`${testCode}\r`)

  it.each([
    ['nothing', () => [], { kind: 'nothing' }],
    ['another code', () => scan('4006381333931\r'), { kind: 'other-code', length: 13 }],
    ['the code twice', () => scan(`${testCode}\r${testCode}\r`), { kind: 'twice' }],
    ['half of it', () => scan(`${testCode.slice(0, 8)}\r`), { kind: 'half', missing: 10 }],
    ['the other half', () => scan(`${testCode.slice(8)}\r`), { kind: 'half', missing: 8 }],
    [
      'a scanner without @ and \\',
      () => scan(`${testCode.replace(/[@\\]/g, '')}\r`),
      { kind: 'damaged', characters: '@\\' },
    ],
  ])('%s is named, and one more is asked for', (_, bad, named) => {
    const result = learn([good(), bad(), good()])
    expect(result).toEqual({
      kind: 'incomplete',
      ask: 'scan',
      scansLeft: 1,
      findings: [{ ...named, scan: 1 }],
    })
    expect(learn([good(), bad(), good(), good()])).toMatchObject({ kind: 'learned', layout: 'us' })
  })

  it('law: two scans that a slow scanner made one of are told to be slow, not to be two presses', () => {
    const twice = `${testCode}${testCode}`
    expect(learn([scan(twice, { gap: 150, hold: 20 })])).toMatchObject({
      kind: 'incomplete',
      findings: [{ kind: 'too-slow', averageGap: 150, limit: 110, scan: 0 }],
    })
  })

  it('a person who types the code is named, at any speed', () => {
    for (const wpm of [20, 40, 60, 80, 100]) {
      const mean = 12_000 / wpm
      const chance = random(wpm)
      let at = 1_000
      const typed = Array.from(`${testCode}\r`).flatMap((char) => {
        at += mean * (0.45 + 1.3 * chance())
        const hold = 75 + 40 * chance()
        return [key('down', char, at), key('up', char, at + hold)]
      })
      const result = learn([captured(together(typed)), good(), good()])
      expect(result.findings, `${wpm} words a minute`).toEqual([
        expect.objectContaining({ kind: 'typed', scan: 0 }) as object,
      ])
    }
  })

  it('says nothing of what another code was', () => {
    const result = learn([scan('SECRET-CARD-4711\r'), good()])
    expect(JSON.stringify(result)).not.toContain('SECRET')
    expect(result.findings).toEqual([{ kind: 'other-code', scan: 0, length: 16 }])
  })

  it('asks for all three where there is none, and for what is missing of them', () => {
    for (const count of [0, 1, 2])
      expect(learn(Array.from({ length: count }, good))).toEqual({
        kind: 'incomplete',
        ask: 'scan',
        scansLeft: 3 - count,
        findings: [],
      })
  })

  it('is the only thing that a scanner gives which cannot type the code', () => {
    const result = learn(three(`${testCode.replace('@', '')}\r`))
    expect(result.kind).toBe('not-possible')
    expect(finding(result, 'damaged')).toEqual({ kind: 'damaged', scan: 0, characters: '@' })
  })
})

describe('scans that disagree', () => {
  it.each([
    ['prefix', `*${testCode}\r`],
    ['aim', `]C0${testCode}\r`],
    ['suffix', `${testCode}//\r`],
    ['end', `${testCode}\t`],
  ])('about the %s: it is named, and outvoted by three that agree', (about, other) => {
    const good = scan(`${testCode}\r`)
    const result = learn([good, good, scan(other)])
    expect(result).toEqual({
      kind: 'incomplete',
      ask: 'scan',
      scansLeft: 1,
      findings: [{ kind: 'disagreement', about: [about] }],
    })
    const outvoted = learn([good, good, scan(other), good])
    expect(outvoted.kind).toBe('learned')
    expect(finding(outvoted, 'odd-one')).toEqual({ kind: 'odd-one', scan: 2 })
  })

  it('about the layout: two scanners, and neither is learned before it has three', () => {
    const us = scan(`${testCode}\r`, { layout: 'us', system: 'us' })
    const de = scan(`${testCode}\r`, { layout: 'de', system: 'us' })
    expect(learn([us, de, us])).toMatchObject({ kind: 'incomplete', scansLeft: 1 })
    expect(finding(learn([us, de, us]), 'disagreement')).toEqual({ kind: 'disagreement', about: ['layout'] })
    expect(learn([us, de, us, de, de])).toMatchObject({ kind: 'learned', layout: 'de' })
  })
})

it('calibration never throws, and never learns from what is not the code', () => {
  const stroke = fc.record({
    char: fc.constantFrom(...Array.from('aA1-@\r\t '), ''),
    gap: fc.integer({ min: 0, max: 120 }),
    hold: fc.integer({ min: 0, max: 90 }),
    type: fc.constantFrom('down' as const, 'up' as const),
    dead: fc.boolean(),
  })
  const capture = fc.array(stroke, { maxLength: 40 }).map((strokes) => {
    let at = 1_000
    return captured(
      strokes.flatMap(({ char, gap, hold, type, dead }) => {
        at += gap
        const named = dead ? { key: 'Dead', code: 'BracketLeft' } : {}
        return [key(type, char, at, named), key('up', char, at + hold, named)]
      }),
    )
  })
  fc.assert(
    fc.property(fc.array(capture, { maxLength: 4 }), (captures) => {
      expect(['incomplete', 'not-possible']).toContain(calibrate(captures, testCode, all.slice(0, 4)).kind)
    }),
    { numRuns: 100, seed: 64 },
  )
})
