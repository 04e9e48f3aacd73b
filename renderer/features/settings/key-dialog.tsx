import { useState } from 'react'
import type { ReactNode } from 'react'
import type { Connection } from '../../../shared/domain/connection.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { tell } from '../../stores/notices.ts'
import { patchStart } from '../../stores/session.ts'
import { useTill } from '../../stores/till-context.tsx'
import { useIsHere } from '../../stores/use-is-here.ts'
import { connectPhrase, isAboutKey } from './connecting.ts'
import { useKeyEntry } from './held-key.ts'
import { KeyFields } from './key-fields.tsx'
import './connect-dialog.css'

/** Gives a shop its key again: after a start without a key store, or where the loyalty system refused the one before. */
export function KeyDialog({
  shop,
  onClose,
}: {
  readonly shop: Connection
  readonly onClose: () => void
}): ReactNode {
  const text = useText()
  const till = useTill()
  const key = useKeyEntry(till, shop.provider)
  const [problem, setProblem] = useState<RequestFailure | null>(null)
  const [isBusy, setBusy] = useState(false)
  const isHere = useIsHere()
  const fail = (failure: RequestFailure): void => {
    setProblem(failure)
    const wrongKey = ['key-refused', 'another-store']
    if (failure.kind === 'not-connected' && wrongKey.includes(failure.problem)) key.letGo()
  }
  const use = async (isKnown: boolean): Promise<void> => {
    setBusy(true)
    setProblem(null)
    const held = await key.handOver()
    if (held === null) {
      setBusy(false)
      return
    }
    const answer = held.ok
      ? await till.terminal.call('renewKey', { held: held.value.held, id: shop.id, isKnown })
      : held
    setBusy(false)
    if (!answer.ok) {
      fail(answer.error)
      return
    }
    patchStart(till, { keysNotKept: !answer.value.kept })
    if (isHere()) onClose()
    tell(till, 'good', phrase('connect.again.done', { shop: shop.name }))
  }
  const isUntold = problem?.kind === 'not-connected' && problem.problem === 'store-untold'
  const atField = isAboutKey(problem) && key.held === null
  return (
    <Dialog
      title={text('connect.again.title', { shop: shop.name })}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {text('action.cancel')}
          </Button>
          <Button
            variant="primary"
            isPending={isBusy}
            isDisabled={isBusy || !key.isThere}
            onPress={() => void use(false)}
          >
            {text('connect.again.save')}
          </Button>
        </>
      }
    >
      <div className="connect">
        <p>{text('connect.again.why', { system: text(`settings.system.${shop.provider}`) })}</p>
        <KeyFields
          provider={shop.provider}
          entry={key}
          problem={atField && problem !== null ? text(connectPhrase(problem, shop.provider)) : null}
          onOther={() => {
            key.letGo()
            setProblem(null)
          }}
        />
        {problem === null || atField ? null : (
          <div role="alert">
            <Banner
              tone="bad"
              title={text(connectPhrase(problem, shop.provider))}
              action={
                isUntold ? (
                  <Button isDisabled={isBusy} onPress={() => void use(true)}>
                    {text('connect.again.same', { shop: shop.name })}
                  </Button>
                ) : null
              }
            />
          </div>
        )}
      </div>
    </Dialog>
  )
}
