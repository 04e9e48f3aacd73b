import type Database from 'better-sqlite3'
import type { Ballast } from './ballast.ts'

const reads: unique symbol = Symbol('reads')
const writes: unique symbol = Symbol('writes')

/** What SQLite can bind. */
export type SqlValue = string | number | null | Uint8Array

/** A statement and the row that it answers. Statements are prepared once for each handle and query object. */
export interface Query<Row> {
  readonly sql: string
  /** Never present: carries the type of a row. */
  readonly row?: Row
}

/** Positional values, or one object of named ones. */
export type Bound = readonly (SqlValue | Readonly<Record<string, SqlValue>>)[]

/** A database that may be read. A function that takes one cannot write by accident. */
export interface ReadDb {
  readonly [reads]: true
  readonly file: string
  get<Row>(query: Query<Row>, ...args: Bound): Row | undefined
  all<Row>(query: Query<Row>, ...args: Bound): readonly Row[]
}

/** A database that may be changed. */
export interface WriteDb extends ReadDb {
  readonly [writes]: true
  /** Space kept aside on the same disk, given back when the disk is full. */
  readonly ballast: Ballast
  /** Answers how many rows changed and the last row id. */
  run(query: Query<never>, ...args: Bound): { readonly changes: number; readonly rowId: number }
  /** One durable decision. Inside another one it joins it: both commit or neither. */
  transaction<T>(work: () => T): T
  /** Statements without values, for migrations. */
  exec(sql: string): void
  pragma(text: string): unknown
  /** Copies page by page while others work (SQLite's backup API). */
  backupTo(file: string): Promise<void>
  close(): void
}

/** Wraps a connection: statements prepared once, transactions that take the writer's lock at once. */
export function wrap(raw: Database.Database, ballast: Ballast): WriteDb {
  const prepared = new Map<Query<unknown>, Database.Statement>()
  const statement = (query: Query<unknown>): Database.Statement => {
    const known = prepared.get(query)
    if (known !== undefined) return known
    const made = raw.prepare(query.sql)
    prepared.set(query, made)
    return made
  }
  // One wrapper for all transactions: the driver builds closures for each one that it makes.
  const runner = raw.transaction((work: () => unknown) => work())

  return {
    [reads]: true,
    [writes]: true,
    file: raw.name,
    ballast,
    get: <Row>(query: Query<Row>, ...args: Bound) => statement(query).get(...args) as Row | undefined,
    all: <Row>(query: Query<Row>, ...args: Bound) => statement(query).all(...args) as Row[],
    run: (query, ...args) => {
      const done = statement(query).run(...args)
      return { changes: done.changes, rowId: Number(done.lastInsertRowid) }
    },
    transaction: <T>(work: () => T) => (raw.inTransaction ? work() : (runner.immediate(work) as T)),
    exec: (sql) => {
      raw.exec(sql)
    },
    pragma: (text) => raw.pragma(text, { simple: true }),
    backupTo: async (file) => {
      await raw.backup(file)
    },
    close: () => {
      prepared.clear()
      raw.close()
    },
  }
}
