import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import type {
  CardTarget,
  OperationTarget,
  OperationView,
  PayloadOf,
  Who,
} from '../../../shared/domain/operation.ts'
import { canonicalCode } from '../../../shared/scan/scanned-code.ts'
import { isDiskFull, isNotUnique } from '../db/failure.ts'
import { canonicalKey } from '../db/tables/members.ts'
import { liveOpsOnLane, liveOpsOnLane2, opByIntent } from '../db/tables/op.ts'
import type { NewOpRow, OpRow } from '../db/tables/op.ts'
import { noteReplaced } from '../db/tables/replaced-cards.ts'
import type { Core } from './core.ts'
import { awayNow, awayThen } from './days.ts'
import { storeOf } from './jobs.ts'
import { codeLane, lane2Of, laneOf } from './lanes.ts'
import { follow } from './follow.ts'
import { make, move } from './ledger.ts'
import { parsePayload, payloadVersion } from './payloads.ts'
import { joinEdits } from './pure/merge.ts'
import type { LostOf, NewOperation } from './types.ts'
import { targetOf, viewOf } from './views.ts'

/** Why nothing was saved, in the cashier's terms. */
export function notSaved(error: unknown): Extract<RequestFailure, { kind: 'not-saved' }> {
  return { kind: 'not-saved', cause: isDiskFull(error) ? 'disk-full' : 'database' }
}

/** The member that a live enrolment or attachment promises a code to; null where there is none, or several. */
function promisedTo(core: Core, connectionId: Ulid, code: string): MemberKey | null {
  const keys = new Set(
    liveOpsOnLane2(core.db, connectionId, codeLane(code)).flatMap((row) => {
      const target = targetOf(row)
      return target.kind === 'member' ? [target.key] : []
    }),
  )
  const [only] = keys
  return keys.size === 1 && only !== undefined ? only : null
}

/** Whom an operation is really for, as this till knows it now. */
function resolveTarget(core: Core, connectionId: Ulid, target: OperationTarget): OperationTarget {
  if (target.kind === 'member') {
    return { kind: 'member', key: canonicalKey(core.db, connectionId, target.key) }
  }
  const key = promisedTo(core, connectionId, target.code)
  return key === null ? target : { kind: 'member', key }
}

function codeOf(operation: NewOperation): string | null {
  switch (operation.kind) {
    case 'member.create':
    case 'card.attach':
      return operation.payload.code
    case 'stamps.add':
    case 'reward.redeem':
    case 'member.edit':
    case 'balance.adjust':
    case 'balance.revert':
    case 'affiliate.set':
    case 'list.set':
    case 'tier.enrol':
      return null
  }
}

function rowFor(core: Core, operation: NewOperation, payload: PayloadOf[NewOperation['kind']]): NewOpRow {
  const connection = core.connection(operation.connectionId)
  if (connection === null) throw new Error('An operation needs a connection that is known.')
  const target = resolveTarget(core, connection.id, operation.target)
  const now = core.now()
  return {
    id: core.newId(),
    intent: operation.intent,
    connection_id: connection.id,
    store: storeOf(connection),
    kind: operation.kind,
    v: payloadVersion,
    target_kind: target.kind,
    target: target.kind === 'member' ? target.key : target.code,
    lane: laneOf(target),
    lane2: lane2Of(operation.kind, codeOf(operation)),
    payload: JSON.stringify(payload),
    salt: core.deps.random(16),
    tag: core.newTag(),
    state: operation.undoMs > 0 ? 'held' : 'queued',
    due_at: now + operation.undoMs,
    undo_ms: operation.undoMs,
    created_at: now,
    created_by: operation.by,
    actor: operation.actor,
    business_day: core.day(now, connection.zone),
    changed_at: now,
  }
}

/** An unsent edit at the end of the member's lane, which a new edit takes in. */
function editToJoin(core: Core, row: NewOpRow): OpRow | null {
  const last = liveOpsOnLane(core.db, row.connection_id, row.lane).at(-1)
  if (last?.kind !== 'member.edit' || last.attempts > 0 || last.suspect === 1) return null
  // Who saw its conflict said "ours" of its fields, and of no others.
  if (last.insist === 1) return null
  return last.state === 'held' || last.state === 'queued' ? last : null
}

/** Makes a change of details durable, in a transaction of the caller; it takes in an unsent one just before it. */
export function makeEdit(
  core: Core,
  operation: Extract<NewOperation, { kind: 'member.edit' }>,
  evidence: { readonly corrects?: number } = {},
): OpRow | null {
  const row = rowFor(core, operation, operation.payload)
  const earlier = editToJoin(core, row)
  const parsed = earlier === null ? null : parsePayload(earlier)
  if (earlier === null || parsed?.kind !== 'member.edit') return make(core, row, evidence)
  const joined = { ...operation.payload, ...joinEdits(parsed.payload, operation.payload) }
  const made = make(core, { ...row, payload: JSON.stringify(joined) }, { ...evidence, joined: earlier.seq })
  if (made !== null) {
    move(core, earlier, 'absorb', { changes: { into_seq: made.seq }, evidence: { into: made.seq } })
  }
  return made
}

