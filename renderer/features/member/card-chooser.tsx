import { Gift } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as Pressable } from 'react-aria-components/Button'
import type { CardView, MemberView } from '../../../shared/domain/views.ts'
import { amountPhrase } from '../../i18n/amount-phrase.ts'
import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'
import { Kbd } from '../../components/kbd.tsx'
import { useShortcut } from '../../components/key-map.tsx'
import { shortcuts } from '../../components/shortcuts.ts'
import { toldBy } from '../../components/told-keys.tsx'
import { Text, useText } from '../../i18n/text.tsx'
import { cardName, isReady } from '../../stores/card-choice.ts'
import { chooseCard } from '../../stores/member-actions.ts'
import { useMember, useTill } from '../../stores/till-context.tsx'
import './card-chooser.css'

/** How full a card is; of a balance, which nothing fills, what is on it. */
function figures({ stamps, stampsRequired: required, unit }: CardView): Phrase {
  if (unit !== undefined && unit.kind !== 'stamps') {
    return stamps === null ? phrase('member.never-told') : amountPhrase(stamps, unit)
  }
  return stamps === null
    ? phrase('member.card.of-unknown', { required })
    : phrase('member.card.of', { stamps, required })
}

/** A member's cards side by side; the question where none of them fits by itself. */
export function CardChooser({ view }: { readonly view: MemberView }): ReactNode {
  const till = useTill()
  const text = useText()
  const chosen = useMember((member) => member.card)
  const several = view.cards.length > 1
  // None chosen: the first of them is next.
  const nextAt = (view.cards.findIndex((card) => cardName(card) === chosen) + 1) % view.cards.length
  useShortcut(
    'card',
    () => {
      const next = view.cards[nextAt]
      if (next !== undefined) chooseCard(till, cardName(next))
    },
    several,
  )
  if (!several) return null
  return (
    <div
      className={`card-chooser${chosen === null ? ' card-chooser--asks' : ''}`}
      role="group"
      aria-label={text('member.cards')}
    >
      {chosen === null ? (
        <h2 className="card-chooser__question">
          <Text id="member.choose-card" />
        </h2>
      ) : null}
      <ul className="card-chooser__cards">
        {view.cards.map((card, at) => (
          <li key={cardName(card)}>
            <Pressable
              className="card-chooser__card"
              aria-pressed={cardName(card) === chosen}
              {...(at === nextAt ? toldBy('card') : {})}
              onPress={() => {
                chooseCard(till, cardName(card))
              }}
            >
              <span className="card-chooser__name">
                <bdi>{card.name}</bdi>
                {at === nextAt ? <Kbd keys={shortcuts.card.keys[0]} /> : null}
              </span>
              <span className="card-chooser__stamps number">{text(figures(card))}</span>
              {isReady(card) ? <Gift size={18} aria-label={text('member.reward-ready')} /> : null}
            </Pressable>
          </li>
        ))}
      </ul>
    </div>
  )
}
