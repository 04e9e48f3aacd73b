import type { AttentionReason } from '../../../shared/domain/operation.ts'
import type { Json } from '../db/hash.ts'
import { sha256 } from '../db/hash.ts'
import { appendEvent } from '../db/tables/events.ts'
import { insertArrived } from '../db/tables/moves.ts'
import type { ArrivedRow } from '../db/tables/moves.ts'
import { insertOp, opBySeq } from '../db/tables/op.ts'
import type { NewOpRow, OpRow } from '../db/tables/op.ts'
import { keepPayload, swapOp } from '../db/tables/op-change.ts'
import type { OpChanges } from '../db/tables/op-change.ts'
import type { Core } from './core.ts'
import { next } from './op-state.ts'
import type { OpEvent } from './op-state.ts'
import { payloadVersion } from './payloads.ts'
import type { Brought } from './types.ts'
import { figuresOf } from './views.ts'

/** What comes with an event. */
export interface Movement {
  readonly changes?: OpChanges
  /** Ids and figures for the audit. */
  readonly evidence?: Json
  /** Cashier's id; the machine itself where absent. */
  readonly actor?: string | null
  readonly brought?: Brought | null
}

function payloadHash(row: Pick<OpRow, 'payload' | 'salt'>): string | null {
  return row.payload === null || row.salt === null ? null : sha256(row.salt, row.payload)
}

/** Makes an operation durable, with its first line of the audit. Null where its intent is known. */
export function make(core: Core, row: NewOpRow, evidence: Json = {}): OpRow | null {
  const seq = insertOp(core.db, row)
  if (seq === 0) return null
  appendEvent(core.db, {
    op_seq: seq,
    at: row.changed_at,
    boot: core.deps.bootId,
    actor: row.actor,
    event: 'made',
    from_state: null,
    to_state: row.state,
    rev: 1,
    payload_hash: payloadHash(row),
    evidence,
  })
  const made = opBySeq(core.db, seq)
  if (made !== null) core.changed(made)
  return made
}

/** Makes an operation of another file durable here, with the first line of its audit. */
export function arrive(core: Core, row: ArrivedRow, evidence: Json): OpRow {
  const seq = insertArrived(core.db, row)
  appendEvent(core.db, {
    op_seq: seq,
    at: row.changed_at,
    boot: core.deps.bootId,
    actor: row.actor,
    event: 'arrived',
    from_state: null,
    to_state: row.state,
    rev: 1,
    payload_hash: payloadHash(row),
    evidence,
  })
  const arrived = opBySeq(core.db, seq)
  if (arrived === null) throw new Error('An operation arrived and is not there.')
  core.changed(arrived)
  return arrived
}

/**
 * The one way in which an operation changes: allowed by the state machine, compare and swap, one line of audit. (When
 * it is looked at next is none of that: see `putOff`.)
 *
 * Must run inside a transaction. Null where the event cannot happen, or somebody was faster.
 */
export function move(core: Core, row: OpRow, event: OpEvent, movement: Movement = {}): OpRow | null {
  const state = next(row.state, event)
  if (state === null) return null
  const { salt, ...others } = movement.changes ?? {}
  const now = core.now()
  const newPayload = others.payload !== undefined && others.payload !== row.payload
  // The salt belongs to the hash that the audit has of the payload: it changes with that alone.
  const changes = newPayload && salt !== undefined ? { ...others, salt } : others
  if (newPayload) keepPayload(core.db, row, now)
  const moved = swapOp(
    core.db,
    row,
    state,
    newPayload ? { ...changes, rev: row.rev + 1, v: payloadVersion } : changes,
    now,
  )
  if (moved === null) return null
  appendEvent(core.db, {
    op_seq: row.seq,
    at: now,
    boot: core.deps.bootId,
    actor: movement.actor ?? null,
    event,
    from_state: row.state,
    to_state: state,
    rev: moved.rev,
    payload_hash: newPayload ? payloadHash(moved) : null,
    evidence: movement.evidence ?? {},
  })
  core.changed(moved, movement.brought)
  return moved
}

/** A person must choose. */
export function ask(
  core: Core,
  row: OpRow,
  event: Extract<OpEvent, 'ask' | 'refused' | 'undecidable' | 'restored'>,
  reason: AttentionReason,
): OpRow | null {
  return move(core, row, event, {
    changes: { reason: JSON.stringify(reason) },
    evidence: { reason: figuresOf(reason) },
  })
}
