import { BadgeCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { Label } from 'react-aria-components/Label'
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup'
import type { TierView } from '../../../shared/domain/tier.ts'
import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import './tier-choice.css'

/** What a tier is called on screen. */
export function tierName({ id, name }: TierView): string | Phrase {
  return name === '' ? phrase('tier.nameless', { id }) : name
}

function kindPhrase({ kind, spendThreshold }: TierView): Phrase {
  return kind === 'spend' && spendThreshold !== null
    ? phrase('tier.kind.spend.from', { amount: spendThreshold / 100 })
    : phrase(`tier.kind.${kind}`)
}

function benefitsPhrase({ benefits }: TierView): Phrase {
  if (benefits === null) return phrase('tier.benefits.unknown')
  return benefits.length === 0 ? phrase('tier.benefits.none') : phrase('tier.benefits', { benefits })
}

function Option({ tier, isPresent }: { readonly tier: TierView; readonly isPresent: boolean }): ReactNode {
  const text = useText()
  const name = tierName(tier)
  return (
    <RadioField value={tier.id} isDisabled={tier.kind === 'paid'}>
      <RadioButton className="tier-choice__option">
        <span className="tier-choice__dot" aria-hidden />
        <span className="tier-choice__words">
          <span className="tier-choice__first">
            <bdi className="tier-choice__name">{typeof name === 'string' ? name : text(name)}</bdi>
            <span className="tier-choice__kind">{text(kindPhrase(tier))}</span>
            {isPresent ? (
              <span className="tier-choice__now">
                <BadgeCheck size={16} aria-hidden />
                {text('tier.now')}
              </span>
            ) : null}
          </span>
          <span className="tier-choice__benefits">{text(benefitsPhrase(tier))}</span>
          {tier.kind === 'paid' ? (
            <span className="tier-choice__why">{text('tier.paid.why')}</span>
          ) : tier.kind === 'unknown' ? (
            <span className="tier-choice__why">{text('tier.unknown.why')}</span>
          ) : null}
        </span>
      </RadioButton>
    </RadioField>
  )
}

/** The tiers with what comes with each; those that cannot be had from a till say why. */
export function TierChoice({
  tiers,
  chosen,
  presentId,
  isMissing,
  onChoose,
}: {
  readonly tiers: readonly TierView[]
  readonly chosen: string | null
  /** The tier that the customer is in now; null where there is none, or it is not told. */
  readonly presentId: string | null
  /** Saving was pressed without one. */
  readonly isMissing: boolean
  readonly onChoose: (tierId: string) => void
}): ReactNode {
  const text = useText()
  return (
    <RadioGroup className="tier-choice" value={chosen} isInvalid={isMissing} onChange={onChoose}>
      <Label className="field__label">{text('tier.list')}</Label>
      {tiers.length === 0 ? <p>{text('tier.list.none')}</p> : null}
      {tiers.map((tier) => (
        <Option key={tier.id} tier={tier} isPresent={tier.id === presentId} />
      ))}
      {isMissing && tiers.length > 0 ? (
        <p className="tier-choice__missing" role="alert">
          {text('tier.list.choose')}
        </p>
      ) : null}
    </RadioGroup>
  )
}
