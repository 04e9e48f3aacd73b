import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import type { MemberDetails, MemberField } from '../../../shared/domain/member.ts'
import type { CardTemplate, Programme } from '../../../shared/domain/programme.ts'
import type { DuplicateRow, FieldChange } from '../../../shared/domain/views.ts'
import type { FieldProblem, RequestFailure } from '../../../shared/ipc/failure.ts'
import { detailsOf, emptyDraft } from '../../components/details-draft.ts'
import type { DetailsDraft } from '../../components/details-draft.ts'

/** The look-up of people who may be the one in front of the till. */
export type DuplicateCheck =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking'; readonly question: string }
  | { readonly kind: 'answered'; readonly question: string; readonly rows: readonly DuplicateRow[] }
  /** The look-up failed: said on the form, and saving goes on without it. */
  | { readonly kind: 'failed'; readonly question: string }

/** The person is a member already, of whom the form says something else: the cashier chooses what becomes of it. */
export interface Differing {
  readonly duplicate: DuplicateRow
  readonly changes: readonly FieldChange[]
  /** Fields that are to be changed; none at first. */
  readonly take: readonly MemberField[]
}

/** As many as are sent with an enrolment. */
const mostRuledOut = 50

/** An enrolment form. */
export interface EnrolForm {
  /** Minted when the form opened: a second press of Save adds nothing. */
  readonly intent: Ulid
  /** The same for giving the card to somebody who is a member already. */
  readonly attachIntent: Ulid
  /** And for what the form has beyond that member. */
  readonly editIntent: Ulid
  readonly draft: DetailsDraft
  readonly code: string | null
  readonly templateId: string | null
  readonly sendLinks: boolean
  /** Whether the fields behind "more" are open. */
  readonly more: boolean
  readonly problems: Partial<Readonly<Record<MemberField, FieldProblem>>>
  /** How often saving was refused for what stands in the fields. */
  readonly refusals: number
  readonly check: DuplicateCheck
  /** People of whom the cashier said that it is somebody else. */
  readonly somebodyElse: readonly MemberKey[]
  /** How often Save was pressed while somebody looked the same as what stands in the form now. */
  readonly asks: number
  readonly differing: Differing | null
  readonly saving: boolean
  readonly failure: RequestFailure | null
}

/** What happens to an enrolment form. */
export type EnrolEvent =
  | { readonly kind: 'typed'; readonly field: MemberField; readonly text: string }
  | { readonly kind: 'code-scanned'; readonly code: string }
  | { readonly kind: 'code-removed' }
  | { readonly kind: 'template-chosen'; readonly templateId: string }
  | { readonly kind: 'links-chosen'; readonly sendLinks: boolean }
  | { readonly kind: 'more-opened' }
  | { readonly kind: 'check-asked'; readonly question: string }
  | { readonly kind: 'check-answered'; readonly question: string; readonly rows: readonly DuplicateRow[] }
  | { readonly kind: 'check-failed'; readonly question: string }
  | { readonly kind: 'somebody-else' }
  | { readonly kind: 'save-asked' }
  | {
      readonly kind: 'differs'
      readonly duplicate: DuplicateRow
      readonly changes: readonly FieldChange[]
    }
  | { readonly kind: 'take-chosen'; readonly field: MemberField; readonly takes: boolean }
  | { readonly kind: 'differing-left' }
  | { readonly kind: 'save-started' }
  | { readonly kind: 'save-failed'; readonly failure: RequestFailure }

/** A form as it opens. The card that most shops have, their first, is chosen already. */
export function openForm(
  intents: Pick<EnrolForm, 'intent' | 'attachIntent' | 'editIntent'>,
  code: string | null,
  programme: Programme | null,
): EnrolForm {
  return {
    ...intents,
    draft: emptyDraft,
    code,
    templateId: programme?.cards[0]?.id ?? null,
    sendLinks: true,
    more: false,
    problems: {},
    refusals: 0,
    check: { kind: 'none' },
    somebodyElse: [],
    asks: 0,
    differing: null,
    saving: false,
    failure: null,
  }
}

const contact: readonly MemberField[] = ['email', 'phone']

/** Without the problem of a field that is being corrected; a missing contact belongs to both fields. */
function withoutProblem(problems: EnrolForm['problems'], field: MemberField): EnrolForm['problems'] {
  const cured = (other: MemberField): boolean =>
    other === field || (contact.includes(field) && problems[other] === 'contact-missing')
  return Object.fromEntries(Object.entries(problems).filter(([other]) => !cured(other as MemberField)))
}

