import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import type { CardTarget, OperationTarget, OperationView } from '../../../shared/domain/operation.ts'
import { formsOfCode } from '../../../shared/scan/scanned-code.ts'
import { canonicalKey, codesOfKey, keysOfCode, lanesOfMember, remoteIdOf } from '../db/tables/members.ts'
import {
  isLaneLive,
  liveOpsOnLane,
  liveOpsOnLane2,
  oldestOps,
  openOps,
  opsInState,
  opsOnLane,
  recentOps,
} from '../db/tables/op.ts'
import type { OpRow } from '../db/tables/op.ts'
import type { Core } from './core.ts'
import { followed } from './follow.ts'
import { codeLane, keyOfLane, laneOf } from './lanes.ts'
import { parsePayload } from './payloads.ts'
import type { Gate } from './pure/gate.ts'
import { amountOf, owedOf } from './pure/owed.ts'
import type { LiveOperation } from './pure/owed.ts'
import type { ParsedPayload } from './pure/payload.ts'
import type { Adjustment, NewOperation, Owed, ProvisionalCount } from './types.ts'
import { targetOf, viewOf } from './views.ts'

/** Within this a like operation of the same member is asked about, ms. */
const justDoneMs = 5_000

/** An operation as what is owed is reckoned from it. */
export function toLive(row: OpRow): LiveOperation {
  return { id: row.id, state: row.state, attempts: row.attempts, parsed: parsePayload(row) }
}

/** Operations for the queue screen. */
export function list(
  core: Core,
  connectionId: Ulid,
  filter: 'open' | 'oldest' | 'needs-you' | 'recent',
  limit: number,
): readonly OperationView[] {
  switch (filter) {
    case 'open':
      return openOps(core.db, connectionId, limit).map(viewOf)
    case 'oldest':
      return oldestOps(core.db, connectionId, limit).map(viewOf)
    case 'needs-you':
      return opsInState(core.db, connectionId, 'attention', limit).map(viewOf)
    case 'recent':
      return recentOps(core.db, connectionId, limit).map(viewOf)
  }
}

/** Operations for a member, newest first, whatever name the till had for the member when they were made. */
export function history(
  core: Core,
  connectionId: Ulid,
  key: MemberKey,
  limit: number,
): readonly OperationView[] {
  return newestOn(core, connectionId, lanesOfMember(core.db, connectionId, key), limit).map(viewOf)
}

function newestOn(core: Core, connectionId: Ulid, lanes: readonly string[], limit: number): readonly OpRow[] {
  return lanes
    .flatMap((lane) => opsOnLane(core.db, connectionId, lane, limit))
    .sort((a, b) => b.seq - a.seq)
    .slice(0, limit)
}

/** What this till still owes a member. */
export function owed(core: Core, connectionId: Ulid, key: MemberKey): Owed {
  const lane = canonicalKey(core.db, connectionId, key)
  return owedOf(liveOpsOnLane(core.db, connectionId, lane).map(toLive))
}

/** Provider's ids of members that have a mutation on the wire. */
export function onTheWire(core: Core, connectionId: Ulid): ReadonlySet<string> {
  const ids = opsInState(core.db, connectionId, 'sending', 1_000).flatMap((row) => {
    const key = keyOfLane(row.lane)
    const remoteId = key === null ? null : remoteIdOf(core.db, connectionId, key)
    return remoteId === null ? [] : [remoteId]
  })
  return new Set(ids)
}

/** Whether anything is not settled for a member, under whatever name. */
export function owesTo(core: Core, connectionId: Ulid, key: MemberKey): boolean {
  return lanesOfMember(core.db, connectionId, key).some((lane) => isLaneLive(core.db, connectionId, lane))
}

/** Stamps waiting on a code that has no member yet. */
export function owedToCode(core: Core, connectionId: Ulid, code: string): number {
  return liveOpsOnLane(core.db, connectionId, codeLane(code))
    .map(parsePayload)
    .reduce((sum, parsed) => sum + (parsed === null ? 0 : amountOf(parsed)), 0)
}

/** Members that a code leads to on this till: learned, or promised by a card that is on its way. */
export function membersOfCode(core: Core, connectionId: Ulid, code: string): readonly MemberKey[] {
  const promised = liveOpsOnLane2(core.db, connectionId, codeLane(code)).flatMap((row) => {
    const target = targetOf(row)
    return target.kind === 'member' ? [target.key] : []
  })
  const keys = [...keysOfCode(core.db, connectionId, code), ...promised]
  return [...new Set(keys.map((key) => canonicalKey(core.db, connectionId, key)))]
}

