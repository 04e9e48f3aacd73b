import { spawnSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { WriteDb } from '../../../electron/main/db/handle.ts'
import { openDatabase } from '../../../electron/main/db/open.ts'
import { saveConnection } from '../../../electron/main/db/tables/connections.ts'
import { makeFolder } from '../support/folder.ts'
import { enrolment, proofShop, stampsOn } from '../support/operations.ts'
import { createWorld, judgeEnd, judgeFile, outboxIn, saveIn } from './till.ts'
import type { World } from './till.ts'

/** What became of a till on a disk that is really full. */
export interface TmpfsRun {
  readonly acknowledged: number
  /** Settled while the disk was full, on the space kept aside. */
  readonly settledWhileFull: number
  readonly violations: readonly string[]
}

const megabyte = 1024 * 1024
const ballastBytes = 2 * megabyte
const small = '10m'
const large = '64m'
const members = 8

/** A small disk of its own, or null where this machine does not let us have one. */
function mountSmall(): { readonly folder: string; grow(): void; unmount(): void } | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  const folder = makeFolder('tmpfs')
  const mount = (options: string): boolean =>
    spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' }).status === 0
  if (!mount(`size=${small}`)) {
    rmSync(folder, { recursive: true, force: true })
    return null
  }
  return {
    folder,
    grow: () => {
      if (!mount(`remount,size=${large}`)) throw new Error('The small disk could not be made larger.')
    },
    unmount: () => {
      spawnSync('umount', [folder], { stdio: 'ignore' })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Takes every free byte, as somebody else's file does. */
function fillWith(file: string): void {
  const handle = openSync(file, 'w')
  try {
    for (let size = megabyte; size >= 512;) {
      try {
        // What was half taken is taken; then smaller pieces.
        if (writeSync(handle, Buffer.alloc(size, 1)) < size) size /= 2
      } catch {
        size /= 2
      }
    }
  } finally {
    closeSync(handle)
  }
}

/** Null where there is no small disk to be had (root on Linux only). */
export async function runTmpfs(): Promise<readonly TmpfsRun[] | null> {
  const runs: TmpfsRun[] = []
  for (const scenario of [fillsUpByItself, startsOnAFullDisk]) {
    const disk = mountSmall()
    if (disk === null) return null
    try {
      runs.push(await scenario(disk.folder, disk.grow))
    } catch (error) {
      runs.push({ acknowledged: 0, settledWhileFull: 0, violations: [`${scenario.name}: ${String(error)}`] })
    } finally {
      disk.unmount()
    }
  }
  return runs
}

function openIn(folder: string, world: World): WriteDb | null {
  const file = path.join(folder, 'outbox.db')
  const opened = openDatabase({ file, now: world.time.now(), ballastBytes })
  if (opened.ok) return opened.value
  if (opened.error.kind === 'disk-full') return null
  throw new Error(opened.error.kind)
}

const settled = { sql: "select count(*) as count from op where state = 'done'" }

function countSettled(db: WriteDb): number {
  return db.get<{ readonly count: number }>(settled)?.count ?? 0
}

/** The till's own work fills the disk; it goes on with the ballast, is closed, and finds space at last. */
async function fillsUpByItself(folder: string, grow: () => void): Promise<TmpfsRun> {
  const world = createWorld(members)
  let db = openIn(folder, world)
  if (db === null) throw new Error('The small disk is too small.')
  saveConnection(db, proofShop, world.time.now())
  const violations: string[] = []
  world.fake.always({ kind: 'not-sent', cause: 'unreachable' })
  const first = outboxIn(world, db)
  first.start()
  await first.probe(proofShop.id)
  for (let n = 0; saveIn(world, first, operation(n)); n += 1);
  violations.push(...judgeFile(world, db))
  world.fake.always(null)
  await first.probe(proofShop.id)
  await world.time.advance(3_000)
  const settledWhileFull = countSettled(db)
  if (settledWhileFull === 0) violations.push('nothing was settled on the space kept aside')
  fillWith(path.join(folder, 'somebody-elses-file'))
  await world.time.advance(20_000)
  violations.push(...judgeFile(world, db))
  await first.stop(1_000)
  db.close()
  world.time.forget()
  // It opens, or says that the disk is full; in no case is anything lost.
  openIn(folder, world)?.close()
  grow()
  db = openIn(folder, world)
  if (db === null) throw new Error('The disk is full though it was made larger.')
  violations.push(...(await finish(world, db)))
  return { acknowledged: world.acknowledged.length, settledWhileFull, violations }
}

/** Somebody else filled the disk while the till was off: it starts on its ballast, and its queue drains. */
async function startsOnAFullDisk(folder: string, grow: () => void): Promise<TmpfsRun> {
  const world = createWorld(members)
  const before = openIn(folder, world)
  if (before === null) throw new Error('The small disk is too small.')
  saveConnection(before, proofShop, world.time.now())
  const first = outboxIn(world, before)
  for (let n = 0; n < 40; n += 1) saveIn(world, first, operation(n))
  before.close()
  fillWith(path.join(folder, 'somebody-elses-file'))
  const db = openIn(folder, world)
  if (db === null) {
    return { acknowledged: 0, settledWhileFull: 0, violations: ['it did not start in spite of its ballast'] }
  }
  const outbox = outboxIn(world, db)
  outbox.start()
  await world.time.advance(20_000)
  const settledWhileFull = countSettled(db)
  const violations = [...judgeFile(world, db)]
  if (settledWhileFull !== world.acknowledged.length) {
    violations.push(
      `${settledWhileFull} of ${world.acknowledged.length} were settled on the space kept aside`,
    )
  }
  await outbox.stop(1_000)
  world.time.forget()
  grow()
  violations.push(...(await finish(world, db)))
  return { acknowledged: world.acknowledged.length, settledWhileFull, violations }
}

function operation(n: number): ReturnType<typeof stampsOn> {
  const intent = `tmpfs-${n}`
  return n % 3 === 0
    ? enrolment(intent, `l:${intent}`, null, 'A'.repeat(6_000))
    : stampsOn(intent, { kind: 'member', key: `r:${(n % members) + 1}` }, 1)
}

/** With space again everything is done, once, and new work is taken. */
async function finish(world: World, db: WriteDb): Promise<readonly string[]> {
  const violations: string[] = []
  const outbox = outboxIn(world, db)
  outbox.start()
  await world.time.advance(30_000)
  const after = stampsOn('tmpfs-after', { kind: 'member', key: 'r:1' }, 1)
  if (!saveIn(world, outbox, after)) violations.push('nothing can be saved though there is space again')
  for (let minutes = 0; minutes < 30 && outbox.summary(proofShop.id).waiting > 0; minutes += 1) {
    await world.time.advance(60_000)
  }
  violations.push(...judgeEnd(world, db))
  await outbox.stop(1_000)
  db.close()
  return violations
}
