import type { WriteDb } from '../../../electron/main/db/handle.ts'
import type { Query } from '../../../electron/main/db/handle.ts'
import { verifyChain } from '../../../electron/main/db/tables/events.ts'
import { createOutbox } from '../../../electron/main/outbox/outbox.ts'
import type { NewOperation, Outbox } from '../../../electron/main/outbox/types.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { createFakeProvider } from '../../integration/outbox/support/fake-provider.ts'
import type { FakeProvider } from '../../integration/outbox/support/fake-provider.ts'
import { createFakeTime } from '../../integration/outbox/support/fake-time.ts'
import type { FakeTime } from '../../integration/outbox/support/fake-time.ts'
import { proofShop } from '../support/operations.ts'
import { createRandom } from '../support/random.ts'

/** What outlives a run of the program: time, the provider, and what the cashier was told. */
export interface World {
  readonly time: FakeTime
  readonly fake: FakeProvider
  /** Operations that were said to be saved. */
  readonly acknowledged: string[]
  /** What was said where one was not. */
  readonly refusals: RequestFailure[]
}

/** A shop with members that have stamps. */
export function createWorld(members: number): World {
  const time = createFakeTime()
  const fake = createFakeProvider(() => time.now())
  for (let member = 1; member <= members; member += 1) fake.add(String(member), { stamps: 20 })
  return { time, fake, acknowledged: [], refusals: [] }
}

let boots = 0

/** A run of the outbox over an open file. */
export function outboxIn(world: World, db: WriteDb): Outbox {
  boots += 1
  const random = createRandom(boots)
  return createOutbox(db, {
    clock: world.time,
    timers: world.time.timers,
    random: (length) => random.bytes(length),
    connections: () => [proofShop],
    provider: () => world.fake.provider,
    bootId: `boot-${boots}`,
    tillId: 'till-A',
    log: { info: () => undefined, warn: () => undefined },
  })
}

/** Saves, and keeps what the cashier was told. True where it was "saved". */
export function saveIn(world: World, outbox: Outbox, operation: NewOperation): boolean {
  const saved = outbox.enqueue(operation)
  if (saved.ok) world.acknowledged.push(saved.value.id)
  else world.refusals.push(saved.error)
  return saved.ok
}

const ids: Query<{ readonly id: string; readonly state: string }> = { sql: 'select id, state from op' }
const torn: Query<{ readonly seq: number }> = {
  sql: `select o.seq from op o where o.state is not
    (select e.to_state from op_event e where e.op_seq = o.seq order by e.n desc limit 1) limit 1`,
}

/** Whether the file is whole, and everything that was said to be saved is in it. */
export function judgeFile(world: World, db: WriteDb): readonly string[] {
  const found: string[] = []
  const integrity = db.pragma('integrity_check')
  if (integrity !== 'ok') found.push(`integrity: ${String(integrity)}`)
  const chain = verifyChain(db)
  if (!chain.intact) found.push(`the chain is broken at ${chain.brokenAt}`)
  const half = db.get(torn)
  if (half !== undefined) found.push(`operation ${half.seq} is not what its audit says`)
  const there = new Set(db.all(ids).map((row) => row.id))
  for (const id of world.acknowledged) if (!there.has(id)) found.push(`said to be saved and gone: ${id}`)
  for (const refusal of world.refusals) {
    const isClear = refusal.kind === 'not-saved' && refusal.cause === 'disk-full'
    if (!isClear) found.push(`not told that the disk is full, but ${JSON.stringify(refusal)}`)
  }
  return found
}

/** Whether everything is done, and was done once. */
export function judgeEnd(world: World, db: WriteDb): readonly string[] {
  const found = [...judgeFile(world, db)]
  const rows = db.all(ids)
  for (const row of rows) if (row.state !== 'done') found.push(`${row.id} ended ${row.state}`)
  if (world.fake.applied.length !== rows.length) {
    found.push(`${rows.length} operations took effect ${world.fake.applied.length} times`)
  }
  return found
}
