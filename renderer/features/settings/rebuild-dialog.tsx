import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useText } from '../../i18n/text.tsx'
import { useStart, useStatus } from '../../stores/till-context.tsx'

/** Asks before the copy of the member list is thrown away. Enter says no. */
export function RebuildDialog({
  onRebuild,
  onClose,
}: {
  readonly onRebuild: () => void
  readonly onClose: () => void
}): ReactNode {
  const text = useText()
  const system = useStart((start) => text(`settings.system.${start.connection.provider}`))
  const cardsAreHere = useStart((start) => start.capabilities.codes === 'till')
  const online = useStatus((status) => status.link.kind === 'online')
  const meanwhile = cardsAreHere ? 'privacy.rebuild.meanwhile.till' : 'privacy.rebuild.meanwhile'
  return (
    <Dialog
      role="alertdialog"
      size="s"
      title={text('privacy.rebuild.title')}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" autoFocus onPress={onClose}>
            {text('action.cancel')}
          </Button>
          <Button variant="primary" onPress={onRebuild}>
            {text('privacy.rebuild.go')}
          </Button>
        </>
      }
    >
      <div className="settings__rows settings__rows--close">
        <p>{text('privacy.rebuild.what', { system })}</p>
        <p>{online ? text(meanwhile, { system }) : text('privacy.rebuild.offline')}</p>
      </div>
    </Dialog>
  )
}
