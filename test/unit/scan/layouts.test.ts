import { beforeAll, describe, expect, it } from 'vitest'
import { composed, faceOf, layoutIds } from '../../../shared/scan/layout.ts'
import type { KeyboardLayout, LayoutId } from '../../../shared/scan/layout.ts'
import { loadLayouts } from '../../../shared/scan/layouts/load-layout.ts'
import { defaultWedgeSettings } from '../../../shared/scan/wedge-types.ts'
import { charactersOf, printable, strokesFor, typedBy } from './keyboards.ts'
import { key, none, play, together } from './streams.ts'

let all: readonly KeyboardLayout[]
let byId: ReadonlyMap<LayoutId, KeyboardLayout>

beforeAll(async () => {
  all = await loadLayouts()
  byId = new Map(all.map((layout) => [layout.id, layout]))
})

function layout(id: LayoutId): KeyboardLayout {
  const found = byId.get(id)
  if (found === undefined) throw new Error(id)
  return found
}

// What cannot be typed at all there, not even with an accent and a Space.
const missing: Partial<Record<LayoutId, string>> = { it: '`~' }

describe('a layout as data', () => {
  it('is there for every name, under its own name', () => {
    expect(all.map(({ id }) => id)).toEqual(layoutIds)
  })

  it('has a plain and a shifted face on every key but where the real one has none', () => {
    const empty = all.flatMap(({ id, keys }) =>
      Object.entries(keys).flatMap(([code, faces]) =>
        [0, 1].flatMap((level) => ((faces[level] ?? null) === null ? [`${id} ${code} ${level}`] : [])),
      ),
    )
    // On a French keyboard Shift and ² type nothing.
    expect(empty.filter((each) => !each.includes('Numpad'))).toEqual(['fr Backquote 1'])
  })

  it('types all of printable ASCII, but for what it cannot', () => {
    for (const each of all) {
      const typed = charactersOf(each)
      const lacking = printable.filter((char) => !typed.includes(char)).join('')
      expect([each.id, lacking]).toEqual([each.id, missing[each.id] ?? ''])
    }
  })

  it('has every accent that waits on the level that it names', () => {
    for (const each of all) {
      each.dead.forEach((accents, level) => {
        const faces = Object.values(each.keys).map((key) => key[level])
        for (const accent of accents) expect(faces, `${each.id} ${accent}`).toContain(accent)
      })
    }
  })

  // Positions by which a person tells these keyboards apart, from the tables of Unicode's CLDR.
  it.each([
    ['us', 'KeyQ', 0, 'q'],
    ['gb', 'Digit2', 1, '"'],
    ['gb', 'Quote', 1, '@'],
    ['fr', 'KeyQ', 0, 'a'],
    ['fr', 'Digit1', 1, '1'],
    ['fr', 'Digit0', 2, '@'],
    ['be', 'Equal', 0, '-'],
    ['be', 'Digit2', 2, '@'],
    ['de', 'KeyY', 0, 'z'],
    ['de', 'Digit7', 1, '/'],
    ['de-ch', 'Digit2', 2, '@'],
    ['de-ch', 'BracketLeft', 1, 'è'],
    ['fr-ch', 'BracketLeft', 1, 'ü'],
    ['es', 'Digit2', 2, '@'],
    ['es-419', 'KeyQ', 2, '@'],
    ['it', 'Semicolon', 2, '@'],
    ['it', 'BracketLeft', 3, '{'],
    ['pt', 'Backquote', 0, '\\'],
    ['se', 'Minus', 2, '\\'],
    ['no', 'Equal', 0, '\\'],
    ['dk', 'IntlBackslash', 2, '\\'],
    ['tr-q', 'KeyI', 0, 'ı'],
    ['tr-q', 'Quote', 0, 'i'],
    ['tr-f', 'KeyQ', 0, 'f'],
    ['pl', 'KeyA', 2, 'ą'],
    ['cz', 'Digit2', 1, '2'],
    ['cz', 'KeyV', 2, '@'],
    ['hu', 'Backquote', 0, '0'],
    ['hu', 'KeyV', 2, '@'],
  ] as const)('%s: %s on level %i is %s', (id, code, level, text) => {
    expect(faceOf(layout(id), code, level)).toEqual({ text, dead: false })
  })
})

describe('an accent that waits', () => {
  it.each([
    ['^', 'e', 'ê'],
    ['´', 'E', 'É'],
    ['¨', 'u', 'ü'],
    ['~', 'n', 'ñ'],
    ['ˇ', 's', 'š'],
    ['^', ' ', '^'],
    ['`', ' ', '`'],
    ['^', 'x', '^x'],
    ['^', '^', '^^'],
  ])('%s and %s are %s', (accent, next, text) => {
    expect(composed(accent, next)).toBe(text)
  })
})

