import type { Ulid } from '../../../shared/domain/ids.ts'
import { memberFields } from '../../../shared/domain/member.ts'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import type { QuestionSides } from '../../../shared/domain/views.ts'
import type { RequestArgs } from '../../../shared/ipc/contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { openMember, readUnknown, viewOf } from './open-member.ts'
import { rowsByKey } from './people-of.ts'
import { takenOver } from './same-person.ts'
import type { Shop } from './shop.ts'

/**
 * Whom a question is about and whom it may be, for a person to compare; and, once a person calls them the same, what an
 * enrolment says otherwise.
 */
export async function questionSides(
  shop: Shop,
  asked: RequestArgs<'sides'>,
): Promise<Result<QuestionSides, RequestFailure>> {
  const operation = shop.outbox.view(asked.id)
  if (operation?.target.kind !== 'member') return err({ kind: 'not-found' })
  if (asked.wanted) {
    const opened = await openMember(shop, asked.key)
    if (!opened.ok) return opened
  } else {
    await readUnknown(shop, asked.key)
  }
  const member = await viewOf(shop, asked.key)
  const own = operation.target.key
  const rows = await rowsByKey(shop, member === null ? [own] : [own, member.key])
  // Whole values leave main only for a person who calls them the same: until then they are compared masked.
  const { asks, left } =
    member === null || !asked.wanted
      ? { asks: [], left: [] }
      : takenOver(shop, member.details, enrolledDetails(shop, asked.id), [])
  return ok({
    own: rows.get(own) ?? null,
    other: member === null ? null : (rows.get(member.key) ?? null),
    changes: asks,
    left,
  })
}

/**
 * What the customer of an enrolment gave, in its stored form; nothing for any other operation. What was corrected since
 * waits as a change of its own.
 */
export function enrolledDetails(shop: Shop, id: Ulid): Partial<MemberDetails> {
  const operation = shop.outbox.view(id)
  if (operation?.facts.kind !== 'member.create' || operation.target.kind !== 'member') return {}
  const { creation, edits } = shop.outbox.owed(shop.connection.id, operation.target.key)
  const details = creation?.payload.details
  if (details === undefined) return {}
  return Object.fromEntries(
    memberFields.flatMap((field) => {
      const value = details[field]
      return field in edits || value === null || value === '' ? [] : [[field, value]]
    }),
  )
}
