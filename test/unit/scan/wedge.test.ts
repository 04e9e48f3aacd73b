import { describe, expect, it } from 'vitest'
import { usLayout } from '../../../shared/scan/layouts/us.ts'
import { defaultWedgeSettings } from '../../../shared/scan/wedge-types.ts'
import { WedgeMachine } from '../../../shared/scan/wedge.ts'
import { ctrl, key, none, play, scanner, together } from './streams.ts'

const ean = '4006381333931'

describe('a plain wedge is read uncalibrated', () => {
  const speeds = [1, 2, 5, 8, 10, 12, 16, 20, 25, 30, 35, 40, 45, 50]
  const ends = [
    ['Enter', '\r', 'enter'],
    ['Tab', '\t', 'tab'],
    ['nothing', '', 'none'],
  ] as const
  for (const [name, suffix, terminator] of ends) {
    it.each(speeds)(`at %i ms a character, ending with ${name}`, (gap) => {
      const played = play(scanner(ean + suffix, { gap, jitter: Math.min(gap * 0.2, 6) }))
      expect(played.scans).toEqual([
        expect.objectContaining({ raw: ean, text: ean, terminator, chars: 13 }) as object,
      ])
      expect(played.scans[0]?.averageGap).toBeGreaterThan(gap * 0.8)
      expect(played.scans[0]?.averageGap).toBeLessThan(gap * 1.2 + 1)
      expect(played.value).toBe('')
      expect(played.pressed).toEqual([])
    })
  }

  it.each(['96385074', 'LOY-00427781', 'loyalty:v1:9f3c2a7b1d', 'ABCDEFGH', 'a1b2'])(
    'the code %s',
    (code) => {
      for (const gap of [5, 15, 28]) {
        expect(play(scanner(`${code}\r`, { gap, shiftKeys: true })).texts).toEqual([code])
        expect(play(scanner(code, { gap, shiftKeys: true })).texts).toEqual([code])
      }
    },
  )

  it.each([55, 60, 70, 80, 90, 100])('at %i ms when it ends with Enter and has six characters', (gap) => {
    for (const code of ['412907', ean, 'LOY-00427781']) {
      const played = play(scanner(`${code}\r`, { gap, jitter: 6, hold: 20 }))
      expect(played.texts).toEqual([code])
      expect(played.value).toBe('')
      expect(played.pressed).toEqual([])
    }
  })

  it('whose keys stay down until the next one, in the same report', () => {
    for (const gap of [4, 16, 40]) expect(play(scanner(`${ean}\r`, { gap, hold: gap })).texts).toEqual([ean])
    expect(play(scanner(`${ean}\r`, { gap: 16, hold: 17 })).texts).toEqual([ean])
  })

  it('with 4,000 characters', () => {
    const code = '0123456789'.repeat(400)
    const played = play(scanner(`${code}\r`, { gap: 3 }))
    expect(played.texts).toEqual([code])
    expect(played.value).toBe('')
  })
})

describe('what is ambiguous stays in the field', () => {
  it('slower than 50 ms without a terminator', () => {
    for (const gap of [60, 80, 100]) {
      const played = play(scanner(ean, { gap }))
      expect(played.texts).toEqual([])
      expect(played.value).toBe(ean)
    }
  })

  it('slow and shorter than six characters, and its Enter reaches the field', () => {
    const played = play(scanner('41290\r', { gap: 80 }))
    expect(played.texts).toEqual([])
    expect(played.value).toBe('41290')
    expect(played.pressed).toEqual(['Enter'])
  })

  it('letters alone at a speed that practised hands reach', () => {
    const played = play(scanner('anna\r', { gap: 45, hold: 30, jitter: 5 }))
    expect(played.texts).toEqual([])
    expect(played.value).toBe('anna')
    expect(played.pressed).toEqual(['Enter'])
    expect(played.ambiguous).toEqual(['anna'])
  })

  it('but never presses a button that has the focus: it goes to the look-up instead', () => {
    const played = play(scanner('anna\r', { gap: 45, hold: 30 }), defaultWedgeSettings, 'other')
    expect(played.texts).toEqual([])
    expect(played.ambiguous).toEqual(['anna'])
    expect(played.pressed).toEqual(['a'])
  })
})

