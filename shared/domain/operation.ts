import type { MemberKey, Ulid } from './ids.ts'
import type { MemberDetails, MemberField } from './member.ts'
import type { TierTerms } from './tier.ts'
import type { Unit } from './unit.ts'

/** What this version of the program can owe a provider; a file may hold kinds of a newer one. */
export const operationKinds = [
  'member.create',
  'card.attach',
  'stamps.add',
  'reward.redeem',
  'member.edit',
  'balance.adjust',
  'balance.revert',
  'affiliate.set',
  'list.set',
  'tier.enrol',
] as const

/** What a till can owe a provider. */
export type OperationKind = (typeof operationKinds)[number]

/** The life of an operation; docs/outbox.md has the transitions. */
export type OperationState =
  'held' | 'queued' | 'sending' | 'unknown' | 'attention' | 'done' | 'cancelled' | 'discarded'

/** Which of a member's cards is meant: by the provider's id, or (before the till knows it) by template. */
export type CardTarget =
  | { readonly kind: 'held'; readonly cardId: string }
  | { readonly kind: 'template'; readonly templateId: string }
  /** Whatever card the scanned code leads to, resolved when it is sent. */
  | { readonly kind: 'only' }

/** Whom an operation is for: a member, or a code whose member this till does not know yet. */
export type OperationTarget =
  { readonly kind: 'member'; readonly key: MemberKey } | { readonly kind: 'code'; readonly code: string }

/** The name on the queue screen, frozen when the operation was made. Personal data: lives in the payload only. */
export interface Who {
  /** As shown; empty for a code that is not known yet. */
  readonly name: string
}

/** Payload of `member.create`, version 1. */
export interface CreatePayload {
  readonly who: Who
  readonly details: MemberDetails
  /** The scanned card that the member is enrolled with. */
  readonly code: string | null
  /** Card template to enrol on; null where the shop has none. */
  readonly templateId: string | null
  /** Welcome stamps that the provider will give by itself. */
  readonly welcome: number
  readonly sendLinks: boolean
}

/** Payload of `card.attach`, version 1. */
export interface AttachPayload {
  readonly who: Who
  readonly code: string
}

/** Payload of `stamps.add`, version 1. */
export interface StampPayload {
  readonly who: Who
  /** 1 to 5. */
  readonly amount: number
  readonly card: CardTarget
}

/** Payload of `reward.redeem`, version 1. */
export interface RedeemPayload {
  readonly who: Who
  readonly rewardId: string
  readonly rewardName: string
  /** Stamps it costs. */
  readonly cost: number
  readonly card: CardTarget
  /** True when it was given while the provider could not confirm it. */
  readonly provisional: boolean
}

/** Payload of `member.edit`, version 1: the fields that change, and what they were when the cashier saw them. */
export interface EditPayload {
  readonly who: Who
  readonly changes: Partial<MemberDetails>
  readonly base: MemberDetails
  /** As of an adjustment. */
  readonly takesBack?: Ulid
}

/** Payload of `balance.adjust`, version 1. */
export interface AdjustPayload {
  readonly who: Who
  /** What is added, or taken where negative, in the unit's smallest part. Never 0. */
  readonly amount: number
  readonly unit: Unit
  readonly card: CardTarget
  /** The cashier's own words beside it at the provider; null for none. */
  readonly note: string | null
  /** The operation that it takes back, by the id that it was made with. */
  readonly takesBack?: Ulid
}

/** Payload of `balance.revert`, version 1: takes an adjustment back that has arrived. */
export interface RevertPayload {
  readonly who: Who
  /** What the adjustment added, or took where negative. */
  readonly amount: number
  readonly unit: Unit
  readonly card: CardTarget
  /** The adjustment: its id here, and its key at the provider (the id that it was made with, on whatever till). */
  readonly operationId: Ulid
  readonly key: Ulid
}

/** Payload of `affiliate.set`, version 1. */
export interface AffiliatePayload {
  readonly who: Who
  /** Null clears it. */
  readonly code: string | null
}

