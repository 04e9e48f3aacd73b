import { Users } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import type { MemberView, OtherEntry, PairOffer } from '../../../shared/domain/views.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { MemberRowLine } from '../../components/member-row.tsx'
import { changePhrase } from '../../i18n/amount-phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { answerPair } from '../../stores/people.ts'
import { useStart, useTill, useUnit } from '../../stores/till-context.tsx'
import './people.css'

const PairDialog = lazy(async () => ({
  default: (await import('../../components/pair-dialog.tsx')).PairDialog,
}))

function Offer({ offer, mine }: { readonly offer: PairOffer; readonly mine: string }): ReactNode {
  const till = useTill()
  const text = useText()
  const unit = useUnit()
  const system = useStart((start) => text(`settings.system.${start.connection.provider}`))
  const [isOpen, setOpen] = useState(false)
  const other = offer.one.key === mine ? offer.other : offer.one
  return (
    <>
      <Banner
        tone="info"
        title={text('people.offer', { name: other.name === '' ? text('member.nameless') : other.name })}
        action={
          <Button
            onPress={() => {
              setOpen(true)
            }}
          >
            {text('people.offer.compare')}
          </Button>
        }
      >
        {text(`enrol.cause.${offer.cause}`)}
      </Banner>
      {isOpen ? (
        <Suspense fallback={null}>
          <PairDialog
            offer={offer}
            unit={unit}
            system={system}
            onAnswer={async (keep) => {
              if (await answerPair(till, offer, keep)) setOpen(false)
            }}
            onClose={() => {
              setOpen(false)
            }}
          />
        </Suspense>
      ) : null}
    </>
  )
}

function Entry({ entry }: { readonly entry: OtherEntry }): ReactNode {
  const text = useText()
  const unit = useUnit()
  return (
    <li className="people__entry">
      <MemberRowLine row={entry.row} unit={unit} />
      <span className="people__foot number">
        {entry.remoteId === null ? null : <bdi>{text('people.entry', { id: entry.remoteId })}</bdi>}
        {entry.waiting === 0 ? null : (
          <span>{text('balance.waiting', { amount: changePhrase(entry.waiting, unit) })}</span>
        )}
      </span>
    </li>
  )
}

/** Who else this person is in the loyalty system, or may be. */
export function People({ view }: { readonly view: MemberView }): ReactNode {
  const text = useText()
  const system = useStart((start) => text(`settings.system.${start.connection.provider}`))
  const { offers = [], entries = [] } = view.people ?? {}
  return (
    <>
      {offers.map((offer) => (
        <Offer key={offer.keys.join(' ')} offer={offer} mine={view.key} />
      ))}
      {entries.length === 0 ? null : (
        <section className="people" aria-label={text('people.entries', { system })}>
          <h2 className="people__title">
            <Users size={18} aria-hidden />
            {text('people.entries', { system })}
          </h2>
          <ul>
            {entries.map((entry) => (
              <Entry key={entry.row.key} entry={entry} />
            ))}
          </ul>
          <p className="people__more">{text('people.entries.more', { system })}</p>
        </section>
      )}
    </>
  )
}
