import type { MessageId } from '../../../i18n/messages/en.ts'
import { phrase } from '../../../i18n/phrase.ts'
import type { Phrase } from '../../../i18n/phrase.ts'
import { meaningPhrase } from '../code-rules-draft.ts'
import type { ScanEntry, Spread } from './trace.ts'
import { kindPhrase } from './words.ts'

/** One thing that is known of a scan, without a character of its code. */
export interface Fact {
  readonly name: MessageId
  readonly value: Phrase
}

function spread(name: 'tester.steps' | 'tester.holds', value: Spread | null): readonly Fact[] {
  return value === null ? [] : [{ name, value: phrase('tester.spread', { ...value }) }]
}

/** How the scan came. */
function comingOf({ origin, steps, holds }: ScanEntry): readonly Fact[] {
  if (origin.by !== 'keys') return []
  const { terminator, averageGap, chars, digitKeys } = origin.scan
  return [
    { name: 'tester.end', value: phrase(`tester.end.${terminator}`) },
    { name: 'tester.pace', value: phrase('tester.pace.value', { pace: averageGap, count: chars }) },
    ...spread('tester.steps', steps),
    ...spread('tester.holds', holds),
    ...(digitKeys === undefined
      ? []
      : [{ name: 'tester.layout', value: phrase('tester.layout.digits') } as const]),
  ]
}

/** What is known of a scan: shown on the screen, and told in the report. */
export function factsOf(entry: ScanEntry): readonly Fact[] {
  const { outcome, shownMs } = entry
  return [
    { name: 'tester.kind', value: kindPhrase(entry) },
    { name: 'tester.meaning', value: meaningPhrase(entry.meaning) },
    ...comingOf(entry),
    { name: 'tester.outcome', value: phrase(`tester.outcome.${outcome}`) },
    ...(shownMs === null
      ? []
      : [{ name: 'tester.shown', value: phrase('tester.shown.value', { ms: shownMs }) } as const]),
  ]
}