/** Lanes on which a customer's operations stand: the member's own, and those of cards that are theirs, in every form. */
export function lanesOfCustomer(core: Core, connectionId: Ulid, target: OperationTarget): readonly string[] {
  const { db } = core
  const codes =
    target.kind === 'code'
      ? [target.code]
      : codesOfKey(db, connectionId, canonicalKey(db, connectionId, target.key))
  const cards = codes.flatMap((code) => formsOfCode(code).map(codeLane))
  if (target.kind === 'member') return [...lanesOfMember(db, connectionId, target.key), ...cards]
  const holders = formsOfCode(target.code).flatMap((form) => membersOfCode(core, connectionId, form))
  return [laneOf(target), ...cards, ...holders.flatMap((key) => lanesOfMember(db, connectionId, key))]
}

/** Whether both are for one of the customer's cards: where one of them does not say which, they may be. */
function onOneCard(a: ParsedPayload, b: ParsedPayload): boolean {
  const [one, other] = [cardIn(a), cardIn(b)]
  if (one?.kind === 'held' && other?.kind === 'held') return one.cardId === other.cardId
  if (one?.kind === 'template' && other?.kind === 'template') return one.templateId === other.templateId
  return true
}

function cardIn({ payload }: ParsedPayload): CardTarget | null {
  return 'card' in payload ? payload.card : null
}

/** Whether the customer gets something by it. */
function gives(parsed: ParsedPayload): boolean {
  return parsed.kind === 'stamps.add' || (parsed.kind === 'balance.adjust' && parsed.payload.amount > 0)
}

/** The newest like operation made moments ago, so that a double tap and a card that is scanned twice are asked about. */
export function justDone(core: Core, operation: NewOperation, withinMs = 0): OperationView | null {
  const { connectionId, target } = operation
  const now = core.now()
  const lanes = [...new Set(lanesOfCustomer(core, connectionId, target))]
  // A clock that was ahead then has made nothing just now.
  const isWithin = (row: OpRow, ms: number): boolean => ms > 0 && Math.abs(now - row.created_at) <= ms
  for (const row of newestOn(core, connectionId, lanes, 200)) {
    if (!isWithin(row, Math.max(justDoneMs, withinMs))) continue
    if (row.kind !== operation.kind || row.intent === operation.intent) continue
    if (row.state === 'cancelled' || row.state === 'discarded') continue
    const parsed = parsePayload(row)
    if (parsed === null || !onOneCard(parsed, operation)) continue
    const twice = amountOf(parsed) === amountOf(operation) ? justDoneMs : 0
    const again = gives(parsed) && gives(operation) ? withinMs : 0
    if (isWithin(row, Math.max(twice, again)) && !isTakenBack(core, row)) return viewOf(row)
  }
  return null
}

/** What an operation takes back, by the id that it was made with; null where it takes nothing back. */
export function takenBackBy(row: OpRow): Ulid | null {
  const parsed = parsePayload(row)
  switch (parsed?.kind) {
    case 'balance.revert':
      return parsed.payload.key
    case 'balance.adjust':
    case 'member.edit':
    case 'list.set':
      return parsed.payload.takesBack ?? null
    case 'member.create':
    case 'card.attach':
    case 'stamps.add':
    case 'reward.redeem':
    case 'affiliate.set':
    case 'tier.enrol':
    case undefined:
      return null
  }
}

/** What had arrived, and is being taken back by another operation since. */
function isTakenBack(core: Core, { kind, id }: OpRow): boolean {
  return kind === 'balance.adjust' && adjustment(core, id)?.reverted === true
}

/** A change of a balance with what taking it back needs; null for anything else. */
export function adjustment(core: Core, id: Ulid): Adjustment | null {
  const row = followed(core, id)
  const parsed = row === null ? null : parsePayload(row)
  const target = row === null ? null : targetOf(row)
  if (row === null || parsed?.kind !== 'balance.adjust' || target?.kind !== 'member') return null
  const lanes = lanesOfMember(core.db, row.connection_id, target.key)
  const made = row.origin ?? row.id
  const reverted = newestOn(core, row.connection_id, lanes, 500).some((other) => {
    if (other.live === 0 && other.state !== 'done') return false
    return takenBackBy(other) === made
  })
  return {
    connectionId: row.connection_id,
    id: row.id,
    madeAs: made,
    key: target.key,
    payload: parsed.payload,
    arrived: row.state === 'done',
    reverted,
  }
}

/** Rewards that were given to a member while nobody could confirm them. */
export function provisional(core: Core, connectionId: Ulid, key: MemberKey, gate: Gate): ProvisionalCount {
  const lanes = lanesOfMember(core.db, connectionId, key)
  const since = gate.kind === 'open' ? Infinity : gate.since
  const rows = newestOn(core, connectionId, lanes, 200).filter((row) => {
    // Moved away it was given all the same.
    if (row.kind !== 'reward.redeem' || (row.state === 'cancelled' && row.moved_to === null)) return false
    if (row.live === 0 && row.created_at < since) return false
    const parsed = parsePayload(row)
    return parsed?.kind === 'reward.redeem' && parsed.payload.provisional
  })
  return { sinceOutage: rows.length }
}
