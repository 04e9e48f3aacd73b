import { foldWords, indexWords, withoutUmlauts } from '../../../shared/domain/fold-text.ts'
import { memberFields } from '../../../shared/domain/member.ts'
import type { MemberDetails, MemberField } from '../../../shared/domain/member.ts'
import type { OperationView } from '../../../shared/domain/operation.ts'
import type { FieldChange, MemberView, SamePersonAnswer } from '../../../shared/domain/views.ts'
import type { RequestArgs } from '../../../shared/ipc/contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { digitsOf, sameMailbox } from '../directory/member-keys.ts'
import { attachCard } from './attach-card.ts'
import { checkFields } from './check-fields.ts'
import { usableCode } from './lost-cards.ts'
import { refreshSoon, viewOf } from './open-member.ts'
import { someoneAtTheTill, stamped, whoIs } from './saved.ts'
import { detailRules } from './shop.ts'
import type { Shop } from './shop.ts'

/** What a form has that a member has not. */
export interface NewDetails {
  /** Of what the member has nothing. */
  readonly missing: Partial<MemberDetails>
  /** Of what the member has something else. */
  readonly changes: readonly FieldChange[]
}

/** What becomes of typed details of a member, where some of what differs is taken. */
export interface TakenOver {
  /** What differs and could be taken: a person chooses. */
  readonly asks: readonly FieldChange[]
  readonly fields: readonly MemberField[]
  readonly edit: Partial<MemberDetails>
  /** New, and the loyalty system does not let this till change them. */
  readonly left: readonly MemberField[]
}

/** What typed details, in their stored form, come to for a member: what is missing is added, nothing else unless taken. */
export function takenOver(
  shop: Shop,
  member: MemberDetails,
  typed: Partial<MemberDetails>,
  take: readonly MemberField[],
): TakenOver {
  const editable = shop.provider?.capabilities.edit ?? memberFields
  const { missing, changes } = newDetails(member, typed)
  const asks = changes.filter(({ field }) => editable.includes(field))
  const isTaken = (field: MemberField): boolean =>
    take.includes(field) && asks.some((change) => change.field === field)
  const fields = memberFields.filter(
    (field) => isTaken(field) || (field in missing && editable.includes(field)),
  )
  const isLeft = (field: MemberField): boolean =>
    !editable.includes(field) && (field in missing || changes.some((change) => change.field === field))
  return { asks, fields, edit: pick(typed, fields), left: memberFields.filter(isLeft) }
}

/**
 * The person in an enrolment form is a member already: what the form has beyond the member is saved as an edit, and the
 * card, with the stamps that wait on it, becomes theirs. Where something differs a person chooses first.
 */
export async function samePerson(
  shop: Shop,
  asked: RequestArgs<'samePerson'>,
): Promise<Result<SamePersonAnswer, RequestFailure>> {
  const present = someoneAtTheTill(shop)
  if (!present.ok) return present
  const member = await viewOf(shop, asked.key)
  if (member === null) return err({ kind: 'not-found' })
  const { good, problems } = checkFields(typedFields(asked.details), detailRules(shop))
  if (Object.keys(problems).length > 0) return err({ kind: 'invalid', fields: problems })

  const { asks, fields, edit, left } = takenOver(shop, member.details, good, asked.take ?? [])
  if (asked.take === null && asks.length > 0) return ok({ kind: 'ask', changes: asks })

  const takesCards = shop.provider === null || shop.provider.capabilities.attachCode
  const code = takesCards && asked.code !== '' && !member.codes.includes(asked.code ?? '') ? asked.code : null
  // Before anything is saved: the details alone are not what was asked for.
  const usable = code === null ? null : usableCode(shop, code)
  if (usable?.ok === false) return usable

  const operations: OperationView[] = []
  if (fields.length > 0) {
    const saved = saveEdit(shop, asked, member, edit)
    if (!saved.ok) return saved
    operations.push(saved.value)
  }
  if (code !== null) {
    const given = await attachCard(shop, { intent: asked.attachIntent, key: member.key, code })
    if (!given.ok) return given
    operations.push(given.value.operation)
  }
  if (operations.length === 0) refreshSoon(shop, member.key)
  return ok({
    kind: 'saved',
    member: await viewOf(shop, member.key),
    operations,
    fields,
    card: code !== null,
    left,
  })
}

function saveEdit(
  shop: Shop,
  asked: RequestArgs<'samePerson'>,
  member: MemberView,
  changes: Partial<MemberDetails>,
): Result<OperationView, RequestFailure> {
  return shop.outbox.enqueue({
    ...stamped(shop, asked.editIntent),
    kind: 'member.edit',
    target: { kind: 'member', key: member.key },
    payload: { who: whoIs({ ...member.details, ...changes }), changes, base: member.details },
    undoMs: 0,
  })
}

/** The fields in which something stands. */
function typedFields(details: MemberDetails): Partial<MemberDetails> {
  return Object.fromEntries(
    memberFields.flatMap((field) => {
      const value = details[field]
      return value === null || value.trim() === '' ? [] : [[field, value]]
    }),
  )
}

function pick(details: Partial<MemberDetails>, fields: readonly MemberField[]): Partial<MemberDetails> {
  return Object.fromEntries(
    fields.flatMap((field) => (details[field] === undefined ? [] : [[field, details[field]]])),
  )
}

/** What was typed, in its stored form, and the member does not have: one person is written in many ways. */
export function newDetails(known: MemberDetails, typed: Partial<MemberDetails>): NewDetails {
  const missing: Partial<Record<MemberField, string>> = {}
  const changes: FieldChange[] = []
  for (const field of memberFields) {
    const now = typed[field] ?? null
    const was = known[field] ?? ''
    if (now === null || isSame(field, known, typed)) continue
    if (was === '') missing[field] = now
    else changes.push({ field, was, now })
  }
  return { missing, changes }
}

function isSame(field: MemberField, known: MemberDetails, typed: Partial<MemberDetails>): boolean {
  const [was, now] = [known[field] ?? '', typed[field] ?? '']
  switch (field) {
    case 'firstName':
    case 'lastName': {
      // One system keeps names in one field: what stands in the other one already is nothing new.
      const whole = `${typed.firstName ?? ''} ${typed.lastName ?? ''}`
      return isWrittenIn(now, was) || isWrittenIn(whole, `${known.firstName} ${known.lastName ?? ''}`)
    }
    case 'email':
      return was !== '' && sameMailbox(was) === sameMailbox(now)
    case 'phone':
      return was !== '' && digitsOf(was) === digitsOf(now)
    case 'birthday':
      return was === now
  }
}

/** Whether each word of a name stands in another one, with its umlauts or without. */
function isWrittenIn(name: string, other: string): boolean {
  const there = indexWords(other)
  return [name, withoutUmlauts(name) ?? name].some((spelling) => {
    const words = foldWords(spelling)
    return words.length > 0 && words.every((word) => there.includes(word))
  })
}
