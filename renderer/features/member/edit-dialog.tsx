import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { memberFields } from '../../../shared/domain/member.ts'
import type { MemberField } from '../../../shared/domain/member.ts'
import type { MemberView } from '../../../shared/domain/views.ts'
import type { FieldProblem } from '../../../shared/ipc/failure.ts'
import { newIntent } from '../../api/intent.ts'
import { Button } from '../../components/button.tsx'
import { detailsOf, draftOf, isTouched } from '../../components/details-draft.ts'
import { Dialog } from '../../components/dialog.tsx'
import { MemberFields } from '../../components/member-fields.tsx'
import { ThrowAway } from '../../components/throw-away.tsx'
import { phrase } from '../../i18n/phrase.ts'
import { Text, useText } from '../../i18n/text.tsx'
import { setEditing } from '../../stores/member-actions.ts'
import { tell, tellFailure } from '../../stores/notices.ts'
import { takeSaved } from '../../stores/operations.ts'
import { useMember, useStart, useTill } from '../../stores/till-context.tsx'
import { useIsHere } from '../../stores/use-is-here.ts'
import { useKeptForm } from '../../stores/use-kept-form.ts'
import './edit-form.css'

type Problems = Partial<Readonly<Record<MemberField, FieldProblem>>>

function EditForm({ view }: { readonly view: MemberView }): ReactNode {
  const till = useTill()
  const text = useText()
  const editable = useStart((start) => start.capabilities.edit)
  const system = useStart((start) => start.connection.provider)
  const fixed = memberFields.filter((field) => !editable.includes(field))
  const country = useStart((start) => start.settings.country)
  // As the form showed it when it opened: what is told meanwhile must not move under the cashier's hands.
  const [base] = useState(view.details)
  const [initial] = useState(() => draftOf(view.details, view.phoneShown))
  const [intent] = useState(newIntent)
  const [draft, setDraft] = useState(initial)
  const [problems, setProblems] = useState<Problems>({})
  const [refusals, setRefusals] = useState(0)
  const [saving, setSaving] = useState(false)
  const isHere = useIsHere()

  // What was refused is where the cashier goes on.
  const sheet = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (refusals > 0) sheet.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refusals])

  useKeptForm(isTouched(draft, initial))

  const [leaving, setLeaving] = useState(false)
  const close = (): void => {
    setEditing(till, false)
  }
  /** What was typed is thrown away only after a question. */
  const leave = (): void => {
    if (isTouched(draft, initial)) setLeaving(true)
    else close()
  }
  const save = async (): Promise<void> => {
    if (!isTouched(draft, initial)) {
      close()
      return
    }
    if (saving) return
    setSaving(true)
    const details = detailsOf(draft)
    // A phone that was not touched goes back as it was known, not as it is written here.
    const kept = draft.phone === initial.phone ? { ...details, phone: base.phone } : details
    const answer = await till.terminal.call('edit', { intent, key: view.key, base, details: kept })
    setSaving(false)
    if (answer.ok) {
      takeSaved(till, answer.value)
      tell(till, 'good', phrase('edit.saved'))
      if (isHere()) close()
    } else if (answer.error.kind === 'invalid') {
      setProblems(answer.error.fields)
      setRefusals((before) => before + 1)
    } else if (answer.error.kind === 'nothing-changed') {
      if (isHere()) close()
    } else tellFailure(till, answer.error)
  }

  return (
    <Dialog title={text('edit.title')} onClose={leave}>
      <form
        ref={sheet}
        className="edit-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <MemberFields
          draft={draft}
          problems={problems}
          fields={memberFields.filter((field) => editable.includes(field))}
          country={country}
          autoFocus="firstName"
          onType={(field, value) => {
            setDraft((before) => ({ ...before, [field]: value }))
            setProblems(({ [field]: _, ...others }) => others)
          }}
        />
        {fixed.length === 0 ? null : (
          <p className="edit-form__fixed">
            {text('edit.fixed', {
              fields: fixed.map((field) => phrase(`field.${field}`)),
              system: text(`settings.system.${system}`),
            })}
          </p>
        )}
        <div className="edit-form__buttons">
          <Button size="l" onPress={leave}>
            <Text id="action.cancel" />
          </Button>
          <Button type="submit" variant="primary" size="l" isPending={saving}>
            <Text id="action.save" />
          </Button>
        </div>
      </form>
      {leaving ? (
        <ThrowAway
          onThrow={close}
          onKeep={() => {
            setLeaving(false)
          }}
        />
      ) : null}
    </Dialog>
  )
}

/** The form for the details of the member at the counter. */
export function EditDialog(): ReactNode {
  const view = useMember((member) => member.view)
  const editing = useMember((member) => member.editing)
  return view !== null && editing ? <EditForm key={view.key} view={view} /> : null
}
