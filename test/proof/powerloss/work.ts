import path from 'node:path'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import { openDatabase } from '../../../electron/main/db/open.ts'
import type { Query, WriteDb } from '../../../electron/main/db/handle.ts'
import { saveConnection } from '../../../electron/main/db/tables/connections.ts'
import { createOutbox } from '../../../electron/main/outbox/outbox.ts'
import type { NewOperation, Outbox } from '../../../electron/main/outbox/types.ts'
import type { Provider } from '../../../electron/main/providers/provider.ts'
import { createFakeProvider } from '../../integration/outbox/support/fake-provider.ts'
import { createFakeTime } from '../../integration/outbox/support/fake-time.ts'
import type { FakeTime } from '../../integration/outbox/support/fake-time.ts'
import { attachment, enrolment, proofShop, redemption, renaming, stampsOn } from '../support/operations.ts'
import { createRandom } from '../support/random.ts'
import type { Random } from '../support/random.ts'
import { createRecorder } from './recording.ts'

const newest: Query<{ readonly n: number; readonly hash: string }> = {
  sql: 'select n, hash from op_event order by n desc limit 1',
}

/** Tells of every commit of a connection, right after it returned. */
function watched(db: WriteDb, committed: () => void): WriteDb {
  let depth = 0
  const outermost = <T>(work: () => T): T => {
    depth += 1
    let value: ReturnType<typeof work>
    try {
      value = work()
    } finally {
      depth -= 1
    }
    if (depth === 0) committed()
    return value
  }
  return {
    ...db,
    run: (query, ...args) => outermost(() => db.run(query, ...args)),
    transaction: (work) => outermost(() => db.transaction(work)),
  }
}

/** An outbox over an open file, with time that only the caller moves. */
export function outboxOver(args: {
  readonly db: WriteDb
  readonly time: FakeTime
  readonly provider: Provider
  readonly random: Random
  readonly bootId: string
  readonly warned?: (event: string) => void
}): Outbox {
  return createOutbox(args.db, {
    clock: args.time,
    timers: args.time.timers,
    random: (length) => args.random.bytes(length),
    connections: () => [proofShop],
    provider: () => args.provider,
    bootId: args.bootId,
    tillId: 'till-A',
    log: { info: () => undefined, warn: (event) => args.warned?.(event) },
  })
}

/** Works until there are so many commits, saving and sending, and leaves the recording in the folder. */
export async function recordWork(given: {
  readonly file: string
  readonly folder: string
  readonly commits: number
  readonly seed: number
}): Promise<void> {
  const random = createRandom(given.seed)
  const time = createFakeTime()
  const fake = createFakeProvider(() => time.now())
  for (let member = 1; member <= 5; member += 1) fake.add(String(member))
  const opened = openDatabase({ file: given.file, now: time.now(), ballastBytes: 0 })
  if (!opened.ok) throw new Error(`not opened: ${opened.error.kind}`)
  const recorder = createRecorder(given.file, path.join(given.folder, 'marks'))
  const acknowledged: string[] = []
  let commits = 0
  const db = watched(opened.value, () => {
    commits += 1
    recorder.committed(opened.value.get(newest) ?? null, acknowledged.length)
  })
  saveConnection(db, proofShop, time.now())
  const outbox = outboxOver({ db, time, provider: fake.provider, random, bootId: 'boot-of-the-writer' })
  outbox.start()
  for (let n = 0; commits < given.commits; n += 1) {
    const saved = outbox.enqueue(someOperation(random, `${given.seed}-${n}`))
    if (saved.ok) acknowledged.push(saved.value.id)
    if (random.chance(10)) fake.script('addStamps', random.chance(50) ? 'lost-request' : 'lost-reply')
    if (random.chance(40)) await time.advance(random.between(0, 400))
  }
  recorder.save(path.join(given.folder, 'recording'), {
    acknowledged,
    synchronous: Number(opened.value.pragma('synchronous')),
  })
  // Neither stopped nor closed: the power fails.
  process.exit(0)
}

function someOperation(random: Random, intent: string): NewOperation {
  const key: MemberKey = `r:${random.between(1, 6)}`
  const drawn = random.between(0, 100)
  if (drawn < 15)
    return enrolment(intent, `l:${intent}`, `CODE-${intent}`, 'A'.repeat(random.between(1, 6_000)))
  if (drawn < 25) return attachment(intent, key, `CODE-${intent}`)
  if (drawn < 35) return renaming(intent, key, `Name-${intent}`, null)
  if (drawn < 45) return redemption(intent, key, 1, 'w1')
  return stampsOn(intent, { kind: 'member', key }, random.between(1, 6))
}
