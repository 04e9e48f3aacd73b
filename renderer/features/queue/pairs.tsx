import { lazy, Suspense, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { FormattedNumber } from 'react-intl'
import type { PairOffer } from '../../../shared/domain/views.ts'
import { Button } from '../../components/button.tsx'
import { MemberRowLine } from '../../components/member-row.tsx'
import { useText } from '../../i18n/text.tsx'
import { answerPair } from '../../stores/people.ts'
import { useStart, useTill, useUnit } from '../../stores/till-context.tsx'
import './pairs.css'

const PairDialog = lazy(async () => ({
  default: (await import('../../components/pair-dialog.tsx')).PairDialog,
}))

/** Members that may be one person, beside what waits: nothing of it hinders anything. */
export function Pairs(): ReactNode {
  const till = useTill()
  const text = useText()
  const unit = useUnit()
  const system = useStart((start) => text(`settings.system.${start.connection.provider}`))
  const [pairs, setPairs] = useState<readonly PairOffer[]>([])
  const [open, setOpen] = useState<PairOffer | null>(null)

  useEffect(() => {
    let isHere = true
    const read = async (): Promise<void> => {
      const answer = await till.terminal.call('pairs')
      // What could not be read is offered on the members' own panels all the same.
      if (isHere && answer.ok) setPairs(answer.value)
    }
    const stop = till.terminal.on('member', (view) => {
      if (view.people !== undefined) void read()
    })
    void read()
    return () => {
      isHere = false
      stop()
    }
  }, [till])

  if (pairs.length === 0) return null
  const title = text('people.section')
  return (
    <section className="queue-group" aria-label={title}>
      <header className="queue-group__head">
        <h2>
          {title}
          <span className="queue-group__count number">
            <FormattedNumber value={pairs.length} />
          </span>
        </h2>
        <p>{text('people.section.hint')}</p>
      </header>
      <ul className="pairs">
        {pairs.map((offer) => (
          <li key={offer.keys.join(' ')} className="pairs__row">
            <MemberRowLine row={offer.one} unit={unit} />
            <MemberRowLine row={offer.other} unit={unit} />
            <Button
              onPress={() => {
                setOpen(offer)
              }}
            >
              {text('people.offer.compare')}
            </Button>
          </li>
        ))}
      </ul>
      {open === null ? null : (
        <Suspense fallback={null}>
          <PairDialog
            offer={open}
            unit={unit}
            system={system}
            onAnswer={async (keep) => {
              if (!(await answerPair(till, open, keep))) return
              setPairs((before) => before.filter((one) => one !== open))
              setOpen(null)
            }}
            onClose={() => {
              setOpen(null)
            }}
          />
        </Suspense>
      )}
    </section>
  )
}
