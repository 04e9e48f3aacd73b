import { renameSync } from 'node:fs'
import Database from 'better-sqlite3'
import { generateMembers } from './generate-members.ts'
import { plainLetters } from './names.ts'

/** The practice backend's own database. Statements are prepared once for each text: a page of customers runs hundreds. */
export interface PracticeDb {
  readonly prepare: Database.Database['prepare']
  readonly transaction: <T>(work: () => T) => { (): T; immediate(): T }
  readonly close: () => void
}

/** How the file was found. */
export type Found = 'new' | 'kept' | 'set-aside'

/** What fills an empty file. */
export interface Filling {
  readonly members: number
  readonly seed: number
  /** UTC ms. */
  readonly now: number
}

const applicationId = 0x53574c50 // SWLP
const version = 1

const schema = `
CREATE TABLE template (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, stamps_required INTEGER NOT NULL, initial_stamps INTEGER NOT NULL
) STRICT;
CREATE TABLE reward (
  id INTEGER PRIMARY KEY, card_id INTEGER NOT NULL REFERENCES template(id), name TEXT NOT NULL,
  stamps_required INTEGER NOT NULL, active INTEGER NOT NULL
) STRICT;
CREATE TABLE customer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  first_name TEXT NOT NULL, last_name TEXT, email TEXT COLLATE NOCASE UNIQUE, phone TEXT UNIQUE, birthday TEXT,
  metadata TEXT NOT NULL,
  -- What a search reads: name and e-mail in plain letters.
  haystack TEXT NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE reference (
  source TEXT NOT NULL, external_id TEXT NOT NULL, customer_id INTEGER NOT NULL REFERENCES customer(id),
  metadata TEXT NOT NULL, PRIMARY KEY (source, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reference_customer ON reference(customer_id);
CREATE INDEX reference_external ON reference(external_id);
CREATE TABLE customer_card (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
  customer_id INTEGER NOT NULL REFERENCES customer(id), card_id INTEGER NOT NULL REFERENCES template(id),
  stamps INTEGER NOT NULL CHECK (stamps >= 0), pass_installed INTEGER NOT NULL,
  issued_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_card_customer ON customer_card(customer_id);
-- The backend's own books: one row for each mutation that it applied.
CREATE TABLE ledger (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL,
  customer_id INTEGER NOT NULL, customer_card_id INTEGER, reward_id INTEGER, amount INTEGER NOT NULL,
  refs TEXT NOT NULL, fingerprint TEXT NOT NULL
) STRICT;
`

/** The two loyalty cards of the practice shop. */
export const practiceTemplates = [
  { id: 1, name: 'Coffee card', stampsRequired: 10, initialStamps: 1 },
  { id: 2, name: 'Lunch card', stampsRequired: 8, initialStamps: 0 },
] as const

const rewards = [
  { id: 1, card: 1, name: 'Free filter coffee', stamps: 5, active: 1 },
  { id: 2, card: 1, name: 'Any coffee and a cake', stamps: 10, active: 1 },
  { id: 3, card: 2, name: 'Free lunch of the day', stamps: 8, active: 1 },
  // Ended: what the backend says to a till that still remembers it.
  { id: 4, card: 1, name: 'Summer iced coffee', stamps: 3, active: 0 },
] as const

/**
 * Opens the file, or makes and fills it. What cannot be read as ours (damaged, or of another version) is set
 * aside under a name with the time, never deleted: the practice shop starts anew.
 */
export function openPracticeDb(file: string, filling: Filling): { db: PracticeDb; found: Found } {
  const opened = tryOpen(file)
  if (opened !== null) {
    const found = opened.pragma('user_version', { simple: true }) === 0 ? 'new' : 'kept'
    if (found === 'new') create(opened, filling)
    return { db: remembering(opened), found }
  }
  for (const part of ['', '-wal', '-shm'])
    moveIfThere(`${file}${part}`, `${file}.set-aside-${filling.now}${part}`)
  const db = open(file)
  create(db, filling)
  return { db: remembering(db), found: 'set-aside' }
}

