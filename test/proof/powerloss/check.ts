import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Query, WriteDb } from '../../../electron/main/db/handle.ts'
import { openDatabase } from '../../../electron/main/db/open.ts'
import { verifyChain } from '../../../electron/main/db/tables/events.ts'
import { createFakeProvider } from '../../integration/outbox/support/fake-provider.ts'
import { createFakeTime } from '../../integration/outbox/support/fake-time.ts'
import { stampsOn } from '../support/operations.ts'
import { createRandom } from '../support/random.ts'
import type { Image } from './images.ts'
import type { Step } from './recording.ts'
import { outboxOver } from './work.ts'

/** What the shop had been told before the power failed. */
export interface Told {
  readonly event: Step['event']
  readonly acknowledged: readonly string[]
}

/** What became of it. */
export interface Verdict {
  /** Acknowledged operations that are gone. */
  readonly lost: number
  /** Whatever else is wrong. */
  readonly faults: readonly string[]
}

const hashAt: Query<{ readonly hash: string }> = { sql: 'select hash from op_event where n = ?' }
const ids: Query<{ readonly id: string }> = { sql: 'select id from op' }
const onTheWire: Query<{ readonly count: number }> = {
  sql: "select count(*) as count from op where state = 'sending'",
}
const torn: Query<{ readonly seq: number }> = {
  sql: `select o.seq from op o where o.state is not
    (select e.to_state from op_event e where e.op_seq = o.seq order by e.n desc limit 1) limit 1`,
}

/** Starts the product over an image, as the first start after the power came back. */
export async function checkImage(folder: string, image: Image, told: Told): Promise<Verdict> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const file = path.join(folder, 'outbox.db')
  writeFileSync(file, image.db)
  writeFileSync(`${file}-wal`, image.wal)
  if (image.shm !== null) writeFileSync(`${file}-shm`, image.shm)
  const time = createFakeTime()
  const opened = openDatabase({ file, now: time.now(), ballastBytes: 0 })
  if (!opened.ok) return { lost: told.acknowledged.length, faults: [`not opened: ${opened.error.kind}`] }
  const db = opened.value
  try {
    const before = judge(db, told)
    const fake = createFakeProvider(() => time.now())
    fake.always({ kind: 'not-sent', cause: 'unreachable' })
    const warned: string[] = []
    const outbox = outboxOver({
      db,
      time,
      provider: fake.provider,
      random: createRandom(7),
      bootId: 'boot-after-the-failure',
      warned: (event) => warned.push(event),
    })
    outbox.start()
    const faults = [...before.faults, ...warned.map((event) => `said ${event}`)]
    if ((db.get(onTheWire)?.count ?? 0) > 0) faults.push('not recovered')
    const next = outbox.enqueue(stampsOn('after', { kind: 'member', key: 'r:1' }, 1))
    if (!next.ok) faults.push('nothing can be saved any more')
    await outbox.stop(1_000)
    const after = judge(db, told)
    return { lost: Math.max(before.lost, after.lost), faults: [...faults, ...after.faults] }
  } finally {
    db.close()
  }
}

function judge(db: WriteDb, told: Told): Verdict {
  const faults: string[] = []
  const integrity = db.pragma('integrity_check')
  if (integrity !== 'ok') faults.push(`integrity: ${String(integrity)}`)
  const chain = verifyChain(db)
  if (!chain.intact) faults.push(`the chain is broken at ${chain.brokenAt}`)
  const half = db.get(torn)
  if (half !== undefined) faults.push(`operation ${half.seq} is not what its audit says`)
  const there = new Set(db.all(ids).map((row) => row.id))
  const lost = told.acknowledged.filter((id) => !there.has(id)).length
  // One line of the chain stands for all before it: with it every commit is there, not only every operation.
  const kept = told.event === null || db.get(hashAt, told.event.n)?.hash === told.event.hash
  if (!kept && lost === 0) faults.push('a commit that had returned is gone')
  return { lost, faults }
}
