import type { Ulid } from '../../../shared/domain/ids.ts'
import { closeAttempt, lastAttempt } from '../db/tables/attempts.ts'
import { readMeta, takeOwnership } from '../db/tables/meta.ts'
import type { OpRow } from '../db/tables/op.ts'
import { opsInState } from '../db/tables/op.ts'
import { clampDue, connectionsWithWork } from '../db/tables/op-queue.ts'
import type { Unanswered } from '../providers/provider.ts'
import type { Core } from './core.ts'
import { unansweredOf } from './kinds/work.ts'
import { ask, move } from './ledger.ts'
import { nextLookAt } from './settle.ts'

/** No wait that the outbox chooses is longer, ms: what lies further away comes from a clock that jumped. */
export const longestWaitMs = 600_000
const batch = 1_000_000

/**
 * What the last run left, put in order; and this run becomes the owner of the file. One transaction.
 *
 * What was on its way may have arrived: it is checked, never sent again blindly. In a file of another till
 * (a restored backup, a copied folder) also what was waiting may have been sent from there.
 */
export function recover(core: Core): void {
  const now = core.now()
  core.space.write(() =>
    core.transact(() => {
      const meta = readMeta(core.db)
      const foreign = meta.till_id !== null && meta.till_id !== core.deps.tillId
      takeOwnership(core.db, { tillId: core.deps.tillId, bootId: core.deps.bootId, now })
      let interrupted = 0
      for (const connectionId of connectionsWithWork(core.db)) {
        for (const row of opsInState(core.db, connectionId, 'sending', batch)) {
          interrupt(core, row, connectionId, now)
          interrupted += 1
        }
        if (foreign) suspect(core, connectionId)
      }
      clampDue(core.db, now, longestWaitMs)
      core.deps.log.info('outbox.recovered', { count: interrupted, foreign })
    }),
  )
}

function unansweredHere(core: Core, row: OpRow, connectionId: Ulid): Unanswered | null {
  const connection = core.connection(connectionId)
  const provider = connection === null ? null : core.deps.provider(connection)
  return provider === null ? null : unansweredOf(provider.capabilities, row.kind)
}

function interrupt(core: Core, row: OpRow, connectionId: Ulid, now: number): void {
  closeAttempt(core.db, row.seq, {
    ended_at: now,
    outcome: 'interrupted',
    http: null,
    request_id: null,
    evidence: null,
  })
  const attempt = lastAttempt(core.db, row.seq)
  const evidence = { outcome: 'interrupted', attempt: attempt?.n ?? null }
  if (unansweredHere(core, row, connectionId) === 'keyed') {
    // The provider refuses a repeat by itself: the count stays, since bytes may have left.
    move(core, row, 'not-applied', { changes: { due_at: now }, evidence })
    return
  }
  const connection = core.connection(connectionId)
  const bounds = { readLagMs: connection?.readLagMs ?? 0, lateBoundMs: connection?.lateBoundMs ?? 0 }
  move(core, row, 'lost', {
    changes: {
      lost_at: now,
      negatives: 0,
      negative_at: null,
      tries: 0,
      due_at: nextLookAt({ ...bounds, lostAt: now, now }),
    },
    evidence,
  })
}

function suspect(core: Core, connectionId: Ulid): void {
  for (const state of ['held', 'queued'] as const) {
    for (const row of opsInState(core.db, connectionId, state, batch)) {
      const unanswered = unansweredHere(core, row, connectionId)
      // These find by themselves what is there already.
      if (unanswered === 'keyed' || unanswered === 'repeatable') continue
      ask(core, row, 'restored', { kind: 'restored' })
    }
  }
}
