import { createIntl } from 'react-intl'
import { describe, expect, it } from 'vitest'
import { reportOf } from '../../../renderer/features/settings/tester/report.ts'
import { mostKeys, mostScans, TraceRecorder } from '../../../renderer/features/settings/tester/trace.ts'
import type { ScanEntry } from '../../../renderer/features/settings/tester/trace.ts'
import { en } from '../../../renderer/i18n/messages/en.ts'
import { say } from '../../../renderer/i18n/phrase.ts'
import type { ScanOrigin } from '../../../renderer/stores/scan-watch.ts'
import type { Scanner } from '../../../shared/domain/scanner.ts'
import { defaultCodeRules } from '../../../shared/scan/code-meaning.ts'
import type { WedgeKeyEvent, WedgeScan } from '../../../shared/scan/wedge-types.ts'

const intl = createIntl({ locale: 'en', messages: en })

function key(type: 'down' | 'up', of: string, at: number): WedgeKeyEvent {
  const modifiers = { shift: false, ctrl: false, alt: false, meta: false, altGraph: false }
  return { type, code: `Key${of}`, key: of, at, repeat: false, isComposing: false, modifiers }
}

/** Types a code as a wedge does, 6 ms a character and each key 2 ms down, and tells it as scanned. */
function typed(recorder: TraceRecorder, raw: string, start: number, opens = false): number {
  let at = start
  for (const character of [...Array.from(raw), 'Enter']) {
    recorder.key(key('down', character, at))
    recorder.key(key('up', character, at + 2))
    at += 6
  }
  const scan: WedgeScan = {
    raw,
    text: raw,
    startedAt: start,
    endedAt: at - 6,
    terminator: 'enter',
    chars: raw.length,
    averageGap: 6,
  }
  return recorder.scan(raw, { by: 'keys', scan }, defaultCodeRules, opens)
}

function entriesOf(recorder: TraceRecorder): readonly ScanEntry[] {
  return recorder.trace().entries.flatMap((entry) => (entry.kind === 'scan' ? [entry] : []))
}

function written(recorder: TraceRecorder, devices: readonly Scanner[] = []): string {
  const lines = reportOf({ version: '1.2.3', wedges: [], devices, trace: recorder.trace() })
  return lines.map((line) => (typeof line === 'string' ? line : say(intl, line))).join('\n')
}

describe('what the tester writes down', () => {
  it('a scan with how its keys came, what it says and what it means', () => {
    const recorder = new TraceRecorder()
    typed(recorder, ']E04006381333931', 1_000)
    expect(entriesOf(recorder)).toMatchObject([
      {
        id: 1,
        aim: ']E0',
        code: { text: '4006381333931', symbology: 'ean-13' },
        meaning: { kind: 'member-card', rule: null },
        steps: { least: 6, middle: 6, most: 6 },
        holds: { least: 2, middle: 2, most: 2 },
        outcome: 'here',
        shownMs: null,
      },
    ])
    expect(recorder.trace().keys[0]).toMatchObject({ key: 'Enter', since: 6, held: 2 })
  })

  it('law: the time is that of the scan which opened the member, from its last character on', () => {
    const recorder = new TraceRecorder()
    const first = typed(recorder, '400638130001', 1_000, true)
    recorder.became(first, 'member')
    recorder.painted(1_100)
    // Painted again for another reason: no scan of this tester was it.
    recorder.painted(9_000)
    const second = typed(recorder, '400638130002', 10_000, true)
    recorder.became(second, 'nobody')
    recorder.painted(10_500)
    const times = entriesOf(recorder).map(({ outcome, shownMs }) => [outcome, shownMs])
    expect(times).toEqual([
      ['nobody', null],
      ['member', 28],
    ])
  })

  it('law: however long it is open, it keeps so many scans and so many keys', () => {
    const recorder = new TraceRecorder()
    for (let n = 0; n < 70; n += 1) typed(recorder, `40063813${String(n).padStart(4, '0')}`, n * 1_000)
    typed(recorder, '7'.repeat(6_000), 100_000)
    const { entries, keys } = recorder.trace()
    expect(entries).toHaveLength(mostScans)
    expect(entries[0]?.id).toBe(71)
    expect(entriesOf(recorder)[0]?.raw).toHaveLength(4_000)
    expect(keys).toHaveLength(mostKeys)
    recorder.clear()
    expect(recorder.trace()).toEqual({ entries: [], keys: [] })
  })
})

/** Codes with something of a person in them, the same in every run. */
function personalCodes(): readonly string[] {
  let seed = 20
  const upTo = (most: number): number => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed % most
  }
  const names = ['Zyxandra', 'Quorblewick', 'Ümlautzky', 'Okonkwo', 'Brzęczyk', 'Müllerova']
  const name = (): string => names[upTo(names.length)] ?? ''
  const digits = (count: number): string => Array.from({ length: count }, () => upTo(10)).join('')
  return Array.from({ length: 40 }, (_, n) => {
    const shapes = [
      () => digits(13),
      () => `+49${digits(10)}`,
      () => `${name()}.${name()}@${name()}.example`,
      () => `SW-${digits(8)}`,
      () => `https://${name()}.example/m/${digits(9)}?n=${name()}`,
      () => `FN:${name()} ${name()}\nTEL:${digits(11)}`,
      () => `8018${digits(18)}`,
      () => `]Q1${name()} ${digits(6)}`,
    ]
    return shapes[n % shapes.length]?.() ?? ''
  })
}

describe('the report', () => {
  it('law: holds no part of a code, no name and no number of anybody, whichever reader and whatever became of it', () => {
    const device: Scanner = {
      id: '01J0000000000000000000SCAN',
      kind: 'hid',
      name: 'Brigitte’s scanner',
      vendorId: 1,
      productId: 2,
      baudRate: 9_600,
      ending: 'auto',
    }
    const origins: readonly ScanOrigin[] = [
      { by: 'device', kind: 'hid', name: device.name, at: 5 },
      { by: 'camera', at: 5 },
    ]
    for (const code of personalCodes()) {
      const recorder = new TraceRecorder()
      typed(recorder, code, 1_000)
      for (const origin of origins)
        recorder.became(recorder.scan(code, origin, defaultCodeRules, true), 'member')
      recorder.painted(50)
      recorder.dropped({ kind: 'ambiguous', text: code })
      const report = written(recorder, [device]).toLowerCase()
      const parts = Array.from({ length: code.length - 3 }, (_, at) => code.slice(at, at + 4).toLowerCase())
      expect(parts.filter((part) => report.includes(part))).toEqual([])
      expect(report).not.toContain('brigitte')
    }
  })

  it('says what helps: shape, check digits, end, speed, kind, meaning, time, and each key by its kind', () => {
    const recorder = new TraceRecorder()
    const id = typed(recorder, ']E04006381333931', 1_000, true)
    recorder.became(id, 'member')
    recorder.painted(1_139)
    const report = written(recorder)
    expect(report).toContain('Stampwell 1.2.3')
    expect(report).toContain('1. From a scanner that types: 13 characters (13 digits)')
    expect(report).toContain('check digits: GS1 fits, Luhn does not fit')
    expect(report).toContain('3 characters around it')
    expect(report).toContain('Ended by: Enter')
    expect(report).toContain('Speed: 6.0 ms a character, 16 characters')
    expect(report).toContain('Kind of code: EAN-13, told by the scanner (]E0)')
    expect(report).toContain('Until the member was shown: 43 ms after the last character')
    expect(report).toContain('Enter 6.0/2.0\ndigit 6.0/2.0')
  })
})
