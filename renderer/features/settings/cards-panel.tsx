import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { CardsImportAnswer } from '../../../shared/domain/card-register.ts'
import type { DialogWords } from '../../../shared/domain/safety.ts'
import { Button } from '../../components/button.tsx'
import { Panel } from '../../components/panel.tsx'
import { useText } from '../../i18n/text.tsx'
import type { Say } from '../../i18n/text.tsx'
import { exportCards, importCards, prepareTill, readCards, takeTill } from '../../stores/cards.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'
import { ImportOutcome } from './cards-outcome.tsx'
import { PrepareDialog } from './prepare-dialog.tsx'
import './safety-panel.css'

function wordsFor(text: Say, what: 'export' | 'import'): DialogWords {
  return {
    title: text(`cards.words.${what}`),
    button: text(`cards.words.${what}.go`),
    files: text('cards.words.files'),
  }
}

function tillWords(text: Say, what: 'prepare' | 'take'): DialogWords {
  return {
    title: text(`tills.words.${what}`),
    button: text(`tills.words.${what}.go`),
    files: text('tills.words.files'),
  }
}

type Work = 'export' | 'import' | 'prepare' | 'take'

/** What became of the last list, for as long as the panel is open. */
type Outcome = Extract<CardsImportAnswer, { readonly kind: 'imported' }> | null

/** The card register as a list, and what another till of the same shops starts with. */
export function CardsPanel(): ReactNode {
  const text = useText()
  const till = useTill()
  const shop = useStart((start) => start.connection.id)
  const isPractice = useStart((start) => start.mode === 'practice')
  const onlyHere = useStart((start) => start.capabilities.codes === 'till')
  const [count, setCount] = useState<number | null>(null)
  const [busy, setBusy] = useState<Work | null>(null)
  const [outcome, setOutcome] = useState<Outcome>(null)
  const [asking, setAsking] = useState(false)

  useEffect(() => {
    let gone = false
    void readCards(till).then((view) => {
      if (!gone) setCount(view?.count ?? null)
    })
    return () => {
      gone = true
    }
  }, [till, shop, outcome])

  const start = (work: Work, run: () => Promise<unknown>): void => {
    setBusy(work)
    void run().finally(() => {
      setBusy(null)
    })
  }
  const isBusy = busy !== null

  return (
    <Panel label={text('cards.title')}>
      <div className="settings__rows">
        <h2>{text('cards.title')}</h2>
        <div className="settings__rows settings__rows--close">
          {count === null ? null : <p className="number">{text('cards.count', { count })}</p>}
          <p className="settings__note">{text(onlyHere ? 'cards.sentence.till' : 'cards.sentence')}</p>
        </div>
        <div className="settings__rows settings__rows--close">
          <div className="safety__actions">
            <Button
              isPending={busy === 'export'}
              isDisabled={isBusy}
              onPress={() => {
                start('export', () => exportCards(till, wordsFor(text, 'export')))
              }}
            >
              {text('cards.export')}
            </Button>
            <Button
              isPending={busy === 'import'}
              isDisabled={isBusy}
              onPress={() => {
                setOutcome(null)
                start('import', () => importCards(till, wordsFor(text, 'import')).then(setOutcome))
              }}
            >
              {text('cards.import')}
            </Button>
          </div>
          <div role="status">{outcome === null ? null : <ImportOutcome outcome={outcome} />}</div>
        </div>
        <p className="settings__note">{text(isPractice ? 'tills.practice' : 'tills.sentence')}</p>
        <div className="safety__actions">
          {isPractice ? null : (
            <Button
              isPending={busy === 'prepare'}
              isDisabled={isBusy}
              onPress={() => {
                setAsking(true)
              }}
            >
              {text('tills.prepare')}
            </Button>
          )}
          <Button
            isPending={busy === 'take'}
            isDisabled={isBusy}
            onPress={() => {
              start('take', () => takeTill(till, tillWords(text, 'take')))
            }}
          >
            {text('tills.take')}
          </Button>
        </div>
      </div>
      {asking ? (
        <PrepareDialog
          onClose={() => {
            setAsking(false)
          }}
          onPrepare={(name) => {
            setAsking(false)
            start('prepare', () => prepareTill(till, { ...tillWords(text, 'prepare'), name }))
          }}
        />
      ) : null}
    </Panel>
  )
}
