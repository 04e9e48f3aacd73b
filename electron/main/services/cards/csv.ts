/** A record of a CSV file. */
export interface CsvRecord {
  /** The line on which it begins, from 1. */
  readonly line: number
  /** Null where the line is no record: its quotes are not closed, or stand where none may. */
  readonly fields: readonly string[] | null
  /** Here reading ended before the file did: what follows goes on for longer than any list of ours. */
  readonly endless?: true
}

/** What separates fields: spreadsheets of many countries write semicolons and call it CSV. */
export type Separator = ',' | ';' | '\t'

/** A field of ours is never longer: what is, is an unclosed quote that swallows the rest of the file. */
const longestField = 2_000

/**
 * Characters between the begin of one record and the begin of the next, blank lines among them. More is some other file,
 * and would be read in one go while a cashier waits.
 */
export const longestStretch = 100_000

/*
 * What a spreadsheet would not leave alone: a formula, or a number that it would round ("4.00638E+12").
 * In the pattern's first place any number of apostrophes, so that one more can always be taken away again.
 */
const touched = /^'*(?:[=+\-@\t\r]|\d+(?:[.,]\d+)?e[+-]?\d+$)/iu
const guarded = /^'+(?:[=+\-@\t\r]|\d+(?:[.,]\d+)?e[+-]?\d+$)/iu
const rounded = /^\d(?:[.,]\d+)?E\+\d{1,3}$/u

/** A value as a spreadsheet may open it: nothing in it is taken for a formula. */
export function guard(value: string): string {
  return touched.test(value) ? `'${value}` : value
}

/** The value that was guarded; any other is left as it is. */
export function unguard(field: string): string {
  return guarded.test(field) ? field.slice(1) : field
}

/** Whether a spreadsheet has made a number of a code, and rounded it. */
export function isRounded(field: string): boolean {
  return rounded.test(field)
}

/** A record as RFC 4180 writes it, with its line's end. */
export function csvLine(values: readonly string[]): string {
  return `${values.map(quoted).join(',')}\r\n`
}

function quoted(value: string): string {
  return /[",\r\n;\t]|^\s|\s$/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

/** Which separator a header line uses. */
export function separatorOf(text: string): Separator {
  const header = /^[^\r\n]*/u.exec(text.slice(0, longestStretch))?.[0] ?? ''
  if (header.includes(',')) return ','
  return header.includes(';') ? ';' : header.includes('\t') ? '\t' : ','
}

/**
 * Reads CSV record by record, as RFC 4180 has it; lines may also end with a lone LF or CR.
 *
 * Where a quote goes wrong, that line alone is lost: reading goes on at the next one. Blank lines are passed over. The
 * last record is `endless` where the next one is not in sight.
 */
export function* readCsv(text: string, separator: Separator): Generator<CsvRecord, void, undefined> {
  let at = 0
  let line = 1
  let since = 0
  while (at < text.length) {
    const limit = since + longestStretch
    const record = at > limit ? 'endless' : readRecord(text, at, separator, limit)
    const end = record === null ? endOfLine(text, at, limit) : at
    if (record === 'endless' || end > limit) {
      yield { line, fields: null, endless: true }
      return
    }
    if (record === null) {
      yield { line, fields: null }
      at = nextLine(text, end)
      line += 1
      since = at
      continue
    }
    const isBlank = record.fields.length === 1 && record.fields[0] === ''
    if (!isBlank) yield { line, fields: record.fields }
    line += record.lines
    at = record.next
    if (!isBlank) since = at
  }
}

interface Read {
  readonly fields: readonly string[]
  /** Where the next record begins. */
  readonly next: number
  /** How many lines it took. */
  readonly lines: number
}

function readRecord(
  text: string,
  from: number,
  separator: Separator,
  limit: number,
): Read | 'endless' | null {
  const fields: string[] = []
  let at = from
  let lines = 1
  for (;;) {
    if (at > limit) return 'endless'
    if (text[at] === '"') {
      const field = readQuoted(text, at)
      if (field === null) return null
      fields.push(field.value)
      lines += field.breaks
      at = field.next
    } else {
      const end = endOfField(text, at, separator, limit)
      if (end > limit) return 'endless'
      const value = text.slice(at, end)
      if (value.includes('"')) return null
      fields.push(value)
      at = end
    }
    const ending = text[at]
    if (ending === undefined) return { fields, next: at, lines }
    if (ending === separator) at += 1
    else if (ending === '\r' || ending === '\n') return { fields, next: nextLine(text, at), lines }
    // After a closing quote comes a separator or the end of the line, and nothing else.
    else return null
  }
}

function readQuoted(
  text: string,
  from: number,
): { readonly value: string; readonly next: number; readonly breaks: number } | null {
  let at = from + 1
  for (;;) {
    const end = text.indexOf('"', at)
    if (end === -1 || end - from > 2 * longestField) return null
    if (text[end + 1] === '"') {
      at = end + 2
      continue
    }
    const inside = text.slice(from + 1, end)
    const breaks = inside.match(/\r\n|\r|\n/gu)?.length ?? 0
    return { value: inside.replaceAll('""', '"'), next: end + 1, breaks }
  }
}

/** Beyond the limit where it is not before it. */
function endOfField(text: string, from: number, separator: Separator, limit: number): number {
  let at = from
  while (at <= limit && at < text.length && text[at] !== separator && text[at] !== '\r' && text[at] !== '\n')
    at += 1
  return at
}

function endOfLine(text: string, from: number, limit: number): number {
  let at = from
  while (at <= limit && at < text.length && text[at] !== '\r' && text[at] !== '\n') at += 1
  return at
}

function nextLine(text: string, end: number): number {
  return text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1
}
