import { BadgeInfo, CreditCard, Globe, IdCard, ScanLine, Tag, Ticket } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { NoCard } from '../../../shared/domain/views.ts'
import { Button } from '../../components/button.tsx'
import { Text, useText } from '../../i18n/text.tsx'
import { cardFound } from '../../stores/lost-cards.ts'
import { openMember } from '../../stores/open-member.ts'
import { takeAsCard, wordOf } from '../../stores/scan-routing.ts'
import { useTill } from '../../stores/till-context.tsx'
import type { LostCard } from '../../stores/till.ts'
import './scan-outcome.css'
import './no-card.css'

const icons = {
  coupon: Ticket,
  'staff-badge': IdCard,
  'not-ours': BadgeInfo,
  goods: Tag,
  misread: ScanLine,
  'no-check-digit': ScanLine,
  'web-address': Globe,
} as const

/** What may be a card all the same: by the code alone nobody can be sure. */
function mayBeACard(what: NoCard): boolean {
  return what.kind === 'goods' || what.kind === 'web-address' || what.kind === 'no-check-digit'
}

/** A code that is something else than a card. Links and programs are text here, like everything else. */
export function NoCardOutcome({ what, code }: { readonly what: NoCard; readonly code: string }): ReactNode {
  const till = useTill()
  const text = useText()
  const Icon = icons[what.kind]
  const word = wordOf(what)
  return (
    <section className="scan-outcome scan-outcome--middle">
      <Icon size={72} strokeWidth={1.25} aria-hidden className="scan-outcome__icon" />
      <h1 className="scan-outcome__title">{text(`codes.${word}.title`)}</h1>
      <p className="scan-outcome__body">{text(`codes.${word}.body`)}</p>
      <p className="no-card__code">
        <span className="visually-hidden">{text('codes.text')}</span>
        <bdi className="number" dir="ltr">
          {code}
        </bdi>
      </p>
      {mayBeACard(what) ? (
        <Button variant="quiet" size="l" onPress={() => void takeAsCard(till, code)}>
          {text('codes.asCard')}
        </Button>
      ) : null}
    </section>
  )
}

/** A card that was lost and replaced: it opens its owner only when the cashier says so. */
export function LostCardOutcome({ card }: { readonly card: LostCard }): ReactNode {
  const till = useTill()
  const [isBusy, setBusy] = useState(false)
  const isKnown = card.nameMasked !== ''
  return (
    <section className="scan-outcome scan-outcome--middle">
      <CreditCard size={72} strokeWidth={1.25} aria-hidden className="scan-outcome__icon" />
      <h1 className="scan-outcome__title">
        <Text id="lost.title" values={{ at: card.at }} />
      </h1>
      <p className="scan-outcome__body">
        <Text id={isKnown ? 'lost.body' : 'lost.owner.unknown'} />
      </p>
      <div className="no-card__actions">
        {isKnown ? (
          <Button variant="primary" size="l" onPress={() => void openMember(till, card.key)}>
            <Text id="lost.open" values={{ name: card.nameMasked }} />
          </Button>
        ) : null}
        <Button
          size="l"
          isPending={isBusy}
          onPress={() => {
            setBusy(true)
            void cardFound(till, card.code).finally(() => {
              setBusy(false)
            })
          }}
        >
          <Text id="lost.found" />
        </Button>
      </div>
      {isKnown ? (
        <p className="no-card__hint">
          <Text id="lost.found.hint" />
        </p>
      ) : null}
    </section>
  )
}
