import Database from 'better-sqlite3'
import type { Ballast } from '../../../electron/main/db/ballast.ts'
import type { Query, WriteDb } from '../../../electron/main/db/handle.ts'
import { openDatabase } from '../../../electron/main/db/open.ts'
import { addCashier } from '../../../electron/main/db/tables/cashiers.ts'
import type { Boot } from './scene.ts'

/** The cashier at the till. */
export const cashier = { id: '01CASHIER00000000000000000', name: 'Kim' }

/** A file that the product made, in memory: each schedule has it as new, and leaves nothing in it. */
export interface Template {
  readonly db: WriteDb
  /** Whether a returned commit survives a power cut. */
  readonly flushes: boolean
}

/** Lets the product make and open its file. */
export function createTemplate(): Template {
  const opened = openDatabase({ file: ':memory:', now: 0 })
  if (!opened.ok) throw new Error(`The outbox file could not be made: ${opened.error.kind}`)
  const db = opened.value
  addCashier(db, cashier, 0)
  return { db, flushes: db.pragma('synchronous') === 2 }
}

/** The file of one till, and what can happen to it. */
export interface Disk {
  /** For the harness alone: is never full, and sees what is not committed yet. */
  readonly own: WriteDb
  /** Whether the product has something open that is not committed. */
  inTransaction(): boolean
  /** The file as one run of the program has it open. */
  handleOf(boot: Boot): WriteDb
  /** The program dies in the n-th change from here. */
  dieAt(n: number | null): void
  /** No room any more; giving up the ballast makes room for so many changes. */
  fill(ballast: number): void
  makeRoom(): void
  isFull(): boolean
  /** The power is cut: what was not flushed is gone. */
  cutPower(): void
  close(): void
}

const statement = (sql: string): Query<never> => ({ sql })
const begin = statement('begin')
const rollback = statement('rollback')
const open = statement('savepoint product')
const commit = statement('release product')
const undo = statement('rollback to product')
const flushed = statement('savepoint flushed')
const loseUnflushed = statement('rollback to flushed')

class Died extends Error {
  override readonly name = 'Died'
}

/**
 * One schedule's use of the template: everything happens inside a transaction that is rolled back in the end, and a
 * transaction of the product is a savepoint in it. What the product sees is the same, and no file has to be made anew.
 */
export function createDisk(
  template: Template,
  hear: { readonly died: (boot: Boot) => void; readonly refused: (boot: Boot) => void },
): Disk {
  const { db } = template
  db.run(begin)
  let depth = 0
  let full = false
  let aside = 0
  let room = 0
  let changesToLive: number | null = null
  const ballast: Ballast = {
    ensure: () => !full,
    free: () => {
      const had = aside > 0
      room += aside
      aside = 0
      return had
    },
  }
  const beforeChange = (boot: Boot): void => {
    if (changesToLive !== null) {
      changesToLive -= 1
      if (changesToLive <= 0) {
        changesToLive = null
        hear.died(boot)
        throw new Died('killed while it wrote')
      }
    }
    if (!full) return
    if (room > 0) {
      room -= 1
      return
    }
    hear.refused(boot)
    throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL')
  }
  const transactionOf = <T>(check: () => void, work: () => T): T => {
    if (depth > 0) return work()
    depth += 1
    db.run(open)
    try {
      const result = work()
      check()
      return result
    } catch (error) {
      db.run(undo)
      throw error
    } finally {
      db.run(commit)
      depth -= 1
    }
  }
  return {
    own: db,
    inTransaction: () => depth > 0,
    handleOf: (boot) => {
      // Without a flush at each commit the last checkpoint is all that a power cut leaves.
      if (!template.flushes) db.run(flushed)
      const check = (): void => {
        if (!boot.alive) throw new Died('the program is gone')
      }
      return {
        ...db,
        ballast,
        get: (query, ...args) => {
          check()
          return db.get(query, ...args)
        },
        all: (query, ...args) => {
          check()
          return db.all(query, ...args)
        },
        run: (query, ...args) => {
          check()
          beforeChange(boot)
          return db.run(query, ...args)
        },
        transaction: (work) => {
          check()
          return transactionOf(check, work)
        },
      }
    },
    dieAt: (n) => {
      changesToLive = n
    },
    fill: (ballastChanges) => {
      full = true
      aside = ballastChanges
      room = 0
    },
    makeRoom: () => {
      full = false
    },
    isFull: () => full,
    cutPower: () => {
      changesToLive = null
      if (!template.flushes) db.run(loseUnflushed)
    },
    close: () => {
      db.run(rollback)
    },
  }
}
