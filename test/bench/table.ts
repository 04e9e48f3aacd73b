import { isMet } from './figure.ts'
import type { Row } from './figure.ts'

/** A column: its title, whether it is text, and whether it is left out where no row has anything in it. */
const columns = [
  { title: '', isText: true, isOptional: false },
  { title: 'median', isText: false, isOptional: false },
  { title: 'p95', isText: false, isOptional: false },
  { title: 'p99', isText: false, isOptional: true },
  { title: 'max', isText: false, isOptional: false },
  { title: '', isText: true, isOptional: false },
  { title: 'n', isText: false, isOptional: false },
  { title: 'SELECT p99', isText: false, isOptional: true },
  { title: 'wanted', isText: true, isOptional: true },
] as const

/** Three digits that count, never more: the fourth is noise. */
export function number(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toFixed(digits)
}

function cells(row: Row): readonly string[] {
  const { title, unit, samples, p95, p99, max, floor } = row
  const single = samples === 1
  return [
    title,
    number(row.median),
    p95 === null ? '' : number(p95),
    p99 === null ? '' : number(p99),
    single ? '' : number(max),
    unit,
    single ? '' : String(samples),
    floor === undefined ? '' : number(floor.p99),
    wanted(row),
  ]
}

/** A target in words, with a plain word where it is missed. */
function wanted(row: Row): string {
  if (row.target === undefined) return ''
  const { of, limit, is } = row.target
  const met = isMet(row)
  const verdict = met === null ? 'too few to say' : met ? 'met' : 'MISSED'
  const which = row.samples === 1 ? '' : `${of} `
  const figure = Number.isInteger(limit) ? String(limit) : number(limit)
  return `${which}${is === 'most' ? '≤' : '≥'} ${figure}: ${verdict}`
}

/** The rows as one table for a person; each note stands under its row. */
export function table(rows: readonly Row[]): string {
  const all = rows.map(cells)
  const kept = columns.flatMap((column, at) =>
    column.isOptional && all.every((line) => line[at] === '') ? [] : [{ ...column, at }],
  )
  const lines = [columns.map(({ title }) => title), ...all].map((line) =>
    kept.map(({ at }) => line[at] ?? ''),
  )
  const widths = kept.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  const [head = '', ...body] = lines.map((line) =>
    line
      .map((cell, at) => {
        const width = widths[at] ?? 0
        return kept[at]?.isText === true ? cell.padEnd(width) : cell.padStart(width)
      })
      .join('  ')
      .trimEnd(),
  )
  const noted = body.flatMap((line, at) => {
    const note = rows[at]?.note ?? null
    return note === null ? [line] : [line, `    ${note}`]
  })
  return [head, '-'.repeat(Math.max(...[head, ...body].map((line) => line.length))), ...noted].join('\n')
}
