import type { ReactNode } from 'react'
import type { Unit } from '../../shared/domain/unit.ts'
import type { MemberRow } from '../../shared/domain/views.ts'
import { amountPhrase } from '../i18n/amount-phrase.ts'
import { useText } from '../i18n/text.tsx'
import { useTimes } from '../i18n/times.ts'
import './member-row.css'

/** A member in a list of choices: the name, and what tells namesakes apart. */
export function MemberRowLine({
  row,
  unit,
  name = row.name,
}: {
  readonly row: MemberRow
  /** What the shop's loyalty system counts. */
  readonly unit: Unit
  /** The name with what was searched for marked in it. */
  readonly name?: ReactNode
}): ReactNode {
  const text = useText()
  const times = useTimes()
  const visit = (day: string): string => {
    const past = times.pastDay(day, Date.now())
    return past === null ? text('counter.results.today') : text('counter.results.visit', { day: past })
  }
  const ends = [
    row.phoneMasked,
    row.emailMasked,
    row.cardEnd === null ? null : text('counter.results.card', { end: row.cardEnd }),
    row.lastVisit === undefined ? null : visit(row.lastVisit),
  ].filter((part) => part !== null)
  return (
    <span className="member-row">
      <span className="member-row__name">
        <bdi>{row.name === '' ? text('member.nameless') : name}</bdi>
        {row.waiting ? <span className="member-row__badge">{text('counter.results.waiting')}</span> : null}
      </span>
      <span className="member-row__ends">
        {ends.map((end) => (
          <span key={end} className="number" dir="auto">
            {end}
          </span>
        ))}
      </span>
      {row.stamps === null ? null : (
        <span className="member-row__stamps number">{text(amountPhrase(row.stamps, unit))}</span>
      )}
    </span>
  )
}
