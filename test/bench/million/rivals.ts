import path from 'node:path'
import Database from 'better-sqlite3'
import { person } from '../people/people.ts'
import type { Distribution } from '../people/people.ts'
import { remoteIdOf } from './ask.ts'
import { rowsThatCount } from './judge.ts'
import type { Judged } from './judge.ts'

/** What another way of searching the same members answers to the same look-ups. */
export interface Rival {
  readonly name: 'like' | 'fts5'
  readonly took: readonly number[]
  readonly found: number
  readonly asked: number
  /** What it takes to make its index, ms; 0 where it has none. */
  readonly buildMs: number
  readonly bytes: number
}

const rows = 50

/** Every so many of them, so that all kinds are among those that are asked. */
export function some(look: readonly Judged[], count: number): readonly Judged[] {
  const stride = Math.max(1, Math.floor(look.length / count))
  return look.filter((_, at) => at % stride === 0).slice(0, count)
}

function ask(
  name: Rival['name'],
  look: readonly Judged[],
  search: (text: string) => readonly string[],
): Pick<Rival, 'name' | 'took' | 'found' | 'asked'> {
  const took: number[] = []
  let found = 0
  for (const { text, member } of look) {
    const started = performance.now()
    const ids = search(text)
    took.push(performance.now() - started)
    if (ids.slice(0, rowsThatCount).includes(remoteIdOf(member))) found += 1
  }
  return { name, took, found, asked: look.length }
}

/**
 * The plain tables that both read: the same members, name, contact and nothing else. FTS5 with its usual tokenizer,
 * accents taken off, prefixes of two and three letters.
 */
export function measureRivals(options: {
  readonly folder: string
  readonly distribution: Distribution
  readonly members: number
  readonly look: readonly Judged[]
}): readonly Rival[] {
  const { folder, distribution, members, look } = options
  const db = new Database(path.join(folder, 'rivals.db'))
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.pragma('cache_size = -32768')
    db.exec(
      `CREATE TABLE person (id INTEGER PRIMARY KEY, remote_id TEXT NOT NULL, name TEXT NOT NULL, email TEXT, phone TEXT);
      CREATE VIRTUAL TABLE found USING fts5(name, email, phone, content='person', content_rowid='id',
        tokenize='unicode61 remove_diacritics 2', prefix='2 3');`,
    )
    const insert = db.prepare('INSERT INTO person VALUES (?, ?, ?, ?, ?)')
    const fill = db.transaction((from: number, until: number) => {
      for (let number = from; number < until; number += 1) {
        const { remoteId, details } = person(distribution, number)
        const name = `${details.firstName} ${details.lastName ?? ''}`.trim()
        insert.run(number + 1, remoteId, name, details.email, details.phone)
      }
    })
    for (let from = 0; from < members; from += 50_000) fill(from, Math.min(members, from + 50_000))
    const pages = (): number =>
      Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }))
    const plainBytes = pages()
    const like = db
      .prepare<[string, string, string, number], string>(
        'SELECT remote_id FROM person WHERE name LIKE ? OR email LIKE ? OR phone LIKE ? LIMIT ?',
      )
      .pluck()
    const anywhere = (text: string): string => `%${text.replaceAll(/[%_]/g, '')}%`
    const byLike = ask('like', some(look, 30), (text) =>
      like.all(anywhere(text), anywhere(text), anywhere(text), rows),
    )
    const started = performance.now()
    db.exec("INSERT INTO found (found) VALUES ('rebuild')")
    const buildMs = performance.now() - started
    const match = db
      .prepare<[string, number], string>(
        'SELECT p.remote_id FROM found f JOIN person p ON p.id = f.rowid WHERE found MATCH ? ORDER BY rank LIMIT ?',
      )
      .pluck()
    const words = (text: string): string =>
      text
        .split(/[^\p{L}\p{N}\p{M}]+/u)
        .filter((word) => word !== '')
        .map((word) => `"${word}"*`)
        .join(' ')
    const byRank = ask('fts5', some(look, 240), (text) => match.all(words(text), rows))
    return [
      { ...byLike, buildMs: 0, bytes: plainBytes },
      { ...byRank, buildMs, bytes: pages() },
    ]
  } finally {
    db.close()
  }
}
