import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useText } from '../i18n/text.tsx'
import { IconButton } from './icon-button.tsx'
import './dialog.css'

/** A dialog over the screen. Features load it lazily: it is no part of the first screen's script. */
export function Dialog({
  title,
  isOpen = true,
  onClose,
  role = 'dialog',
  size = 'm',
  footer = null,
  children,
}: {
  readonly title: string
  readonly isOpen?: boolean
  /** Escape, a press outside or the cross; the answer to a question is then the safe one. */
  readonly onClose: () => void
  readonly role?: 'dialog' | 'alertdialog'
  readonly size?: 's' | 'm' | 'l'
  readonly footer?: ReactNode
  readonly children: ReactNode
}): ReactNode {
  const text = useText()
  return (
    <ModalOverlay
      className="dialog-scrim"
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={`dialog-frame dialog-frame--${size}`}>
        <AriaDialog className="dialog" role={role}>
          <header className="dialog__head">
            <Heading slot="title" className="dialog__title">
              {title}
            </Heading>
            <IconButton label={text('dialog.close')} icon={<X size={22} />} onPress={onClose} />
          </header>
          <div className="dialog__body">{children}</div>
          {footer === null ? null : <footer className="dialog__foot">{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
