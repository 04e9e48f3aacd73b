import type { Ulid } from '../../../shared/domain/ids.ts'
import { closeAttempt, lastAttempt } from '../db/tables/attempts.ts'
import { readMeta, takeOwnership } from '../db/tables/meta.ts'
import { hashOfEvent, lastEvent, looksInVain } from '../db/tables/events.ts'
import type { OpRow } from '../db/tables/op.ts'
import { opBySeq, opsInState } from '../db/tables/op.ts'
import { clampDue, connectionsWithWork } from '../db/tables/op-queue.ts'
import type { Core } from './core.ts'
import { counterKey } from './jobs.ts'
import type { Suspected } from './pure/suspicion.ts'
import { suspicionOf } from './pure/suspicion.ts'
import { lostNow, suspect, unansweredHere } from './suspect.ts'
import { resumeHindered } from './hindered.ts'
import { ask, move } from './ledger.ts'
import { postpone } from './outcomes.ts'
import { isInVain, nextLookAt } from './settle.ts'

/** No wait that the outbox chooses is longer, ms: what lies further away comes from a clock that jumped. */
export const longestWaitMs = 600_000
/** After a defect nothing is looked at again sooner, ms. */
const leastWaitMs = 15_000
const batch = 1_000_000

/**
 * What the last run left, put in order; and this run becomes the owner of the file. One transaction.
 *
 * What was on its way may have arrived: it is checked, never sent again blindly. Where a copy of the file may have
 * gone on elsewhere (a restored backup, a copied folder, a cloned machine) that is true of all that waits.
 */
export function recover(core: Core): Suspected | null {
  const now = core.now()
  const { tillId, bootId } = core.deps
  return core.space.write(() =>
    core.transact(() => {
      const meta = readMeta(core.db)
      const { machine, marks } = core.deps.outside?.() ?? { machine: null, marks: [] }
      const cause = suspicionOf(
        {
          tillId: meta.till_id,
          machine: meta.machine,
          fileId: meta.file_id,
          lastN: lastEvent(core.db).n,
          hashAt: (n) => hashOfEvent(core.db, n),
        },
        { tillId, machine, marks },
      )
      // From here on it goes its own way: with an id of its own it is not taken for the one that it was copied from.
      const fileId = cause === null && meta.file_id !== null ? meta.file_id : core.newId()
      takeOwnership(core.db, { tillId, bootId, fileId, machine, now })
      let interrupted = 0
      let suspected = 0
      for (const connectionId of connectionsWithWork(core.db)) {
        for (const row of opsInState(core.db, connectionId, 'sending', batch)) {
          interrupt(core, row)
          interrupted += 1
        }
        resumeHindered(core, connectionId)
        if (cause !== null) suspected += suspect(core, connectionId, cause)
      }
      clampDue(core.db, now, longestWaitMs)
      core.deps.log.info('outbox.recovered', { count: interrupted, foreign: cause !== null })
      if (cause === null) return null
      core.deps.log.warn('outbox.suspected', { cause, count: suspected })
      return { cause, count: suspected }
    }),
  )
}

/** Nobody works any more on what was on its way: it is checked, unless the provider refuses a repeat by itself. */
export function interrupt(core: Core, row: OpRow): OpRow | null {
  const now = core.now()
  core.silent(row.seq)
  closeAttempt(core.db, row.seq, {
    ended_at: now,
    outcome: 'interrupted',
    http: null,
    request_id: null,
    evidence: null,
  })
  const attempt = lastAttempt(core.db, row.seq)
  const evidence = { outcome: 'interrupted', attempt: attempt?.n ?? null }
  // Until it is settled our own figure of this card is worth nothing.
  const cardId = attempt?.card_id ?? null
  if (cardId !== null) core.counters.delete(counterKey(row.connection_id, cardId))
  if (unansweredHere(core, row) === 'keyed') {
    // The provider refuses a repeat by itself: the count stays, since bytes may have left.
    return move(core, row, 'not-applied', { changes: { due_at: now }, evidence })
  }
  return move(core, row, 'lost', { changes: lostNow(core, core.connection(row.connection_id)), evidence })
}

/**
 * What this run left on the wire and nobody works on is checked, as after a restart. One transaction.
 *
 * Rows of another run are left alone: it may have taken the file over and be sending them now.
 */
export function recoverForgotten(core: Core, connectionId: Ulid, isKnown: (row: OpRow) => boolean): void {
  const forgotten = opsInState(core.db, connectionId, 'sending', batch).filter(
    (row) => !isKnown(row) && lastAttempt(core.db, row.seq)?.boot === core.deps.bootId,
  )
  if (forgotten.length === 0) return
  core.space.write(() =>
    core.transact(() => {
      for (const row of forgotten) interrupt(core, row)
    }),
  )
  core.deps.log.warn('outbox.forgotten', { count: forgotten.length })
}

/**
 * The work on an operation broke off, or its outcome cannot be written: the least that is true of it, whatever
 * state it has reached, so that it goes on later by itself and in the end asks a person.
 */
export function setAside(core: Core, seq: number): OpRow | null {
  const row = opBySeq(core.db, seq)
  switch (row?.state) {
    case 'queued':
      return postpone(core, row, { kind: 'bad-answer', status: 0 })
    case 'sending':
      return interrupt(core, row)
    case 'unknown': {
      const now = core.now()
      const lostAt = Math.min(row.lost_at ?? now, now)
      if (isInVain(looksInVain(core.db, row.seq), now)) {
        return ask(core, row, 'undecidable', { kind: 'given-up', answers: row.attempts })
      }
      const due = Math.max(now + leastWaitMs, nextLookAt({ readLagMs: 0, lateBoundMs: 0, lostAt, now }))
      return move(core, row, 'look-again', {
        changes: { lost_at: lostAt, due_at: due },
        evidence: { reading: 'failed', tried: true },
      })
    }
    case 'held':
    case 'attention':
    case 'done':
    case 'cancelled':
    case 'discarded':
    case undefined:
      return null
  }
}
