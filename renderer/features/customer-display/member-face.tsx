import { Gift, Hourglass, PartyPopper, Sparkles, Undo2 } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { useIntl } from 'react-intl'
import type { CustomerCard, CustomerNews, CustomerView } from '../../../shared/domain/customer-display.ts'
import { stampUnit } from '../../../shared/domain/unit.ts'
import type { Unit } from '../../../shared/domain/unit.ts'
import { StampCard } from '../../components/stamp-card.tsx'
import { columnsOf } from '../../components/stamp-slots.ts'
import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'
import { Text, useText } from '../../i18n/text.tsx'

function amountOf(amount: number, unit: Unit): Phrase {
  return phrase(`customer.unit.${unit.kind}`, { amount: amount / 10 ** unit.decimals })
}

function newsPhrase(news: CustomerNews): Phrase {
  switch (news.kind) {
    case 'added':
      return phrase('customer.added', { amount: amountOf(news.amount, news.unit) })
    case 'taken':
      return phrase('customer.taken', { amount: amountOf(news.amount, news.unit) })
    case 'asking':
      return phrase('customer.asking', { reward: news.reward })
    case 'given':
      return phrase('customer.given', { reward: news.reward })
    case 'welcome':
      return phrase('customer.joined')
    case 'undone':
      return phrase('customer.undone')
  }
}

const icons = {
  added: Sparkles,
  taken: Undo2,
  asking: Hourglass,
  given: PartyPopper,
  welcome: PartyPopper,
  undone: Undo2,
} as const

function News({ news }: { readonly news: CustomerNews }): ReactNode {
  const text = useText()
  const Icon = icons[news.kind]
  return (
    <span className={`customer__news customer__news--${news.kind}`}>
      <Icon className="customer__icon" aria-hidden />
      {/* As the page runs: its sign would make the whole run the other way. */}
      <span>{text(newsPhrase(news))}</span>
    </span>
  )
}

function Card({ card, isReady }: { readonly card: CustomerCard; readonly isReady: boolean }): ReactNode {
  const text = useText()
  if (card.kind === 'balance') {
    return (
      <section className="customer__purse">
        <h2 className="customer__purse-name">
          <bdi>{card.name}</bdi>
        </h2>
        <p className="customer__hint">
          <Text id="customer.balance" />
        </p>
        <p className="customer__amount number">
          {card.amount === null ? null : text(amountOf(card.amount, card.unit))}
        </p>
      </section>
    )
  }
  const { figures, next, name } = card
  const { required, stamps, waiting, welcome } = figures
  const fresh = Math.max(0, waiting) + welcome
  const soon = Math.max(0, (stamps ?? 0) + waiting + welcome)
  const rows = Math.max(1, Math.ceil(required / Math.max(1, columnsOf(required))))
  return (
    <div className="customer__card" style={{ '--rows': rows } as CSSProperties}>
      <StampCard
        name={name}
        label={
          stamps === null && fresh === 0
            ? text('customer.card.unknown', { name, required })
            : text('customer.card', { name, stamps: soon, required, waiting: fresh })
        }
        rewardsAt={card.rewardsAt}
        ready={isReady}
        figures={figures}
        balance={
          stamps === null && fresh === 0 ? null : (
            <strong className="customer__count number" aria-hidden>
              {/* More than the card holds are so many, and not so many of fewer. */}
              {text(
                soon > required
                  ? amountOf(soon, stampUnit)
                  : phrase('customer.stamps', { stamps: soon, required }),
              )}
            </strong>
          )
        }
        note={
          next === null ? null : (
            <bdi>{text('customer.to-go', { count: next.missing, reward: next.reward })}</bdi>
          )
        }
      />
    </div>
  )
}

/** The member at the counter, as they may be shown to everybody who stands around. */
export function MemberFace({
  view,
}: {
  readonly view: Extract<CustomerView, { kind: 'member' }>
}): ReactNode {
  const text = useText()
  const intl = useIntl()
  const { firstName, phoneEnd, card, ready, news } = view
  return (
    <div className="customer__member">
      <header className="customer__head">
        <h1 className="customer__hello">
          {firstName === null ? text('customer.hello.nobody') : text('customer.hello', { name: firstName })}
        </h1>
        {phoneEnd === null ? null : (
          <p className="customer__phone number">
            {text('customer.phone', { end: `\u2066•••${phoneEnd}\u2069` })}
          </p>
        )}
      </header>
      <div className="customer__told" role="status">
        {news === null ? null : <News key={JSON.stringify(news)} news={news} />}
        {ready.length === 0 ? null : (
          <span className="customer__news customer__news--ready">
            <Gift className="customer__icon" aria-hidden />
            <bdi>{text('customer.ready', { rewards: intl.formatList(ready, { type: 'disjunction' }) })}</bdi>
          </span>
        )}
      </div>
      {card === null ? null : <Card card={card} isReady={ready.length > 0} />}
    </div>
  )
}