/** Payload of `list.set`, version 1. */
export interface ListPayload {
  readonly who: Who
  readonly listId: string
  /** As the cashier saw it. */
  readonly listName: string
  /** Onto the list, or off it. */
  readonly on: boolean
  /** As of an adjustment. */
  readonly takesBack?: Ulid
}

/** Payload of `tier.enrol`, version 1: an existing customer of the shop, whose number is the target's. */
export interface TierPayload {
  readonly who: Who
  readonly tierId: string
  readonly tierName: string
  readonly terms: TierTerms
  /** Whether the customer was a member when the cashier looked. */
  readonly wasMember: boolean
}

/** Payload by kind. */
export interface PayloadOf {
  readonly 'member.create': CreatePayload
  readonly 'card.attach': AttachPayload
  readonly 'stamps.add': StampPayload
  readonly 'reward.redeem': RedeemPayload
  readonly 'member.edit': EditPayload
  readonly 'balance.adjust': AdjustPayload
  readonly 'balance.revert': RevertPayload
  readonly 'affiliate.set': AffiliatePayload
  readonly 'list.set': ListPayload
  readonly 'tier.enrol': TierPayload
}

/** How the till knows that a `done` operation took effect. */
export type Proof = 'response' | 'tag' | 'key' | 'natural-key' | 'counter' | 'person'

/** Why a person must choose. Figures only; the sentence is made in the renderer. */
export type AttentionReason =
  /** The provider refused it for a reason that has no kind of its own. */
  | {
      readonly kind: 'refused'
      readonly status: number
      /** What of it was refused, where another one may be taken: the affiliate code itself, or that somebody has it. */
      readonly about?: 'affiliate-code' | 'affiliate-code-taken'
    }
  /** Another member already has this e-mail or phone. */
  | {
      readonly kind: 'contact-taken'
      readonly field: 'email' | 'phone'
      readonly other: { readonly key: MemberKey; readonly name: string } | null
    }
  /** Deleted at the provider, or merged into another; `candidates` where the till has an idea who that is. */
  | {
      readonly kind: 'member-gone'
      readonly candidates?: readonly { readonly key: MemberKey; readonly name: string }[]
    }
  | { readonly kind: 'card-gone' }
  /** The code belongs to somebody else. */
  | { readonly kind: 'code-taken'; readonly other: { readonly key: MemberKey; readonly name: string } | null }
  /** A card stamped offline turned out to be nobody's. */
  | { readonly kind: 'code-unknown' }
  /** A code led to several members or cards. */
  | { readonly kind: 'code-ambiguous'; readonly count: number }
  | { readonly kind: 'not-enough-stamps'; readonly balance: number | null; readonly cost: number }
  | { readonly kind: 'reward-unavailable' }
  /** No answer came and nothing can be read back. `now` null: could not be read. */
  | {
      readonly kind: 'undecided'
      readonly before: number | null
      readonly now: number | null
      readonly adding: number
    }
  /** The same fields were changed elsewhere since the cashier saw them. */
  | { readonly kind: 'edit-conflict'; readonly fields: readonly MemberField[] }
  /**
   * The provider wants every field with each change, and does not tell what is in these: nothing was sent. `notes`: it
   * does not tell the shop's own notes either, which cannot be entered here.
   */
  | {
      readonly kind: 'details-needed'
      readonly fields: readonly MemberField[]
      readonly notes: boolean
    }
  /** What was saved is damaged. */
  | { readonly kind: 'unreadable' }
  /** Saved by a newer version of the product: that version goes on with it by itself. */
  | { readonly kind: 'newer-version' }
  | { readonly kind: 'connection-gone' }
  /** This version does not speak the shop's loyalty system: one that does goes on with it by itself. */
  | { readonly kind: 'adapter-gone' }
  /** The provider answered with errors too often or for too long. */
  | { readonly kind: 'given-up'; readonly answers: number }
  /** A copy of the records may have sent it. Figures as in `undecided`. */
  | {
      readonly kind: 'restored'
      readonly before: number | null
      readonly now: number | null
      readonly adding: number
    }

