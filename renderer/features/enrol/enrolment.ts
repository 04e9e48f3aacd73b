import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { MemberField } from '../../../shared/domain/member.ts'
import type { DuplicateRow } from '../../../shared/domain/views.ts'
import { newIntent } from '../../api/intent.ts'
import { detailsOf } from '../../components/details-draft.ts'
import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'
import { announce, tell } from '../../stores/notices.ts'
import { operationChanged, takeSaved } from '../../stores/operations.ts'
import type { Till } from '../../stores/till.ts'
import { enrolForm, isAnswered, openForm, questionOf, saveStep } from './enrol-form.ts'
import type { EnrolEvent, EnrolForm, SaveStep } from './enrol-form.ts'
import { leaveForm } from './leave-form.ts'

/** An open enrolment form. Made when the sheet opens, gone with it. */
export type Enrolment = StoreApi<EnrolForm>

/** How often Save looks people up again because the form changed under the look-up. */
const mostLookUps = 3

/** Opens a form. */
export function createEnrolment(till: Till, code: string | null): Enrolment {
  const session = till.session.getState()
  const programme = session.phase === 'ready' ? session.start.programme : null
  return createStore<EnrolForm>(() =>
    openForm({ intent: newIntent(), attachIntent: newIntent(), editIntent: newIntent() }, code, programme),
  )
}

/** Something happened to the form. */
export function happen(enrolment: Enrolment, event: EnrolEvent): void {
  enrolment.setState((form) => enrolForm(form, event), true)
}

/** Longer than any look-up takes: one that hangs is not waited for by a Save that is pressed again. */
const longestJoinedMs = 5_000

interface GoingLookUp {
  readonly question: string
  /** By the page's clock, ms. */
  readonly since: number
  readonly done: Promise<void>
}

const going = new WeakMap<Enrolment, GoingLookUp>()

/**
 * Looks up who may be the same as the person in the form, once for what stands there: Save asks, and so does a form that
 * rests, and a question that is on the screen must not go away under the cashier's finger. Asks nothing while there is too
 * little to go by.
 */
export async function lookUp(till: Till, enrolment: Enrolment): Promise<void> {
  const form = enrolment.getState()
  const question = questionOf(form)
  if (question === null || isAnswered(form.check, question)) return
  const before = going.get(enrolment)
  if (before?.question === question && performance.now() - before.since < longestJoinedMs) {
    await before.done
    return
  }
  const now = { question, since: performance.now(), done: ask(till, enrolment, question) }
  going.set(enrolment, now)
  try {
    await now.done
  } finally {
    if (going.get(enrolment) === now) going.delete(enrolment)
  }
}

async function ask(till: Till, enrolment: Enrolment, question: string): Promise<void> {
  const { code, draft } = enrolment.getState()
  happen(enrolment, { kind: 'check-asked', question })
  const answer = await till.terminal.call('duplicates', { details: detailsOf(draft), code, except: null })
  if (!answer.ok) {
    happen(enrolment, { kind: 'check-failed', question })
    return
  }
  happen(enrolment, { kind: 'check-answered', question, rows: answer.value })
  const count = saveStep(enrolment.getState()).kind === 'ask' ? answer.value.length : 0
  if (count > 0) announce(till, phrase('enrol.duplicates.count', { count }))
}

/** Enrolled, or kept here until the loyalty system has the member. */
function savedPhrase(till: Till, name: string): Phrase {
  const session = till.session.getState()
  if (session.phase !== 'ready' || session.start.capabilities.enrol !== 'waits') {
    return phrase('enrol.saved', { name })
  }
  const { provider } = session.start.connection
  return phrase('enrol.saved.waits', { name, system: phrase(`settings.system.${provider}`) })
}

async function lookedUp(till: Till, enrolment: Enrolment): Promise<SaveStep> {
  let step = saveStep(enrolment.getState())
  for (let tries = 0; step.kind === 'look-up' && tries < mostLookUps; tries += 1) {
    await lookUp(till, enrolment)
    step = saveStep(enrolment.getState())
  }
  return step
}

/** Saves the form: once, and never past somebody who looks the same. The new member opens. */
export async function save(till: Till, enrolment: Enrolment): Promise<void> {
  const { place } = till.counter.getState()
  const step = await lookedUp(till, enrolment)
  // Thrown away while people were looked up.
  if (till.counter.getState().place !== place) return
  if (step.kind === 'ask') happen(enrolment, { kind: 'save-asked' })
  // Another press waited for the same look-up.
  if (step.kind !== 'save' || enrolment.getState().saving) return
  const { intent, code, templateId, sendLinks, somebodyElse } = enrolment.getState()
  happen(enrolment, { kind: 'save-started' })
  const answer = await till.terminal.call('enrol', {
    intent,
    details: step.details,
    code,
    templateId,
    sendLinks,
    ...(somebodyElse.length === 0 ? {} : { somebodyElse }),
  })
  if (!answer.ok) {
    happen(enrolment, { kind: 'save-failed', failure: answer.error })
    return
  }
  const { member, operation } = answer.value
  const key = operation.target.kind === 'member' ? operation.target.key : null
  void leaveForm(till, place, { member, key })
  takeSaved(till, answer.value)
  tell(till, 'good', savedPhrase(till, operation.who.name))
}

/**
 * The person is a member already: what the form has beyond that member is saved, the scanned card becomes theirs where
 * it belongs to nobody, and the member opens. Where something differs the cashier is asked first; `take` is the answer.
 */
export async function chooseMember(
  till: Till,
  enrolment: Enrolment,
  duplicate: DuplicateRow,
  take: readonly MemberField[] | null = null,
): Promise<void> {
  const { code, draft, attachIntent, editIntent, saving } = enrolment.getState()
  if (saving) return
  const { place } = till.counter.getState()
  happen(enrolment, { kind: 'save-started' })
  const answer = await till.terminal.call('samePerson', {
    editIntent,
    attachIntent,
    key: duplicate.row.key,
    details: detailsOf(draft),
    code: duplicate.cause === 'code' ? null : code,
    take,
  })
  if (!answer.ok) {
    happen(enrolment, { kind: 'save-failed', failure: answer.error })
    return
  }
  const { value } = answer
  if (value.kind === 'ask') {
    happen(enrolment, { kind: 'differs', duplicate, changes: value.changes })
    return
  }
  const { member, operations, fields, card, left } = value
  happen(enrolment, { kind: 'differing-left' })
  void leaveForm(till, place, { member, key: duplicate.row.key })
  for (const operation of operations) operationChanged(till, operation)
  const { name } = duplicate.row
  const named = (among: readonly MemberField[]): readonly Phrase[] =>
    among.map((field) => phrase(`field.${field}`))
  if (card) tell(till, 'good', phrase('enrol.attached', { name }))
  if (fields.length > 0) tell(till, 'good', phrase('enrol.same.saved', { name, fields: named(fields) }))
  if (left.length > 0) tell(till, 'info', leftPhrase(till, named(left)))
}

function leftPhrase(till: Till, fields: readonly Phrase[]): Phrase {
  const session = till.session.getState()
  const provider = session.phase === 'ready' ? session.start.connection.provider : 'leal'
  return phrase('enrol.same.left', { fields, system: phrase(`settings.system.${provider}`) })
}
