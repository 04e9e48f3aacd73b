import type { Ulid } from '../../../shared/domain/ids.ts'
import type { AttentionReason } from '../../../shared/domain/operation.ts'
import { askedIn } from '../db/tables/events.ts'
import { opsInState } from '../db/tables/op.ts'
import type { OpRow } from '../db/tables/op.ts'
import type { Core } from './core.ts'
import { move } from './ledger.ts'
import { readPayload } from './payloads.ts'
import { lostNow } from './suspect.ts'
import { reasonOf } from './views.ts'

/** Whether a reason is not about the operation but about this program or its settings, which could not work on it. */
export function isHindrance(reason: AttentionReason): boolean {
  switch (reason.kind) {
    case 'unreadable':
    case 'newer-version':
    case 'connection-gone':
    case 'adapter-gone':
      return true
    case 'refused':
    case 'contact-taken':
    case 'member-gone':
    case 'card-gone':
    case 'code-taken':
    case 'code-unknown':
    case 'code-ambiguous':
    case 'not-enough-stamps':
    case 'reward-unavailable':
    case 'undecided':
    case 'edit-conflict':
    case 'details-needed':
    case 'given-up':
    case 'restored':
      return false
  }
}

/**
 * Takes an operation up where it was when it could not be worked on: what may have arrived is looked for first, also
 * where only another till, or a copy of these records, can have sent it.
 */
export function goOn(core: Core, row: OpRow, actor: string | null): OpRow | null {
  const again = { due_at: core.now(), tries: 0, answered: 0 }
  if (row.suspect === 0 && row.attempts === 0 && askedIn(core.db, row.seq) !== 'unknown') {
    return move(core, row, 'retry', { changes: again, actor })
  }
  if (row.lost_at !== null) return move(core, row, 'recheck', { changes: again, actor })
  // Its silence was never counted here: it begins now.
  core.silent(row.seq)
  const lost = lostNow(core, core.connection(row.connection_id))
  return move(core, row, 'recheck', { changes: { ...again, ...lost }, actor })
}

/** What a newer version saved, or only another version can send, goes on by itself once this program can do it. */
export function resumeHindered(core: Core, connectionId: Ulid): void {
  for (const row of opsInState(core.db, connectionId, 'attention', 1_000_000)) {
    const kind = reasonOf(row)?.kind
    if (kind !== 'newer-version' && kind !== 'adapter-gone') continue
    if (isWorkable(core, row)) goOn(core, row, null)
  }
}

function isWorkable(core: Core, row: OpRow): boolean {
  const connection = core.connection(row.connection_id)
  return connection !== null && core.deps.provider(connection) !== null && readPayload(row).kind === 'read'
}
