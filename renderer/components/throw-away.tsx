import type { ReactNode } from 'react'
import { useText } from '../i18n/text.tsx'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

/** Asks before what was typed into a form is thrown away; keeping it is what Enter, Escape and a press outside do. */
export function ThrowAway({
  onThrow,
  onKeep,
}: {
  readonly onThrow: () => void
  readonly onKeep: () => void
}): ReactNode {
  const text = useText()
  return (
    <Dialog
      role="alertdialog"
      size="s"
      title={text('enrol.throwAway.title')}
      onClose={onKeep}
      footer={
        <>
          <Button variant="danger" onPress={onThrow}>
            {text('enrol.throwAway.yes')}
          </Button>
          <Button variant="primary" autoFocus onPress={onKeep}>
            {text('enrol.throwAway.no')}
          </Button>
        </>
      }
    >
      <p>{text('enrol.throwAway.sentence')}</p>
    </Dialog>
  )
}