describe('a scanner of one layout at a system of another', () => {
  it('is read by its physical keys: every printable character of every pair', () => {
    let read = 0
    for (const own of all) {
      const characters = charactersOf(own)
      const code = `LOY${characters.join('')}9`
      for (const system of all) {
        const settings = { ...defaultWedgeSettings, decodeByPhysicalKey: true, layout: own }
        const stream = typedBy(`${code}\r`, { layout: own, system, gap: 8 })
        const played = play(stream, settings)
        expect(played.texts, `${own.id} at ${system.id}`).toEqual([code])
        expect([played.value, played.pressed], `${own.id} at ${system.id}`).toEqual(['', []])
        read += characters.length
      }
    }
    expect(read).toBe(all.length * (all.length * 95 - 2))
  })

  it.each(['right-alt', 'ctrl-alt'] as const)('whether AltGr is %s or not', (altGr) => {
    for (const id of ['fr', 'de', 'cz', 'it'] as const) {
      const settings = { ...defaultWedgeSettings, decodeByPhysicalKey: true, layout: layout(id) }
      const stream = typedBy('A@1#[2]{3}\\\r', { layout: layout(id), system: layout('us'), gap: 10, altGr })
      const played = play(stream, settings)
      expect(played.texts, id).toEqual(['A@1#[2]{3}\\'])
      expect(played.value).toBe('')
    }
  })

  it('with Caps Lock on, which changes nothing of what it pressed', () => {
    for (const system of all) {
      const settings = { ...defaultWedgeSettings, decodeByPhysicalKey: true, layout: layout('us') }
      const stream = typedBy('Ab12-Cd\r', { layout: layout('us'), system, gap: 8, capsLock: true })
      expect(play(stream, settings).texts, system.id).toEqual(['Ab12-Cd'])
    }
  })

  it('with digits on the numeric pad, NumLock on or off', () => {
    for (const digits of ['numpad', 'numpad-unlocked'] as const) {
      const device = { layout: layout('us'), system: layout('fr'), gap: 8, digits }
      const settings = { ...defaultWedgeSettings, decodeByPhysicalKey: true, layout: layout('us') }
      expect(play(typedBy('4006381333931\r', device), settings).texts).toEqual(['4006381333931'])
    }
  })

  it('with each character entered by its number, whatever the layouts', () => {
    for (const system of all) {
      const device = { layout: layout('us'), system, gap: 4, byNumber: true }
      expect(play(typedBy('LOY-42@x\r', device)).texts, system.id).toEqual(['LOY-42@x'])
    }
  })

  it('ends with Ctrl+M and Ctrl+C by its own letters', () => {
    for (const [text, terminator] of [
      ['\u000d', 'enter'],
      ['\u0003', 'end-of-text'],
    ] as const) {
      const own = layout('fr')
      const settings = { ...defaultWedgeSettings, decodeByPhysicalKey: true, layout: own }
      const code = strokesFor(own, text === '\u0003' ? 'c' : 'm')?.[0]?.code ?? ''
      const at = 1_000 + 13 * 8
      const ctrl = { ...none, ctrl: true }
      const end = [
        key('down', 'x', at, { code, modifiers: ctrl }),
        key('up', 'x', at + 4, { code, modifiers: ctrl }),
      ]
      const stream = together(typedBy('4006381333931', { layout: own, system: layout('us'), gap: 8 }), end)
      expect(play(stream, settings).scans).toEqual([
        expect.objectContaining({ text: '4006381333931', terminator }) as object,
      ])
    }
  })
})

