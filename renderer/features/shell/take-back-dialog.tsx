import { useState } from 'react'
import type { ReactNode } from 'react'
import type { LastAction } from '../../../shared/ipc/counter-contract.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { marks } from '../../components/marks.tsx'
import { operationPhrase } from '../../i18n/failure-text.ts'
import { useText } from '../../i18n/text.tsx'
import { useNow, useTimes } from '../../i18n/times.ts'
import { closeOverlay } from '../../stores/navigation.ts'
import { takeBackShown } from '../../stores/take-back.ts'
import { useFeedback, useStart, useTill } from '../../stores/till-context.tsx'
import './take-back-dialog.css'

/** What would become of it, or why nothing can. */
function Outcome({ way }: Pick<LastAction, 'way'>): ReactNode {
  const text = useText()
  const system = useStart((start) => text(`settings.system.${start.connection.provider}`))
  return <p>{text(way.kind === 'none' ? `back.none.${way.why}` : `back.${way.kind}`, { system })}</p>
}

function What({ action }: { readonly action: LastAction }): ReactNode {
  const text = useText()
  const times = useTimes()
  const now = useNow(10_000)
  const { facts, who, target, createdAt } = action.operation
  const name = target.kind === 'code' ? text('queue.unknownCard', { code: target.code }) : who.name
  const what = operationPhrase(facts)
  return (
    <p className="take-back__what">
      {text('back.what', { what, who: name, ago: times.ago(createdAt, now) })}
    </p>
  )
}

/** What the cashier at the till did last, asked about once its window is over: No is what Escape says. */
export function TakeBackDialog(): ReactNode {
  const till = useTill()
  const text = useText()
  const action = useFeedback((feedback) => feedback.lastAction)
  const [isBusy, setBusy] = useState(false)
  const close = (): void => {
    closeOverlay(till)
  }
  const can = action !== null && action.way.kind !== 'none'
  const Mark = can ? marks.asks : marks.bad
  const title = action === null ? 'back.nothing.title' : can ? 'back.title' : ('back.none.title' as const)
  return (
    <Dialog
      role="alertdialog"
      size="s"
      title={text(title)}
      onClose={close}
      footer={
        <>
          {can ? (
            <Button
              variant="danger"
              size="l"
              isPending={isBusy}
              onPress={() => {
                setBusy(true)
                void takeBackShown(till, action)
              }}
            >
              {text('back.yes')}
            </Button>
          ) : null}
          <Button variant="primary" size="l" autoFocus onPress={close}>
            {text(can ? 'back.no' : 'back.close')}
          </Button>
        </>
      }
    >
      <div className="take-back">
        <Mark size={40} aria-hidden className={`take-back__mark take-back__mark--${can ? 'asks' : 'no'}`} />
        <div>
          {action === null ? (
            <p>{text('back.nothing')}</p>
          ) : (
            <>
              <What action={action} />
              <Outcome way={action.way} />
            </>
          )}
        </div>
      </div>
    </Dialog>
  )
}
