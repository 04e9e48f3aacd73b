import { Clock3, ScrollText, Smartphone, Sparkles } from 'lucide-react'
import type { ReactNode } from 'react'
import { stampUnit } from '../../../shared/domain/unit.ts'
import type { Unit } from '../../../shared/domain/unit.ts'
import type { CardView, MemberView } from '../../../shared/domain/views.ts'
import { KeyButton } from '../../components/key-button.tsx'
import { marks } from '../../components/marks.tsx'
import { StampCard } from '../../components/stamp-card.tsx'
import { amountPhrase, changePhrase } from '../../i18n/amount-phrase.ts'
import { Text, useText } from '../../i18n/text.tsx'
import { useNow, useTimes } from '../../i18n/times.ts'
import { isReady } from '../../stores/card-choice.ts'
import { setExtra } from '../../stores/member-actions.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'
import { nextReward } from './balance.ts'
import { Facts } from './facts.tsx'
import './card-face.css'

function Balance({ view, card }: { readonly view: MemberView; readonly card: CardView }): ReactNode {
  const text = useText()
  if (card.stamps === null || view.asOf === null) {
    return (
      <p className="card-face__unknown">
        <Text id="member.never-told" />
      </p>
    )
  }
  return (
    <p className="card-face__balance number">
      {card.unit?.kind === 'money' ? (
        <span className="card-face__word">
          <Text id="balance.title" />
        </span>
      ) : null}
      <strong className="card-face__count">{text(amountPhrase(card.stamps, card.unit ?? stampUnit))}</strong>
      <AsOf at={view.asOf} />
    </p>
  )
}

function AsOf({ at }: { readonly at: number }): ReactNode {
  const times = useTimes()
  const now = useNow(60_000)
  return (
    <time className="card-face__as-of" dateTime={new Date(at).toISOString()}>
      <Text id="member.as-of" values={{ at: times.clock(at, now) }} />
    </time>
  )
}

function OnTheWay({ card }: { readonly card: CardView }): ReactNode {
  const parts = [
    card.waiting === 0 ? null : (
      <li key="waiting" className="card-face__pill">
        <Clock3 size={18} aria-hidden />
        <Text
          id="member.waiting"
          values={{ count: Math.abs(card.waiting), sign: card.waiting > 0 ? '+' : '−' }}
        />
      </li>
    ),
    card.welcome === 0 ? null : (
      <li key="welcome" className="card-face__pill">
        <Sparkles size={18} aria-hidden />
        <Text id="member.welcome" values={{ count: card.welcome }} />
      </li>
    ),
    card.checking === 0 ? null : (
      <li key="checking" className="card-face__pill card-face__pill--checking">
        <marks.asks size={18} aria-hidden />
        <Text id="member.checking" values={{ count: card.checking }} />
      </li>
    ),
  ].filter((part) => part !== null)
  return parts.length === 0 ? null : <ul className="card-face__way number">{parts}</ul>
}

function ToGo({ card }: { readonly card: CardView }): ReactNode {
  const next = nextReward(card)
  if (card.rewards.length === 0) return <Text id="member.no-rewards" />
  if (next === null) return null
  return <Text id="member.to-go" values={{ count: next.missing, reward: next.reward.name }} />
}

/** The way to the pass for the customer's phone, where the card has one. */
function WalletButton({ card }: { readonly card: CardView }): ReactNode {
  const till = useTill()
  const text = useText()
  const offered = useStart((start) => start.capabilities.wallet)
  if (!offered || card.id === null) return null
  return (
    <KeyButton
      action="wallet"
      variant="quiet"
      icon={<Smartphone size={18} aria-hidden />}
      onPress={() => {
        setExtra(till, 'wallet')
      }}
    >
      {text('extras.wallet')}
    </KeyButton>
  )
}

/** The way to the loyalty system's own list of changes, where it has one. */
function LedgerButton(): ReactNode {
  const till = useTill()
  const text = useText()
  const offered = useStart((start) => start.capabilities.ledger)
  if (!offered) return null
  return (
    <KeyButton
      action="ledger"
      variant="quiet"
      icon={<ScrollText size={18} aria-hidden />}
      onPress={() => {
        setExtra(till, 'ledger')
      }}
    >
      {text('extras.ledger')}
    </KeyButton>
  )
}

/** A balance: nothing fills it, so it is a figure with what is on its way beside it. */
function BalanceFace({
  view,
  card,
  unit,
}: {
  readonly view: MemberView
  readonly card: CardView
  readonly unit: Unit
}): ReactNode {
  const text = useText()
  return (
    <section className="card-face__purse" aria-label={text('balance.title')}>
      <h2 className="card-face__name">
        <bdi>{card.name}</bdi>
      </h2>
      <Balance view={view} card={card} />
      <ul className="card-face__way number">
        {card.waiting === 0 ? null : (
          <li className="card-face__pill">
            <Clock3 size={18} aria-hidden />
            <Text id="balance.waiting" values={{ amount: changePhrase(card.waiting, unit) }} />
          </li>
        )}
        {card.checking === 0 ? null : (
          <li className="card-face__pill card-face__pill--checking">
            <marks.asks size={18} aria-hidden />
            <Text id="balance.checking" values={{ amount: changePhrase(card.checking, unit) }} />
          </li>
        )}
      </ul>
      <Facts facts={view.facts ?? []} />
      <LedgerButton />
    </section>
  )
}

/** A card and its figures: what is known and how old that is, and apart from it what is on its way. */
export function CardFace({ view, card }: { readonly view: MemberView; readonly card: CardView }): ReactNode {
  const text = useText()
  if (card.unit !== undefined && card.unit.kind !== 'stamps') {
    return <BalanceFace view={view} card={card} unit={card.unit} />
  }
  const label =
    card.stamps === null
      ? text('member.card.unknown', { name: card.name })
      : text('member.card.stamps', {
          name: card.name,
          stamps: card.stamps,
          required: card.stampsRequired,
          waiting: card.waiting + card.welcome,
          checking: card.checking,
        })
  return (
    <StampCard
      name={card.name}
      label={label}
      ready={isReady(card)}
      rewardsAt={card.rewards.map((reward) => reward.stampsRequired)}
      figures={{
        required: card.stampsRequired,
        stamps: card.stamps,
        waiting: card.waiting,
        welcome: card.welcome,
        checking: card.checking,
      }}
      balance={
        <div className="card-face__figures">
          <Balance view={view} card={card} />
          <OnTheWay card={card} />
        </div>
      }
      note={
        <>
          <ToGo card={card} />
          <WalletButton card={card} />
        </>
      }
    />
  )
}
