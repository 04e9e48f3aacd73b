import type { CustomerCard, CustomerNews, CustomerView } from '../../../shared/domain/customer-display.ts'
import type {
  CardTarget,
  OperationFacts,
  OperationView,
  PlainState,
} from '../../../shared/domain/operation.ts'
import { stampUnit } from '../../../shared/domain/unit.ts'
import type { CardView, MemberView } from '../../../shared/domain/views.ts'

/*
 * The one way of a member to the customer's screen. Every field is written down here by name: what is not, cannot get
 * there, whatever a member will be one day.
 */

/** More rewards than that are not read by anybody who stands at a counter. */
const mostReady = 3
/** A reward's or a card's name that fills the screen is cut there, in signs. */
const longestName = 80
/** So many digits of a phone tell its owner that it is theirs, and nobody else anything. */
const shownDigits = 3
const fewestDigits = 7

/** A member as the customer sees them. */
export function customerMember(
  member: MemberView,
  how: {
    readonly card: CardTarget | null
    /** Whether the name and the end of the phone are shown. */
    readonly names: boolean
    readonly news: CustomerNews | null
    /** Whether the till can hand out a reward now. */
    readonly rewards: boolean
  },
): Extract<CustomerView, { kind: 'member' }> {
  const card = cardFor(member.cards, how.card)
  return {
    kind: 'member',
    firstName: how.names ? calledBy(member.details.firstName) : null,
    phoneEnd: how.names ? endOf(member.details.phone) : null,
    card: card === null ? null : faceOf(card),
    ready:
      card === null || !how.rewards
        ? []
        : card.rewards
            .filter(({ ready }) => ready)
            .slice(0, mostReady)
            .map(({ name }) => short(name)),
    news: how.news,
  }
}

/** What an operation says to the customer for whom it is; null where it is none of their business. */
export function customerNews({ facts, plain }: Pick<OperationView, 'facts' | 'plain'>): CustomerNews | null {
  if (facts.kind === 'reward.redeem') return redemptionNews(facts.rewardName, plain)
  const said = saidBy(facts)
  if (said === null) return null
  switch (plain) {
    case 'saved':
    case 'sent':
    case 'checking':
      return said
    case 'undone':
    case 'dropped':
      return { kind: 'undone' }
    // A person at the till has to look at it: nothing to be told to a customer.
    case 'needs-you':
    case 'moved':
      return null
  }
}

/**
 * A reward is the customer's once the loyalty system has confirmed it, however soon the cashier hands it over. One that is
 * refused or dropped may be in the customer's hands all the same: nothing is said of it.
 */
function redemptionNews(rewardName: string, plain: PlainState): CustomerNews | null {
  const reward = short(rewardName)
  switch (plain) {
    case 'saved':
    case 'checking':
      return { kind: 'asking', reward }
    case 'sent':
      return { kind: 'given', reward }
    case 'undone':
      return { kind: 'undone' }
    case 'dropped':
    case 'needs-you':
    case 'moved':
      return null
  }
}

function saidBy(facts: Exclude<OperationFacts, { kind: 'reward.redeem' }>): CustomerNews | null {
  switch (facts.kind) {
    case 'stamps.add':
      return { kind: 'added', amount: facts.amount, unit: stampUnit }
    case 'balance.adjust':
      return facts.amount < 0
        ? { kind: 'taken', amount: -facts.amount, unit: facts.unit }
        : { kind: 'added', amount: facts.amount, unit: facts.unit }
    case 'balance.revert':
      return { kind: 'undone' }
    case 'member.create':
      return { kind: 'welcome' }
    case 'card.attach':
    case 'member.edit':
    case 'affiliate.set':
    case 'list.set':
    case 'tier.enrol':
    case 'unknown':
      return null
  }
}

/** The one that the cashier uses; the only one where nobody chose. */
function cardFor(cards: readonly CardView[], target: CardTarget | null): CardView | null {
  const [only] = cards
  if (target === null || target.kind === 'only') return cards.length === 1 && only !== undefined ? only : null
  return (
    cards.find((card) =>
      target.kind === 'held' ? card.id === target.cardId : card.templateId === target.templateId,
    ) ?? null
  )
}

function faceOf(card: CardView): CustomerCard {
  const soon = (card.stamps ?? 0) + card.waiting + card.welcome
  if (card.unit !== undefined && card.unit.kind !== 'stamps') {
    const { kind, decimals } = card.unit
    return {
      kind: 'balance',
      name: short(card.name),
      unit: { kind, decimals },
      amount: card.stamps === null ? null : soon,
    }
  }
  const next = card.rewards
    .filter(({ ready, stampsRequired }) => !ready && stampsRequired > soon)
    .toSorted((a, b) => a.stampsRequired - b.stampsRequired)[0]
  return {
    kind: 'stamps',
    name: short(card.name),
    figures: {
      required: card.stampsRequired,
      stamps: card.stamps,
      waiting: card.waiting,
      welcome: card.welcome,
      checking: card.checking,
    },
    rewardsAt: card.rewards.map(({ stampsRequired }) => stampsRequired),
    next: next === undefined ? null : { missing: next.stampsRequired - soon, reward: short(next.name) },
  }
}

/**
 * What somebody is greeted by: the first word of the given name, without a title before it. Where a loyalty system has
 * one field for the whole name, the rest of it would be the family name. Null for what is no name, or may be the family's.
 */
export function calledBy(givenName: string): string | null {
  // An address or a number in the place of a name is not for everybody to read.
  if (/[@\p{Nd}]/u.test(givenName)) return null
  const words = givenName.trim().split(/\s+/u)
  const word = words.find((one) => !one.endsWith('.')) ?? words[0] ?? ''
  // "Gómez, Ana": what stands before the comma may be the family's.
  return word === '' || /[,،、，]/u.test(word) ? null : short(word)
}

function endOf(phone: string | null): string | null {
  const digits = (phone ?? '').replaceAll(/\D/gu, '')
  return digits.length < fewestDigits ? null : digits.slice(-shownDigits)
}

function short(name: string): string {
  const signs = Array.from(name.trim())
  return signs.length <= longestName ? signs.join('') : `${signs.slice(0, longestName - 1).join('')}…`
}