describe('digits of a scanner that nobody calibrated', () => {
  it.each(['fr', 'be', 'cz'] as const)('are told beside what a computer set to %s made of them', (id) => {
    const played = play(typedBy('4006381333931\r', { layout: layout('us'), system: layout(id), gap: 8 }))
    expect(played.scans).toEqual([expect.objectContaining({ digitKeys: '4006381333931' }) as object])
    expect(played.texts[0]).not.toMatch(/[0-9]/)
  })

  it('are told of nothing but digits, and not where the text is right', () => {
    const at = (text: string, own: LayoutId, system: LayoutId) =>
      play(typedBy(`${text}\r`, { layout: layout(own), system: layout(system), gap: 8 })).scans[0]
    expect(at('4006381333931', 'us', 'us')).not.toHaveProperty('digitKeys')
    expect(at('A006381333931', 'us', 'fr')).not.toHaveProperty('digitKeys')
    expect(at('4006381333931', 'fr', 'fr')).not.toHaveProperty('digitKeys')
    expect(at('!@#$%^&*()', 'us', 'us')).not.toHaveProperty('digitKeys')
  })

  it('among letters make a scan strange where they came as other characters', () => {
    const isStrange = (text: string, own: LayoutId, system: LayoutId, settings = defaultWedgeSettings) =>
      play(typedBy(`${text}\r`, { layout: layout(own), system: layout(system), gap: 8 }), settings).scans[0]
        ?.strangeDigits
    expect([isStrange('LOY-0042', 'us', 'fr'), isStrange('LOY-0042', 'us', 'cz')]).toEqual([true, true])
    expect([isStrange('LOY-0042', 'us', 'de'), isStrange('LOY-0042', 'fr', 'fr')]).toEqual([
      undefined,
      undefined,
    ])
    const known = { ...defaultWedgeSettings, decodeByPhysicalKey: true, layout: layout('us') }
    expect(isStrange('LOY-0042', 'us', 'fr', known)).toBeUndefined()
    expect(isStrange('*LOY-0042', 'us', 'fr')).toBe(true)
  })

  it.each(['LOY-00-42781', '4f1c2b7e-90d3-4c55-8a61-0e9b7d2f3a48', 'A-1-2-3'])(
    'are none where a scanner presses them for the signs on them: %s at a keyboard whose digits need Shift',
    (text) => {
      const scans = play(typedBy(`${text}\r`, { layout: layout('fr'), system: layout('fr'), gap: 8 })).scans
      expect(scans.map((scan) => [scan.text, scan.strangeDigits])).toEqual([[text, undefined]])
    },
  )
})

describe('a dead key', () => {
  it('is half a scan no more where the layout knows it', () => {
    const own = layout('de')
    const stream = typedBy('AB^1234\r', { layout: own, system: own, gap: 8 })
    expect(play(stream).halves).toEqual(['dead-key'])
    const settings = { ...defaultWedgeSettings, decodeByPhysicalKey: true, layout: own }
    expect(play(stream, settings).texts).toEqual(['AB^1234'])
    expect(play(stream, settings).halves).toEqual([])
  })

  it('with its letter is one character', () => {
    const own = layout('de')
    const settings = { ...defaultWedgeSettings, decodeByPhysicalKey: true, layout: own }
    const accents = typedBy('12^', { layout: own, system: own, gap: 8 }).filter(
      ({ code }) => code !== 'Space',
    )
    const rest = typedBy('e1234\r', { layout: own, system: own, gap: 8, start: 1_024 })
    expect(play(together(accents, rest), settings).texts).toEqual(['12ê1234'])
  })

  it('that nothing follows is half a scan', () => {
    const own = layout('de')
    const settings = { ...defaultWedgeSettings, decodeByPhysicalKey: true, layout: own }
    const accent = typedBy('ABC123^', { layout: own, system: own, gap: 8 })
    const stream = together(
      accent.filter(({ code }) => code !== 'Space'),
      [key('down', '\r', 1_064), key('up', '\r', 1_068)],
    )
    const played = play(stream, settings)
    expect(played.halves).toEqual(['dead-key'])
    expect([played.texts, played.value]).toEqual([[], ''])
  })
})

describe("a person at a system that is not of the scanner's layout", () => {
  const settings = () => ({ ...defaultWedgeSettings, decodeByPhysicalKey: true, layout: layout('us') })

  it('keeps what they typed, as they typed it, among the keys of a scan', () => {
    const scan = typedBy('4006381333931\r', { layout: layout('us'), system: layout('fr'), gap: 8 })
    const finger = [key('down', 'q', 1_052, { code: 'KeyA' }), key('up', 'q', 1_140, { code: 'KeyA' })]
    const played = play(together(scan, finger), settings())
    expect(played.texts).toEqual(['4006381333931'])
    expect(played.value).toBe('q')
  })

  it('reads in a doubt what stands in the field', () => {
    const by = { layout: layout('us'), system: layout('fr'), gap: 10 }
    const codes = ['4006381333931', '96385074']
    const twoOrOne = together(typedBy(codes[0]!, by), typedBy(codes[1]!, { ...by, start: 1_420 }))
    const played = play(twoOrOne, settings())
    expect(played.texts).toEqual([])
    expect(played.value).toBe(Array.from(codes.join(''), (digit) => `à&é"'(-è_ç`[Number(digit)]).join(''))
    expect(played.ambiguous).toEqual([played.value])
  })
})
