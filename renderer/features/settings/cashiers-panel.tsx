import { useState } from 'react'
import type { ReactNode } from 'react'
import { nameProblem } from '../../../shared/domain/cashier-name.ts'
import type { NameProblem } from '../../../shared/domain/cashier-name.ts'
import type { Cashier } from '../../../shared/domain/views.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { Panel } from '../../components/panel.tsx'
import { useCollator } from '../../i18n/collator.ts'
import { failurePhrase } from '../../i18n/failure-text.ts'
import { phrase } from '../../i18n/phrase.ts'
import { Said, useText } from '../../i18n/text.tsx'
import { tell } from '../../stores/notices.ts'
import { patchStart } from '../../stores/session.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'
import { useKeptForm } from '../../stores/use-kept-form.ts'

/** Corrects what somebody is called. */
function RenameDialog({
  cashier,
  onClose,
}: {
  readonly cashier: Cashier
  readonly onClose: () => void
}): ReactNode {
  const text = useText()
  const till = useTill()
  const cashiers = useStart((start) => start.cashiers)
  const [name, setName] = useState(cashier.name)
  const [problem, setProblem] = useState<NameProblem | null>(null)
  const [failure, setFailure] = useState<RequestFailure | null>(null)
  const [isSaving, setSaving] = useState(false)
  useKeptForm(name.trim() !== cashier.name)
  const save = async (): Promise<void> => {
    const wanted = name.trim()
    const others = cashiers.filter(({ id }) => id !== cashier.id)
    const found = nameProblem(wanted, others)
    setProblem(found)
    if (found !== null || isSaving) return
    if (wanted === cashier.name) {
      onClose()
      return
    }
    setSaving(true)
    const answer = await till.terminal.call('renameCashier', { id: cashier.id, name: wanted })
    setSaving(false)
    if (!answer.ok) {
      setFailure(answer.error)
      return
    }
    patchStart(till, { cashiers: cashiers.map((one) => (one.id === cashier.id ? answer.value : one)) })
    tell(till, 'good', phrase('staff.renamed', { before: cashier.name, name: answer.value.name }))
    onClose()
  }
  return (
    <Dialog
      title={text('staff.rename.title', { name: cashier.name })}
      size="s"
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {text('action.cancel')}
          </Button>
          <Button variant="primary" isPending={isSaving} onPress={() => void save()}>
            {text('till.name.save')}
          </Button>
        </>
      }
    >
      <form
        className="settings__rows"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field
          label={text('staff.add.label')}
          value={name}
          autoFocus
          hint={text('staff.rename.hint')}
          problem={problem === null ? null : text(`staff.rename.${problem}`)}
          onChange={(typed) => {
            setName(typed)
            setProblem(null)
            setFailure(null)
          }}
        />
        {failure === null ? null : <Banner tone="bad" title={<Said phrase={failurePhrase(failure)} />} />}
      </form>
    </Dialog>
  )
}

/** Who works at this till, and the way to correct a name. */
export function CashiersPanel(): ReactNode {
  const text = useText()
  const collator = useCollator()
  const cashiers = useStart((start) => start.cashiers)
  const [renaming, setRenaming] = useState<string | null>(null)
  const renamed = cashiers.find(({ id }) => id === renaming)
  if (cashiers.length === 0) return null
  return (
    <Panel label={text('staff.settings')}>
      <div className="settings__rows settings__rows--close">
        <h2>{text('staff.settings')}</h2>
        <ul>
          {cashiers
            .toSorted((a, b) => collator.compare(a.name, b.name))
            .map((cashier) => (
              <li key={cashier.id} className="settings__shop">
                <bdi className="settings__shop-name">{cashier.name}</bdi>
                <Button
                  aria-label={text('staff.rename.named', { name: cashier.name })}
                  onPress={() => {
                    setRenaming(cashier.id)
                  }}
                >
                  {text('staff.rename')}
                </Button>
              </li>
            ))}
        </ul>
      </div>
      {renamed === undefined ? null : (
        <RenameDialog
          key={renamed.id}
          cashier={renamed}
          onClose={() => {
            setRenaming(null)
          }}
        />
      )}
    </Panel>
  )
}
