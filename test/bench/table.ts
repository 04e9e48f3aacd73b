import type { Row } from './figure.ts'

const titles = ['', 'median', 'p95', 'max', '', 'n'] as const

/** Three digits that count, never more: the fourth is noise. */
export function number(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toFixed(digits)
}

function cells(row: Row): readonly string[] {
  const { title, unit, samples, p95, max } = row
  const single = samples === 1
  return [
    title,
    number(row.median),
    p95 === null ? '' : number(p95),
    single ? '' : number(max),
    unit,
    single ? '' : String(samples),
  ]
}

/** The rows as one table for a person; each note stands under its row. */
export function table(rows: readonly Row[]): string {
  const lines = [titles, ...rows.map(cells)]
  const widths = titles.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  const [head = '', ...body] = lines.map((line) =>
    line
      .map((cell, at) => {
        const width = widths[at] ?? 0
        return at === 0 || at === 4 ? cell.padEnd(width) : cell.padStart(width)
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
