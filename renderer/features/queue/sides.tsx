import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { OperationView } from '../../../shared/domain/operation.ts'
import type { QuestionSides } from '../../../shared/domain/views.ts'
import { MemberRowLine } from '../../components/member-row.tsx'
import { useText } from '../../i18n/text.tsx'
import { useTill, useUnit } from '../../stores/till-context.tsx'
import './sides.css'

/** Whom a question is about and whom it may be: what tells namesakes apart, before one is said to be the other. */
export function Sides({
  operation,
  other,
}: {
  readonly operation: OperationView
  readonly other: MemberKey
}): ReactNode {
  const text = useText()
  const till = useTill()
  const unit = useUnit()
  const [sides, setSides] = useState<QuestionSides | null>(null)
  const { id, changedAt } = operation
  useEffect(() => {
    let isHere = true
    void till.terminal.call('sides', { id, key: other, wanted: false }).then((answer) => {
      // What could not be read is asked by the name alone, as the sentence above has it.
      if (isHere && answer.ok) setSides(answer.value)
    })
    return () => {
      isHere = false
    }
  }, [till, id, other, changedAt])
  if (sides === null) return null
  const isNew = operation.facts.kind === 'member.create'
  const rows = [
    { label: isNew ? 'queue.sides.enrolled' : 'queue.sides.gone', row: sides.own },
    { label: isNew ? 'queue.sides.there' : 'queue.sides.maybe', row: sides.other },
  ] as const
  return (
    <ul className="sides">
      {rows.map(({ label, row }) =>
        row === null ? null : (
          <li key={label} className="sides__side">
            <span className="sides__label">{text(label)}</span>
            <MemberRowLine row={row} unit={unit} />
          </li>
        ),
      )}
    </ul>
  )
}
