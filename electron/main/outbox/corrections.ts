import type { MemberDetails, MemberField, RemoteMember } from '../../../shared/domain/member.ts'
import { memberFields } from '../../../shared/domain/member.ts'
import { eventsOf } from '../db/tables/events.ts'
import { canonicalKey } from '../db/tables/members.ts'
import { liveOpsOnLane } from '../db/tables/op.ts'
import type { OpRow } from '../db/tables/op.ts'
import type { Core } from './core.ts'
import { makeEdit } from './enqueue.ts'
import { parsePayload } from './payloads.ts'
import { changedFields, sameField } from './pure/merge.ts'
import { targetOf } from './views.ts'

/** Fields that a person corrected after the operation was made. */
function correctedFields(core: Core, row: OpRow): readonly MemberField[] {
  // Most were never corrected: their story need not be read.
  if (row.rev === 1) return []
  const named = eventsOf(core.db, row.seq)
    .filter((event) => event.event === 'fix')
    .flatMap((event) => (JSON.parse(event.evidence) as { readonly fields?: readonly string[] }).fields ?? [])
  return memberFields.filter((field) => named.includes(field))
}

/**
 * An enrolment that was corrected may have arrived as it was first: what the provider has otherwise goes after it as
 * a change of details. In the transaction that settles the enrolment, and of it: a full disk refuses it no more.
 */
export function sendCorrections(core: Core, enrolment: OpRow, member: RemoteMember): OpRow | null {
  const parsed = parsePayload(enrolment)
  const target = targetOf(enrolment)
  const { connection_id: connectionId } = enrolment
  if (parsed?.kind !== 'member.create' || target.kind !== 'member') return null
  if (core.connection(connectionId) === null) return null
  const { details, who } = parsed.payload
  const wrong = correctedFields(core, enrolment).filter(
    (field) => !sameField(field, details[field], member.details[field]),
  )
  // What was changed since is the newer wish, and waits already.
  const newer = new Set(
    liveOpsOnLane(core.db, connectionId, canonicalKey(core.db, connectionId, target.key)).flatMap((row) => {
      const edit = parsePayload(row)
      return edit?.kind === 'member.edit' ? changedFields(edit.payload.changes) : []
    }),
  )
  const fields = wrong.filter((field) => !newer.has(field))
  if (fields.length === 0) return null
  const changes = Object.fromEntries(fields.map((field) => [field, details[field]])) as Partial<MemberDetails>
  return makeEdit(
    core,
    {
      kind: 'member.edit',
      connectionId,
      intent: core.newId(),
      target,
      payload: { who, changes, base: member.details },
      undoMs: 0,
      by: enrolment.created_by,
      actor: enrolment.actor,
    },
    { corrects: enrolment.seq },
  )
}