describe('two scans are two scans', () => {
  it.each([1, 2, 10, 40])('%i ms after the Enter of the first', (pause) => {
    const first = scanner(`${ean}\r`, { gap: 8 })
    const start = first.at(-2)!.at + pause
    const played = play(together(first, scanner('96385074\r', { gap: 8, start })))
    expect(played.texts).toEqual([ean, '96385074'])
    expect(played.value).toBe('')
    expect(played.pressed).toEqual([])
  })

  it('of the same card', () => {
    const played = play(
      together(scanner(`${ean}\t`, { gap: 5 }), scanner(`${ean}\t`, { gap: 5, start: 1_000 + 14 * 5 + 3 })),
    )
    expect(played.texts).toEqual([ean, ean])
  })

  it('without a terminator, after a pause longer than any stall', () => {
    const second = 1_000 + 12 * 10 + 670
    const played = play(together(scanner(ean, { gap: 10 }), scanner('96385074', { gap: 10, start: second })))
    expect(played.texts).toEqual([ean, '96385074'])
    expect(played.value).toBe('')
  })

  it('without a terminator, after a shorter pause once two scans have shown that none comes', () => {
    const known = [0, 1].map((i) => scanner(ean, { gap: 10, start: 1_000 + i * 1_500 }))
    const third = scanner('96385074', { gap: 10, start: 4_000 })
    const played = play(together(...known, third, scanner(ean, { gap: 10, start: 4_080 + 920 })))
    expect(played.texts).toEqual([ean, ean, '96385074', ean])
    expect(played.value).toBe('')
  })

  it.each([100, 150, 300, 600])(
    '%i ms apart without a terminator they may be one: both stand in the field',
    (pause) => {
      const second = 1_000 + 12 * 10 + pause
      const played = play(
        together(scanner(ean, { gap: 10 }), scanner('96385074', { gap: 10, start: second })),
      )
      expect(played.texts).toEqual([])
      expect(played.ambiguous).toEqual([`${ean}96385074`])
      expect(played.value).toBe(`${ean}96385074`)
    },
  )

  it('ten in a row', () => {
    const streams = Array.from({ length: 10 }, (_, i) =>
      scanner(`CARD-${100 + i}\r`, { gap: 6, start: 1_000 + i * 80 }),
    )
    expect(play(together(...streams)).texts).toEqual(Array.from({ length: 10 }, (_, i) => `CARD-${100 + i}`))
  })
})

describe('terminators press nothing', () => {
  it('CR LF as Enter and Ctrl+J', () => {
    const played = play(scanner(`${ean}\r\n`.replace('\n', '\u000a'), { gap: 8 }))
    expect(played.texts).toEqual([ean])
    const asControl = together(scanner(`${ean}\r`, { gap: 8 }), [
      key('down', 'j', 1_000 + 14 * 8, { modifiers: ctrl }),
      key('up', 'j', 1_000 + 14 * 8 + 3, { modifiers: ctrl }),
    ])
    const again = play(asControl)
    expect(again.texts).toEqual([ean])
    expect(again.pressed).toEqual([])
  })

  it('CR LF as two Enters, and the next scan right behind them', () => {
    const played = play(scanner(`${ean}\r\r96385074\r\r`, { gap: 8 }))
    expect(played.texts).toEqual([ean, '96385074'])
    expect(played.pressed).toEqual([])
  })

  it('Ctrl+J or Ctrl+M alone', () => {
    for (const [letter, terminator] of [
      ['j', 'line-feed'],
      ['m', 'enter'],
      ['c', 'end-of-text'],
    ] as const) {
      const at = 1_000 + 13 * 8
      const end = [
        key('down', letter, at, { modifiers: ctrl }),
        key('up', letter, at + 4, { modifiers: ctrl }),
      ]
      const played = play(together(scanner(ean, { gap: 8 }), end))
      expect(played.scans).toEqual([expect.objectContaining({ text: ean, terminator }) as object])
      expect(played.pressed).toEqual([])
    }
  })

  it('an Enter that comes late', () => {
    for (const late of [60, 90, 120, 160]) {
      const at = 1_000 + 12 * 8 + late
      const enter = [key('down', '\r', at), key('up', '\r', at + 4)]
      const played = play(together(scanner(ean, { gap: 8 }), enter))
      expect(played.texts).toEqual([ean])
      expect(played.pressed).toEqual([])
    }
  })

  it('the release and the repeats of a swallowed Enter', () => {
    const machine = new WedgeMachine<null>(defaultWedgeSettings)
    const feed = (event: ReturnType<typeof key>) =>
      machine.step({ kind: 'key', event, sink: 'other', mark: null }).decision
    for (const event of scanner(ean, { gap: 8 })) feed(event)
    expect(feed(key('down', '\r', 1_104))).toBe('swallow')
    expect(machine.isMuted('Enter')).toBe(true)
    expect(feed(key('down', '\r', 1_130, { repeat: true }))).toBe('swallow')
    expect(feed(key('up', '\r', 1_140))).toBe('swallow')
    expect(machine.isMuted('Enter')).toBe(false)
    expect(feed(key('down', '\r', 2_000))).toBe('pass')
    expect(feed(key('up', '\r', 2_080))).toBe('pass')
  })
})

