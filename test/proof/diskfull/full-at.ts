import { rmSync } from 'node:fs'
import path from 'node:path'
import type { Ballast } from '../../../electron/main/db/ballast.ts'
import type { WriteDb } from '../../../electron/main/db/handle.ts'
import { openDatabase } from '../../../electron/main/db/open.ts'
import { saveConnection } from '../../../electron/main/db/tables/connections.ts'
import type { NewOperation } from '../../../electron/main/outbox/types.ts'
import { makeFolder } from '../support/folder.ts'
import { attachment, enrolment, proofShop, redemption, renaming, stampsOn } from '../support/operations.ts'
import { createWorld, judgeEnd, judgeFile, outboxIn, saveIn } from './till.ts'

/** How the disk comes to be full: no page can be added any more, or every statement that writes is refused. */
export type Fullness = 'pages' | 'statements'

/** One full disk. */
export interface FullAt {
  readonly fullness: Fullness
  /** From this statement on, counted from 0 at the start of the outbox. */
  readonly at: number
  /** Whether space is kept aside. */
  readonly ballast: boolean
  /** Whether the program dies while the disk is full. */
  readonly dies: boolean
}

/** What became of it. */
export interface FullRun {
  readonly statements: number
  readonly acknowledged: number
  readonly refused: number
  readonly violations: readonly string[]
}

/** Pages, or statements, that the ballast gives back: enough for the outcomes of all that is on the wire. */
const ballastRoom = 400
const unlimited = 1_000_000

/** A disk under a database that can be filled at a chosen statement. */
interface Disk {
  readonly db: WriteDb
  readonly statements: () => number
  readonly isFull: () => boolean
  giveBack(): void
}

function createDisk(raw: WriteDb, given: FullAt): Disk {
  let statements = 0
  let isFull = false
  let hasBallast = given.ballast
  /** Statements that still go through. */
  let room = Infinity
  const limit = (pages: number): void => {
    raw.pragma(`max_page_count = ${pages}`)
  }
  const fill = (): void => {
    isFull = true
    if (given.fullness === 'pages') limit(Number(raw.pragma('page_count')))
    else room = 0
  }
  const next = (): void => {
    if (statements === given.at) fill()
    statements += 1
    if (room <= 0) throw Object.assign(new Error('database or disk is full'), { code: 'ENOSPC' })
    room -= 1
  }
  const ballast: Ballast = {
    ensure: () => {
      if (!isFull) hasBallast = given.ballast
      return hasBallast || !isFull
    },
    free: () => {
      if (!hasBallast) return false
      hasBallast = false
      if (given.fullness === 'pages') limit(Number(raw.pragma('page_count')) + ballastRoom)
      else room = ballastRoom
      return true
    },
  }
  let depth = 0
  return {
    statements: () => statements,
    isFull: () => isFull,
    giveBack: () => {
      isFull = false
      room = Infinity
      limit(unlimited)
    },
    db: {
      ...raw,
      ballast,
      run: (query, ...args) => {
        next()
        return raw.run(query, ...args)
      },
      transaction: (work) =>
        raw.transaction(() => {
          depth += 1
          try {
            const value = work()
            // A commit writes too.
            if (depth === 1) next()
            return value
          } finally {
            depth -= 1
          }
        }),
    },
  }
}

/** A name so long that its operation needs pages of its own. */
const long = 'A'.repeat(9_000)

function script(): readonly NewOperation[] {
  return [
    stampsOn('a', { kind: 'member', key: 'r:1' }, 3),
    enrolment('b', 'l:b', 'CODE-b', long),
    stampsOn('c', { kind: 'member', key: 'r:2' }, 2),
    redemption('d', 'r:1', 5, 'w5'),
    renaming('e', 'r:2', 'Lovelace', null),
    enrolment('f', 'l:f', null, long),
    attachment('g', 'r:3', 'CODE-g'),
    stampsOn('h', { kind: 'member', key: 'l:b' }, 1),
  ]
}

/** Works while the disk becomes full at a chosen statement, then with space again, and judges both. */
export async function runFull(given: FullAt): Promise<FullRun> {
  const folder = makeFolder('diskfull', 'fast')
  const file = path.join(folder, 'outbox.db')
  const world = createWorld(3)
  const open = (): WriteDb => {
    const opened = openDatabase({ file, now: world.time.now(), ballastBytes: 0 })
    if (!opened.ok) throw new Error(opened.error.kind)
    return opened.value
  }
  let db = open()
  try {
    saveConnection(db, proofShop, world.time.now())
    const disk = createDisk(db, given)
    const first = outboxIn(world, disk.db)
    first.start()
    const violations: string[] = []
    for (const operation of script()) {
      saveIn(world, first, operation)
      await world.time.advance(120)
      // Now, before the next one that is saved finds the disk full and has the ballast given up.
      violations.push(...whileFull(disk, given))
    }
    await world.time.advance(40_000)
    violations.push(...whileFull(disk, given))
    const statements = disk.statements()
    // Read before a death of the program loses what only the program knew.
    violations.push(...judgeFile(world, db))
    let outbox = first
    if (given.dies) {
      world.time.forget()
      db.close()
      db = open()
      outbox = outboxIn(world, db)
      outbox.start()
    } else {
      disk.giveBack()
    }
    await world.time.advance(90_000)
    if (!saveIn(world, outbox, stampsOn('z', { kind: 'member', key: 'r:3' }, 4))) {
      violations.push('nothing can be saved though there is space again')
    }
    await world.time.advance(60_000)
    violations.push(...judgeEnd(world, db))
    if (!given.dies) violations.push(...forgotten(db))
    await outbox.stop(1_000)
    return {
      statements,
      acknowledged: world.acknowledged.length,
      refused: world.refusals.length,
      violations: violations.map((line) => `${JSON.stringify(given)}: ${line}`),
    }
  } finally {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const unanswered = { sql: "select count(*) as count from op where proof <> 'response'" }

/** Every answer came, and the program lived: none may have had to be looked for. */
function forgotten(db: WriteDb): readonly string[] {
  const count = db.get<{ readonly count: number }>(unanswered)?.count ?? 0
  return count > 0 ? [`${count} answers were forgotten and looked for`] : []
}

const onTheWire = { sql: "select count(*) as count from op where state = 'sending'" }

/** With a ballast every outcome is written also on a full disk; without one nothing more may be claimed. */
function whileFull(disk: Disk, given: FullAt): readonly string[] {
  if (!disk.isFull()) return []
  const count = disk.db.get<{ readonly count: number }>(onTheWire)?.count ?? 0
  if (given.ballast) return count > 0 ? [`${count} outcomes were not written in spite of the ballast`] : []
  const lanes = 8
  return count > lanes ? [`${count} operations were claimed on a full disk`] : []
}
