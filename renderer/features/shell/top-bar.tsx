import {
  ArrowLeft,
  ClockAlert,
  CloudOff,
  Hourglass,
  Keyboard,
  KeyRound,
  Moon,
  Settings2,
  Sun,
  Undo2,
  UserRound,
  Wifi,
  WifiOff,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import type { Link } from '../../../shared/domain/connection.ts'
import { Age } from '../../components/age.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Kbd } from '../../components/kbd.tsx'
import { useShortcut } from '../../components/key-map.tsx'
import { shortcuts } from '../../components/shortcuts.ts'
import type { ShortcutId } from '../../components/shortcuts.ts'
import { toldBy } from '../../components/told-keys.tsx'
import { linkMorePhrase, linkPhrase } from '../../i18n/failure-text.ts'
import { Text, useText } from '../../i18n/text.tsx'
import { useNow, useTimes } from '../../i18n/times.ts'
import { goTo, openOverlay, toCounter } from '../../stores/navigation.ts'
import { saveSettings } from '../../stores/settings.ts'
import { useNav, useStart, useStatus, useTill } from '../../stores/till-context.tsx'
import { undoLast } from '../../stores/take-back.ts'
import { BrandMark } from './brand-mark.tsx'
import { useDark } from './theme.ts'
import './top-bar.css'

const linkIcons: Readonly<Record<Link['kind'], ReactNode>> = {
  online: <Wifi size={20} aria-hidden />,
  offline: <WifiOff size={20} aria-hidden />,
  'not-the-provider': <CloudOff size={20} aria-hidden />,
  'signed-out': <KeyRound size={20} aria-hidden />,
  'rate-limited': <Hourglass size={20} aria-hidden />,
  failing: <CloudOff size={20} aria-hidden />,
  replaced: <CloudOff size={20} aria-hidden />,
}

/** The keys of a pill, where the bar has room for them; the sheet of shortcuts has them always. */
function PillKeys({ id }: { readonly id: ShortcutId }): ReactNode {
  return (
    <span className="top-bar__keys">
      <Kbd keys={shortcuts[id].keys[0]} drawn />
    </span>
  )
}

function LinkState(): ReactNode {
  const link = useStatus((status) => status.link)
  const text = useText()
  const times = useTimes()
  const now = useNow(60_000)
  const words = text(linkPhrase(link, (at) => times.clock(at, now)))
  return (
    <span
      className={`top-bar__pill top-bar__pill--${link.kind === 'online' ? 'good' : 'warn'}`}
      title={text(linkMorePhrase(link))}
      data-link={link.kind}
    >
      {linkIcons[link.kind]}
      <span>{words}</span>
    </span>
  )
}

function Waiting(): ReactNode {
  const till = useTill()
  const text = useText()
  const queue = useStatus((status) => status.queue)
  const { elsewhere } = queue
  const waitingElsewhere = elsewhere.reduce((sum, shop) => sum + shop.waiting, 0)
  const needsYou = elsewhere.reduce((sum, shop) => sum + shop.needsYou, queue.needsYou)
  const isAnyWaiting = queue.waiting + waitingElsewhere > 0
  const tone = needsYou > 0 ? 'bad' : isAnyWaiting ? 'busy' : 'calm'
  return (
    <Pressable
      className={`top-bar__pill top-bar__pill--${tone}`}
      {...toldBy('queue')}
      aria-describedby="queue-open"
      onPress={() => {
        goTo(till, 'queue')
      }}
    >
      {isAnyWaiting ? <ClockAlert size={20} aria-hidden /> : null}
      {elsewhere[0] === undefined ? (
        <span className="number">
          {queue.waiting === 0 ? (
            <Text id="shell.queue.none" />
          ) : (
            <Text id="shell.queue.waiting" values={{ waiting: queue.waiting }} />
          )}
        </span>
      ) : (
        <span className="number top-bar__clip top-bar__clip--elsewhere">
          <Text
            id="shell.queue.elsewhere"
            values={{
              waiting: queue.waiting,
              elsewhere: waitingElsewhere,
              shops: elsewhere.length,
              shop: elsewhere[0].name,
            }}
          />
        </span>
      )}
      {queue.oldestAt === null ? null : (
        <span className="top-bar__faint">
          <Age at={queue.oldestAt} short />
        </span>
      )}
      {needsYou === 0 ? null : (
        <strong className="number">{text('shell.queue.needs-you', { count: needsYou })}</strong>
      )}
      <span id="queue-open" className="visually-hidden">
        {text('shell.queue.open')}
      </span>
      <PillKeys id="queue" />
    </Pressable>
  )
}

function CashierButton(): ReactNode {
  const till = useTill()
  const text = useText()
  const name = useStart(
    (start) => start.cashiers.find((cashier) => cashier.id === start.cashierId)?.name ?? null,
  )
  return (
    <Pressable
      className={`top-bar__pill top-bar__cashier${name === null ? ' top-bar__pill--warn' : ''}`}
      {...toldBy('staff')}
      aria-label={name === null ? text('shell.cashier.nobody') : text('shell.cashier', { name })}
      onPress={() => {
        openOverlay(till, 'staff')
      }}
    >
      <UserRound size={20} aria-hidden />
      <span className="top-bar__clip">
        <bdi>{name ?? text('shell.cashier.nobody')}</bdi>
      </span>
      <PillKeys id="staff" />
    </Pressable>
  )
}

/** What is always in sight: whose shop, who is here, whether it is connected, what waits. */
export function TopBar(): ReactNode {
  const till = useTill()
  const text = useText()
  const shop = useStart((start) => start.connection.name)
  const name = useStart((start) => start.till.name)
  const practice = useStart((start) => start.mode === 'practice')
  const screen = useNav((nav) => nav.screen)
  // Who is on another screen reads here how to get back: a mark alone tells nobody.
  const isAway = screen !== 'counter'
  const { dark, other } = useDark()
  const turnTheme = (): void => {
    void saveSettings(till, { theme: other })
  }
  useShortcut('theme', turnTheme)
  return (
    <header className="top-bar">
      <Pressable
        className="top-bar__home"
        {...toldBy('counter')}
        onPress={() => {
          toCounter(till)
        }}
      >
        <BrandMark />
        <span className={isAway ? 'visually-hidden' : 'top-bar__names'}>
          <span className="top-bar__brand">{text('shell.brand')}</span>
          <span className="top-bar__shop top-bar__clip">
            <bdi>{name === null ? shop : text('shell.shop', { shop, till: name })}</bdi>
          </span>
        </span>
        <span className={isAway ? 'top-bar__way-back' : 'visually-hidden'}>
          {isAway ? <ArrowLeft size={20} aria-hidden /> : null}
          {text('shell.nav.counter')}
          {isAway ? <PillKeys id="counter" /> : null}
        </span>
      </Pressable>
      <nav className="top-bar__states" aria-label={text('shell.nav')}>
        <LinkState />
        <Waiting />
        {practice ? (
          <Pressable
            className="top-bar__pill"
            {...toldBy('practice')}
            {...(screen === 'practice' ? { 'aria-current': 'page' } : {})}
            onPress={() => {
              goTo(till, 'practice')
            }}
          >
            {text('shell.nav.practice')}
            <PillKeys id="practice" />
          </Pressable>
        ) : null}
        <CashierButton />
        <IconButton
          label={text('key.undo')}
          icon={<Undo2 size={22} />}
          keysOf="undo"
          onPress={() => {
            void undoLast(till)
          }}
        />
        <IconButton
          label={text('keys.title')}
          icon={<Keyboard size={22} />}
          keysOf="sheet"
          onPress={() => {
            openOverlay(till, 'shortcuts')
          }}
        />
        <IconButton
          label={text(dark ? 'shell.theme.light' : 'shell.theme.dark')}
          icon={dark ? <Sun size={22} /> : <Moon size={22} />}
          keysOf="theme"
          onPress={turnTheme}
        />
        <IconButton
          label={text('shell.nav.settings')}
          icon={<Settings2 size={22} />}
          keysOf="settings"
          onPress={() => {
            goTo(till, 'settings')
          }}
        />
      </nav>
    </header>
  )
}
