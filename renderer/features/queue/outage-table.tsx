import { Ellipsis } from 'lucide-react'
import { useId } from 'react'
import type { ReactNode } from 'react'
import type { OperationView } from '../../../shared/domain/operation.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { figurePhrase } from '../../i18n/amount-phrase.ts'
import { operationPhrase } from '../../i18n/failure-text.ts'
import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { unitOf } from './evidence-phrase.ts'
import { countsOf, verdictOf } from './evidence.ts'
import { OperationWhat, OperationWho, whoPhrase } from './operation-words.tsx'
import { marked } from './outages.ts'
import type { Mark, Marks } from './outages.ts'

const all: readonly Mark[] = ['there', 'again', 'later']

function Choice({
  label,
  value,
  onChange,
}: {
  readonly label: string
  /** Null where several rows differ. */
  readonly value: Mark | null
  readonly onChange: (mark: Mark) => void
}): ReactNode {
  const text = useText()
  const name = useId()
  // The browser's own buttons: a long list has hundreds of them.
  return (
    <div className="outage-mark" role="radiogroup" aria-label={label}>
      {all.map((mark) => (
        <label key={mark} className={`outage-mark__option outage-mark__option--${mark}`}>
          <input
            type="radio"
            name={name}
            checked={value === mark}
            onChange={() => {
              onChange(mark)
            }}
          />
          <span>{text(`outage.mark.${mark}`)}</span>
        </label>
      ))}
    </div>
  )
}

function Counts({ operation }: { readonly operation: OperationView }): ReactNode {
  const text = useText()
  const counts = countsOf(operation.reason)
  const verdict = verdictOf(operation.reason)
  const unit = unitOf(operation.facts)
  const shown = (count: number | null): Phrase =>
    count === null ? phrase('outage.count.unknown') : figurePhrase(count, unit)
  return (
    <>
      {counts === null ? null : (
        <span className="number">
          {text('outage.counts', { before: shown(counts.before), now: shown(counts.now) })}
        </span>
      )}
      <span className={`outage-row__verdict outage-row__verdict--${verdict}`}>
        {text(`outage.verdict.${verdict}`)}
      </span>
    </>
  )
}

/** What is said of each of many questions, one line each; every line can be changed, or taken out. */
export function OutageTable({
  operations,
  marks,
  onMark,
  onMarkAll,
  onApart,
}: {
  readonly operations: readonly OperationView[]
  readonly marks: Marks
  readonly onMark: (operation: OperationView, mark: Mark) => void
  readonly onMarkAll: (mark: Mark) => void
  readonly onApart: (operation: OperationView) => void
}): ReactNode {
  const text = useText()
  const [first, ...others] = new Set(operations.map((operation) => marked(operation, marks)))
  return (
    <div className="outage__list">
      <table className="outage-table">
        <thead>
          <tr>
            <th scope="col">{text('outage.column.who')}</th>
            <th scope="col">{text('outage.column.what')}</th>
            <th scope="col">{text('outage.column.counts')}</th>
            <th scope="col" className="outage-table__marks">
              <span className="visually-hidden">{text('outage.column.mark')}</span>
              <span className="outage-table__all">
                <span aria-hidden>{text('outage.mark.all')}</span>
                <Choice
                  label={text('outage.mark.all')}
                  value={others.length === 0 ? (first ?? null) : null}
                  onChange={onMarkAll}
                />
              </span>
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {operations.map((operation) => {
            const names = { what: operationPhrase(operation.facts), who: whoPhrase(operation) }
            return (
              <tr key={operation.id} className="outage-row">
                <th scope="row">
                  <OperationWho operation={operation} />
                </th>
                <td>
                  <OperationWhat operation={operation} />
                </td>
                <td className="outage-row__counts">
                  <Counts operation={operation} />
                </td>
                <td className="outage-table__marks">
                  <Choice
                    label={text('outage.mark', names)}
                    value={marked(operation, marks)}
                    onChange={(mark) => {
                      onMark(operation, mark)
                    }}
                  />
                </td>
                <td>
                  <IconButton
                    label={text('outage.apart', names)}
                    icon={<Ellipsis size={20} />}
                    onPress={() => {
                      onApart(operation)
                    }}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
