import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'
import type { PracticeDb } from './practice-db.ts'

/** An external reference, as written into the books. */
export interface BookedReference {
  readonly source: string
  readonly external_id: string
}

/** One applied mutation, as the backend itself wrote it down. */
export interface BookEntry {
  readonly id: number
  /** UTC ms by the backend's clock. */
  readonly at: number
  /** `create-again` is a repeated create that found its customer; `welcome` are a card's initial stamps. */
  readonly kind: 'create' | 'create-again' | 'welcome' | 'edit' | 'stamp' | 'redeem'
  readonly customerId: number
  readonly customerCardId: number | null
  readonly rewardId: number | null
  /** Stamps, positive when given; 0 where none moved. */
  readonly amount: number
  /** References that the request carried. */
  readonly references: readonly BookedReference[]
  /** Of method, path and body: the same request twice gives the same one. */
  readonly fingerprint: string
}

/** An entry to be written. */
export type NewEntry = Omit<BookEntry, 'id'>

/** Writes one entry, within the transaction of the mutation that it tells of. */
export function writeEntry(db: PracticeDb, entry: NewEntry): void {
  db.prepare(
    `INSERT INTO ledger (at, kind, customer_id, customer_card_id, reward_id, amount, refs, fingerprint)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    entry.at,
    entry.kind,
    entry.customerId,
    entry.customerCardId,
    entry.rewardId,
    entry.amount,
    JSON.stringify(entry.references.map(({ source, external_id }) => ({ source, external_id }))),
    entry.fingerprint,
  )
}

/** All entries, in the order in which they were applied. */
export function readEntries(db: Pick<PracticeDb, 'prepare'>): readonly BookEntry[] {
  const rows = db.prepare<[], LedgerRow>('SELECT * FROM ledger ORDER BY id').all()
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    kind: row.kind,
    customerId: row.customer_id,
    customerCardId: row.customer_card_id,
    rewardId: row.reward_id,
    amount: row.amount,
    references: JSON.parse(row.refs) as BookedReference[],
    fingerprint: row.fingerprint,
  }))
}

/** The books of a backend that runs elsewhere (or ran), from its file. */
export function readBooks(file: string): readonly BookEntry[] {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  try {
    return readEntries(db)
  } finally {
    db.close()
  }
}

/** Tells two requests apart without keeping what they say. */
export function fingerprintOf(method: string, path: string, body: string): string {
  return createHash('sha256').update(`${method} ${path}\n${body}`).digest('hex').slice(0, 32)
}

interface LedgerRow {
  readonly id: number
  readonly at: number
  readonly kind: BookEntry['kind']
  readonly customer_id: number
  readonly customer_card_id: number | null
  readonly reward_id: number | null
  readonly amount: number
  readonly refs: string
  readonly fingerprint: string
}
