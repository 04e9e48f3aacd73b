import type { RefusedFields } from '../http-failure.ts'
import type { Dialect } from './inveterate-bodies.ts'
import { dateIn, editFields } from './inveterate-normalize.ts'
import type { EditField, InveterateMember, Told } from './inveterate-normalize.ts'

/** The PATCH's body: every field, each time. */
export type UpdateBody = Readonly<Record<Exclude<EditField, 'birthday'>, string>> & {
  readonly birthday?: string
}

/** What became of an edit that was laid over a fresh read. */
export type UpdatePlan =
  | { readonly kind: 'ready'; readonly body: UpdateBody }
  /** The vendor already has it so. */
  | { readonly kind: 'unchanged' }
  /** A person must say: the vendor wants every field, and these cannot be known or were changed by somebody else. */
  | { readonly kind: 'ask'; readonly questions: readonly Question[] }

export type Question =
  /** The read did not tell the field (`absent`) or told it as null (`empty`); a blank would be a guess. */
  | { readonly field: EditField; readonly kind: 'absent' | 'empty' }
  /** Both sides changed it since the cashier saw it. */
  | {
      readonly field: EditField
      readonly kind: 'conflict'
      readonly seen: string
      readonly now: string
      readonly ours: string
    }
  /** Not a date that exists; the vendor's birthday cannot be cleared. */
  | { readonly field: 'birthday'; readonly kind: 'invalid' }

/**
 * A full update from three sides: what the cashier saw, what the vendor has now, and what the cashier changed.
 *
 * @param seen What the cashier saw; after a conflict was decided, what the vendor had then.
 * @param changes Also a person's answers to questions. '' clears a field, and is sent only when it stands here or in
 *   the fresh read itself.
 */
export function planUpdate(
  fresh: InveterateMember,
  seen: Readonly<Partial<Record<EditField, string | null>>>,
  changes: Readonly<Partial<Record<EditField, string>>>,
  dialect: Dialect,
): UpdatePlan {
  const questions: Question[] = []
  const body: Partial<Record<EditField, string>> = {}
  let changed = false
  for (const field of fieldsOf(dialect)) {
    const now = fresh.edit[field]
    const ours = changes[field]?.trim()
    if (ours === undefined) {
      if (now.kind === 'value') body[field] = now.text
      // Told as null it is known to be empty, and stays so; a birthday has no empty text, a first name must not have one.
      else if (now.kind === 'empty' && canBeEmpty.has(field)) body[field] = ''
      else questions.push({ field, kind: now.kind })
    } else if (now.kind !== 'value' || !same(field, now.text, ours)) {
      const before = seen[field]
      const moved =
        before !== undefined && textOf(now) !== null && !same(field, before ?? '', textOf(now) ?? '')
      if (moved) {
        questions.push({ field, kind: 'conflict', seen: before ?? '', now: textOf(now) ?? '', ours })
      }
      body[field] = ours
      changed = true
    } else {
      body[field] = now.text
    }
  }
  const birthday = body.birthday
  if (birthday !== undefined) {
    const date = dateIn(birthday)
    if (date === null) questions.push({ field: 'birthday', kind: 'invalid' })
    else body.birthday = date
  }
  if (dialect === 'older' && changes.birthday !== undefined) {
    // Nothing can be done about it there, and to drop it silently would be a lie.
    questions.push({ field: 'birthday', kind: 'invalid' })
  }
  // Nothing to change needs nothing to be known.
  if (!changed && questions.every((question) => question.kind !== 'invalid')) return { kind: 'unchanged' }
  const { firstName, lastName, notes, phoneNumber } = body
  if (
    questions.length > 0 ||
    firstName === undefined ||
    lastName === undefined ||
    notes === undefined ||
    phoneNumber === undefined
  ) {
    return { kind: 'ask', questions }
  }
  const four = { firstName, lastName, notes, phoneNumber }
  return { kind: 'ready', body: body.birthday === undefined ? four : { ...four, birthday: body.birthday } }
}

const canBeEmpty: ReadonlySet<EditField> = new Set(['lastName', 'notes', 'phoneNumber'])

/** What is wrong with a full update: nothing is sent then. Null where it may go. */
export function checkUpdate(body: UpdateBody, dialect: Dialect): RefusedFields | null {
  const fields: Record<string, RefusedFields[string]> = {}
  for (const field of fieldsOf(dialect)) if (typeof body[field] !== 'string') fields[field] = ['missing']
  const { birthday } = body
  if (birthday !== undefined && dialect === 'older') fields['birthday'] = ['other']
  else if (birthday !== undefined && dateIn(birthday) !== birthday) fields['birthday'] = ['invalid']
  return Object.keys(fields).length > 0 ? fields : null
}

function fieldsOf(dialect: Dialect): readonly EditField[] {
  return dialect === 'current' ? editFields : editFields.filter((field) => field !== 'birthday')
}

function textOf(told: Told): string | null {
  switch (told.kind) {
    case 'absent':
      return null
    case 'empty':
      return ''
    case 'value':
      return told.text
  }
}

function same(field: EditField, a: string, b: string): boolean {
  const plain = (text: string): string =>
    field === 'phoneNumber' ? text.replace(/[\s().\-/]/g, '').replace(/^00/, '+') : text.trim()
  if (field === 'birthday') return (dateIn(a) ?? a.trim()) === (dateIn(b) ?? b.trim())
  return plain(a) === plain(b)
}
