import { useState } from 'react'
import type { ReactNode } from 'react'
import { Label } from 'react-aria-components/Label'
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup'
import type { MemberKey } from '../../shared/domain/ids.ts'
import type { Unit } from '../../shared/domain/unit.ts'
import type { PairOffer } from '../../shared/domain/views.ts'
import { useText } from '../i18n/text.tsx'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { MemberRowLine } from './member-row.tsx'
import './pair-dialog.css'

/** Two members side by side: one person, of whom one entry is opened from now on, or two people. */
export function PairDialog({
  offer,
  unit,
  system,
  onAnswer,
  onClose,
}: {
  readonly offer: PairOffer
  readonly unit: Unit
  /** What the loyalty system is called. */
  readonly system: string
  /** Null: they are two people. */
  readonly onAnswer: (keep: MemberKey | null) => Promise<void>
  readonly onClose: () => void
}): ReactNode {
  const text = useText()
  const [keep, setKeep] = useState<MemberKey>(offer.stays)
  const [isSaving, setSaving] = useState(false)
  const answer = (given: MemberKey | null): void => {
    setSaving(true)
    void onAnswer(given).finally(() => {
      setSaving(false)
    })
  }
  return (
    <Dialog
      title={text('people.pair.title')}
      onClose={onClose}
      footer={
        <>
          <Button
            isDisabled={isSaving}
            onPress={() => {
              answer(null)
            }}
          >
            {text('people.pair.two')}
          </Button>
          <Button
            variant="primary"
            isPending={isSaving}
            onPress={() => {
              answer(keep)
            }}
          >
            {text('people.pair.one')}
          </Button>
        </>
      }
    >
      <p className="pair__cause">{text(`enrol.cause.${offer.cause}`)}</p>
      <RadioGroup
        className="pair"
        value={keep}
        onChange={(chosen) => {
          setKeep(chosen === offer.one.key ? offer.one.key : offer.other.key)
        }}
      >
        <Label className="pair__label">{text('people.pair.keep')}</Label>
        {[offer.one, offer.other].map((row) => (
          <RadioField key={row.key} value={row.key}>
            <RadioButton className="pair__option">
              <span className="pair__dot" aria-hidden />
              <MemberRowLine row={row} unit={unit} />
            </RadioButton>
          </RadioField>
        ))}
      </RadioGroup>
      <p className="pair__more">{text('people.pair.more', { system })}</p>
    </Dialog>
  )
}
