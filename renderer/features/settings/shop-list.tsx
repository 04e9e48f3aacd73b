import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { LeaveQuestion } from '../../components/leave-question.tsx'
import { Panel } from '../../components/panel.tsx'
import { useText } from '../../i18n/text.tsx'
import { phrase } from '../../i18n/phrase.ts'
import { tell, tellFailure } from '../../stores/notices.ts'
import { useStart, useStatus, useTill } from '../../stores/till-context.tsx'
import type { UnsentWork } from '../../../shared/domain/views.ts'
import type { Start } from '../../../shared/ipc/contract.ts'
import type { Till } from '../../stores/till.ts'
import { ConnectDialog } from './connect-dialog.tsx'
import { KeyDialog } from './key-dialog.tsx'
import { workForOther } from './switch-shop.ts'

type Shop = Start['connections'][number]

/** Works for another shop from now on: everything on screen is asked for anew. */
async function switchTo(till: Till, shop: Shop): Promise<void> {
  const answer = await till.terminal.call('switchConnection', { id: shop.id })
  if (!answer.ok) {
    tellFailure(till, answer.error)
    return
  }
  await workForOther(till, 'counter')
  tell(till, 'good', phrase('settings.shop.switched', { name: shop.name }))
}

/** Names what is unsent for the shop that is left: it stays with that shop. */
function SwitchQuestion({
  shop,
  unsent,
  onClose,
}: {
  readonly shop: Shop
  readonly unsent: UnsentWork
  readonly onClose: () => void
}): ReactNode {
  const till = useTill()
  const [isSwitching, setSwitching] = useState(false)
  const leave = (): void => {
    setSwitching(true)
    void switchTo(till, shop).then(onClose)
  }
  const leaving = { kind: 'switch', to: shop.name } as const
  return (
    <LeaveQuestion leaving={leaving} work={unsent} isBusy={isSwitching} onStay={onClose} onLeave={leave} />
  )
}

/** The shops that this till can work for. */
export function ShopList(): ReactNode {
  const text = useText()
  const shops = useStart((start) => start.connections)
  const connection = useStart((start) => start.connection)
  const current = connection.id
  const isSignedOut = useStatus((status) => status.link.kind === 'signed-out')
  const till = useTill()
  const [entering, setEntering] = useState<'shop' | 'key' | null>(null)
  const [asking, setAsking] = useState<{ readonly shop: Shop; readonly unsent: UnsentWork } | null>(null)
  const [switchingTo, setSwitchingTo] = useState<Shop['id'] | null>(null)
  const stopEntering = (): void => {
    setEntering(null)
  }
  const ask = async (shop: Shop): Promise<void> => {
    setSwitchingTo(shop.id)
    const unsent = await till.terminal.call('unsent', { connectionId: current })
    if (!unsent.ok) tellFailure(till, unsent.error)
    // One press, where there is nothing to know before.
    else if (unsent.value.waiting === 0) await switchTo(till, shop)
    else setAsking({ shop, unsent: unsent.value })
    setSwitchingTo(null)
  }
  return (
    <Panel label={text('settings.shops')}>
      <div className="settings__rows settings__rows--close">
        <h2>{text('settings.shops')}</h2>
        <ul>
          {shops.map((shop) => (
            <li key={shop.id} className="settings__shop">
              <span>
                <span className="settings__shop-name">{shop.name}</span>
                <span className="settings__note">{text(`settings.shop.${shop.mode}`)}</span>
              </span>
              {shop.id === current ? (
                <span className="settings__badge">{text('settings.shop.current')}</span>
              ) : (
                <Button
                  aria-label={text('settings.shop.switch', { name: shop.name })}
                  isPending={switchingTo === shop.id}
                  isDisabled={switchingTo !== null}
                  onPress={() => void ask(shop)}
                >
                  {text('settings.shop.switch.yes')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {isSignedOut && connection.mode === 'live' ? (
          <Button
            variant="primary"
            onPress={() => {
              setEntering('key')
            }}
          >
            {text('connect.again.open')}
          </Button>
        ) : null}
        <Button
          onPress={() => {
            setEntering('shop')
          }}
        >
          {text('connect.open')}
        </Button>
      </div>
      {entering === 'shop' ? <ConnectDialog onClose={stopEntering} /> : null}
      {entering === 'key' ? <KeyDialog shop={connection} onClose={stopEntering} /> : null}
      {asking === null ? null : (
        <SwitchQuestion
          {...asking}
          onClose={() => {
            setAsking(null)
          }}
        />
      )}
    </Panel>
  )
}
