import { differs, holds, unseen } from './verdict.ts'
import type { Verdict } from './verdict.ts'

/** A JSON object. */
export type Row = Readonly<Record<string, unknown>>

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A field of an object, through several if need be; undefined where there is none. */
export function at(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (inner, name) => (isRow(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined),
    value,
  )
}

/** The objects of a list; none where it is no list. */
export function rowsIn(value: unknown): readonly Row[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isRow) : []
}

/** The texts under a name, of all rows that have one. */
export function textsIn(rows: readonly Row[], name: string): readonly string[] {
  return rows.flatMap((row) => {
    const value = at(row, name)
    return typeof value === 'string' && value.trim() !== '' ? [value] : []
  })
}

/** Field names as they may be printed: an object that is keyed by people is not quoted. */
export function listed(names: Iterable<string>): string {
  const all = [...new Set(names)]
  const plain = all.filter((name) => /^[A-Za-z_][A-Za-z0-9_]{0,39}$/.test(name)).slice(0, 40)
  const odd = all.length - plain.length
  return [...plain, ...(odd > 0 ? [`${odd} more`] : [])].join(', ')
}

/** What kind of thing a value is. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'absent'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'number') return Number.isInteger(value) ? 'whole number' : 'number'
  if (typeof value === 'boolean') return 'yes or no'
  return typeof value === 'string' ? 'text' : 'object'
}

/** `text in 4, null in 2`. */
export function counted(kinds: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => `${kind} in ${count}`).join(', ')
}

/** Every value under a name is of one of these kinds. */
export function kindsFit(rows: readonly Row[], name: string, kinds: readonly string[]): Verdict {
  if (rows.length === 0) return unseen('there are no rows')
  const found = rows.map((row) => kindOf(at(row, name)))
  return found.every((kind) => kinds.includes(kind)) ? holds(counted(found)) : differs(counted(found))
}

/**
 * Rows have what the adapter acts upon. What it only shows may be missing, and what it does not know does no harm:
 * both are told beside.
 */
export function fieldsFit(
  rows: readonly Row[],
  known: { readonly needed: readonly string[]; readonly others: readonly string[] },
): Verdict {
  if (rows.length === 0) return unseen('there are no rows')
  const missing = known.needed.filter((name) => rows.some((row) => at(row, name) === undefined))
  if (missing.length > 0) return differs(`missing in some of ${rows.length} rows: ${listed(missing)}`)
  const names = new Set(rows.flatMap((row) => Object.keys(row)))
  const never = known.others.filter((name) => !names.has(name))
  const more = [...names].filter((name) => !known.needed.includes(name) && !known.others.includes(name))
  const notes = [
    `rows: ${rows.length}`,
    ...(never.length > 0 ? [`in none of them: ${listed(never)}`] : []),
    ...(more.length > 0 ? [`there too, and not read: ${listed(more)}`] : []),
  ]
  return holds(notes.join('; '))
}

/** How a time is written. */
export function timeForm(text: string): 'a date' | 'with a zone' | 'without a zone' | 'no time' {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return 'a date'
  const found = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/i.exec(text)
  if (found === null) return 'no time'
  return found[1] === undefined ? 'without a zone' : 'with a zone'
}

/** Every text under these names is a time of this form. */
export function timesFit(
  rows: readonly Row[],
  names: readonly string[],
  form: ReturnType<typeof timeForm>,
): Verdict {
  const forms = names.flatMap((name) => textsIn(rows, name)).map(timeForm)
  if (forms.length === 0) return unseen('no row tells one')
  return forms.every((each) => each === form) ? holds(counted(forms)) : differs(counted(forms))
}

/** Which way values run. */
export function orderOf(values: readonly number[]): 'rising' | 'falling' | 'neither' | 'unknown' {
  let rises = false
  let falls = false
  for (const [index, value] of values.entries()) {
    const before = values[index - 1] ?? value
    rises ||= value > before
    falls ||= value < before
  }
  if (rises && falls) return 'neither'
  if (rises) return 'rising'
  return falls ? 'falling' : 'unknown'
}

/** What a code looks like, without telling it. */
export function patternOf(text: string): string {
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)) return 'a UUID'
  const signs = [
    ...(/\d/.test(text) ? ['digits'] : []),
    ...(/[A-Za-z]/.test(text) ? ['letters'] : []),
    ...(/[^A-Za-z0-9]/.test(text) ? ['other signs'] : []),
  ]
  return `${text.length} characters: ${signs.join(', ')}`
}

/** A row's id as one part of a path; null where it has none that could be one. */
export function pathIdOf(row: unknown, name = 'id'): string | null {
  const id = at(row, name)
  const text = typeof id === 'string' ? id : typeof id === 'number' ? String(id) : ''
  return text === '' || /^\.+$/.test(text) ? null : encodeURIComponent(text)
}