/** What the cashier calls it. */
export type PlainState = 'saved' | 'sent' | 'checking' | 'needs-you' | 'undone' | 'dropped' | 'moved'

/** The figures of an operation that a sentence needs, by kind. */
export type OperationFacts =
  | { readonly kind: 'member.create'; readonly code: string | null; readonly welcome: number }
  | { readonly kind: 'card.attach'; readonly code: string }
  | { readonly kind: 'stamps.add'; readonly amount: number }
  | {
      readonly kind: 'reward.redeem'
      readonly rewardName: string
      readonly cost: number
      readonly provisional: boolean
    }
  | { readonly kind: 'member.edit'; readonly fields: readonly MemberField[] }
  | { readonly kind: 'balance.adjust'; readonly amount: number; readonly unit: Unit }
  /** `amount` as the adjustment had it. */
  | {
      readonly kind: 'balance.revert'
      readonly amount: number
      readonly unit: Unit
      readonly operationId: Ulid
    }
  | { readonly kind: 'affiliate.set'; readonly code: string | null }
  | { readonly kind: 'list.set'; readonly listName: string; readonly on: boolean }
  | { readonly kind: 'tier.enrol'; readonly tierName: string }
  /** Of a kind that only a newer version of the program knows. */
  | { readonly kind: 'unknown' }

/** What a person may do with an operation now. */
export interface OperationChoices {
  readonly undo: boolean
  readonly retry: boolean
  /** "Fix and send" with corrected details. */
  readonly fix: boolean
  /** "It's there." */
  readonly confirm: boolean
  readonly drop: boolean
}

/** An operation as a screen shows it. */
export interface OperationView {
  readonly id: Ulid
  readonly seq: number
  readonly facts: OperationFacts
  readonly state: OperationState
  readonly plain: PlainState
  readonly target: OperationTarget
  readonly who: Who
  /** Cashier's name when it was made; null where nobody was chosen. */
  readonly by: string | null
  /** By whom it was caused, whatever they are called since; null where nobody was chosen. */
  readonly actor: Ulid | null
  readonly createdAt: number
  readonly changedAt: number
  /** When an answer to it was last missing, UTC ms; null where none ever was. */
  readonly lostAt: number | null
  /** Until when undo is offered, UTC ms; null outside the window. */
  readonly undoUntil: number | null
  readonly reason: AttentionReason | null
  readonly proof: Proof | null
  /** How often bytes may have left. */
  readonly attempts: number
  readonly choices: OperationChoices
}

/** How a person settles an operation that needs one. */
export type PersonAnswer =
  | { readonly kind: 'retry' }
  | { readonly kind: 'confirm' }
  | { readonly kind: 'drop'; readonly reason: string }
  /** Send again with corrected details (create and edit). */
  | { readonly kind: 'fix-details'; readonly details: Partial<MemberDetails> }
  /** The member meant is this one (code-unknown, code-ambiguous, contact-taken on create, member-gone). */
  | {
      readonly kind: 'use-member'
      readonly key: MemberKey
      /** Which of the member's cards, for stamps on a code that led to several; null where that is plain. */
      readonly card: CardTarget | null
      /** Of an enrolment: what it says otherwise than that member and is to be theirs. What they lack is saved anyway. */
      readonly take?: readonly MemberField[]
    }

/** What the top bar shows of the queue. */
export interface QueueSummary {
  /** Operations not settled yet. */
  readonly waiting: number
  /** When the oldest of them was made, UTC ms. */
  readonly oldestAt: number | null
  readonly checking: number
  readonly needsYou: number
}

/** What waits at a shop of this till that is not the open one. */
export interface WaitingElsewhere {
  readonly connectionId: Ulid
  readonly name: string
  /** Operations not settled yet, at least one. */
  readonly waiting: number
  readonly needsYou: number
}

/** The queue of the open shop, and what waits at the others: in practice at none, for live shops are not told of. */
export interface QueueStatus extends QueueSummary {
  /** Only shops with any. */
  readonly elsewhere: readonly WaitingElsewhere[]
}
