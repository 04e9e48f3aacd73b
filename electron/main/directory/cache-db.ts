import { existsSync, renameSync, rmSync } from 'node:fs'
import { openCacheFile, sqliteCode } from '../db/open-cache.ts'
import type { CacheFile } from '../db/open-cache.ts'

/** Why a member copy begins from nothing. */
export type FreshCause = 'new' | 'other-version' | 'not-ours' | 'damaged'

/** An open member copy, and whether what was there could be used. */
export interface OpenedCache {
  readonly db: CacheFile
  /** Null where the file was used as it was. */
  readonly fresh: FreshCause | null
}

/** "Swel": no other program's database is taken for ours. */
const applicationId = 0x5377656c
/**
 * Also counts changes of folding and of tokens, for an index folded otherwise would miss people, and of what a member's
 * JSON holds: it is read as it is. 3: a tier has an id and a name. 4: everything is found through one index of tokens.
 * 5: codes are known by five characters of their end. 6: the index is our own. 7: names without spaces are known as they
 * stand. 8: the index is sealed, and read at once. 9: cards and codes are packed, and times stand where they differ. 10: rows in the
 * index are counted from the first of their run. 11: postings in memory stand in the file as they were told. 12: signs in pieces of
 * e-mails are told apart.
 */
const version = 12

const schema = `
CREATE TABLE member (
  id          INTEGER PRIMARY KEY,  -- of this file only; names the row in the index and in remote
  remote_id   TEXT NOT NULL,        -- id at the provider; found through remote
  first_name  TEXT NOT NULL,        -- as the provider told it, as are the next four
  last_name   TEXT,
  email       TEXT,
  phone       TEXT,
  birthday    TEXT,
  cards       TEXT,                 -- packed-cards.ts; NULL: never told
  cards_at    INTEGER,              -- when the provider last told the cards, UTC ms; NULL: with the rest
  codes       TEXT,                 -- packed-list.ts; NULL: none
  tags        TEXT,                 -- packed-list.ts; NULL: none
  facts       TEXT,                 -- JSON array of MemberFact; NULL: the provider tells nothing more
  updated_at  INTEGER,              -- when the provider last changed the member, UTC ms; NULL: it does not say
  fetched_at  INTEGER NOT NULL,     -- when the provider last told the member, UTC ms
  seen_at     INTEGER               -- when the member was last in any answer, UTC ms, for sweeping; NULL: as fetched_at
) STRICT;

-- Names that the cards of many members share.
CREATE TABLE card_kind (
  id          INTEGER PRIMARY KEY,  -- stands in member.cards; counted from 0
  template_id TEXT NOT NULL,        -- of the provider
  name        TEXT NOT NULL         -- as the provider told it
) STRICT;

-- Ids that are numbers come in their order and cost a list of members no search for their place; of the others, the
-- hash is a third of the text.
CREATE TABLE remote (
  hash   INTEGER NOT NULL,          -- remoteHash of tokens.ts; the row tells whether it is that id
  member INTEGER NOT NULL,          -- member.id
  PRIMARY KEY (hash, member)
) STRICT, WITHOUT ROWID;

-- Which row holds which token of tokens.ts: words of names, pairs of them, hashed keys, parts of phones, codes and
-- e-mails. No text: 28 bits of each token and the rows that have it, packed (posting-block.ts) and sorted, in runs that
-- are brought together later, so that a million members cost no search for the place of each.
CREATE TABLE posting_run (
  id         INTEGER PRIMARY KEY,
  age        INTEGER NOT NULL,      -- a larger one is newer, and its word about a row and a token counts
  level      INTEGER NOT NULL,      -- how often its postings have been brought together
  has_gone   INTEGER NOT NULL,      -- 1: some of its postings may say that a row has a token no longer
  first_row  INTEGER NOT NULL,      -- no row in it is before this one: rows are counted from it
  postings   INTEGER NOT NULL,
  into_run   INTEGER,               -- posting_run.id into which it is being brought; NULL: none
  from_token INTEGER NOT NULL,      -- what is before this token ...
  from_mark  INTEGER NOT NULL       -- ... and mark is in that run already
) STRICT;

CREATE TABLE posting_fence (
  id   INTEGER PRIMARY KEY,         -- run in front of 16 bits of the chunk in it
  data BLOB NOT NULL                -- 256 times token and mark of a block's first posting and posting_block.id, sealed
) STRICT;

CREATE TABLE posting_block (
  id   INTEGER PRIMARY KEY,         -- in the order of writing: always at the end of the table
  data BLOB NOT NULL                -- sealed, as fences are: a changed byte is noticed
) STRICT;

-- Of runs that have no blocks and are in memory until they are brought together: sorting each by itself would be work for
-- nothing, and to make them again from their rows takes longer than whoever opens a copy after a kill should wait.
CREATE TABLE posting_told (
  id   INTEGER PRIMARY KEY,         -- posting_run.id
  data BLOB NOT NULL                -- told-postings.ts, sealed
) STRICT;

CREATE TABLE word (
  word    TEXT PRIMARY KEY,         -- folded word of names, of two letters or more
  members INTEGER NOT NULL          -- how many members have it; the row goes with the last of them
) STRICT, WITHOUT ROWID;

CREATE TABLE calling_code (
  code    TEXT PRIMARY KEY,         -- E.164 country calling code found among the members' phones
  members INTEGER NOT NULL          -- how many phones were added with it; only their order matters
) STRICT, WITHOUT ROWID;

CREATE TABLE kept (
  name  TEXT PRIMARY KEY,           -- 'pull' | 'programme' | 'erase' | 'words' | 'members'
  value TEXT NOT NULL               -- JSON
) STRICT, WITHOUT ROWID;
`

