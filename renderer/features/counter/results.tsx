import { memo, startTransition, useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { MemberRow, SearchAnswer } from '../../../shared/domain/views.ts'
import { afterPaint } from '../../api/perf.ts'
import { MemberRowLine } from '../../components/member-row.tsx'
import { useText } from '../../i18n/text.tsx'
import { openMember } from '../../stores/open-member.ts'
import { useCounter, useStart, useStatus, useTill, useUnit } from '../../stores/till-context.tsx'
import './results.css'

/** The element that the search field controls. */
export const resultsId = 'counter-results'

const beyondId = 'counter-results-beyond'

/** The element of a row. */
export function rowId(at: number): string {
  return `counter-result-${String(at)}`
}

/** The mark moves from one row to another: those beside them are not drawn again. */
const Row = memo(function Row({
  row,
  at,
  active,
}: {
  readonly row: MemberRow
  readonly at: number
  readonly active: boolean
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
      <MemberRowLine row={row} unit={unit} />
    </div>
  )
})

/** No row is lower, in px of a page that is not enlarged. */
const leastRow = 64
/** At least so many are drawn at once, however low the screen says it is. */
const leastRows = 12

/** How many rows fit any window of this screen. The window's own height would be laid out for the question. */
function rowsInSight(): number {
  return Math.max(leastRows, Math.ceil(window.screen.height / leastRow))
}

/**
 * How many rows are drawn: with the key that brought them those that can be in sight, and all of them once these were painted.
 * A row that is marked is always among them, and the same question answered anew takes none away.
 */
function useDrawn(answer: SearchAnswer | null, active: number): number {
  const [painted, setPainted] = useState<string | null>(null)
  const inSight = rowsInSight()
  const query = answer !== null && answer.rows.length > inSight ? answer.query : null
  useEffect(
    () =>
      query === null
        ? undefined
        : afterPaint(() => {
            startTransition(() => {
              setPainted(query)
            })
          }),
    [query],
  )
  return query === null || painted === query || active >= inSight ? Number.POSITIVE_INFINITY : inSight
}

/** Those who were looked at do not fit, and others were not looked at: nobody can say that nobody is there. */
function ManyRows({ query }: { readonly query: string }): ReactNode {
  const text = useText()
  return (
    <div className="results__none">
      <p className="results__none-title">{text('counter.results.many', { query })}</p>
      <p>{text('counter.results.many.more')}</p>
    </div>
  )
}

/** Nobody is on this till: what that means, and what to do. */
function NoRows({ query, complete }: { readonly query: string; readonly complete: boolean }): ReactNode {
  const text = useText()
  const online = useStatus((status) => status.link.kind === 'online')
  const { members, total } = useStatus((status) => status.directory)
  const onlyHere = useStart((start) => start.capabilities.codes === 'till')
  const byName = useStart((start) => start.settings.nameLookUp)
  const by = useStart((start) => (start.capabilities.needsEmail === true ? 'email' : 'phone'))
  const beyond = useCounter((counter) => counter.beyond?.state ?? null)
  const system = useSystem()
  // Only a complete copy, while the provider can be asked and has nobody either, may say that there is nobody.
  const certain = online && complete && (beyond === null || beyond === 'answered')
  const fetched = { members, total: total ?? 'none' }
  const more = (): string => {
    if (!byName) return text('counter.results.exact.more', { by })
    if (certain) return text('counter.results.nobody.more')
    if (beyond === 'asking') return text('counter.results.asking', { system })
    if (!complete && online)
      return text(
        onlyHere ? 'counter.results.unknown.incomplete.till' : 'counter.results.unknown.incomplete',
        fetched,
      )
    return online
      ? text('counter.results.unknown.unasked', { system })
      : text('counter.results.unknown.offline')
  }
  const title = !byName
    ? 'counter.results.exact'
    : certain
      ? 'counter.results.nobody'
      : 'counter.results.unknown'
  return (
    <div className="results__none">
      <p className="results__none-title">{text(title, { query, by })}</p>
      <p>{more()}</p>
    </div>
  )
}

/** What the shop's loyalty system is called. */
function useSystem(): string {
  const text = useText()
  return useStart((start) => text(`settings.system.${start.connection.provider}`))
}

/** Whom the loyalty system found besides; their places go on from those above. */
function BeyondRows({ from, active }: { readonly from: number; readonly active: number }): ReactNode {
  const text = useText()
  const system = useSystem()
  const rows = useCounter((counter) => counter.beyond?.rows ?? null)
  if (rows === null || rows.length === 0) return null
  return (
    <div role="group" aria-labelledby={beyondId} className="results__group">
      <div id={beyondId} role="presentation" className="results__beyond">
        {text('counter.results.beyond', { system, also: from > 0 ? 'yes' : 'no' })}
      </div>
      {rows.map((row, at) => (
        <Row key={row.key} row={row} at={from + at} active={from + at === active} />
      ))}
    </div>
  )
}

/** What was found, while typing: the same list until the answer to the newest query replaces it. */
export function Results(): ReactNode {
  const text = useText()
  const system = useSystem()
  const answer = useCounter((counter) => counter.answer)
  const active = useCounter((counter) => counter.active)
  const besides = useCounter((counter) => counter.beyond?.rows.length ?? 0)
  const isUnasked = useCounter((counter) => counter.beyond?.state === 'failed')
  const online = useStatus((status) => status.link.kind === 'online')
  const drawn = useDrawn(answer, active)
  if (answer === null) return <div id={resultsId} className="results" />
  const own = answer.rows.length
  const { query, complete, more } = answer
  const isMany = more && own + besides === 0
  const counted =
    besides === 0
      ? text('counter.results.count', { count: own })
      : text('counter.results.count.beyond', { count: own + besides, besides, system })
  return (
    <div className="results">
      <h1 className="visually-hidden">{text('counter.results')}</h1>
      <p className="visually-hidden" role="status">
        {/* Once, and not before it is known how many they are. */}
        {answer.nearLeft === true ? '' : isMany ? text('counter.results.many', { query }) : counted}
      </p>
      <div id={resultsId} role="listbox" aria-label={text('counter.results')} className="results__list">
        {answer.rows.slice(0, drawn).map((row, at) => (
          <Row key={row.key} row={row} at={at} active={at === active} />
        ))}
        <BeyondRows from={own} active={active} />
      </div>
      {isMany ? <ManyRows query={query} /> : null}
      {own + besides === 0 && !isMany ? <NoRows query={query} complete={complete} /> : null}
      {isUnasked && online && own > 0 ? (
        <p className="results__more">{text('counter.results.unasked', { system })}</p>
      ) : null}
      {more && own > 0 ? (
        <p className="results__more">{text('counter.results.more', { count: own })}</p>
      ) : null}
    </div>
  )
}
