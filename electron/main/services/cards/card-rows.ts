import type { KnownCard } from '../../outbox/pure/register.ts'
import { validateCode } from '../validate-code.ts'
import { csvLine, guard, isRounded, readCsv, separatorOf, unguard } from './csv.ts'

/** How many lines a file of cards may have. */
export const mostCards = 200_000

const header = ['code', 'member_id', 'learned_at'] as const

/** The first line of a file of cards. */
export const cardHeader = csvLine(header)

/** A card as a line of CSV: nothing in it is taken for a formula by a spreadsheet. */
export function cardLine(card: KnownCard): string {
  return csvLine([guard(card.code), guard(card.remoteId), new Date(card.learnedAt).toISOString()])
}

/** A line that was read. */
export interface CardRow {
  /** In the file, from 1. */
  readonly line: number
  /** Null where the line cannot be read as a card. */
  readonly card: KnownCard | null
  /** From this line on there is no card in sight: the rest was not read. */
  readonly endless?: true
}

/** Which column holds what; null where the first line does not say. */
export interface CardColumns {
  readonly code: number
  readonly member: number
  /** -1 where there is none. */
  readonly learned: number
}

/**
 * Reads a file of cards one line after the other; null where its first line does not name the columns `code` and
 * `member_id`. They may stand in any order, with others between them.
 */
export function readCards(text: string, now: number): Generator<CardRow, void, undefined> | null {
  const records = readCsv(text, separatorOf(text))
  const first = records.next()
  const columns = first.done === true ? null : columnsOf(first.value.fields ?? [])
  return columns === null ? null : rowsOf(records, columns, now)
}

function* rowsOf(
  records: ReturnType<typeof readCsv>,
  columns: CardColumns,
  now: number,
): Generator<CardRow, void, undefined> {
  for (const { line, fields, endless } of records) {
    const card = fields === null ? null : cardOf(fields, columns, now)
    yield endless === undefined ? { line, card } : { line, card, endless }
  }
}

function columnsOf(names: readonly string[]): CardColumns | null {
  const [code, member, learned] = header.map((name) =>
    names.findIndex((one) => one.trim().toLowerCase() === name),
  )
  if (code === undefined || member === undefined || code < 0 || member < 0) return null
  return { code, member, learned: learned ?? -1 }
}

function cardOf(fields: readonly string[], columns: CardColumns, now: number): KnownCard | null {
  const written = fields[columns.code] ?? ''
  const named = (fields[columns.member] ?? '').trim()
  // A number that a spreadsheet rounded is some card's, but nobody knows whose.
  if (isRounded(written.trim()) || isRounded(named)) return null
  const code = validateCode(unguard(written))
  const remoteId = unguard(named)
  if (!code.ok || !/^[^\p{Cc}\p{Cs}\ufffd]{1,128}$/u.test(remoteId)) return null
  return { code: code.value, remoteId, learnedAt: timeOf(fields[columns.learned] ?? '', now) }
}

/** When a card was learned only puts cards in order: what cannot be read, or is yet to come, is now. */
function timeOf(text: string, now: number): number {
  const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z$/u.test(text.trim())
  const at = iso ? Date.parse(text.trim()) : Number.NaN
  return Number.isFinite(at) && at >= 0 ? Math.min(at, now) : now
}
