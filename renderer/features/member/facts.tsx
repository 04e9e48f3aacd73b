import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import type { MemberFact } from '../../../shared/domain/member-fact.ts'
import { Button } from '../../components/button.tsx'
import { amountPhrase } from '../../i18n/amount-phrase.ts'
import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'
import { useText } from '../../i18n/text.tsx'
import { setExtra } from '../../stores/member-actions.ts'
import { useTierName } from '../../stores/tier-names.ts'
import { useStart, useTill } from '../../stores/till-context.tsx'
import './facts.css'

const unknown = phrase('fact.unknown')

/** What a fact says; what the provider did not tell is unknown, never nothing. */
function valueOf(
  fact: MemberFact,
  day: (at: number, zoned: boolean) => string,
  list: (names: readonly string[]) => string,
  tierName: string | null,
): Phrase | string {
  switch (fact.kind) {
    case 'earned':
    case 'redeemed':
      return fact.amount === null ? unknown : amountPhrase(fact.amount, fact.unit)
    case 'spent':
      if (fact.minor === null) return unknown
      return phrase(fact.currency === 'USD' ? 'fact.money.usd' : 'fact.money', { amount: fact.minor / 100 })
    case 'last-spend':
    case 'joined':
      return fact.at === null ? unknown : day(fact.at, fact.zoned)
    case 'marketing':
      return fact.agreed === null ? unknown : phrase(fact.agreed ? 'fact.marketing.yes' : 'fact.marketing.no')
    case 'orders':
      return fact.count === null ? unknown : phrase('fact.orders.count', { count: fact.count })
    case 'tier':
      if (fact.id === null && fact.name === null) return unknown
      return fact.name ?? tierName ?? phrase('fact.tier.nameless')
    case 'status':
      if (fact.text === 'ACTIVE') return phrase('fact.status.active')
      if (fact.text === 'INACTIVE') return phrase('fact.status.inactive')
      if (fact.text === null) return unknown
      return fact.text === '' ? phrase('fact.none') : fact.text
    case 'affiliate-code':
    case 'discord':
      if (fact.text === null) return unknown
      return fact.text === '' ? phrase('fact.none') : fact.text
    case 'memberships':
    case 'lists': {
      if (fact.lists === null) return unknown
      const names = fact.lists.map(({ name }) => name)
      return names.length === 0 ? phrase('fact.none') : list(names)
    }
  }
}

/** The way to the form behind a fact that can be changed from here. */
function Change({ kind }: { readonly kind: MemberFact['kind'] }): ReactNode {
  const till = useTill()
  const text = useText()
  const affiliate = useStart((start) => start.capabilities.affiliate !== null)
  const lists = useStart((start) => start.capabilities.lists)
  const extra =
    kind === 'affiliate-code' && affiliate ? 'affiliate' : kind === 'lists' && lists ? 'lists' : null
  if (extra === null) return null
  return (
    <Button
      variant="quiet"
      aria-label={text(`extras.${extra}.change`)}
      onPress={() => {
        setExtra(till, extra)
      }}
    >
      {text('extras.change')}
    </Button>
  )
}

/** What the loyalty system tells of a member beside name, contact and balance. */
export function Facts({ facts }: { readonly facts: readonly MemberFact[] }): ReactNode {
  const text = useText()
  const intl = useIntl()
  const hasTiers = useStart((start) => start.capabilities.tiers !== null)
  const tier = facts.find((fact) => fact.kind === 'tier')
  const nameless = hasTiers && tier?.kind === 'tier' && tier.name === null ? tier.id : null
  const tierName = useTierName(nameless)
  if (facts.length === 0) return null
  // A time without a zone was read as UTC: the day it names is shown, whatever the till's own zone.
  const day = (at: number, zoned: boolean): string =>
    intl.formatDate(at, { dateStyle: 'medium', ...(zoned ? {} : { timeZone: 'UTC' }) })
  const list = (names: readonly string[]): string => intl.formatList(names, { type: 'unit', style: 'short' })
  return (
    <dl className="facts" aria-label={text('fact.title')}>
      {facts.map((fact) => {
        const value = valueOf(fact, day, list, tierName)
        return (
          <div key={fact.kind} className="facts__row">
            <dt>{text(`fact.${fact.kind}`)}</dt>
            <dd className="number">
              <bdi>{typeof value === 'string' ? value : text(value)}</bdi>
              <Change kind={fact.kind} />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