/**
 * Opens the member copy. What cannot be used is replaced by an empty one, because the provider has it all: a
 * copy of another version is deleted, anything else is set aside as `<file>.unreadable` (one is kept).
 *
 * Throws where not even a new file can be made.
 */
export function openCache(file: string): OpenedCache {
  if (!existsSync(file)) {
    discardCache(file)
    return { db: create(file), fresh: 'new' }
  }
  const found = tryOpen(file)
  if (typeof found !== 'string') return { db: found, fresh: null }
  if (found === 'new' || found === 'other-version') discardCache(file)
  else setAside(file)
  return { db: create(file), fresh: found }
}

/** Deletes a member copy with its WAL files. It must not be open. */
export function discardCache(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
}

/** Deletes what was set aside: a damaged copy holds members too. */
export function discardSetAside(file: string): void {
  rmSync(`${file}.unreadable`, { force: true, recursive: true })
}

/** Whether an error means that the file itself is damaged, so that only a new one helps. */
export function isDamage(error: unknown): boolean {
  // What is read there as JSON was written as JSON: a page may be whole by the engine's word, and its bytes not ours.
  if (error instanceof SyntaxError) return true
  const code = sqliteCode(error)
  return code !== null && /^SQLITE_(?:CORRUPT|NOTADB)/.test(code)
}

/** Closes a damaged copy, sets it aside and begins a new one. */
export function replaceDamaged(db: CacheFile, file: string): CacheFile {
  db.close()
  setAside(file)
  return create(file)
}

function tryOpen(file: string): CacheFile | FreshCause {
  let db: CacheFile
  try {
    db = openCacheFile(file)
  } catch (error) {
    if (isDamage(error)) return 'damaged'
    throw error
  }
  try {
    const fault = faultOf(db)
    if (fault === null) return db
    db.close()
    return fault
  } catch (error) {
    db.close()
    if (isDamage(error)) return 'damaged'
    throw error
  }
}

/** A full check of a million members takes seconds; damage deeper in the file is met when it is read. */
function faultOf(db: CacheFile): FreshCause | null {
  const number = (pragma: string): unknown => db.pragma(pragma, { simple: true })
  const id = number('application_id')
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()
  if (id === 0 && tables === 0) return 'new'
  if (id !== applicationId) return 'not-ours'
  if (number('user_version') !== version) return 'other-version'
  return null
}

function create(file: string): CacheFile {
  const db = openCacheFile(file)
  try {
    db.transaction(() => {
      db.exec(schema)
      db.pragma(`application_id = ${applicationId}`)
      db.pragma(`user_version = ${version}`)
    })()
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

function setAside(file: string): void {
  rmSync(`${file}.unreadable`, { force: true, recursive: true })
  // The WAL is of no use beside a damaged file, and would be replayed into the new one.
  for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true })
  if (existsSync(file)) renameSync(file, `${file}.unreadable`)
}
