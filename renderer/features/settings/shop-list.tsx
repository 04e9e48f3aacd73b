import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { LeaveQuestion } from '../../components/leave-question.tsx'
import { Panel } from '../../components/panel.tsx'
import { useText } from '../../i18n/text.tsx'
import { useSwitchShop } from '../../stores/switch-shop.ts'
import { useNav, useStart, useStatus, useTill } from '../../stores/till-context.tsx'
import type { Start } from '../../../shared/ipc/contract.ts'
import { ConnectDialog } from './connect-dialog.tsx'
import { KeyDialog } from './key-dialog.tsx'

/** What a shop is, and what waits there. */
function About({ shop }: { readonly shop: Start['connections'][number] }): ReactNode {
  const text = useText()
  const here = useStart((start) => start.connection.id)
  const queue = useStatus((status) => status.queue)
  const waits =
    shop.id === here ? queue : queue.elsewhere.find(({ connectionId }) => connectionId === shop.id)
  return (
    <>
      <span className="settings__shop-about settings__note">
        {text(shop.mode === 'practice' ? 'settings.shop.practice' : `settings.system.${shop.provider}`)}
      </span>
      {waits === undefined || waits.waiting === 0 ? null : (
        <span className="settings__shop-about settings__note number">
          {text('settings.shop.waiting', { waiting: waits.waiting, needsYou: waits.needsYou })}
        </span>
      )}
    </>
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
  const connecting = useNav((nav) => nav.connecting)
  const [chosen, setEntering] = useState<'shop' | 'key' | null>(null)
  const entering = connecting ? 'shop' : chosen
  const { ask, switchingTo, question } = useSwitchShop('counter')
  const stopEntering = (): void => {
    setEntering(null)
    till.nav.setState({ connecting: false })
  }
  return (
    <Panel label={text('settings.shops')}>
      <div className="settings__rows settings__rows--close">
        <h2>{text('settings.shops')}</h2>
        <ul>
          {shops.map((shop) => (
            <li key={shop.id} className="settings__shop">
              <span>
                <span className="settings__shop-name">
                  <bdi>{shop.name}</bdi>
                </span>
                <About shop={shop} />
              </span>
              {shop.id === current ? (
                <span className="settings__badge">{text('settings.shop.current')}</span>
              ) : (
                <Button
                  aria-label={text('settings.shop.switch', { name: shop.name })}
                  isPending={switchingTo === shop.id}
                  isDisabled={switchingTo !== null}
                  onPress={() => {
                    ask(shop)
                  }}
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
      {question === null ? null : <LeaveQuestion {...question} />}
    </Panel>
  )
}
