import {
  Cake,
  CalendarClock,
  Clock3,
  CreditCard,
  Eye,
  EyeOff,
  Mail,
  PencilLine,
  Phone,
  Users,
  X,
} from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import { birthdayNear, dayIn } from '../../../shared/domain/birthday.ts'
import { maskPhone } from '../../../shared/domain/mask.ts'
import { memberName } from '../../../shared/domain/member-name.ts'
import type { MemberView } from '../../../shared/domain/views.ts'
import { Banner } from '../../components/banner.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { KeyButton } from '../../components/key-button.tsx'
import { useShortcut } from '../../components/key-map.tsx'
import { amountPhrase } from '../../i18n/amount-phrase.ts'
import { Text, useText } from '../../i18n/text.tsx'
import { useNow, useTimes } from '../../i18n/times.ts'
import { setForgetting } from '../../stores/forget.ts'
import { setEditing } from '../../stores/member-actions.ts'
import { toIdle } from '../../stores/navigation.ts'
import { useMember, useStart, useTill, useUnit } from '../../stores/till-context.tsx'
import { BalancePad } from './balance-pad.tsx'
import { CardChooser } from './card-chooser.tsx'
import { CardFace } from './card-face.tsx'
import { History } from './history.tsx'
import { Redemption } from './redemption.tsx'
import { RewardBlock } from './reward-block.tsx'
import { StampPad } from './stamp-pad.tsx'
import { useDesk } from './use-desk.ts'
import type { Desk } from './use-desk.ts'
import { useMemberKeys } from './use-member-keys.ts'
import './member-panel.css'

// Nearly nobody has another entry, or lost a card: it is no part of the first screen's script.
const People = lazy(async () => ({ default: (await import('./people.tsx')).People }))
const LostCards = lazy(async () => ({ default: (await import('./lost-cards.tsx')).LostCards }))

/** Characters of a name that would take more than two lines of the largest type. */
const longName = 48

function Contact({ view }: { readonly view: MemberView }): ReactNode {
  const text = useText()
  const onlyHere = useStart((start) => start.capabilities.codes === 'till')
  const phone = view.phoneShown ?? view.details.phone
  // Where members are known by their e-mail alone, a missing phone says nothing.
  const hasPhones = useStart((start) => start.capabilities.needsEmail !== true)
  return (
    <ul className="member-panel__contact">
      {phone === null && !hasPhones ? null : (
        <li>
          <Phone size={18} aria-hidden />
          {phone === null ? text('member.no-phone') : <PhoneNumber key={phone} phone={phone} />}
        </li>
      )}
      <li>
        <Mail size={18} aria-hidden />
        <bdi>{view.details.email ?? text('member.no-email')}</bdi>
      </li>
      {view.codes.length === 0 ? null : (
        <li>
          <CreditCard size={18} aria-hidden />
          <bdi className="number">{view.codes.map((code) => `…${code.slice(-4)}`).join(' ')}</bdi>
          {onlyHere ? <span className="member-panel__only-here">{text('member.codes.till')}</span> : null}
        </li>
      )}
      <LastVisit view={view} />
    </ul>
  )
}

/** Enough to ask "the one that ends in 0142?", and not what the next in the queue could read off the screen. */
function PhoneNumber({ phone }: { readonly phone: string }): ReactNode {
  const text = useText()
  const [isWhole, setWhole] = useState(false)
  const turn = (): void => {
    setWhole(!isWhole)
  }
  useShortcut('reveal', turn)
  return (
    <>
      <bdi className="number" dir="ltr">
        {isWhole ? phone : maskPhone(phone)}
      </bdi>
      <IconButton
        label={text(isWhole ? 'member.phone.hide' : 'member.phone.show')}
        icon={isWhole ? <EyeOff size={18} /> : <Eye size={18} />}
        keysOf="reveal"
        onPress={turn}
      />
    </>
  )
}

function LastVisit({ view }: { readonly view: MemberView }): ReactNode {
  const times = useTimes()
  const now = useNow(60_000)
  const { lastVisit } = view
  if (lastVisit === undefined) return null
  const day = times.pastDay(lastVisit, now)
  return (
    <li>
      <CalendarClock size={18} aria-hidden />
      {day === null ? (
        <Text id="member.last-visit.today" />
      ) : (
        <Text id="member.last-visit" values={{ day }} />
      )}
    </li>
  )
}

/** What is on another entry of the same person is never mixed into the card, and never out of sight. */
function OtherEntries({ view }: { readonly view: MemberView }): ReactNode {
  const text = useText()
  const unit = useUnit()
  const entries = view.people?.entries ?? []
  const [only] = entries
  if (only === undefined) return null
  const stamps = entries.length === 1 ? only.row.stamps : null
  return (
    <span className="member-panel__badge">
      <Users size={18} aria-hidden />
      {stamps === null
        ? text('people.badge', { count: entries.length })
        : text('people.badge.amount', { amount: amountPhrase(stamps, unit) })}
    </span>
  )
}

