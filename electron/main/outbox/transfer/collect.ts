import type { Connection } from '../../../../shared/domain/connection.ts'
import type { MemberKey } from '../../../../shared/domain/ids.ts'
import { isMemberKey, parseMemberKey } from '../../../../shared/domain/ids.ts'
import type { ReadDb } from '../../db/handle.ts'
import { lastAttempt } from '../../db/tables/attempts.ts'
import { codesOfKey, remoteIdOf } from '../../db/tables/members.ts'
import type { OpRow } from '../../db/tables/op.ts'
import type { ShopIdentity, TransferAttempt, TransferDocument, TransferOperation } from '../pure/transfer.ts'

/** An operation with the state that it travels in. */
export interface Leaving {
  readonly row: OpRow
  readonly state: TransferOperation['state']
}

/** The state in which an operation travels; null for what is settled. */
export function travelling(state: OpRow['state']): TransferOperation['state'] | null {
  switch (state) {
    case 'held':
    case 'queued':
      return 'queued'
    case 'sending':
    case 'unknown':
      return 'unknown'
    case 'attention':
      return 'attention'
    case 'done':
    case 'cancelled':
    case 'discarded':
      return null
  }
}

function attemptOf(db: ReadDb, row: OpRow): TransferAttempt | null {
  const last = lastAttempt(db, row.seq)
  if (last === null) return null
  return {
    n: last.n,
    boot: last.boot,
    startedAt: last.started_at,
    remoteId: last.remote_id,
    cardId: last.card_id,
    base: last.base,
    requestSha: last.request_sha,
    endedAt: last.ended_at,
    outcome: last.outcome,
  }
}

function toOperation(db: ReadDb, { row, state }: Leaving): TransferOperation | null {
  if (row.payload === null) return null
  return {
    origin: row.origin ?? row.id,
    intent: row.intent,
    kind: row.kind,
    v: row.v,
    target: { kind: row.target_kind, name: row.target },
    lane2: row.lane2,
    payload: row.payload,
    tag: row.tag,
    state,
    reason: state === 'attention' ? row.reason : null,
    insist: row.insist === 1,
    suspect: row.suspect === 1,
    attempts: row.attempts,
    lostAt: row.lost_at,
    createdAt: row.created_at,
    createdBy: row.created_by,
    actor: row.actor,
    businessDay: row.business_day,
    lastAttempt: attemptOf(db, row),
  }
}

/** The shop that work is for. */
export function identityOf(connection: Connection): ShopIdentity {
  const { provider, mode, baseUrl, store, name } = connection
  return { provider, mode, baseUrl, store, name }
}

/** Whether two tills mean the same shop. Its name is the cashier's own word for it. */
export function isSameShop(a: ShopIdentity, b: ShopIdentity): boolean {
  return (['provider', 'mode', 'baseUrl', 'store'] as const).every((part) => a[part] === b[part])
}

function keyOf(row: OpRow): readonly MemberKey[] {
  return row.target_kind === 'member' && isMemberKey(row.target) ? [row.target] : []
}

/** Operations with all that another file needs to know of them; null where one of them was stripped already. */
export function collect(
  db: ReadDb,
  connection: Connection,
  leaving: readonly Leaving[],
  about: Pick<TransferDocument, 'id' | 'sealed' | 'madeAt' | 'tillId' | 'tillName'>,
): TransferDocument | null {
  const operations: TransferOperation[] = []
  for (const one of leaving) {
    const operation = toOperation(db, one)
    if (operation === null) return null
    operations.push(operation)
  }
  const keys = [...new Set(leaving.flatMap(({ row }) => keyOf(row)))]
  const members = keys.flatMap((key) => {
    const { origin, id } = parseMemberKey(key)
    const remoteId = origin === 'local' ? remoteIdOf(db, connection.id, key) : null
    return remoteId === null ? [] : [{ localId: id, remoteId }]
  })
  const codes = keys.flatMap((key) => codesOfKey(db, connection.id, key).map((code) => ({ code, key })))
  return { ...about, shop: identityOf(connection), operations, members, codes }
}
