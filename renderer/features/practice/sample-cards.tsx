import { Printer } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import type { SampleCard } from '../../../shared/domain/views.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Panel } from '../../components/panel.tsx'
import { failurePhrase } from '../../i18n/failure-text.ts'
import { Said, useText } from '../../i18n/text.tsx'
import { scanned } from '../../stores/scan-routing.ts'
import { useTill } from '../../stores/till-context.tsx'
import './sample-cards.css'

// Drawing codes is needed here alone, and weighs more than the screen.
const Barcode = lazy(async () => ({ default: (await import('../../components/barcode.tsx')).Barcode }))

function CardFace({ card }: { readonly card: SampleCard }): ReactNode {
  const text = useText()
  return (
    <>
      <span className="sample-card__words">
        <span className="visually-hidden">{text('practice.card.scan')}</span>
        <span className="sample-card__purpose">{text(`practice.card.${card.purpose}`)}</span>
        <bdi className="sample-card__name">{card.name}</bdi>
      </span>
      <span className="sample-card__code">
        <Suspense fallback={<span className="barcode" />}>
          <Barcode card={card} fallback={text('practice.card.notDrawn')} />
        </Suspense>
        <span className="sample-card__digits number" dir="ltr">
          {card.code}
        </span>
      </span>
    </>
  )
}

/** The sample cards: scanned from the screen, pressed, or printed. */
export function SampleCards(): ReactNode {
  const text = useText()
  const till = useTill()
  const [cards, setCards] = useState<readonly SampleCard[]>([])
  const [failure, setFailure] = useState<RequestFailure | null>(null)

  const [tries, setTries] = useState(0)

  useEffect(() => {
    let gone = false
    void till.terminal.call('sampleCards').then((answer) => {
      if (gone) return
      setFailure(answer.ok ? null : answer.error)
      if (answer.ok) setCards(answer.value)
    })
    return () => {
      gone = true
    }
  }, [till, tries])

  return (
    <Panel label={text('practice.cards.title')}>
      <div className="sample-cards">
        <header className="sample-cards__head">
          <div>
            <h2>{text('practice.cards.title')}</h2>
            <p className="sample-cards__hint">{text('practice.cards.hint')}</p>
          </div>
          <Button
            icon={<Printer size={20} aria-hidden />}
            isDisabled={cards.length === 0}
            onPress={() => {
              window.print()
            }}
          >
            {text('practice.print')}
          </Button>
        </header>
        {failure === null ? null : (
          <Banner
            tone="bad"
            title={text('practice.cards.loadFailed')}
            action={
              <Button
                onPress={() => {
                  setTries(tries + 1)
                }}
              >
                {text('practice.again')}
              </Button>
            }
          >
            <Said phrase={failurePhrase(failure)} />
          </Banner>
        )}
        <p className="sample-cards__sheet-title">{text('practice.print.title')}</p>
        <ul className="sample-cards__rows">
          {cards.map((card) => (
            <li key={card.code}>
              <Pressable className="sample-card" onPress={() => void scanned(till, card.code)}>
                <CardFace card={card} />
              </Pressable>
            </li>
          ))}
        </ul>
        <p className="sample-cards__sheet-title">{text('practice.print.note')}</p>
      </div>
    </Panel>
  )
}
