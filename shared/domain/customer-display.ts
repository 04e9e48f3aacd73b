import type { Theme } from './theme.ts'
import type { Ulid } from './ids.ts'
import type { CardTarget } from './operation.ts'
import type { MemberKey } from './ids.ts'
import type { Unit } from './unit.ts'

/*
 * What the customer's screen is told, and nothing else: main makes it, by a pure function, from what it knows of the member
 * at the counter. The page of that screen cannot ask for more.
 */

/** When the customer's screen is used: never, on a second screen, or in a window beside the till's for trying it. */
export const customerModes = ['off', 'second-screen', 'window'] as const

/** One of {@link customerModes}. */
export type CustomerMode = (typeof customerModes)[number]

/** For how long the customer's screen shows somebody for whom nothing happens, s: the longest is ten times what typing a number has. */
export const customerSeconds = [15, 30, 60, 120, 1_200] as const

/** The longest address that a code on the customer's screen holds: longer ones are hard to read with a phone. */
export const longestInvitation = 300

/** How the customer's screen is set. The address belongs to the open shop, all else to the till. */
export interface CustomerSettings {
  readonly mode: CustomerMode
  /** Whether customers are greeted by their first name and the end of their phone is shown. */
  readonly names: boolean
  readonly seconds: (typeof customerSeconds)[number]
  /** The language that customers read, as in the settings of the shop; null for the shop's own. */
  readonly language: string | null
  /** Where somebody can join by themselves: an https address, shown as a code. Null for nowhere. */
  readonly invitation: string | null
}

/** Whether there is a customer's screen now. */
export type CustomerWindow = 'off' | 'no-screen' | 'opening' | 'open' | 'closed' | 'failed'

/** The customer's screen, as the till's settings show it. */
export interface CustomerDisplay {
  readonly window: CustomerWindow
  readonly settings: CustomerSettings
}

/** What the cashier is at, as far as the customer may see it. */
export type CustomerMatter =
  | { readonly kind: 'nobody' }
  /** `card`: the one that the cashier uses; null while that is not chosen. `pass`: the code for the phone's wallet is wanted. */
  | {
      readonly kind: 'member'
      readonly key: MemberKey
      readonly card: CardTarget | null
      readonly pass: boolean
    }
  /** The form for a new member is open. */
  | { readonly kind: 'joining' }

/** What a customer said to a question of the cashier's. */
export type CustomerAnswer =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  /** A phone that the customer typed: digits, perhaps after a plus. */
  | { readonly kind: 'typed'; readonly phone: string }

/** The longest phone that can be typed at the customer's screen, in signs. */
export const longestTypedPhone = 18

/** A card as the customer sees it. */
export type CustomerCard =
  | {
      readonly kind: 'stamps'
      readonly name: string
      /** As the cashier's card is drawn. */
      readonly figures: {
        readonly required: number
        readonly stamps: number | null
        readonly waiting: number
        readonly welcome: number
        readonly checking: number
      }
      /** Stamps at which a reward can be had. */
      readonly rewardsAt: readonly number[]
      /** What is missing to the next reward; null where there is none to come. */
      readonly next: { readonly missing: number; readonly reward: string } | null
    }
  /** `amount` in the unit's smallest part, with what is on its way; null where nobody told it. */
  | { readonly kind: 'balance'; readonly name: string; readonly unit: Unit; readonly amount: number | null }

/** What was just done for the customer. */
export type CustomerNews =
  | { readonly kind: 'added'; readonly amount: number; readonly unit: Unit }
  | { readonly kind: 'taken'; readonly amount: number; readonly unit: Unit }
  /** A reward is being asked for: nobody knows yet whether it may be handed out. */
  | { readonly kind: 'asking'; readonly reward: string }
  /** The loyalty system has confirmed it. */
  | { readonly kind: 'given'; readonly reward: string }
  | { readonly kind: 'welcome' }
  | { readonly kind: 'undone' }

/** What fills the customer's screen. */
export type CustomerView =
  | { readonly kind: 'idle'; readonly invitation: string | null }
  | {
      readonly kind: 'member'
      /** Null where nobody is to be greeted by name. */
      readonly firstName: string | null
      /** The last three digits; null where there are too few, or none are to be shown. */
      readonly phoneEnd: string | null
      readonly card: CustomerCard | null
      /** Names of rewards that can be had now. */
      readonly ready: readonly string[]
      readonly news: CustomerNews | null
    }
  | {
      readonly kind: 'pass'
      /** Where the customer's phone gets the card. */
      readonly apple: string | null
      readonly google: string | null
    }
  | { readonly kind: 'joining'; readonly invitation: string | null }
  /** "Is this your number?", as it was typed, grouped for reading. */
  | { readonly kind: 'question'; readonly id: Ulid; readonly phone: string }
  /** The customer is asked to type their number. */
  | { readonly kind: 'keypad'; readonly id: Ulid }
  | { readonly kind: 'thanks' }

/** Everything that the customer's page is told. */
export interface CustomerScreen {
  /** The shop's name. */
  readonly shop: string
  /** Nothing of this is real. */
  readonly practice: boolean
  readonly theme: Theme
  /** As in the shop's settings. */
  readonly locale: string
  readonly view: CustomerView
}

const address = /^https:\/\/[^\s/?#@:]+\.[^\s/?#@:]+(?::\d{1,5})?(?:[/?#][^\s]*)?$/iu

/** Whether that is an address behind which customers join: https, without a password in it, and short enough for a code. */
export function isInvitation(text: string): boolean {
  return text.length <= longestInvitation && address.test(text)
}
