import type { Ulid } from '../../../../shared/domain/ids.ts'
import type { RequestFailure } from '../../../../shared/ipc/failure.ts'
import { err, ok } from '../../../../shared/ipc/result.ts'
import type { Result } from '../../../../shared/ipc/result.ts'
import { beginMove, movedOps, movedOut } from '../../db/tables/moves.ts'
import { oldestOps, opBySeq, opsInState } from '../../db/tables/op.ts'
import type { OpRow } from '../../db/tables/op.ts'
import { actorOf } from '../answers.ts'
import type { Core } from '../core.ts'
import { notSaved } from '../enqueue.ts'
import { move } from '../ledger.ts'
import type { MovedOut, TransferDocument } from '../pure/transfer.ts'
import { interrupt } from '../recovery.ts'
import { collect, travelling } from './collect.ts'
import type { Leaving } from './collect.ts'

/** How long moving waits for what is on the wire, ms. What has no answer then travels as unknown. */
export const patienceMs = 4_000
const betweenLooksMs = 100
const batch = 1_000_000

interface Move {
  readonly id: Ulid
  readonly connectionId: Ulid
  readonly actor: string | null
}

/** Whether an operation certainly never left: neither from here nor from a copy of these records. */
function isUnsent(row: OpRow): boolean {
  return row.state !== 'unknown' && row.attempts === 0 && row.suspect === 0
}

/** Gives up what waits. What is on the wire stays, until it is known what became of it. */
function seal(core: Core, { id, connectionId, actor }: Move): void {
  const now = core.now()
  for (const row of oldestOps(core.db, connectionId, batch)) {
    if (row.state === 'sending') continue
    const sealed = move(core, row, isUnsent(row) ? 'move-unsent' : 'move', {
      changes: { moved_to: id, moved_at: now, reason: row.reason },
      evidence: { export: id },
      actor,
    })
    if (sealed === null) throw new Error('An operation could not be given up.')
  }
}

function onTheWire(core: Core, connectionId: Ulid): readonly OpRow[] {
  return opsInState(core.db, connectionId, 'sending', batch)
}

/** Waits for answers, each of which is sealed as it comes: what came back unsent must not leave again from here. */
async function sealAnswers(core: Core, one: Move): Promise<void> {
  for (let waited = 0; waited < patienceMs && onTheWire(core, one.connectionId).length > 0;) {
    await new Promise<void>((resolve) => {
      core.deps.timers.set(resolve, betweenLooksMs)
    })
    waited += betweenLooksMs
    core.space.write(() => core.transact(() => seal(core, one)))
  }
}

/** Gives all unsent work of a shop up for another till; all of it is durable before this answers. */
export async function moveOut(
  core: Core,
  connectionId: Ulid,
  by: string | null,
): Promise<Result<MovedOut | null, RequestFailure>> {
  if (oldestOps(core.db, connectionId, 1).length === 0) return ok(null)
  const one: Move = { id: core.newId(), connectionId, actor: actorOf(core, by) }
  try {
    core.space.write(() =>
      core.transact(() => {
        beginMove(core.db, { id: one.id, connectionId, now: core.now() })
        seal(core, one)
      }),
    )
    await sealAnswers(core, one)
    core.space.write(() =>
      core.transact(() => {
        for (const row of onTheWire(core, connectionId)) interrupt(core, row)
        seal(core, one)
      }),
    )
  } catch (error) {
    core.deps.log.warn('outbox.not-moved', { error })
    return err(notSaved(error))
  }
  const { length: count } = movedOps(core.db, one.id)
  core.deps.log.info('outbox.moved', { id: one.id, count })
  // All of it was on the wire, and was answered.
  if (count === 0) return ok(null)
  return ok({ id: one.id, count })
}

/**
 * What left with an export, as its file tells it. Null where there is none, its details were stripped, or all of it
 * came back: written once more it would be sent from two tills.
 */
export function documentOf(core: Core, exportId: Ulid): TransferDocument | null {
  const record = movedOut(core.db, exportId)
  const connection = record === null ? null : core.connection(record.connection_id)
  if (record === null || connection === null) return null
  const leaving = movedOps(core.db, exportId).flatMap(({ seq, from_state }): Leaving[] => {
    const row = opBySeq(core.db, seq)
    const state = travelling(from_state)
    return row === null || state === null ? [] : [{ row, state }]
  })
  if (leaving.length === 0) return null
  const tillName = core.deps.tillName?.() ?? null
  return collect(core.db, connection, leaving, {
    id: exportId,
    sealed: true,
    madeAt: record.made_at,
    tillId: core.deps.tillId,
    ...(tillName === null ? {} : { tillName }),
  })
}
