import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useText } from '../../i18n/text.tsx'
import { calledTill } from '../../i18n/till-phrase.ts'
import { useStart, useUndo } from '../../stores/till-context.tsx'

/** Asks before the waiting list is given up for another till, and says what the file holds. */
export function MoveDialog({
  waiting,
  onMove,
  onClose,
}: {
  readonly waiting: number
  readonly onMove: () => void
  readonly onClose: () => void
}): ReactNode {
  const text = useText()
  const here = useStart((start) => start.till)
  const any = waiting > 0
  const undoable = useUndo(({ operations }) => operations.length > 0)
  return (
    <Dialog
      role="alertdialog"
      size="s"
      title={text('safety.move.title', { till: calledTill(here) })}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" autoFocus onPress={onClose}>
            {text('action.cancel')}
          </Button>
          {any ? (
            <Button variant="primary" onPress={onMove}>
              {text('safety.move.go')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="settings__rows settings__rows--close">
        <p>{any ? text('safety.move.what', { count: waiting }) : text('safety.move.nothing')}</p>
        {undoable ? <p>{text('safety.move.undo')}</p> : null}
        {any ? <p>{text('safety.move.personal')}</p> : null}
      </div>
    </Dialog>
  )
}
