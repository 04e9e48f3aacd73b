import type { ReactNode } from 'react'
import type { OperationView } from '../../../shared/domain/operation.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { whoPhrase } from './operation-words.tsx'
import { doubtful } from './outages.ts'
import type { Mark } from './outages.ts'

/** How many names a sentence holds. */
const named = 4

/** Asks once more where what is said goes against what the counts show, and names whose they are. */
export function OutageSure({
  saying,
  operations,
  onSure,
  onClose,
}: {
  readonly saying: Exclude<Mark, 'later'>
  readonly operations: readonly OperationView[]
  readonly onSure: () => void
  readonly onClose: () => void
}): ReactNode {
  const text = useText()
  const against = doubtful(operations, saying)
  const more = against.length - named
  const names = [
    ...against.slice(0, named).map(whoPhrase),
    ...(more > 0 ? [phrase('outage.names.more', { count: more })] : []),
  ]
  const count = operations.length
  return (
    <Dialog
      role="alertdialog"
      size="s"
      title={text(`outage.sure.${saying}.title`, { count })}
      onClose={onClose}
      footer={
        <>
          <Button variant="secondary" onPress={onSure}>
            {text(`outage.sure.${saying}.yes`, { count })}
          </Button>
          <Button variant="primary" autoFocus onPress={onClose}>
            {text('queue.leave')}
          </Button>
        </>
      }
    >
      <p>{text(`outage.sure.${saying}.sentence`, { doubtful: against.length, names })}</p>
    </Dialog>
  )
}
