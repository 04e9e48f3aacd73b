import { Gift } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { columnsOf, slotsOf } from './stamp-slots.ts'
import type { Slot, SlotFigures } from './stamp-slots.ts'
import './stamp-card.css'

// A seal with twelve lobes: what a rubber stamp leaves.
const seal = Array.from({ length: 72 }, (_, at) => {
  const angle = (at / 72) * 2 * Math.PI
  const radius = 44 + 3.2 * Math.cos(angle * 12)
  const x = (50 + radius * Math.cos(angle)).toFixed(1)
  const y = (50 + radius * Math.sin(angle)).toFixed(1)
  return `${at === 0 ? 'M' : 'L'}${x} ${y}`
}).join('')

const star = 'M50 26l7.1 14.7 16.1 2.2-11.7 11.2 2.9 16L50 62.4 35.6 70.1l2.9-16-11.7-11.2 16.1-2.2z'

function Mark({ slot, at }: { readonly slot: Slot; readonly at: number }): ReactNode {
  // Nobody stamps quite straight; the angle belongs to the place, so that nothing jumps when it is drawn again.
  const turn = `rotate(${String(((at * 37) % 23) - 11)} 50 50)`
  switch (slot) {
    case 'stamped':
    case 'leaving':
      return (
        <g transform={turn}>
          <path d={`${seal}Z`} className="stamp__seal" />
          <circle cx="50" cy="50" r="35" className="stamp__ring" />
          <path d={star} className="stamp__star" />
        </g>
      )
    case 'waiting':
      return (
        <g transform={turn}>
          <path d={`${seal}Z`} className="stamp__outline" />
          <path className="stamp__hatch" d="M17 66L66 17M13 52L52 13M24 78L78 24M36 85L85 36M50 88L88 50" />
        </g>
      )
    case 'checking':
      return <circle cx="50" cy="50" r="40" className="stamp__checking" />
    case 'empty':
      return <circle cx="50" cy="50" r="40" className="stamp__empty" />
  }
}

/** The card as the customer would hold it: stamps where they are, hatched where they wait, a ring where unsure. */
export function StampCard({
  name,
  label,
  rewardsAt,
  ready,
  figures,
  balance = null,
  note = null,
}: {
  readonly name: string
  /** The whole card in one sentence, for those who do not see it. */
  readonly label: string
  /** Stamps at which a reward can be had. */
  readonly rewardsAt: readonly number[]
  readonly ready: boolean
  readonly figures: SlotFigures
  /** The figures in words, beside the name. */
  readonly balance?: ReactNode
  /** What is still to come, under the stamps. */
  readonly note?: ReactNode
}): ReactNode {
  const slots = slotsOf(figures)
  const columns = { '--columns': columnsOf(figures.required) } as CSSProperties
  return (
    <figure className={`stamp-card${ready ? ' stamp-card--ready' : ''}`}>
      <figcaption className="stamp-card__head">
        <span className="stamp-card__name">{name}</span>
        {balance}
      </figcaption>
      <div className="stamp-card__grid" style={columns} role="img" aria-label={label}>
        {slots.map((slot, at) => (
          <span key={at} className={`stamp stamp--${slot}`} data-slot={slot}>
            <svg viewBox="0 0 100 100" className="stamp__mark" aria-hidden="true">
              <Mark slot={slot} at={at} />
            </svg>
            {slot === 'empty' ? (
              <span className="stamp__place number" aria-hidden="true">
                {rewardsAt.includes(at + 1) ? <Gift className="stamp__gift" /> : at + 1}
              </span>
            ) : null}
          </span>
        ))}
      </div>
      {note === null ? null : <p className="stamp-card__note">{note}</p>}
    </figure>
  )
}
