import { describe, expect, it } from 'vitest'
import { detailsOf, emptyDraft } from '../../renderer/components/details-draft.ts'
import {
  enrolForm,
  likelySame,
  openForm,
  questionOf,
  saveStep,
} from '../../renderer/features/enrol/enrol-form.ts'
import { requestSchemas } from '../../shared/ipc/schemas.ts'
import type { EnrolEvent, EnrolForm } from '../../renderer/features/enrol/enrol-form.ts'
import type { DuplicateRow } from '../../shared/domain/views.ts'

const intent = '01JD0000000000000000000000'

function after(form: EnrolForm, ...events: readonly EnrolEvent[]): EnrolForm {
  return events.reduce(enrolForm, form)
}

function opened(code: string | null = null): EnrolForm {
  return openForm({ intent, attachIntent: intent, editIntent: intent }, code, {
    cards: [{ id: '7', name: 'Coffee', stampsRequired: 10, initialStamps: 2, rewards: [] }],
    fetchedAt: 0,
  })
}

function duplicate(cause: DuplicateRow['cause'], certain: boolean, id = '1'): DuplicateRow {
  return {
    row: {
      key: `r:${id}`,
      name: 'Ana Marques',
      phoneMasked: null,
      emailMasked: null,
      stamps: 3,
      cardEnd: null,
      waiting: false,
    },
    cause,
    certain,
  }
}

function answered(form: EnrolForm, rows: readonly DuplicateRow[]): EnrolForm {
  const question = questionOf(form)
  if (question === null) throw new Error('nothing to ask yet')
  return after(form, { kind: 'check-asked', question }, { kind: 'check-answered', question, rows })
}

const ana: readonly EnrolEvent[] = [
  { kind: 'typed', field: 'firstName', text: 'Ana' },
  { kind: 'typed', field: 'phone', text: '912 345 678' },
]

describe('the enrolment form', () => {
  it('opens with the first card of the shop chosen and the scanned code kept', () => {
    const form = opened('2012345678903')
    expect(form).toMatchObject({ intent, code: '2012345678903', templateId: '7', draft: emptyDraft })
  })

  it('asks for nobody while there is too little to go by', () => {
    expect(questionOf(after(opened(), { kind: 'typed', field: 'firstName', text: 'A' }))).toBeNull()
    expect(questionOf(opened('2012345678903'))).not.toBeNull()
  })

  it('looks people up before the first save, even when Enter beats the look-up', () => {
    const form = after(opened(), ...ana)
    expect(saveStep(form).kind).toBe('look-up')
    expect(saveStep(after(form, { kind: 'check-asked', question: questionOf(form)! })).kind).toBe('look-up')
    expect(saveStep(answered(form, [])).kind).toBe('save')
  })

  it('never takes an answer to an older question', () => {
    const typed = after(opened(), ...ana)
    const old = questionOf(typed)!
    const later = after(
      typed,
      { kind: 'check-asked', question: old },
      { kind: 'typed', field: 'phone', text: '912 345 679' },
      { kind: 'check-answered', question: old, rows: [duplicate('phone', true)] },
    )
    expect(likelySame(later)).toEqual([])
    expect(saveStep(later).kind).toBe('look-up')
  })

  it('never saves past somebody with the same phone', () => {
    const form = after(answered(after(opened(), ...ana), [duplicate('phone', true)]), {
      kind: 'somebody-else',
    })
    expect(saveStep(form)).toMatchObject({ kind: 'ask' })
  })

  it('saves past a namesake once the cashier said that it is somebody else, whatever is typed next', () => {
    const asked = answered(after(opened(), ...ana), [duplicate('similar-name', false)])
    expect(saveStep(asked).kind).toBe('ask')
    const other = after(
      asked,
      { kind: 'somebody-else' },
      { kind: 'typed', field: 'email', text: 'ana@example.com' },
    )
    expect(saveStep(answered(other, [duplicate('similar-name', false)])).kind).toBe('save')
    expect(saveStep(answered(other, [duplicate('similar-name', false, '2')])).kind).toBe('ask')
  })

  it('sends who was ruled out once each, and no more than are taken', () => {
    let form = after(opened(), ...ana)
    for (let at = 0; at < 30; at += 1) {
      form = after(form, { kind: 'typed', field: 'email', text: `ana${at}@example.com` })
      const rows = [at, at + 1, at + 100].map((id) => duplicate('similar-name', false, String(id)))
      form = after(answered(form, rows), { kind: 'somebody-else' })
    }
    expect(new Set(form.somebodyElse).size).toBe(form.somebodyElse.length)
    expect(form.somebodyElse).toHaveLength(50)
    expect(form.somebodyElse).toEqual(expect.arrayContaining(['r:29', 'r:30', 'r:129']))
    const fields = { intent, details: detailsOf(form.draft), code: null, templateId: null, sendLinks: false }
    const args = { ...fields, somebodyElse: form.somebodyElse }
    expect(requestSchemas.enrol.safeParse(args).success).toBe(true)
  })

  it('saves without a look-up that failed, and says so', () => {
    const form = after(opened(), ...ana)
    const failed = after(form, { kind: 'check-failed', question: questionOf(form)! })
    expect(failed.check.kind).toBe('failed')
    expect(saveStep(failed).kind).toBe('save')
  })

  it('goes on asking about somebody who was found, though a second look-up of the same failed', () => {
    const form = after(opened(), { kind: 'typed', field: 'firstName', text: 'Ana' })
    const question = questionOf(form)!
    const failed = after(
      form,
      { kind: 'check-asked', question },
      { kind: 'check-answered', question, rows: [duplicate('phone', true)] },
      { kind: 'check-failed', question },
    )
    expect(likelySame(failed)).toHaveLength(1)
    expect(saveStep(failed).kind).toBe('ask')
  })

  it('saves once however often Enter is pressed', () => {
    const form = after(answered(after(opened(), ...ana), []), { kind: 'save-started' })
    expect(saveStep(form)).toEqual({ kind: 'wait' })
  })

  it('opens what was hidden when the problem is there, and clears a problem while it is corrected', () => {
    const refused = after(
      opened(),
      { kind: 'save-started' },
      {
        kind: 'save-failed',
        failure: {
          kind: 'invalid',
          fields: { birthday: 'in-the-future', email: 'contact-missing', phone: 'contact-missing' },
        },
      },
    )
    expect(refused).toMatchObject({ more: true, saving: false, failure: null })
    const corrected = after(refused, { kind: 'typed', field: 'phone', text: '9' })
    expect(corrected.problems).toEqual({ birthday: 'in-the-future' })
  })
})
