import { ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { MemberField } from '../../shared/domain/member.ts'
import type { FieldChange } from '../../shared/domain/views.ts'
import { useText } from '../i18n/text.tsx'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Toggle } from './toggle.tsx'
import './differing-dialog.css'

/** What was typed otherwise than the member whom the cashier chose has it: nothing is written over unless it is chosen. */
export function DifferingDialog({
  name,
  changes,
  take,
  isSaving,
  children,
  onTake,
  onSave,
  onClose,
}: {
  /** The member's. */
  readonly name: string
  readonly changes: readonly FieldChange[]
  /** Fields that are to be changed. */
  readonly take: readonly MemberField[]
  readonly isSaving: boolean
  /** What else is to be said. */
  readonly children?: ReactNode
  readonly onTake: (field: MemberField, takes: boolean) => void
  readonly onSave: () => void
  readonly onClose: () => void
}): ReactNode {
  const text = useText()
  return (
    <Dialog
      role="alertdialog"
      title={text('enrol.same.title', { name })}
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
      {changes.length === 0 ? null : <p>{text('enrol.same.sentence')}</p>}
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
      {children}
    </Dialog>
  )
}
