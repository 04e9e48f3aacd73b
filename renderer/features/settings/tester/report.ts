import type { Scanner } from '../../../../shared/domain/scanner.ts'
import { kindOfCharacter, shapeOfCode } from '../../../../shared/scan/code-shape.ts'
import type { CodeShape } from '../../../../shared/scan/code-shape.ts'
import type { WedgeProfile } from '../../../../shared/scan/wedge-profile.ts'
import { keysPhrases } from '../../../i18n/keys-phrase.ts'
import { phrase } from '../../../i18n/phrase.ts'
import type { Phrase } from '../../../i18n/phrase.ts'
import { factsOf } from './facts.ts'
import type { Entry, KeyPress, ScanEntry, Trace } from './trace.ts'
import { droppedPhrase, sortPhrase } from './words.ts'

/** What the report is made of besides what arrived. */
export interface ReportOf {
  readonly version: string
  readonly wedges: readonly WedgeProfile[]
  readonly devices: readonly Scanner[]
  readonly trace: Trace
}

/** A line: a sentence, or words that are the same in every language. */
export type ReportLine = Phrase | string

function shapePhrase({ length, runs }: CodeShape): Phrase {
  return phrase('tester.report.shape', {
    length,
    runs: runs.length === 0 ? 'none' : 'some',
    list: runs.map(({ kind, count }) => phrase(`tester.report.run.${kind}`, { count })),
  })
}

function knownLine({ pace, suffix, layout }: WedgeProfile): Phrase {
  return phrase('tester.report.known', {
    pace,
    end:
      suffix === ''
        ? phrase('tester.report.known.end.none')
        : phrase('tester.report.known.end', { keys: keysPhrases(suffix) }),
    layout: phrase(
      layout === null ? 'scanner-setup.learned.layout.system' : `scanner-setup.layout.${layout}`,
    ),
  })
}

function scanLines(entry: ScanEntry): readonly ReportLine[] {
  const shape = shapeOfCode(entry.code.text)
  const around = Math.max(0, Array.from(entry.raw).length - shape.length)
  return [
    phrase('tester.report.scan', {
      number: entry.id,
      from: sortPhrase(entry.origin),
      shape: shapePhrase(shape),
    }),
    ...(shape.checks === null
      ? []
      : [
          phrase('tester.report.indented', {
            what: phrase('tester.report.checks', {
              gs1: String(shape.checks.gs1),
              luhn: String(shape.checks.luhn),
            }),
          }),
        ]),
    ...(around === 0
      ? []
      : [
          phrase('tester.report.indented', {
            what: phrase('tester.report.around', { count: around }),
          }),
        ]),
    ...factsOf(entry).map(({ name, value }) => phrase('tester.report.line', { name: phrase(name), value })),
  ]
}

function entryLines(entry: Entry): readonly ReportLine[] {
  if (entry.kind === 'scan') return scanLines(entry)
  return [phrase('tester.report.dropped', { number: entry.id, what: droppedPhrase(entry) })]
}

// By their names, because what a scanner does with them matters; nothing else that a key is called is told.
const named =
  /^(?:Enter|Tab|Shift|Control|Alt|AltGraph|Meta|CapsLock|NumLock|Backspace|Escape|Dead|Process|Unidentified|F[0-9]{1,2}|Arrow(?:Up|Down|Left|Right))$/u

/** What sort of key it was: no letter or digit of a code is among the words. */
function keyWord({ key }: KeyPress): ReportLine {
  if (named.test(key)) return key
  const kind = Array.from(key).length === 1 ? kindOfCharacter(key) : 'others'
  if (kind === 'digits') return phrase('tester.report.key.digit')
  return phrase(
    kind === 'capitals' || kind === 'letters' ? 'tester.report.key.letter' : 'tester.report.key.other',
  )
}

function tenths(ms: number | null): string {
  return ms === null ? '-' : ms.toFixed(1)
}

function keyLine(press: KeyPress): Phrase {
  const kind = keyWord(press)
  return phrase('tester.report.key', {
    kind,
    since: tenths(press.since),
    held: tenths(press.held),
  })
}

/**
 * What somebody who helps needs to know of the scanners here, line by line. No character of a code is in it, no key that
 * was pressed for one, no name that the shop gave a scanner, and nothing of a member.
 */
export function reportOf({ version, wedges, devices, trace }: ReportOf): readonly ReportLine[] {
  const { entries, keys } = trace
  return [
    phrase('tester.report.title', { version }),
    ...(wedges.length === 0 ? [phrase('tester.report.none')] : wedges.map(knownLine)),
    ...(devices.length === 0
      ? []
      : [
          phrase('tester.report.devices', {
            kinds: devices.map(({ kind, baudRate }) => phrase(`tester.report.device.${kind}`, { baudRate })),
          }),
        ]),
    '',
    ...(entries.length === 0 ? [phrase('tester.report.nothing')] : entries.flatMap(entryLines)),
    ...(keys.length === 0 ? [] : ['', phrase('tester.report.keys'), ...keys.map(keyLine)]),
  ]
}
