import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useText } from '../../i18n/text.tsx'
import { useStart } from '../../stores/till-context.tsx'

/** Says what the file holds, and what a second till changes for this one, before it is written. */
export function PrepareDialog({
  onPrepare,
  onClose,
}: {
  readonly onPrepare: () => void
  readonly onClose: () => void
}): ReactNode {
  const text = useText()
  const alone = useStart((start) => start.connection.singleTill)
  return (
    <Dialog
      role="alertdialog"
      size="s"
      title={text('tills.prepare.title')}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" autoFocus onPress={onClose}>
            {text('action.cancel')}
          </Button>
          <Button variant="primary" onPress={onPrepare}>
            {text('tills.prepare.go')}
          </Button>
        </>
      }
    >
      <div className="settings__rows settings__rows--close">
        <p>{text('tills.sentence')}</p>
        <p>{text('tills.prepare.personal')}</p>
        {alone ? <p>{text('tills.prepare.alone')}</p> : null}
      </div>
    </Dialog>
  )
}