/** The form after an event. */
export function enrolForm(form: EnrolForm, event: EnrolEvent): EnrolForm {
  switch (event.kind) {
    case 'typed':
      return {
        ...form,
        draft: { ...form.draft, [event.field]: event.text },
        problems: withoutProblem(form.problems, event.field),
        asks: 0,
        failure: null,
      }
    case 'code-scanned':
      return { ...form, code: event.code, asks: 0, failure: null }
    case 'code-removed':
      return { ...form, code: null, asks: 0, failure: null }
    case 'template-chosen':
      return { ...form, templateId: event.templateId }
    case 'links-chosen':
      return { ...form, sendLinks: event.sendLinks }
    case 'more-opened':
      return { ...form, more: true }
    case 'check-asked':
      return { ...form, check: { kind: 'asking', question: event.question } }
    case 'check-answered':
      return event.question === questionOf(form)
        ? { ...form, check: { kind: 'answered', question: event.question, rows: event.rows } }
        : form
    case 'check-failed':
      return event.question === questionOf(form) && !isAnswered(form.check, event.question)
        ? { ...form, check: { kind: 'failed', question: event.question } }
        : form
    case 'somebody-else':
      return { ...form, somebodyElse: ruledOut(form) }
    case 'save-asked':
      return { ...form, asks: form.asks + 1 }
    case 'differs':
      return {
        ...form,
        saving: false,
        differing: { duplicate: event.duplicate, changes: event.changes, take: [] },
      }
    case 'take-chosen':
      return form.differing === null
        ? form
        : { ...form, differing: { ...form.differing, take: taking(form.differing.take, event) } }
    case 'differing-left':
      return { ...form, differing: null }
    case 'save-started':
      return { ...form, saving: true, failure: null }
    case 'save-failed':
      return event.failure.kind === 'invalid'
        ? {
            ...form,
            saving: false,
            differing: null,
            problems: event.failure.fields,
            refusals: form.refusals + 1,
            more: form.more || event.failure.fields.birthday !== undefined,
          }
        : { ...form, saving: false, differing: null, failure: event.failure }
  }
}

/** Whether who may be the same was found: what fails after it takes nobody away. */
export function isAnswered(check: DuplicateCheck, question: string): boolean {
  return check.kind === 'answered' && check.question === question
}

function taking(
  before: readonly MemberField[],
  { field, takes }: { readonly field: MemberField; readonly takes: boolean },
): readonly MemberField[] {
  const others = before.filter((other) => other !== field)
  return takes ? [...others, field] : others
}

/** Each once; however often the form is changed, the last of them: they are like what stands in it now. */
function ruledOut(form: EnrolForm): readonly MemberKey[] {
  const now = likelySame(form).map(({ row }) => row.key)
  return [...form.somebodyElse.filter((key) => !now.includes(key)), ...new Set(now)].slice(-mostRuledOut)
}

/** What the look-up is asked about; null while there is too little to go by. */
export function questionOf(form: Pick<EnrolForm, 'draft' | 'code'>): string | null {
  const details = detailsOf(form.draft)
  const named = details.firstName.length >= 2
  const reachable = (details.email?.length ?? 0) >= 5 || (details.phone?.length ?? 0) >= 5
  if (!named && !reachable && form.code === null) return null
  return JSON.stringify([details, form.code])
}

/**
 * The people shown beside the form: those of the newest answer, without whom the cashier ruled out. Somebody who
 * has the same phone, e-mail or card cannot be ruled out: the provider would refuse.
 */
export function likelySame(form: EnrolForm): readonly DuplicateRow[] {
  const question = questionOf(form)
  if (form.check.kind !== 'answered' || form.check.question !== question) return []
  return form.check.rows.filter(({ row, certain }) => certain || !form.somebodyElse.includes(row.key))
}

/** What pressing Save does now. */
export type SaveStep =
  | { readonly kind: 'wait' }
  /** Nobody was looked up for what stands in the form: look first. */
  | { readonly kind: 'look-up'; readonly question: string }
  /** Somebody may be the same: the cashier says which. */
  | { readonly kind: 'ask'; readonly rows: readonly DuplicateRow[] }
  | { readonly kind: 'save'; readonly details: MemberDetails }

/** Decides what Save does: never past somebody who looks the same, never twice. */
export function saveStep(form: EnrolForm): SaveStep {
  if (form.saving) return { kind: 'wait' }
  const question = questionOf(form)
  const fresh = form.check.kind !== 'none' && form.check.kind !== 'asking' && form.check.question === question
  if (question !== null && !fresh) return { kind: 'look-up', question }
  const rows = likelySame(form)
  return rows.length > 0 ? { kind: 'ask', rows } : { kind: 'save', details: detailsOf(form.draft) }
}

/** The template that the form enrols on. */
export function chosenTemplate(form: EnrolForm, programme: Programme | null): CardTemplate | null {
  return programme?.cards.find((card) => card.id === form.templateId) ?? null
}