/**
 * Puts an unsent operation on a member's lane, behind what is there: a new one with a new place, the old one
 * cancelled and pointing to it. Keeps who made it and when the customer was there. Null where it was sent before, or
 * a copy of it may have been.
 */
export function moveToMember(
  core: Core,
  row: OpRow,
  to: { readonly key: MemberKey; readonly who: Who | null; readonly card?: CardTarget | null },
  actor: string | null,
): OpRow | null {
  const { key } = to
  if (row.attempts > 0 || row.suspect === 1 || row.payload === null) return null
  const held = row.state === 'held'
  const now = core.now()
  const made = make(
    core,
    {
      id: core.newId(),
      intent: core.newId(),
      connection_id: row.connection_id,
      store: row.store,
      kind: row.kind,
      target_kind: 'member',
      target: key,
      lane: laneOf({ kind: 'member', key }),
      lane2: row.lane2,
      ...readdressed(row, to),
      salt: core.deps.random(16),
      tag: core.newTag(),
      state: held ? 'held' : 'queued',
      due_at: held ? row.due_at : now,
      undo_ms: row.undo_ms,
      created_at: row.created_at,
      created_by: row.created_by,
      actor: row.actor,
      business_day: row.business_day,
      changed_at: now,
    },
    { movedFrom: row.seq, ...awayThen(core, row.seq) },
  )
  if (made === null) return null
  const old = move(core, row, 'absorb', {
    changes: { into_seq: made.seq },
    evidence: { into: made.seq },
    actor,
  })
  if (old === null) throw new Error('An operation was moved and not cancelled.')
  return made
}

/** The queue names whom it is for, and which card, now that somebody knows. */
function readdressed(
  row: OpRow,
  to: { readonly who: Who | null; readonly card?: CardTarget | null },
): Pick<NewOpRow, 'v' | 'payload'> {
  const parsed = parsePayload(row)
  // What this version cannot read goes along as it is.
  if (parsed === null) return { v: row.v, payload: row.payload }
  const { who, card = null } = to
  const parts = { ...(who === null ? {} : { who }), ...(card === null ? {} : { card }) }
  return { v: payloadVersion, payload: JSON.stringify({ ...parsed.payload, ...parts }) }
}

/** Stamps that wait on a card's own lane follow the card to its member. */
export function followCard(core: Core, made: OpRow): void {
  const target = targetOf(made)
  if (made.lane2 === null || target.kind !== 'member') return
  for (const row of liveOpsOnLane(core.db, made.connection_id, made.lane2)) {
    if (row.state !== 'sending' && row.state !== 'unknown') {
      moveToMember(core, row, { key: target.key, who: parsePayload(made)?.payload.who ?? null }, null)
    }
  }
}

/** Notes cards that the one of this operation takes the place of, with it or not at all. */
function noteLost(core: Core, operation: NewOperation, made: OpRow, lost: readonly LostOf[]): void {
  const { target } = operation
  if (operation.kind !== 'card.attach' || target.kind !== 'member') return
  const newCode = operation.payload.code
  for (const { code, key } of lost) {
    noteReplaced(core.db, {
      ...{ connection: made.connection_id, code: canonicalCode(code), newCode, operation: made.id },
      key: canonicalKey(core.db, made.connection_id, key),
      ...{ at: made.created_at, by: operation.actor },
    })
  }
}

/** One durable transaction: the operation, its audit, and whatever it takes in or moves. */
function save(core: Core, operation: NewOperation, lost: readonly LostOf[]): OpRow {
  return core.space.writeNew(() =>
    core.transact(() => {
      const made =
        operation.kind === 'member.edit'
          ? makeEdit(core, operation)
          : make(core, rowFor(core, operation, operation.payload), awayNow(core, operation.connectionId))
      if (made !== null) {
        followCard(core, made)
        noteLost(core, operation, made, lost)
        return made
      }
      const known = opByIntent(core.db, operation.intent)
      if (known === null) throw new Error('An operation was neither saved nor known.')
      return follow(core, known)
    }),
  )
}

/** Saves an operation for good, or says that it did not. `lost`: cards whose place the one of a card.attach takes. */
export function enqueue(
  core: Core,
  operation: NewOperation,
  lost: readonly LostOf[] = [],
): Result<OperationView, RequestFailure> {
  // A second tap is told of the first also on a full disk.
  if (core.space.isFull()) {
    const known = opByIntent(core.db, operation.intent)
    return known === null ? err({ kind: 'not-saved', cause: 'disk-full' }) : ok(viewOf(follow(core, known)))
  }
  for (let tries = 0; ; tries += 1) {
    try {
      return ok(viewOf(save(core, operation, lost)))
    } catch (error) {
      // A tag of eight characters can meet one that is there: another one is drawn.
      if (isNotUnique(error) && tries < 3) continue
      const failure = notSaved(error)
      core.deps.log.warn('outbox.not-saved', { cause: failure.cause, kind: operation.kind, error })
      return err(failure)
    }
  }
}
