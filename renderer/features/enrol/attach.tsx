import { useState } from 'react'
import type { ReactNode } from 'react'
import type { MemberRow } from '../../../shared/domain/views.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { newIntent } from '../../api/intent.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { MemberPicker } from '../../components/member-picker.tsx'
import { MemberRowLine } from '../../components/member-row.tsx'
import { failurePhrase } from '../../i18n/failure-text.ts'
import { Said, useText } from '../../i18n/text.tsx'
import { useStart, useStatus, useTill, useUnit } from '../../stores/till-context.tsx'
import { pickerNote, useMemberSearch } from '../../stores/use-member-search.ts'
import { attachCode } from './unknown-card-actions.ts'
import { CardSlip } from './card-slip.tsx'
import type { Lasting } from './lasting.ts'

/** Finds the member who gets the card. */
export function AttachSearch({
  title,
  onPick,
  onBack,
}: {
  readonly title: string
  readonly onPick: (row: MemberRow) => void
  readonly onBack: () => void
}): ReactNode {
  const text = useText()
  const unit = useUnit()
  const search = useMemberSearch()
  const online = useStatus((status) => status.link.kind === 'online')
  const byName = useStart((start) => start.settings.nameLookUp)
  const note = pickerNote(search, online, byName)
  return (
    <section className="attach" aria-label={title}>
      <h2>{title}</h2>
      <MemberPicker
        label={text(byName ? 'picker.label' : 'picker.label.exact')}
        listLabel={text('picker.results')}
        query={search.query}
        onQuery={search.ask}
        rows={search.answer?.rows ?? []}
        unit={unit}
        onPick={onPick}
      >
        {note === null ? null : <Said phrase={note} />}
      </MemberPicker>
      <div>
        <Button variant="quiet" onPress={onBack}>
          {text('action.back')}
        </Button>
      </div>
    </section>
  )
}

/** Asks before a card is given to a member, and says how lasting that is. */
export function AttachConfirm({
  code,
  row,
  lasting,
  onClose,
}: {
  readonly code: string
  readonly row: MemberRow
  readonly lasting: Lasting
  readonly onClose: () => void
}): ReactNode {
  const text = useText()
  const forGood = lasting === 'for-good'
  const till = useTill()
  const unit = useUnit()
  const [intent] = useState(newIntent)
  const [isSaving, setSaving] = useState(false)
  const [failure, setFailure] = useState<RequestFailure | null>(null)
  return (
    <Dialog
      role="alertdialog"
      title={text('enrol.attach.confirm.title', { name: row.name })}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" autoFocus={forGood} onPress={onClose}>
            {text('action.cancel')}
          </Button>
          <Button
            variant="primary"
            autoFocus={!forGood}
            isPending={isSaving}
            onPress={() => {
              setSaving(true)
              void attachCode(till, { intent, code, row }).then((problem) => {
                setSaving(false)
                setFailure(problem)
                if (problem === null) onClose()
              })
            }}
          >
            {text('enrol.attach.confirm')}
          </Button>
        </>
      }
    >
      <div className="attach__confirm">
        <CardSlip code={code} />
        <MemberRowLine row={row} unit={unit} />
        {forGood ? <Banner tone="warn" title={text('enrol.attach.forGood')} /> : null}
        {lasting === 'till-only' ? <p>{text('enrol.attach.tillOnly')}</p> : null}
        {failure === null ? null : <Banner tone="bad" title={<Said phrase={failurePhrase(failure)} />} />}
      </div>
    </Dialog>
  )
}