describe('control characters', () => {
  it('AIM identifiers arrive with the scan', () => {
    expect(play(scanner(`]C0LOY-1234\r`, { gap: 8 })).texts).toEqual([']C0LOY-1234'])
  })

  it('an AIM identifier with nothing behind it is half a scan', () => {
    const played = play(scanner(']E0\r', { gap: 8 }))
    expect(played.texts).toEqual([])
    expect(played.halves).toEqual(['too-short'].map(() => 'no-data'))
    expect(played.value).toBe('')
  })

  it('GS as Ctrl+], F8 and Alt+029 reaches no accelerator', () => {
    const half = 1_000 + 8 * 10
    const rest = scanner('99887766\r', { gap: 10, start: half + 60 })
    const disguises = [
      scanner('\u001d', { gap: 8, start: half }),
      [key('down', '', half, { key: 'F8', code: 'F8' }), key('up', '', half + 4, { key: 'F8', code: 'F8' })],
      [
        key('down', '', half, { key: 'Alt', code: 'AltLeft' }),
        ...['0', '2', '9'].flatMap((digit, i) => [
          key('down', digit, half + 6 + i * 8, { code: `Numpad${digit}`, modifiers: { ...none, alt: true } }),
          key('up', digit, half + 10 + i * 8, { code: `Numpad${digit}`, modifiers: { ...none, alt: true } }),
        ]),
        key('up', '', half + 32, { key: 'Alt', code: 'AltLeft' }),
      ],
    ]
    for (const disguise of disguises) {
      const played = play(together(scanner('80181234', { gap: 10 }), disguise, rest))
      expect(played.texts).toEqual(['80181234\u001d99887766'])
      expect(played.pressed).toEqual([])
      expect(played.value).toBe('')
    }
  })

  it('STX and ETX frame the text and are not part of it', () => {
    const played = play(scanner(`\u0002${ean}\u0003\r`, { gap: 8 }))
    expect(played.texts).toEqual([ean])
    expect(played.scans[0]?.terminator).toBe('end-of-text')
    expect(played.pressed.filter((pressed) => pressed !== 'b')).toEqual([])
  })

  it('a burst of Ctrl and letters inside a scan opens nothing', () => {
    const at = 1_000 + 13 * 8
    const burst = ['f', 'n', 'w', 'r'].flatMap((letter, i) => [
      key('down', letter, at + i * 8, { modifiers: ctrl }),
      key('up', letter, at + i * 8 + 4, { modifiers: ctrl }),
    ])
    const played = play(together(scanner(ean, { gap: 8 }), burst, scanner('\r', { gap: 8, start: at + 32 })))
    expect(played.pressed).toEqual([])
    expect(played.scans).toHaveLength(1)
  })

  it("a person's shortcuts pass", () => {
    const typed = [
      key('down', 'a', 1_000),
      key('up', 'a', 1_080),
      key('down', 'c', 1_300, { modifiers: ctrl }),
      key('up', 'c', 1_380, { modifiers: ctrl }),
      key('down', ']', 1_600, { modifiers: ctrl }),
      key('up', ']', 1_700, { modifiers: ctrl }),
      key('down', '', 1_900, { key: 'F8', code: 'F8' }),
    ]
    expect(play(typed).pressed).toEqual(['c', ']', 'F8'])
  })
})

