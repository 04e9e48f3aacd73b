import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { CardTarget, Who } from '../../../shared/domain/operation.ts'
import { canonicalKey, mergeMember } from '../db/tables/members.ts'
import type { OpRow } from '../db/tables/op.ts'
import { liveOpsOnLane, opBySeq } from '../db/tables/op.ts'
import type { OpChanges } from '../db/tables/op-change.ts'
import type { Core } from './core.ts'
import { move } from './ledger.ts'
import { parsePayload } from './payloads.ts'
import { targetOf } from './views.ts'

/** Whom a person named for a member that the provider does not know any more. */
export interface Named {
  readonly key: MemberKey
  readonly who: Who | null
  /** Which of that member's cards; null where that is plain. */
  readonly card: CardTarget | null
}

/**
 * The member of a question is another one now (merged or made anew at the provider): everything that waits for the
 * old one follows in its own place, whatever is saved under the old name later goes there, and the operation asked
 * about is sent. Null where it cannot be.
 */
export function memberIs(core: Core, row: OpRow, named: Named, actor: string | null): OpRow | null {
  const target = targetOf(row)
  if (row.state !== 'attention' || target.kind !== 'member') return null
  const { connection_id: connectionId } = row
  const gone = canonicalKey(core.db, connectionId, target.key)
  const key = canonicalKey(core.db, connectionId, named.key)
  const cardThen = heldCardOf(row)
  if (gone !== key) {
    const behind = liveOpsOnLane(core.db, connectionId, gone).filter((other) => other.seq !== row.seq)
    mergeMember(core.db, { connectionId, gone, key, now: core.now() })
    for (const { seq } of behind) follow(core, seq, named, cardThen, actor)
  }
  const mine = opBySeq(core.db, row.seq)
  if (mine === null) return null
  return move(core, mine, 'retry', {
    changes: { ...readdressed(core, mine, named, cardThen), due_at: core.now(), tries: 0, answered: 0 },
    evidence: { member: key, was: gone },
    actor,
  })
}

/** One that waited behind: what was sent, or is a question of its own, keeps its words. */
function follow(
  core: Core,
  seq: number,
  named: Omit<Named, 'key'>,
  cardThen: string | null,
  actor: string | null,
): void {
  const row = opBySeq(core.db, seq)
  if (row === null || (row.state !== 'held' && row.state !== 'queued')) return
  const changes = readdressed(core, row, named, cardThen)
  if (changes.payload === undefined) return
  move(core, row, row.state === 'held' ? 'change' : 'postpone', {
    changes,
    evidence: { member: row.target },
    actor,
  })
}

/** What waited for somebody whom a person has named since: lists say the name of the member who gets it. */
export function renameWaiting(core: Core, waiting: readonly OpRow[], who: Who, actor: string | null): void {
  // Whoever was being enrolled had no card of their own that an operation could name.
  for (const { seq } of waiting) follow(core, seq, { who, card: null }, null, actor)
}

/** The same wish for the member as they are now: the old one's cards are gone with them. */
function readdressed(
  core: Core,
  row: OpRow,
  named: Omit<Named, 'key'>,
  cardThen: string | null,
): Pick<OpChanges, 'payload' | 'salt'> {
  const parsed = parsePayload(row)
  if (parsed === null) return {}
  const who = named.who ?? parsed.payload.who
  const held = heldCardOf(row)
  // Which of several cards is meant is not guessed: it is asked when the operation is sent.
  const card = held === cardThen && named.card !== null ? named.card : ({ kind: 'only' } as const)
  const payload = { ...parsed.payload, who, ...(held === null ? {} : { card }) }
  return { payload: JSON.stringify(payload), salt: core.deps.random(16) }
}

/** The provider's id of the card that an operation names, if it names one. */
function heldCardOf(row: OpRow): string | null {
  const parsed = parsePayload(row)
  if (parsed === null || !('card' in parsed.payload)) return null
  const { card } = parsed.payload
  return card.kind === 'held' ? card.cardId : null
}