/** Empties the shop and fills it again with the same members. Ids of people enrolled since never come back. */
export function refill(db: PracticeDb, filling: Filling): void {
  db.transaction(() => {
    for (const table of ['ledger', 'customer_card', 'reference', 'customer']) {
      db.prepare(`DELETE FROM ${table}`).run()
    }
    fill(db, filling)
  }).immediate()
}

function remembering(db: Database.Database): PracticeDb {
  const known = new Map<string, Database.Statement>()
  const prepare = (text: string): Database.Statement => {
    const statement = known.get(text) ?? db.prepare(text)
    known.set(text, statement)
    return statement
  }
  return {
    // What a statement takes and gives is said where it is written; the cache does not know.
    prepare: prepare as Database.Database['prepare'],
    transaction: (work) => db.transaction(work),
    close: () => {
      db.close()
    },
  }
}

function open(file: string): Database.Database {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  // A provider keeps what it acknowledged; a practice one too, or the lesson would be wrong.
  db.pragma('synchronous = FULL')
  db.pragma('busy_timeout = 5000')
  db.pragma('foreign_keys = ON')
  return db
}

/** Null where the file is not a practice shop of this version. A full disk or a locked folder still throws. */
function tryOpen(file: string): Database.Database | null {
  let db: Database.Database | null = null
  try {
    db = open(file)
    const found = db.pragma('user_version', { simple: true })
    const id = db.pragma('application_id', { simple: true })
    const empty = found === 0 && db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
    if (empty || (found === version && id === applicationId && isSound(db))) return db
  } catch (error) {
    if (!isDamage(error)) {
      db?.close()
      throw error
    }
  }
  db?.close()
  return null
}

function isSound(db: Database.Database): boolean {
  return db.pragma('quick_check(1)', { simple: true }) === 'ok'
}

function isDamage(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code)
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

function create(db: Database.Database, filling: Filling): void {
  db.transaction(() => {
    db.exec(schema)
    const template = db.prepare('INSERT INTO template VALUES (?, ?, ?, ?)')
    for (const each of practiceTemplates) {
      template.run(each.id, each.name, each.stampsRequired, each.initialStamps)
    }
    const reward = db.prepare('INSERT INTO reward VALUES (?, ?, ?, ?, ?)')
    for (const each of rewards) reward.run(each.id, each.card, each.name, each.stamps, each.active)
    fill(db, filling)
    db.pragma(`application_id = ${applicationId}`)
    db.pragma(`user_version = ${version}`)
  }).immediate()
}

function fill(db: Pick<PracticeDb, 'prepare'>, filling: Filling): void {
  const customer = db.prepare('INSERT INTO customer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const card = db.prepare(
    `INSERT INTO customer_card (uuid, customer_id, card_id, stamps, pass_installed, issued_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const reference = db.prepare('INSERT INTO reference VALUES (?, ?, ?, ?)')
  let id = 0
  for (const member of generateMembers(Math.max(3, filling.members), filling.seed)) {
    id += 1
    const joined = filling.now - member.joinedDaysAgo * 86_400_000
    const { firstName, lastName, email, phone, birthday, code } = member
    const haystack = haystackOf(firstName, lastName, email)
    customer.run(id, firstName, lastName, email, phone, birthday, '{}', haystack, joined, joined)
    for (const { uuid, template, stamps, passInstalled } of member.cards) {
      card.run(uuid, id, template, stamps, passInstalled ? 1 : 0, joined, joined)
    }
    if (code !== null) {
      reference.run('stampwell_card', code.code, id, JSON.stringify({ symbology: code.symbology }))
    }
  }
}

/** What a search looks through, in plain letters. */
export function haystackOf(firstName: string, lastName: string | null, email: string | null): string {
  return plainLetters([firstName, lastName ?? '', email ?? ''].join(' '))
}
