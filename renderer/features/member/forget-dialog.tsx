import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { memberName } from '../../../shared/domain/member-name.ts'
import { useText } from '../../i18n/text.tsx'
import { forgetMember, hasWork, setForgetting } from '../../stores/forget.ts'
import { useMember, useStart, useTill } from '../../stores/till-context.tsx'
import './forget-dialog.css'

/** Asks before a member is forgotten on this till: what goes, what stays, and how they come back. Enter says no. */
export function ForgetDialog(): ReactNode {
  const text = useText()
  const till = useTill()
  const view = useMember((member) => member.view)
  const system = useStart((start) => text(`settings.system.${start.connection.provider}`))
  const cardsAreHere = useStart((start) => start.capabilities.codes === 'till')
  const [isBusy, setBusy] = useState(false)
  if (view === null) return null
  const name = memberName(view.details)
  const waits = hasWork(view)
  const close = (): void => {
    setForgetting(till, false)
  }
  return (
    <Dialog
      role="alertdialog"
      size="m"
      title={text('forget.title', { name: name === '' ? text('member.nameless') : name })}
      onClose={close}
      footer={
        <>
          <Button variant="quiet" autoFocus onPress={close}>
            {text('action.cancel')}
          </Button>
          {waits ? null : (
            <Button
              variant="primary"
              isPending={isBusy}
              onPress={() => {
                setBusy(true)
                void forgetMember(till, view.key).finally(() => {
                  setBusy(false)
                })
              }}
            >
              {text('forget.go')}
            </Button>
          )}
        </>
      }
    >
      <div className="member-forget">
        {waits ? <p>{text('forget.waits', { system })}</p> : null}
        <p>{text('forget.goes')}</p>
        <p>{text(cardsAreHere ? 'forget.stays.cards' : 'forget.stays', { system })}</p>
        <p>{text('forget.back', { system })}</p>
      </div>
    </Dialog>
  )
}
