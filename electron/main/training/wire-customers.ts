import { plainLetters } from './names.ts'
import type { PracticeDb } from './practice-db.ts'
import { pageOf } from './replies.ts'

/** The one store of the practice shop. */
export const practiceAccount = 4711

/** A row of the customer table. */
export interface CustomerRow {
  readonly id: number
  readonly first_name: string
  readonly last_name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly birthday: string | null
  readonly metadata: string
  readonly created_at: number
  readonly updated_at: number
}

/** A row of a customer's card, with its template. */
export interface CardRow {
  readonly id: number
  readonly uuid: string
  readonly customer_id: number
  readonly card_id: number
  readonly card_name: string
  readonly stamps_required: number
  readonly stamps: number
  readonly pass_installed: number
  readonly issued_at: number
  readonly updated_at: number
}

const cardColumns = `SELECT c.*, t.name AS card_name, t.stamps_required FROM customer_card c
  JOIN template t ON t.id = c.card_id`

/** One customer, or undefined. */
export function customerRow(db: PracticeDb, id: number): CustomerRow | undefined {
  return db.prepare<[number], CustomerRow>('SELECT * FROM customer WHERE id = ?').get(id)
}

/** A customer's cards, oldest first. */
export function cardRows(db: PracticeDb, customerId: number): readonly CardRow[] {
  return db.prepare<[number], CardRow>(`${cardColumns} WHERE c.customer_id = ? ORDER BY c.id`).all(customerId)
}

/** One card of one customer, or undefined. */
export function cardRow(db: PracticeDb, customerId: number, id: number): CardRow | undefined {
  return db
    .prepare<[number, number], CardRow>(`${cardColumns} WHERE c.customer_id = ? AND c.id = ?`)
    .get(customerId, id)
}

/** A customer as the wire shows it. */
export function customerJson(db: PracticeDb, row: CustomerRow): Record<string, unknown> {
  const cards = cardRows(db, row.id)
  const references = db
    .prepare<[number], { source: string; external_id: string; metadata: string }>(
      'SELECT source, external_id, metadata FROM reference WHERE customer_id = ? ORDER BY source, external_id',
    )
    .all(row.id)
  return {
    id: row.id,
    account_id: practiceAccount,
    first_name: row.first_name,
    last_name: row.last_name,
    email: row.email,
    phone: row.phone,
    birthday: row.birthday,
    stamp_count: cards.reduce((sum, card) => sum + card.stamps, 0),
    customer_cards: cards.map((card) => cardJson(db, card)),
    external_references: references.map((each) => ({
      source: each.source,
      external_id: each.external_id,
      metadata: JSON.parse(each.metadata) as unknown,
    })),
    metadata: JSON.parse(row.metadata) as unknown,
    created_at: iso(row.created_at),
    updated_at: iso(row.updated_at),
  }
}

/** A customer's card as the wire shows it. */
export function cardJson(db: PracticeDb, card: CardRow): Record<string, unknown> {
  const rewards = db
    .prepare<[number, number], { id: number; name: string; stamps_required: number }>(
      `SELECT id, name, stamps_required FROM reward
       WHERE card_id = ? AND active = 1 AND stamps_required <= ? ORDER BY stamps_required`,
    )
    .all(card.card_id, card.stamps)
  const wallet = `https://practice.example/wallet/${card.uuid}`
  return {
    id: card.id,
    uuid: card.uuid,
    account_id: practiceAccount,
    customer_id: card.customer_id,
    card_id: card.card_id,
    card_name: card.card_name,
    status: 'active',
    stamps_count: card.stamps,
    stamps_remaining: Math.max(0, card.stamps_required - card.stamps),
    progress_percentage: Math.min(100, Math.round((card.stamps / card.stamps_required) * 100)),
    available_rewards: rewards,
    pass_installed: card.pass_installed === 1,
    apple_wallet_url: `${wallet}/apple`,
    google_wallet_url: `${wallet}/google`,
    issued_at: iso(card.issued_at),
    created_at: iso(card.issued_at),
    updated_at: iso(card.updated_at),
  }
}

/** UTC ms as ISO 8601. */
export function iso(at: number): string {
  return new Date(at).toISOString()
}

/** `search`, or `source` with `external_id`, or everybody; by pages. */
export function listCustomers(db: PracticeDb, query: URLSearchParams): Record<string, unknown> {
  const { where, values } = filterOf(query)
  // One pass finds and counts: looking through all names is the dear part.
  const ids = db
    .prepare<unknown[], number>(`SELECT id FROM customer ${where} ORDER BY id`)
    .pluck()
    .all(...values)
  const { offset, items, pagination } = pageOf(query, ids.length)
  const rows = ids.slice(offset, offset + items).flatMap((id) => customerRow(db, id) ?? [])
  return { customers: rows.map((row) => customerJson(db, row)), pagination }
}

function filterOf(query: URLSearchParams): { readonly where: string; readonly values: readonly unknown[] } {
  const source = query.get('source')
  const externalId = query.get('external_id')
  if (source !== null && externalId !== null) {
    const where = 'WHERE id IN (SELECT customer_id FROM reference WHERE source = ? AND external_id = ?)'
    return { where, values: [source, externalId] }
  }
  const search = (query.get('search') ?? '').trim()
  if (search === '') return { where: '', values: [] }
  const words = plainLetters(search).split(/\s+/).slice(0, 10)
  const digits = /^[\d\s+().-]+$/.test(search) ? search.replace(/\D/g, '') : ''
  const ways = [
    `(${words.map(() => 'instr(haystack, ?) > 0').join(' AND ')})`,
    ...(digits.length >= 3 ? ['instr(phone, ?) > 0'] : []),
    'id IN (SELECT customer_id FROM reference WHERE external_id = ?)',
    'id IN (SELECT customer_id FROM customer_card WHERE uuid = ?)',
  ]
  const values = [...words, ...(digits.length >= 3 ? [digits] : []), search, search]
  return { where: `WHERE ${ways.join(' OR ')}`, values }
}
