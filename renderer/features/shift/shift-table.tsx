import type { ReactNode } from 'react'
import { FormattedNumber, useIntl } from 'react-intl'
import type { ShiftFigures, ShiftSummary } from '../../../shared/domain/shift.ts'
import { useText } from '../../i18n/text.tsx'
import { hourNames } from './hours.ts'
import type { Series } from './series.ts'

function Cells({
  figures,
  columns,
}: {
  readonly figures: ShiftFigures
  readonly columns: readonly (Series | 'done' | 'offline')[]
}): ReactNode {
  return columns.map((column) => (
    <td key={column} className={`number shift-table__${column}`}>
      <FormattedNumber value={figures[column]} />
    </td>
  ))
}

/** The figures of a day, hour by hour: what the chart draws, for reading, for screen readers and on paper. */
export function ShiftTable({
  summary,
  series,
}: {
  readonly summary: ShiftSummary
  readonly series: readonly Series[]
}): ReactNode {
  const text = useText()
  const intl = useIntl()
  const names = hourNames(intl, summary.hours)
  const columns = [...series, 'done', 'offline'] as const
  return (
    <div className="shift-table" role="region" aria-label={text('shift.table')} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{text('shift.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('shift.hour')}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className={`shift-table__${column}`}>
                {text(`shift.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {summary.hours.map((hour, n) => (
            <tr key={hour.at}>
              <th scope="row" className="number">
                {names[n]}
              </th>
              <Cells figures={hour} columns={columns} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text('shift.total')}</th>
            <Cells figures={summary.total} columns={columns} />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
