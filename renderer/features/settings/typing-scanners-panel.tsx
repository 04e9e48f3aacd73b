import { useRef } from 'react'
import type { ReactNode } from 'react'
import type { WedgeProfile } from '../../../shared/scan/wedge-profile.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Panel } from '../../components/panel.tsx'
import { keysPhrases } from '../../i18n/keys-phrase.ts'
import { phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { openOverlay } from '../../stores/navigation.ts'
import { tell, tellFailure } from '../../stores/notices.ts'
import { patchStart } from '../../stores/session.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'

function Known({ scanner }: { readonly scanner: WedgeProfile }): ReactNode {
  const text = useText()
  const { pace, suffix, layout } = scanner
  const end =
    suffix === ''
      ? phrase('scanner-setup.panel.no-end')
      : phrase('scanner-setup.panel.end', { keys: keysPhrases(suffix) })
  const name = phrase(
    layout === null ? 'scanner-setup.learned.layout.system' : `scanner-setup.layout.${layout}`,
  )
  return (
    <li>
      <span>{text('scanner-setup.panel.one', { pace, end, layout: name })}</span>
      <span className="settings__note settings__shop-about">
        {text('scanner-setup.panel.learned', { day: new Date(scanner.learnedAt) })}
      </span>
    </li>
  )
}

/** Scanners that type like a keyboard: what this till knows of them, and the way to teach it. */
export function TypingScannersPanel(): ReactNode {
  const text = useText()
  const till = useTill()
  const known = useStart((start) => start.wedges)
  const isLost = useStart((start) => start.wedgesLost)
  const actions = useRef<HTMLDivElement>(null)
  const forget = async (): Promise<void> => {
    const answer = await till.terminal.call('keepWedges', { wedges: [] })
    if (!answer.ok) {
      tellFailure(till, answer.error)
      return
    }
    // The button that was pressed goes away with what it forgot.
    actions.current?.querySelector('button')?.focus()
    patchStart(till, { wedges: answer.value, wedgesLost: false })
    tell(till, 'good', phrase('scanner-setup.panel.forgotten'))
  }
  return (
    <Panel label={text('scanner-setup.panel')}>
      <div className="settings__rows settings__rows--close">
        <h2>{text('scanner-setup.panel')}</h2>
        {isLost ? <Banner tone="warn" title={text('counter.set-up.lost')} /> : null}
        {known.length === 0 ? (
          <p>{text('scanner-setup.panel.none')}</p>
        ) : (
          <>
            <p>{text('scanner-setup.panel.known', { count: known.length })}</p>
            <ul className="settings__limits">
              {known.map((scanner) => (
                <Known key={JSON.stringify(scanner)} scanner={scanner} />
              ))}
            </ul>
          </>
        )}
        <div className="safety__actions" ref={actions}>
          <Button
            onPress={() => {
              openOverlay(till, 'scanner-setup')
            }}
          >
            {text('scanner-setup.panel.open')}
          </Button>
          <Button
            variant="quiet"
            onPress={() => {
              openOverlay(till, 'scanner-sheet')
            }}
          >
            {text('scanner-setup.panel.sheet')}
          </Button>
          {known.length === 0 && !isLost ? null : (
            <Button variant="quiet" onPress={() => void forget()}>
              {text('scanner-setup.panel.forget')}
            </Button>
          )}
        </div>
      </div>
    </Panel>
  )
}
