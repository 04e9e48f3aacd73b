import type { Connection } from '../../../../shared/domain/connection.ts'
import { isMemberKey, localKey } from '../../../../shared/domain/ids.ts'
import type { AttentionReason, OperationKind, OperationTarget } from '../../../../shared/domain/operation.ts'
import type { TakenIn } from '../../../../shared/domain/safety.ts'
import type { RequestFailure } from '../../../../shared/ipc/failure.ts'
import { err, ok } from '../../../../shared/ipc/result.ts'
import type { Result } from '../../../../shared/ipc/result.ts'
import { canonicalKey, learnCode, mapMember, remoteIdOf } from '../../db/tables/members.ts'
import { insertAttempt, isTagTaken, movedOut, noteReturn, tracesOf } from '../../db/tables/moves.ts'
import type { Trace } from '../../db/tables/moves.ts'
import { opByIntent } from '../../db/tables/op.ts'
import type { OpRow } from '../../db/tables/op.ts'
import { actorOf } from '../answers.ts'
import type { Core } from '../core.ts'
import { followCard, notSaved } from '../enqueue.ts'
import { counterKey, storeOf } from '../jobs.ts'
import { laneOf } from '../lanes.ts'
import { arrive, move } from '../ledger.ts'
import { parsePayload } from '../payloads.ts'
import { amountOf, figureBefore } from '../pure/owed.ts'
import type { TransferDocument, TransferOperation } from '../pure/transfer.ts'
import { lostNow, unansweredHere } from '../suspect.ts'
import { takeCard } from '../take-card.ts'
import { figuresOf, reasonOf } from '../views.ts'

/** Operations that share a commit. */
const chunk = 500

interface Taking {
  readonly core: Core
  readonly connection: Connection
  readonly document: TransferDocument
  readonly actor: string | null
}

type Fate = keyof TakenIn

/** What a file says of an operation that is, or was, here. */
function isKnown({ core, document }: Taking, traces: readonly Trace[]): boolean {
  if (traces.length === 0) return false
  // A copy knows less of an operation than the records that it was copied from.
  if (!document.sealed) return true
  if (traces.some((trace) => trace.moved_to === null || trace.arrived_with === document.id)) return true
  // It left from here: only the file that it left with last brings it back. Rows are in order, clocks need not be.
  const lastMove = traces.at(-1)?.moved_to
  return movedOut(core.db, document.id) !== null && lastMove !== document.id
}

function targetHere(
  { core, connection }: Taking,
  target: TransferOperation['target'],
): OperationTarget | null {
  if (target.kind === 'code') return { kind: 'code', code: target.name }
  if (!isMemberKey(target.name)) return null
  return { kind: 'member', key: canonicalKey(core.db, connection.id, target.name) }
}

function takeOne(taking: Taking, operation: TransferOperation): Fate {
  const { core, connection, document } = taking
  const traces = tracesOf(core.db, operation.origin)
  if (isKnown(taking, traces)) return 'known'
  const target = targetHere(taking, operation.target)
  if (target === null) return 'refused'
  // A second tap on the sheet that it was made with still finds it: by its intent, or by what took its place.
  const sameIntent = opByIntent(core.db, operation.intent)
  if (sameIntent !== null && !traces.some((trace) => trace.seq === sameIntent.seq)) return 'refused'
  const marked = !isTagTaken(core.db, operation.tag)
  const now = core.now()
  const arrived = arrive(
    core,
    {
      id: core.newId(),
      intent: sameIntent === null ? operation.intent : core.newId(),
      connection_id: connection.id,
      store: storeOf(connection),
      // A kind that this version has no name for waits here, in its place, for one that has: its till has given it up.
      kind: operation.kind as OperationKind,
      v: operation.v,
      target_kind: target.kind,
      target: target.kind === 'member' ? target.key : target.code,
      lane: laneOf(target),
      lane2: operation.lane2,
      payload: operation.payload,
      salt: core.deps.random(16),
      tag: marked ? operation.tag : core.newTag(),
      state: 'queued',
      due_at: now,
      undo_ms: 0,
      created_at: operation.createdAt,
      created_by: operation.createdBy,
      actor: operation.actor,
      business_day: operation.businessDay,
      changed_at: now,
      insist: operation.insist ? 1 : 0,
      origin: operation.origin,
      arrived_with: document.id,
    },
    { origin: operation.origin, with: document.id, sealed: document.sealed },
  )
  for (const trace of traces) noteReturn(core.db, trace.seq, arrived.seq)
  keepAttempt(core, arrived, operation)
  const settled = place(taking, arrived, operation, marked)
  if (settled === null) throw new Error('An operation arrived and found no place.')
  if (settled.state === 'queued') followCard(core, settled)
  return settled.state === 'attention' ? 'asking' : 'taken'
}

