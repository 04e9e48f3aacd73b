import type { ReactNode } from 'react'
import { visibleText } from '../../../../shared/scan/visible-text.ts'
import { Said, useText } from '../../../i18n/text.tsx'
import { phrase } from '../../../i18n/phrase.ts'
import type { Phrase } from '../../../i18n/phrase.ts'
import { meaningPhrase } from '../code-rules-draft.ts'
import { factsOf } from './facts.ts'
import type { Entry, ScanEntry } from './trace.ts'
import { droppedPhrase, originPhrase } from './words.ts'

/** One line for what arrived. */
export function headlineOf(entry: Entry): Phrase {
  return entry.kind === 'scan'
    ? phrase('tester.scan', { number: entry.id, what: meaningPhrase(entry.meaning) })
    : phrase('tester.dropped', { what: droppedPhrase(entry) })
}

/** So many characters are seen without scrolling in the narrowest window. */
const fitting = 150

/** A text that came from outside: shown character by character, and never more than that. */
function Characters({ text }: { readonly text: string }): ReactNode {
  const say = useText()
  if (text === '') return say('tester.text.nothing')
  const shown = visibleText(text)
  // What does not fit is scrolled, by keys as well.
  return (
    <code className="tester__characters" {...(shown.length > fitting ? { tabIndex: 0 } : {})}>
      {shown}
    </code>
  )
}

function TextsOf({ entry }: { readonly entry: ScanEntry }): ReactNode {
  const text = useText()
  const { raw, code } = entry
  return (
    <>
      <div>
        <dt>{text('tester.raw')}</dt>
        <dd>
          <Characters text={raw} />
        </dd>
      </div>
      <div>
        <dt>{text('tester.text')}</dt>
        <dd>
          <Characters text={code.text} />
        </dd>
      </div>
      {code.code === code.text ? null : (
        <div>
          <dt>{text('tester.code')}</dt>
          <dd>
            <Characters text={code.code} />
          </dd>
        </div>
      )}
    </>
  )
}

/** All that is known of something that arrived. */
export function EntryFacts({ entry }: { readonly entry: Entry }): ReactNode {
  const text = useText()
  if (entry.kind === 'dropped') {
    if (entry.text === '') return null
    return (
      <dl className="tester__facts">
        <div>
          <dt>{text('tester.raw')}</dt>
          <dd>
            <Characters text={entry.text} />
          </dd>
        </div>
      </dl>
    )
  }
  return (
    <dl className="tester__facts">
      <TextsOf entry={entry} />
      <div>
        <dt>{text('tester.from')}</dt>
        <dd>
          <Said phrase={originPhrase(entry.origin)} />
        </dd>
      </div>
      {factsOf(entry).map(({ name, value }) => (
        <div key={name}>
          <dt>{text(name)}</dt>
          <dd>
            <Said phrase={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
