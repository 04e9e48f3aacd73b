import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import type { MemberRow } from '../../../shared/domain/views.ts'
import { MemberRowLine } from '../../components/member-row.tsx'
import { useText } from '../../i18n/text.tsx'
import { openMember } from '../../stores/open-member.ts'
import { useCounter, useStart, useStatus, useTill, useUnit } from '../../stores/till-context.tsx'
import { markedPieces } from './marked.ts'
import './results.css'

/** The element that the search field controls. */
export const resultsId = 'counter-results'

/** The element of a row. */
export function rowId(at: number): string {
  return `counter-result-${String(at)}`
}

function Marked({ name, query }: { readonly name: string; readonly query: string }): ReactNode {
  return markedPieces(name, query).map(({ text, found }, at) =>
    found ? (
      <mark key={at} className="results__mark">
        {text}
      </mark>
    ) : (
      text
    ),
  )
}

function Row({
  row,
  at,
  active,
  query,
}: {
  readonly row: MemberRow
  readonly at: number
  readonly active: boolean
  readonly query: string
}): ReactNode {
  const till = useTill()
  const unit = useUnit()
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (active) element.current?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div
      ref={element}
      id={rowId(at)}
      role="option"
      aria-selected={active}
      className={`results__row${active ? ' results__row--active' : ''}`}
      onPointerDown={(event) => {
        // The field keeps the focus: the next key, or the next scan, belongs there.
        event.preventDefault()
      }}
      onClick={() => {
        void openMember(till, row.key)
      }}
    >
      <MemberRowLine row={row} unit={unit} name={<Marked name={row.name} query={query} />} />
    </div>
  )
}

function NoRows({ query, complete }: { readonly query: string; readonly complete: boolean }): ReactNode {
  const text = useText()
  const online = useStatus((status) => status.link.kind === 'online')
  const { members, total } = useStatus((status) => status.directory)
  const onlyHere = useStart((start) => start.capabilities.codes === 'till')
  // Only a complete copy, while the provider can be asked, may say that there is nobody.
  const certain = online && complete
  return (
    <div className="results__none">
      <p className="results__none-title">
        {text(certain ? 'counter.results.nobody' : 'counter.results.unknown', { query })}
      </p>
      <p>
        {certain
          ? text('counter.results.nobody.more')
          : complete || !online
            ? text('counter.results.unknown.offline')
            : text(
                onlyHere ? 'counter.results.unknown.incomplete.till' : 'counter.results.unknown.incomplete',
                { members, total: total ?? 'none' },
              )}
      </p>
    </div>
  )
}

/** What was found, while typing: the same list until the answer to the newest query replaces it. */
export function Results(): ReactNode {
  const text = useText()
  const answer = useCounter((counter) => counter.answer)
  const active = useCounter((counter) => counter.active)
  if (answer === null) return <div id={resultsId} className="results" />
  return (
    <div className="results">
      <h1 className="visually-hidden">{text('counter.results')}</h1>
      <p className="visually-hidden" role="status">
        {text('counter.results.count', { count: answer.rows.length })}
      </p>
      <div id={resultsId} role="listbox" aria-label={text('counter.results')} className="results__list">
        {answer.rows.map((row, at) => (
          <Row key={row.key} row={row} at={at} active={at === active} query={answer.query} />
        ))}
      </div>
      {answer.rows.length === 0 ? <NoRows query={answer.query} complete={answer.complete} /> : null}
      {answer.more ? (
        <p className="results__more">{text('counter.results.more', { count: answer.rows.length })}</p>
      ) : null}
    </div>
  )
}
