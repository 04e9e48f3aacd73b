import { Check, CircleSlash, Clock3, FolderOutput, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { OperationView, PlainState } from '../../../shared/domain/operation.ts'
import { Button } from '../../components/button.tsx'
import { marks } from '../../components/marks.tsx'
import { statePhrase } from '../../i18n/failure-text.ts'
import { Said, useText } from '../../i18n/text.tsx'
import { tellFailure } from '../../stores/notices.ts'
import { undo } from '../../stores/operations.ts'
import { useTill } from '../../stores/till-context.tsx'
import { useQueueList } from './queue-context.tsx'
import { settle } from './queue-list.ts'
import { DropDialog } from './settle-dialogs.tsx'
import { OperationWhat, OperationWhen, OperationWho } from './operation-words.tsx'
import './operation-row.css'

const icons: Readonly<Record<PlainState, ReactNode>> = {
  saved: <Clock3 size={20} aria-hidden />,
  sent: <Check size={20} aria-hidden />,
  checking: <marks.asks size={20} aria-hidden />,
  'needs-you': <marks.asks size={20} aria-hidden />,
  undone: <Undo2 size={20} aria-hidden />,
  dropped: <CircleSlash size={20} aria-hidden />,
  moved: <FolderOutput size={20} aria-hidden />,
}

/** An operation on one line. */
export function OperationRow({ operation }: { readonly operation: OperationView }): ReactNode {
  const text = useText()
  const till = useTill()
  const [dropping, setDropping] = useState(false)
  const list = useQueueList()
  const { choices, plain } = operation
  const lookNow = async (): Promise<void> => {
    const failure = await settle(till, list, operation.id, { kind: 'retry' })
    if (failure !== null) tellFailure(till, failure)
  }
  return (
    <li className="operation">
      <span className={`operation__state operation__state--${plain}`}>
        {icons[plain]}
        <Said phrase={statePhrase(plain)} />
      </span>
      <OperationWhat operation={operation} />
      <OperationWho operation={operation} />
      <OperationWhen operation={operation} />
      <span className="operation__press">
        {choices.undo ? (
          <Button variant="quiet" onPress={() => void undo(till, operation.id)}>
            {text('undo.undo')}
          </Button>
        ) : null}
        {plain === 'checking' && choices.retry ? (
          <Button variant="quiet" onPress={() => void lookNow()}>
            {text('queue.choose.look')}
          </Button>
        ) : null}
        {choices.drop && !choices.undo ? (
          <Button
            variant="quiet"
            onPress={() => {
              setDropping(true)
            }}
          >
            {text('queue.choose.drop')}
          </Button>
        ) : null}
      </span>
      {dropping ? (
        <DropDialog
          operation={operation}
          onClose={() => {
            setDropping(false)
          }}
        />
      ) : null}
    </li>
  )
}
