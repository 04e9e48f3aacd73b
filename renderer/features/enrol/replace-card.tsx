import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { MemberRow, MemberView } from '../../../shared/domain/views.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { maskCode } from '../../../shared/domain/mask.ts'
import { newIntent } from '../../api/intent.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { MemberRowLine } from '../../components/member-row.tsx'
import { Toggle } from '../../components/toggle.tsx'
import { failurePhrase } from '../../i18n/failure-text.ts'
import { Said, useText } from '../../i18n/text.tsx'
import { useStart, useTill, useUnit } from '../../stores/till-context.tsx'
import { CardSlip } from './card-slip.tsx'
import type { Lasting } from './lasting.ts'
import { replaceCode } from './unknown-card-actions.ts'

/** A code that no printer's hand chose: the pass in a phone's wallet has one. It is lost with the phone, not with a card. */
const pass = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu

/** Of every entry of the person: whichever has it, the card opens the same panel. */
function codesOf({ codes, people }: MemberView): readonly string[] {
  return [...new Set([...codes, ...(people?.entries ?? []).flatMap((entry) => entry.codes)])]
}

/** What is known of the member's cards: null while it is being looked up. */
function useCardsOf(row: MemberRow): {
  readonly codes: readonly string[] | null
  readonly failure: RequestFailure | null
} {
  const till = useTill()
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const [failure, setFailure] = useState<RequestFailure | null>(null)
  useEffect(() => {
    let isHere = true
    void till.terminal.call('open', { key: row.key }).then((answer) => {
      if (!isHere) return
      if (answer.ok) setCodes(codesOf(answer.value))
      else setFailure(answer.error)
    })
    return () => {
      isHere = false
    }
  }, [till, row.key])
  return { codes, failure }
}

/** Which of a member's cards was lost; of a single one there is nothing to ask. */
function WhichCard({
  codes,
  lost,
  onChange,
  isOther,
  onOther,
}: {
  readonly codes: readonly string[]
  readonly lost: readonly string[]
  readonly onChange: (lost: readonly string[]) => void
  /** Whether it is one that is not among them. */
  readonly isOther: boolean
  readonly onOther: (isOther: boolean) => void
}): ReactNode {
  const text = useText()
  return (
    <div className="replace__cards" role="group" aria-label={text('lost.confirm.which')}>
      <p className="replace__which">{text('lost.confirm.which')}</p>
      {codes.map((code) => (
        <Toggle
          key={code}
          isOn={lost.includes(code)}
          onChange={(isOn) => {
            onChange(isOn ? [...lost, code] : lost.filter((other) => other !== code))
          }}
        >
          <bdi className="number">
            {text(pass.test(code) ? 'lost.confirm.pass' : 'lost.confirm.card', { end: maskCode(code) })}
          </bdi>
        </Toggle>
      ))}
      <Toggle isOn={isOther} onChange={onOther}>
        {text('lost.confirm.other')}
      </Toggle>
    </div>
  )
}

/** Asks which card was lost before the scanned one takes its place, and says who else will know of it: nobody. */
export function ReplaceConfirm({
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
  const till = useTill()
  const unit = useUnit()
  const system = useStart((start) => text(`settings.system.${start.connection.provider}`))
  const { codes, failure: unread } = useCardsOf(row)
  const [intent] = useState(newIntent)
  const [chosen, setChosen] = useState<readonly string[] | null>(null)
  const [isOther, setOther] = useState(false)
  const [isSaving, setSaving] = useState(false)
  const [unsaved, setUnsaved] = useState<RequestFailure | null>(null)
  const failure = unsaved ?? unread
  const cards = codes?.filter((one) => !pass.test(one)) ?? []
  const lost = chosen ?? (cards.length === 1 && !isOther ? cards : [])
  const hasNone = codes?.length === 0
  const marksNone = hasNone || (isOther && lost.length === 0)
  const name = row.name === '' ? text('member.nameless') : row.name
  return (
    <Dialog
      role="alertdialog"
      title={text('lost.confirm.title', { name })}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" autoFocus onPress={onClose}>
            {text('action.cancel')}
          </Button>
          <Button
            variant="primary"
            isPending={isSaving}
            isDisabled={codes === null || (lost.length === 0 && !hasNone && !isOther)}
            onPress={() => {
              setSaving(true)
              void replaceCode(till, { intent, code, row, lost }).then((problem) => {
                setSaving(false)
                setUnsaved(problem)
                if (problem === null) onClose()
              })
            }}
          >
            {text(marksNone ? 'lost.confirm.go.give' : 'lost.confirm.go')}
          </Button>
        </>
      }
    >
      <div className="attach__confirm">
        <MemberRowLine row={row} unit={unit} />
        <div className="replace__cards">
          <p className="replace__which">{text('lost.confirm.new')}</p>
          <CardSlip code={code} />
        </div>
        {codes === null && unread === null ? <p>{text('lost.confirm.looking', { name })}</p> : null}
        {codes === null || hasNone ? null : (
          <WhichCard {...{ codes, lost, isOther }} onChange={setChosen} onOther={setOther} />
        )}
        {hasNone ? (
          <Banner tone="info" title={text('lost.confirm.none', { name })} />
        ) : marksNone ? null : (
          <p>
            {text(lasting === 'till-only' ? 'lost.confirm.till-only' : 'lost.confirm.for-good', {
              name,
              system,
            })}
          </p>
        )}
        {failure === null ? null : <Banner tone="bad" title={<Said phrase={failurePhrase(failure)} />} />}
      </div>
    </Dialog>
  )
}
