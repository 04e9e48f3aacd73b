import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { OperationView, PersonAnswer } from '../../../shared/domain/operation.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { failurePhrase } from '../../i18n/failure-text.ts'
import type { MessageId } from '../../i18n/messages/en.ts'
import { Said, useText } from '../../i18n/text.tsx'
import { useTill } from '../../stores/till-context.tsx'
import { useQueueList } from './queue-context.tsx'
import { settle } from './queue-list.ts'
import './settle-dialogs.css'

/** What every one of these takes. */
interface Settling {
  readonly operation: OperationView
  readonly onClose: () => void
}

/** Settles an operation; the dialog closes when it is done, and says why where it is not. */
export function useSettle({ operation, onClose }: Settling): {
  readonly isBusy: boolean
  readonly failure: RequestFailure | null
  readonly answer: (answer: PersonAnswer) => void
} {
  const till = useTill()
  const list = useQueueList()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<RequestFailure | null>(null)
  const answer = (given: PersonAnswer): void => {
    if (isBusy) return
    setBusy(true)
    void settle(till, list, operation.id, given).then((why) => {
      setBusy(false)
      setFailure(why)
      if (why === null) onClose()
    })
  }
  return { isBusy, failure, answer }
}

/** Why it was not done. */
export function Failed({ failure }: { readonly failure: RequestFailure | null }): ReactNode {
  return failure === null ? null : <Banner tone="bad" title={<Said phrase={failurePhrase(failure)} />} />
}

/** Asks once more before what cannot be taken back. */
export function SureDialog({
  operation,
  onClose,
  words,
  sentence,
  answer: given,
}: Settling & {
  readonly words: 'queue.confirm' | 'queue.retry'
  readonly sentence: MessageId
  readonly answer: PersonAnswer
}): ReactNode {
  const text = useText()
  const { isBusy, failure, answer } = useSettle({ operation, onClose })
  return (
    <Dialog
      role="alertdialog"
      size="s"
      title={text(`${words}.title`)}
      onClose={onClose}
      footer={
        <>
          <Button
            variant="secondary"
            isPending={isBusy}
            onPress={() => {
              answer(given)
            }}
          >
            {text(`${words}.yes`)}
          </Button>
          <Button variant="primary" autoFocus onPress={onClose}>
            {text('queue.leave')}
          </Button>
        </>
      }
    >
      <div className="settle">
        <p>{text(sentence)}</p>
        <Failed failure={failure} />
      </div>
    </Dialog>
  )
}

/** Drops an operation that was not sent, with a reason. */
export function DropDialog({ operation, onClose }: Settling): ReactNode {
  const text = useText()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const { isBusy, failure, answer } = useSettle({ operation, onClose })
  const field = useRef<HTMLInputElement>(null)
  const drop = (): void => {
    setMissing(reason.trim() === '')
    if (reason.trim() === '') field.current?.focus()
    else answer({ kind: 'drop', reason: reason.trim() })
  }
  return (
    <Dialog
      role="alertdialog"
      size="s"
      title={text('queue.drop.title')}
      onClose={onClose}
      footer={
        <>
          <Button variant="secondary" onPress={onClose}>
            {text('queue.leave')}
          </Button>
          <Button variant="danger" isPending={isBusy} onPress={drop}>
            {text('queue.drop.yes')}
          </Button>
        </>
      }
    >
      <form
        className="settle"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          drop()
        }}
      >
        <p>{text('queue.drop.sentence')}</p>
        <Field
          label={text('queue.drop.reason')}
          hint={text('queue.drop.reason.hint')}
          value={reason}
          inputRef={field}
          autoFocus
          problem={missing ? text('queue.drop.needsReason') : null}
          onChange={(typed) => {
            setReason(typed)
            setMissing(false)
          }}
        />
        <Failed failure={failure} />
      </form>
    </Dialog>
  )
}
