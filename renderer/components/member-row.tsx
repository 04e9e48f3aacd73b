import { useState } from 'react'
import type { ReactNode } from 'react'
import type { Unit } from '../../shared/domain/unit.ts'
import type { MemberRow } from '../../shared/domain/views.ts'
import { amountPhrase } from '../i18n/amount-phrase.ts'
import { useText } from '../i18n/text.tsx'
import { useTimes } from '../i18n/times.ts'
import { MarkedText } from './marked-text.tsx'
import './member-row.css'

/** Why somebody is in the list whose row does not show it. */
function whyFound(foundBy: MemberRow['foundBy'], text: ReturnType<typeof useText>): string | null {
  switch (foundBy?.kind) {
    case 'before':
      return foundBy.name === null
        ? text('counter.results.before')
        : text('counter.results.before.name', { name: foundBy.name })
    case 'other-entry':
      return text('counter.results.other-entry')
    case 'lost-card':
      return text('lost.results')
    case 'their-rules':
    case undefined:
      return null
  }
}

/** A member in a list of choices: the name, and what tells namesakes apart. */
export function MemberRowLine({
  row,
  unit,
}: {
  readonly row: MemberRow
  /** What the shop's loyalty system counts. */
  readonly unit: Unit
}): ReactNode {
  const text = useText()
  const times = useTimes()
  const [now] = useState(() => Date.now())
  const visit = (day: string): string => {
    const past = times.pastDay(day, now)
    return past === null ? text('counter.results.today') : text('counter.results.visit', { day: past })
  }
  const { phoneMasked, emailMasked, cardEnd, lastVisit, birthday, marks } = row
  const card = cardEnd === null ? null : text('counter.results.card', { end: cardEnd })
  // The end stands somewhere in the sentence.
  const moved = card === null || cardEnd === null ? 0 : Math.max(0, card.indexOf(cardEnd))
  const ends = [
    { what: 'phone', shown: phoneMasked, found: marks?.phone },
    { what: 'email', shown: emailMasked, found: marks?.email },
    {
      what: 'card',
      shown: card,
      found: marks?.card?.map(([from, to]) => [from + moved, to + moved] as const),
    },
    { what: 'visit', shown: lastVisit === undefined ? null : visit(lastVisit), found: undefined },
  ]
  const why = whyFound(row.foundBy, text)
  return (
    <span className="member-row">
      <span className="member-row__name">
        <bdi>
          {row.name === '' ? text('member.nameless') : <MarkedText text={row.name} marks={marks?.name} />}
        </bdi>
        {birthday === undefined ? null : (
          <span className="member-row__badge member-row__badge--why">
            {text(birthday === 'today' ? 'member.birthday' : 'member.birthday.week')}
          </span>
        )}
        {row.waiting ? <span className="member-row__badge">{text('counter.results.waiting')}</span> : null}
        {why === null ? null : <span className="member-row__badge member-row__badge--why">{why}</span>}
      </span>
      <span className="member-row__ends">
        {ends.map(({ what, shown, found }) =>
          shown === null ? null : (
            <span key={what} className="number" dir="auto">
              <MarkedText text={shown} marks={found} />
            </span>
          ),
        )}
      </span>
      {row.stamps === null ? null : (
        <span className="member-row__stamps number">{text(amountPhrase(row.stamps, unit))}</span>
      )}
    </span>
  )
}
