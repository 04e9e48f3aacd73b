import Database from 'better-sqlite3'

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Ballast } from '../../../electron/main/db/ballast.ts'
import { wrap } from '../../../electron/main/db/handle.ts'
import type { WriteDb } from '../../../electron/main/db/handle.ts'
import { openDatabase } from '../../../electron/main/db/open.ts'
import { addCashier } from '../../../electron/main/db/tables/cashiers.ts'
import type { Boot } from './scene.ts'

/** The cashier at the till. */
export const cashier = { id: '01CASHIER00000000000000000', name: 'Kim' }

/** A file that the product opened and brought up to date, to be copied for each schedule. */
export interface Template {
  readonly image: Buffer
  /** The settings that the product gave its own connection. */
  readonly settings: readonly string[]
  /** Whether a returned commit survives a power cut. */
  readonly flushes: boolean
}

const settingsToCopy = [
  'synchronous',
  'foreign_keys',
  'recursive_triggers',
  'trusted_schema',
  'cell_size_check',
]

/** Lets the product make its file, once. */
export async function createTemplate(): Promise<Template> {
  const opened = openDatabase({ file: ':memory:', now: 0 })
  if (!opened.ok) throw new Error(`The outbox file could not be made: ${opened.error.kind}`)
  const db = opened.value
  addCashier(db, cashier, 0)
  const folder = mkdtempSync(path.join(tmpdir(), 'sim-'))
  try {
    const file = path.join(folder, 'template.db')
    await db.backupTo(file)
    return {
      image: readFileSync(file),
      settings: settingsToCopy.map((name) => `${name} = ${String(db.pragma(name))}`),
      flushes: db.pragma('synchronous') === 2,
    }
  } finally {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The file of one till, and what can happen to it. */
export interface Disk {
  /** For the harness alone: sees what is committed, and is never full. */
  readonly own: WriteDb
  readonly inTransaction: () => boolean
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

class Died extends Error {
  override readonly name = 'Died'
}

/** A copy of the template in memory. `died` and `refused` hear of what strikes. */
export function createDisk(
  template: Template,
  hear: { readonly died: (boot: Boot) => void; readonly refused: (boot: Boot) => void },
): Disk {
  const open = (image: Buffer): Database.Database => {
    const raw = new Database(image)
    for (const setting of template.settings) raw.pragma(setting)
    return raw
  }
  let raw = open(template.image)
  // Without a flush at each commit the image of the last checkpoint is all that a power cut leaves.
  let flushed: Buffer | null = null
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
  let inner = wrap(raw, ballast)
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
  return {
    get own() {
      return inner
    },
    inTransaction: () => raw.inTransaction,
    handleOf: (boot) => {
      if (!template.flushes) flushed = raw.serialize()
      const living = inner
      const check = (): void => {
        if (!boot.alive) throw new Died('the program is gone')
      }
      return {
        ...living,
        get: (query, ...args) => {
          check()
          return living.get(query, ...args)
        },
        all: (query, ...args) => {
          check()
          return living.all(query, ...args)
        },
        run: (query, ...args) => {
          check()
          beforeChange(boot)
          return living.run(query, ...args)
        },
        transaction: (work) => {
          check()
          return living.transaction(work)
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
      if (flushed === null) return
      raw.close()
      raw = open(flushed)
      inner = wrap(raw, ballast)
    },
    close: () => raw.close(),
  }
}
