import { ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { MemberField } from '../../../shared/domain/member.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Toggle } from '../../components/toggle.tsx'
import { useText } from '../../i18n/text.tsx'
import type { Differing } from './enrol-form.ts'
import './differing-dialog.css'

/** What the form says otherwise than the member whom the cashier chose: nothing is written over unless it is chosen here. */
export function DifferingDialog({
  differing,
  isSaving,
  onTake,
  onSave,
  onClose,
}: {
  readonly differing: Differing
  readonly isSaving: boolean
  readonly onTake: (field: MemberField, takes: boolean) => void
  readonly onSave: () => void
  readonly onClose: () => void
}): ReactNode {
  const text = useText()
  const { duplicate, changes, take } = differing
  return (
    <Dialog
      role="alertdialog"
      title={text('enrol.same.title', { name: duplicate.row.name })}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {text('action.cancel')}
          </Button>
          <Button variant="primary" autoFocus isPending={isSaving} onPress={onSave}>
            {text('enrol.same.take', { count: take.length })}
          </Button>
        </>
      }
    >
      <p>{text('enrol.same.sentence')}</p>
      <ul className="differing">
        {changes.map(({ field, was, now }) => (
          <li key={field} className="differing__row">
            <span className="differing__field">{text(`field.${field}`)}</span>
            <span className="differing__values">
              <bdi className={take.includes(field) ? 'differing__was' : undefined}>{was}</bdi>
              <ArrowRight className="differing__arrow" size={18} aria-hidden />
              <bdi>{now}</bdi>
            </span>
            <Toggle
              isOn={take.includes(field)}
              onChange={(takes) => {
                onTake(field, takes)
              }}
            >
              {text('enrol.same.change', { field: text(`field.${field}`), now })}
            </Toggle>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