describe('calibrated', () => {
  it('a slow scanner without terminator is read once its speed is known', () => {
    for (const gap of [60, 80, 100]) {
      const played = play(scanner(ean, { gap, jitter: 5, hold: 20 }), { maxGapMs: gap * 1.2, minLength: 4 })
      expect(played.texts).toEqual([ean])
      expect(played.value).toBe('')
    }
  })

  it('prefix and suffix come off, and the suffix ends the scan where nothing follows', () => {
    const settings = { ...defaultWedgeSettings, prefix: '*', suffix: '-.' }
    const second = scanner('*EF34GH-.', { gap: 10, start: 1_000 + 8 * 10 + 700 })
    const played = play(together(scanner('*AB12CD-.', { gap: 10 }), second), settings)
    expect(played.texts).toEqual(['AB12CD', 'EF34GH'])
    expect(played.scans.map((scan) => scan.terminator)).toEqual(['suffix', 'suffix'])
    expect(played.value).toBe('')
  })

  it.each([4, 10, 25, 45, 90])(
    'characters that were learned as an end cut no code that holds them, at %i ms a character',
    (gap) => {
      const settings = { ...defaultWedgeSettings, maxGapMs: 120, suffix: '/' }
      for (const sink of ['field', 'other'] as const) {
        const played = play(scanner('LOY/0042/7/', { gap, hold: Math.min(20, gap / 2) }), settings, sink)
        expect([played.texts, played.halves, played.value]).toEqual([['LOY/0042/7'], [], ''])
      }
    },
  )

  it.each([70, 200, 400, 600])(
    'nor where the line stalls for %i ms behind them: no half is a scan',
    (forMs) => {
      const settings = { ...defaultWedgeSettings, suffix: '-' }
      const late = scanner('00427815-', { gap: 8, start: 1_000 + 5 * 8 + forMs })
      const played = play(together(scanner('4006-', { gap: 8 }), late), settings)
      expect([played.texts, played.halves, played.value]).toEqual([['4006-00427815'], [], ''])
    },
  )

  it('the rest of a code that was cut behind them is dropped and said, once two scans have shortened the wait', () => {
    const settings = { ...defaultWedgeSettings, suffix: '-' }
    const known = [0, 1].map((i) => scanner('40063813-', { gap: 8, start: 1_000 + i * 2_000 }))
    const late = scanner('00427815-', { gap: 8, start: 6_000 + 5 * 8 + 400 })
    const next = scanner('40063814-', { gap: 8, start: 9_000 })
    const played = play(together(...known, scanner('4006-', { gap: 8, start: 6_000 }), late, next), settings)
    expect(played.texts).toEqual(['40063813', '40063813', '4006', '40063814'])
    expect([played.halves, played.value]).toEqual([['cut'], ''])
  })

  it('a scan that lost its suffix is half a scan and leaves nothing behind', () => {
    for (const suffix of ['\r', '//']) {
      const played = play(scanner('400638133', { gap: 8 }), { ...defaultWedgeSettings, suffix })
      expect(played.texts).toEqual([])
      expect(played.halves).toEqual(['no-suffix'])
      expect(played.value).toBe('')
    }
  })

  it('physical keys outrank a wrong system layout', () => {
    const azerty = { Digit1: '&', Digit2: 'é', Digit3: '"', Digit4: "'", KeyA: 'q', Minus: ')' }
    const stream = scanner('A-1234\r', { gap: 8 }).map((event) => ({
      ...event,
      key: (azerty as Record<string, string>)[event.code] ?? event.key,
    }))
    const settings = { ...defaultWedgeSettings, decodeByPhysicalKey: true, layout: usLayout }
    expect(play(stream, settings).texts).toEqual(['A-1234'])
    expect(play(stream).texts).toEqual(['q)&é"\''])
  })

  it('a new speed counts from the next judgement', () => {
    const machine = new WedgeMachine<null>(defaultWedgeSettings)
    machine.configure({ maxGapMs: 120, minLength: 4 })
    const events = scanner(ean, { gap: 90, hold: 20 }).flatMap(
      (event) => machine.step({ kind: 'key', event, sink: 'field', mark: null }).events,
    )
    const late = machine.step({ kind: 'tick', at: 10_000 }).events
    expect([...events, ...late].filter((event) => event.kind === 'scan')).toHaveLength(1)
  })
})

describe('half a scan is dropped and said', () => {
  it('two characters and an Enter faster than any hand', () => {
    const played = play(scanner('12\r', { gap: 8 }))
    expect(played.halves).toEqual(['too-short'])
    expect(played.texts).toEqual([])
    expect(played.value).toBe('')
    expect(played.pressed).toEqual([])
  })

  it('a character that became a dead key', () => {
    const stream = scanner('AB^12345\r', { gap: 8 }).map((event) =>
      event.key === '^' ? { ...event, key: 'Dead', code: 'BracketLeft' } : event,
    )
    const played = play(stream)
    expect(played.halves).toEqual(['dead-key'])
    expect(played.texts).toEqual([])
    expect(played.value).toBe('')
  })
})