function keepAttempt(core: Core, row: OpRow, { lastAttempt: last }: TransferOperation): void {
  if (last === null) return
  // Our own figure of this card does not know of it.
  if (last.cardId !== null) core.counters.delete(counterKey(row.connection_id, last.cardId))
  insertAttempt(core.db, {
    op_seq: row.seq,
    n: last.n,
    boot: last.boot,
    started_at: last.startedAt,
    remote_id: last.remoteId,
    card_id: last.cardId,
    base: last.base,
    request_sha: last.requestSha,
    ended_at: last.endedAt ?? core.now(),
    outcome: last.outcome ?? 'interrupted',
  })
}

/** Brings an operation that has just arrived to where it stood, as far as the file can be believed. */
function place(
  { core, connection, document, actor }: Taking,
  row: OpRow,
  operation: TransferOperation,
  marked: boolean,
): OpRow | null {
  const { attempts } = operation
  const keyed = unansweredHere(core, row) === 'keyed' && marked
  const evidence = { from: operation.state, attempts, lostAt: operation.lostAt }
  const suspect = operation.suspect || !document.sealed ? 1 : 0
  const sure = document.sealed && (marked || (operation.state === 'queued' && attempts === 0))
  if (operation.state === 'attention' && sure) {
    const reason = operation.reason ?? JSON.stringify({ kind: 'unreadable' } satisfies AttentionReason)
    const figures = reasonOf({ reason, state: 'attention' })
    return move(core, row, 'ask', {
      changes: { reason, attempts, suspect },
      evidence: { ...evidence, reason: figures === null ? null : figuresOf(figures) },
      actor,
    })
  }
  if (!keyed && !sure) {
    const parsed = parsePayload(row)
    const adding = parsed === null ? 0 : amountOf(parsed)
    const before = figureBefore(parsed, operation.lastAttempt?.base)
    const reason: AttentionReason = { kind: 'restored', before, now: null, adding }
    const changes = { reason: JSON.stringify(reason), attempts, suspect }
    return move(core, row, 'restored', { changes, evidence: { ...evidence, reason: { ...reason } }, actor })
  }
  if (operation.state === 'unknown' && !keyed) {
    // Counted from its arrival: the other till's clock may be slow, and it may have left a moment ago.
    core.silent(row.seq)
    const changes = { attempts, suspect, ...lostNow(core, connection) }
    return move(core, row, 'suspect', { changes, evidence, actor })
  }
  return attempts === 0 && suspect === 0
    ? row
    : move(core, row, 'postpone', { changes: { attempts, suspect }, evidence, actor })
}

/** Members that were enrolled on the other till keep their own name, and the cards that were learned lead to them. */
function takeMembers({ core, connection, document }: Taking): void {
  const at = { connectionId: connection.id, now: core.now() }
  for (const { localId, remoteId } of document.members) {
    const key = localKey(localId)
    if (remoteIdOf(core.db, connection.id, key) === null) mapMember(core.db, { ...at, key, remoteId })
  }
  // Where nobody but tills knows whose a card is, one that is somebody else's here stays theirs.
  const isAsked = core.deps.provider(connection)?.capabilities.codes === 'provider'
  for (const { code, key } of document.codes) {
    if (!isMemberKey(key)) continue
    if (isAsked) learnCode(core.db, { ...at, code, key })
    else takeCard(core.db, connection.id, { code, key, learnedAt: at.now })
  }
}

/** Takes a file's work in, in its order. A part of it is durable at a time; doing it again goes on where it ended. */
export async function takeIn(
  core: Core,
  connection: Connection,
  document: TransferDocument,
  by: string | null,
): Promise<Result<TakenIn, RequestFailure>> {
  const taking: Taking = { core, connection, document, actor: actorOf(core, by) }
  const fates: Record<Fate, number> = { taken: 0, asking: 0, known: 0, refused: 0 }
  try {
    for (let from = 0; from < document.operations.length; from += chunk) {
      const part = document.operations.slice(from, from + chunk)
      const done = core.space.writeNew(() =>
        core.transact(() => {
          if (from === 0) takeMembers(taking)
          return part.map((operation) => takeOne(taking, operation))
        }),
      )
      for (const fate of done) fates[fate] += 1
      await new Promise<void>((resolve) => {
        core.soon(resolve)
      })
    }
  } catch (error) {
    core.deps.log.warn('outbox.not-taken-in', { error })
    return err(notSaved(error))
  }
  core.deps.log.info('outbox.taken-in', { count: fates.taken + fates.asking, known: fates.known })
  return ok(fates)
}
