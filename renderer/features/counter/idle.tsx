import { GraduationCap, History } from 'lucide-react'
import type { ReactNode } from 'react'
import { isListOld, listToldAt } from '../../../shared/domain/list-age.ts'
import { Button as Pressable } from 'react-aria-components/Button'
import { Age } from '../../components/age.tsx'
import { Button } from '../../components/button.tsx'
import { marks } from '../../components/marks.tsx'
import { Text, useText } from '../../i18n/text.tsx'
import { useNow, useTimes } from '../../i18n/times.ts'
import { goTo } from '../../stores/navigation.ts'
import { openMember } from '../../stores/open-member.ts'
import { scanned } from '../../stores/scan-routing.ts'
import { useCounter, useStart, useStatus, useTill } from '../../stores/till-context.tsx'
import type { Recent } from '../../stores/till.ts'
import { startTour } from '../../stores/tour.ts'
import './idle.css'

function Fetching(): ReactNode {
  const text = useText()
  const { phase, members, total } = useStatus((status) => status.directory)
  if (phase === 'pulling') {
    return (
      <p className="idle__note number">{text('counter.fetching', { members, total: total ?? 'none' })}</p>
    )
  }
  if (phase === 'paused') return <p className="idle__note">{text('counter.fetch-paused', { members })}</p>
  if (phase === 'failed') return <p className="idle__note">{text('counter.fetch-failed', { members })}</p>
  return null
}

/** Members who were found a moment ago are not found any more, and nobody would know why. */
function Damaged(): ReactNode {
  const wasDamaged = useStatus(({ directory }) => directory.wasDamaged)
  return wasDamaged ? (
    <p className="idle__note">
      <Text id="counter.list-damaged" />
    </p>
  ) : null
}

/** Whoever joined or changed since would not be found, and nobody would know why. */
function Old(): ReactNode {
  const text = useText()
  const now = useNow(60_000)
  const times = useTimes()
  const directory = useStatus((status) => status.directory)
  const toldAt = listToldAt(directory)
  if (toldAt === null || !isListOld(directory, now)) return null
  return <p className="idle__note">{text('list.old', { ago: times.ago(toldAt, now) })}</p>
}

/** The shop has no key that is accepted: after a start without a key store, or since it was taken back. */
function SignedOut(): ReactNode {
  const till = useTill()
  const isSignedOut = useStatus((status) => status.link.kind === 'signed-out')
  const live = useStart((start) => start.mode === 'live')
  if (!isSignedOut || !live) return null
  return (
    <>
      <p className="idle__note">
        <Text id="link.signed-out.more" />
      </p>
      <Button
        onPress={() => {
          goTo(till, 'settings')
        }}
      >
        <Text id="connect.again.open" />
      </Button>
    </>
  )
}

/** Work is saved and does not leave: nobody would notice until the next start. */
function Replaced(): ReactNode {
  const isReplaced = useStatus((status) => status.link.kind === 'replaced')
  return isReplaced ? (
    <p className="idle__note">
      <Text id="link.replaced.more" />
    </p>
  ) : null
}

function RecentButton({
  recent,
  hasNamesake,
}: {
  readonly recent: Recent
  /** Somebody else of the same name was here as well. */
  readonly hasNamesake: boolean
}): ReactNode {
  const till = useTill()
  const text = useText()
  const { key, code } = recent
  const name = recent.name === '' ? text('member.nameless') : recent.name
  return (
    <Pressable
      className="recent"
      onPress={() => {
        if (key !== null) void openMember(till, key)
        else if (code !== null) void scanned(till, code)
      }}
    >
      {key === null ? <marks.asks size={20} aria-hidden /> : <History size={20} aria-hidden />}
      <bdi className="recent__name">
        {name ?? text('counter.recent.unknown', { code: lastOf(code ?? '') })}
      </bdi>
      {hasNamesake && recent.end !== undefined ? (
        <bdi className="recent__age number">{recent.end}</bdi>
      ) : null}
      <span className="recent__age">
        <Age at={recent.at} />
      </span>
    </Pressable>
  )
}

/** Cards of one shop begin alike: their last signs tell them apart. */
function lastOf(code: string): string {
  const signs = Array.from(code)
  return signs.length <= 14 ? code : `…${signs.slice(-13).join('')}`
}

/** Those who were at the counter a moment ago; where nobody is to be found by name, no member stands to be chosen either. */
export function Recents(): ReactNode {
  const text = useText()
  const all = useCounter((counter) => counter.recents)
  const byName = useStart((start) => start.settings.nameLookUp)
  const recents = byName ? all : all.filter(({ key }) => key === null)
  if (recents.length === 0) return null
  return (
    <nav className="recents" aria-label={text('counter.recent')}>
      <h2 className="recents__title">{text('counter.recent')}</h2>
      <ul className="recents__list">
        {recents.map((recent) => (
          <li key={recent.key ?? recent.code}>
            <RecentButton
              recent={recent}
              hasNamesake={recents.filter(({ name }) => name !== null && name === recent.name).length > 1}
            />
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Nobody at the counter: what to do, said once and calmly. */
export function Idle(): ReactNode {
  const till = useTill()
  const text = useText()
  const byName = useStart((start) => start.settings.nameLookUp)
  const by = useStart((start) => (start.capabilities.needsEmail === true ? 'email' : 'phone'))
  const practice = useStart((start) => start.mode === 'practice')
  const isOffered = useStart((start) => start.tour === 0)
  const hasStamps = useStart((start) => start.capabilities.stamps !== null)
  return (
    <div className="idle">
      <div className="idle__middle">
        <svg viewBox="0 0 220 140" className="idle__picture" aria-hidden="true">
          <rect x="30" y="16" width="160" height="100" rx="16" className="idle__card" />
          {(hasStamps ? [0, 1, 2, 3, 4] : []).map((at) => (
            <circle
              key={at}
              cx={58 + at * 26}
              cy="48"
              r="9"
              className={at < 3 ? 'idle__dot' : 'idle__hole'}
            />
          ))}
          <path
            d="M56 78v22M62 78v22M66 78v22M74 78v22M78 78v22M86 78v22M90 78v22M94 78v22M102 78v22M108 78v22M112 78v22M120 78v22M124 78v22M132 78v22M136 78v22M140 78v22M148 78v22M154 78v22M158 78v22M164 78v22"
            className="idle__bars"
          />
          <path d="M14 89h192" className="idle__beam" />
        </svg>
        <h1 className="idle__title">
          <Text id="counter.idle.title" />
        </h1>
        <p className="idle__body">
          {byName ? text('counter.idle.body') : text('counter.idle.body.exact', { by })}
        </p>
        {isOffered ? (
          <div className="idle__offer">
            <Button
              variant="primary"
              size="l"
              icon={<GraduationCap size={24} aria-hidden />}
              onPress={() => {
                startTour(till)
              }}
            >
              <Text id="tour.start" />
            </Button>
            <p className="idle__note">
              <Text id="tour.hint" />
            </p>
          </div>
        ) : null}
        {practice ? (
          <Button
            variant="quiet"
            onPress={() => {
              goTo(till, 'practice')
            }}
          >
            <Text id="counter.idle.practice" />
          </Button>
        ) : null}
        <SignedOut />
        <Replaced />
        <Damaged />
        <Fetching />
        <Old />
      </div>
      <Recents />
    </div>
  )
}