function Badges({ view }: { readonly view: MemberView }): ReactNode {
  const zone = useStart((start) => start.connection.zone)
  const now = useNow(60_000)
  const birthday = birthdayNear(view.details.birthday, dayIn(zone, now))
  return (
    <span className="member-panel__badges">
      {birthday === null ? null : (
        <span className="member-panel__badge member-panel__badge--accent">
          <Cake size={18} aria-hidden />
          <Text id={birthday === 'today' ? 'member.birthday' : 'member.birthday.week'} />
        </span>
      )}
      {view.remoteId === null ? (
        <span className="member-panel__badge">
          <Clock3 size={18} aria-hidden />
          <Text id="member.new" />
        </span>
      ) : null}
      <OtherEntries view={view} />
      {view.waitingFields.length === 0 ? null : (
        <span className="member-panel__badge">
          <Clock3 size={18} aria-hidden />
          <Text id="member.waiting-edit" />
        </span>
      )}
    </span>
  )
}

function Head({ view }: { readonly view: MemberView }): ReactNode {
  const till = useTill()
  const text = useText()
  const canEdit = useStart((start) => start.capabilities.edit.length > 0)
  const system = useStart((start) => text(`settings.system.${start.connection.provider}`))
  const name = memberName(view.details)
  return (
    <header className="member-panel__head">
      <div className="member-panel__who">
        <h1 className={`member-panel__name${name.length > longName ? ' member-panel__name--long' : ''}`}>
          {/* Where it needs a second line, both begin where the language does. */}
          <span>
            <bdi>{name === '' ? text('member.nameless') : name}</bdi>
          </span>
          <Badges view={view} />
        </h1>
        <Contact view={view} />
      </div>
      {canEdit ? (
        <KeyButton
          action="edit"
          icon={<PencilLine size={20} aria-hidden />}
          onPress={() => {
            setEditing(till, true)
          }}
        >
          <Text id="member.edit" />
        </KeyButton>
      ) : (
        <p className="member-panel__fixed">{text('edit.none', { system })}</p>
      )}
      <IconButton
        label={text('member.close')}
        tone="framed"
        keysOf="close"
        icon={<X size={24} />}
        onPress={() => {
          toIdle(till)
        }}
      />
    </header>
  )
}

function NoCard({ desk }: { readonly desk: Desk }): ReactNode {
  const text = useText()
  const shopHasOne = useStart((start) => (start.programme?.cards.length ?? 0) > 0)
  const isBalance = useStart((start) => start.capabilities.adjust !== null)
  const system = useStart((start) => text(`settings.system.${start.connection.provider}`))
  if (desk.view.cards.length > 0) return null
  if (isBalance) {
    return (
      <Banner tone="info" title={text('member.no-balance')}>
        {text('member.no-balance.more', { system })}
      </Banner>
    )
  }
  return (
    <Banner tone="info" title={text('member.no-card')}>
      {text(shopHasOne ? 'member.no-card.more' : 'member.no-card.none')}
    </Banner>
  )
}

function Forget(): ReactNode {
  const till = useTill()
  return (
    <div className="member-panel__forget">
      <KeyButton
        action="forget"
        variant="quiet"
        onPress={() => {
          setForgetting(till, true)
        }}
      >
        <Text id="forget.open" />
      </KeyButton>
    </div>
  )
}

/** A scan was to stamp at once and did not. */
function NotYet({ rewards }: { readonly rewards: number }): ReactNode {
  const why = useMember(({ unstamped, stamped }) => (stamped === null ? unstamped : null))
  if (why === null || (why === 'reward' && rewards === 0)) return null
  return <Banner tone="warn" title={<Text id={`at-once.not-yet.${why}`} />} />
}

/** The member at the counter: who, the card as stamps, and what to press next. */
export function MemberPanel(): ReactNode {
  const desk = useDesk()
  const redeemed = useMember((member) => member.redeemed)
  useMemberKeys(desk)
  if (desk === null) return null
  const { view, card } = desk
  return (
    <article className="member-panel" data-member={view.key}>
      <Head view={view} />
      <div className="member-panel__card">
        <CardChooser view={view} />
        {card === null ? <NoCard desk={desk} /> : <CardFace view={view} card={card} />}
        {view.replaced === undefined ? null : (
          <Suspense fallback={null}>
            <LostCards cards={view.replaced} />
          </Suspense>
        )}
        {view.people === undefined ? null : (
          <Suspense fallback={null}>
            <People view={view} />
          </Suspense>
        )}
      </div>
      <div className="member-panel__actions">
        {redeemed === null ? (
          <>
            <NotYet rewards={desk.ready.length} />
            {desk.main === 'redeem' ? <RewardBlock desk={desk} /> : null}
            {desk.stamps === null ? null : <StampPad limits={desk.stamps} main={desk.main === 'stamp'} />}
            {desk.adjust === null ? null : <BalancePad limits={desk.adjust} />}
            {desk.main === 'redeem' ? null : <RewardBlock desk={desk} />}
          </>
        ) : (
          <Redemption operation={redeemed} />
        )}
      </div>
      <div className="member-panel__rest">
        <History operations={view.history} words={view.people?.words ?? []} />
        <Forget />
      </div>
    </article>
  )
}
