import type { BirthdayNear } from './birthday.ts'
import type { MemberKey, Ulid } from './ids.ts'
import type { MemberDetails, MemberField } from './member.ts'
import type { MemberFact } from './member-fact.ts'
import type { OperationView } from './operation.ts'
import type { Unit } from './unit.ts'

/** A reward as the member panel shows it. */
export interface RewardView {
  readonly id: string
  readonly name: string
  readonly stampsRequired: number
  /** Whether known stamps plus what is waiting suffice. */
  readonly ready: boolean
}

/** A member's loyalty card as the panel shows it. */
export interface CardView {
  /** Id at the provider; null while the member or card is still waiting to be made there. */
  readonly id: string | null
  readonly templateId: string
  readonly name: string
  /** What it counts; absent: stamps. */
  readonly unit?: Unit
  readonly stampsRequired: number
  /** What the provider last said; null where it never said. */
  readonly stamps: number | null
  /** Stamps that this till still owes (minus redemptions it still owes); never part of `stamps`. */
  readonly waiting: number
  /** Welcome stamps that the provider gives when the enrolment arrives; never part of `waiting`. */
  readonly welcome: number
  /** Stamps whose arrival is being checked; in neither of the above. */
  readonly checking: number
  readonly rewards: readonly RewardView[]
}

/** A member as the panel shows it. */
export interface MemberView {
  readonly key: MemberKey
  readonly remoteId: string | null
  /** With edits that are still waiting laid over. */
  readonly details: MemberDetails
  /** National formatting of the phone. */
  readonly phoneShown: string | null
  /** When the provider last told it, UTC ms; null for a member that only this till knows. */
  readonly asOf: number | null
  readonly cards: readonly CardView[]
  readonly codes: readonly string[]
  /** Whatever else the provider tells; absent where it tells nothing more. */
  readonly facts?: readonly MemberFact[]
  /** Fields with an edit that has not arrived. */
  readonly waitingFields: readonly MemberField[]
  /** Live operations and those of the last hours on this till, newest first. */
  readonly history: readonly OperationView[]
  /** Who else this person is, may be, or was said to be; absent where nobody is. */
  readonly people?: PeopleView
  /** Cards that were lost and replaced, none of them among `codes`; absent where there are none. */
  readonly replaced?: readonly ReplacedCardView[]
  /** As of a row. */
  readonly lastVisit?: string
}

/** A member's card that was lost and replaced; this till alone knows. */
export interface ReplacedCardView {
  readonly code: string
  /** UTC ms. */
  readonly at: number
  readonly by: string | null
}

/** Another entry at the loyalty system that a cashier called the same person. It stays there, with its own figures. */
export interface OtherEntry {
  readonly row: MemberRow
  /** As the loyalty system's back office names it; null while it does not have the member. */
  readonly remoteId: string | null
  /** What this till still owes that entry, in the unit of its stamps; never part of them. */
  readonly waiting: number
  /** Of its cards that open the person. */
  readonly codes: readonly string[]
}

/** Two members that may be one person: a cashier says so, or that they are two. */
export interface PairOffer {
  /** How the pair is named when it is answered: a row may be another's, who was kept for one of them. */
  readonly keys: readonly [MemberKey, MemberKey]
  readonly one: MemberRow
  readonly other: MemberRow
  readonly cause: DuplicateCause
  /** The one that would be opened from then on, where nobody chooses. */
  readonly stays: MemberKey
}

/** A cashier's word that two entries are one person, or that they are two. */
export interface MergeWord {
  /** To take it back by; null for two people, who can be called one at any time. */
  readonly id: Ulid | null
  /** Whom the member in question was called one with, or told apart from. */
  readonly key: MemberKey
  readonly name: string
  /** UTC ms. */
  readonly madeAt: number
  readonly madeBy: string | null
  /** UTC ms; null while it holds. */
  readonly undoneAt: number | null
  readonly undoneBy: string | null
  /** Whether they are two now, so that they can be called one. */
  readonly again: boolean
}

/** Who else a member is, may be, or was said to be. */
export interface PeopleView {
  readonly entries: readonly OtherEntry[]
  readonly offers: readonly PairOffer[]
  /** Newest first. */
  readonly words: readonly MergeWord[]
}

/** A field of a member of which a cashier typed something else. */
export interface FieldChange {
  readonly field: MemberField
  readonly was: string | null
  readonly now: string
}

/** Whom a question of the waiting list is about, and whom it may be. */
export interface QuestionSides {
  /** Null where nothing is known of them here. */
  readonly own: MemberRow | null
  readonly other: MemberRow | null
  /** What an enrolment says otherwise than a member who is wanted: nothing of it is saved unless it is chosen. */
  readonly changes: readonly FieldChange[]
  /** What it has for that member and the loyalty system does not let this till change. */
  readonly left: readonly MemberField[]
}

/** What becomes of details that were typed for somebody who is a member already. */
export type SamePersonAnswer =
  /** Nothing is saved yet: what the member has is never written over without a word. */
  | { readonly kind: 'ask'; readonly changes: readonly FieldChange[] }
  | {
      readonly kind: 'saved'
      readonly member: MemberView | null
      /** What was saved, none where there was nothing new. */
      readonly operations: readonly OperationView[]
      readonly fields: readonly MemberField[]
      readonly card: boolean
      /** New, and the loyalty system does not let this till change them. */
      readonly left: readonly MemberField[]
    }

/** A stretch of a shown text: its first sign, and the one behind its last, in UTF-16 units. */
export type Stretch = readonly [from: number, to: number]

/** What was searched for, in each of the shown texts of a row where it is. */
export type RowMarks = Readonly<Partial<Record<'name' | 'phone' | 'email' | 'card', readonly Stretch[]>>>

/** A member in a list: masked until opened. */
export interface MemberRow {
  readonly key: MemberKey
  readonly name: string
  /** Last digits only, e.g. `•••• 0142`. */
  readonly phoneMasked: string | null
  /** First letter and domain, e.g. `a•••@example.com`. */
  readonly emailMasked: string | null
  /** Stamps on the fullest card, as last told; null where never told. */
  readonly stamps: number | null
  /** Ends of known codes, to tell namesakes apart. */
  readonly cardEnd: string | null
  /** True for a member that only this till knows yet. */
  readonly waiting: boolean
  /** The shop's day on which the member was last served, ISO date: as told or as done here. Absent: nobody knows. */
  readonly lastVisit?: string
  /** Absent where none is near, or none is known. */
  readonly birthday?: BirthdayNear
  /** Absent in a list that nobody searched for. */
  readonly marks?: RowMarks
  /** Absent where what the row shows, or hides behind its dots, is what was searched for. */
  readonly foundBy?: FoundBy
}

/** Why somebody is found by what their row does not say. */
export type FoundBy =
  /** By what the loyalty system has until a change that waits has arrived; the name where it was that. */
  | { readonly kind: 'before'; readonly name: string | null }
  /** By another entry of the same person. */
  | { readonly kind: 'other-entry' }
  /** By rules of the loyalty system's own: nothing that is known here is what was searched for. */
  | { readonly kind: 'their-rules' }
  /** By the code of a card that they lost. */
  | { readonly kind: 'lost-card' }

/** Why a row may be the same person as the one being enrolled. */
export type DuplicateCause = 'phone' | 'email' | 'code' | 'name-and-birthday' | 'similar-name'

/** A likely duplicate. */
export interface DuplicateRow {
  readonly row: MemberRow
  readonly cause: DuplicateCause
  /** `phone`, `email` and `code` are unique at the provider: saving anyway would be refused. */
  readonly certain: boolean
}

/** A member whom the loyalty system does not know any more. */
export interface GoneMember {
  readonly key: MemberKey
  readonly name: string
  /** Something waits for them: they stay on this till until a person has said what becomes of it. */
  readonly isKept: boolean
  /** Who has the same card, phone or e-mail now; null for nobody. */
  readonly mayBe: string | null
}

/** What a code is that is no member's card, as the shop's rules and the code itself say. */
export type NoCard =
  | { readonly kind: 'coupon' | 'staff-badge' | 'not-ours' }
  /** A scale's label, or the code of an article. */
  | { readonly kind: 'goods'; readonly label: 'price' | 'article' }
  /** Text that is shown and never followed or run. */
  | { readonly kind: 'web-address'; readonly what: 'link' | 'script' }
  /** Its check digit is wrong: to be scanned again. */
  | { readonly kind: 'misread' }
  /** It is no number that could have the check digit of the shop's cards. */
  | { readonly kind: 'no-check-digit'; readonly check: 'ean' | 'gs1' | 'luhn' }

/** What a scanned code led to. */
export type ScanAnswer =
  | { readonly kind: 'member'; readonly member: MemberView; readonly code: string }
  | { readonly kind: 'several'; readonly rows: readonly MemberRow[]; readonly code: string }
  /** The provider was asked and knows nobody with this code. */
  | { readonly kind: 'nobody'; readonly code: string }
  /** The provider could not be asked: the code may well be somebody's. */
  | { readonly kind: 'not-known-here'; readonly code: string; readonly waitingStamps: number }
  | { readonly kind: 'not-a-card'; readonly problem: 'empty' | 'too-long' | 'unreadable' }
  /** Nobody is known by it, and it is something else. */
  | { readonly kind: 'no-card'; readonly what: NoCard; readonly code: string }
  /** A card that was lost and replaced. Whose it is is told by the mask of a name; empty where nobody is known by now. */
  | {
      readonly kind: 'replaced'
      readonly code: string
      readonly at: number
      readonly key: MemberKey
      readonly nameMasked: string
    }

/**
 * How far a search goes. The first stage answers at once whoever is found as it was typed, and looks for typing errors only
 * where that is nobody; the whole one looks for them in any case, and its rows go on from those of the first.
 */
export type SearchStage = 'first' | 'whole'

/** Results while typing. */
export interface SearchAnswer {
  /** Echo of the question, so that a stale answer can be told. */
  readonly query: string
  readonly rows: readonly MemberRow[]
  /** Whether rows were cut at the limit. */
  readonly more: boolean
  /** Whether the member copy on this till is complete; only then may "nobody" be said, and only online. */
  readonly complete: boolean
  /** Whether the loyalty system can be asked the same, and is there to be: "nobody" is not said before its answer. */
  readonly beyond: boolean
  /** There are rows, and names with a typing error were not looked for yet: the whole search does. */
  readonly nearLeft?: true
}

/** Whom the loyalty system itself finds. */
export interface BeyondAnswer {
  /** Echo of the question. */
  readonly query: string
  /** `not-asked`: it cannot be asked this, or not now; `abandoned`: a newer question took its place. */
  readonly outcome: 'answered' | 'failed' | 'not-asked' | 'abandoned'
  readonly rows: readonly MemberRow[]
}

/** The answer to an action: what was saved, and the member as it is now. */
export interface Saved {
  readonly operation: OperationView
  readonly member: MemberView | null
}

/** What this till still owes one shop. */
export interface UnsentShop {
  readonly name: string
  readonly mode: 'practice' | 'live'
  /** IANA zone of the shop, whatever the zone of the one that is open. */
  readonly zone: string
  /** Whether its key will be known after a restart; without it nothing is sent until somebody gives it again. */
  readonly keyKept: boolean
  /** Operations that are not settled. */
  readonly waiting: number
  readonly needsYou: number
  /** When the oldest was made, UTC ms. */
  readonly oldestAt: number
  /** The oldest of them, a few. */
  readonly first: readonly OperationView[]
}

/** What would stay behind unsent if somebody left now; only shops to which something is owed. */
export interface UnsentWork {
  readonly waiting: number
  readonly shops: readonly UnsentShop[]
}

/** Somebody who works at the till. */
export interface Cashier {
  readonly id: Ulid
  readonly name: string
  /** BCP 47; absent where this person has chosen none, so that the shop's is spoken. */
  readonly locale?: string
}

/** How far the copy of the member list is. */
export interface DirectoryProgress {
  /** `paused`: somebody stopped the first reading of the list; it goes on from there when it is resumed. */
  readonly phase: 'empty' | 'pulling' | 'paused' | 'complete' | 'failed'
  readonly members: number
  /** As the provider counted; null until known. */
  readonly total: number | null
  /** When the list was last read to its end, UTC ms; null before. */
  readonly finishedAt: number | null
  /** The copy that was here before could not be read any more, and the list was not read again since. */
  readonly wasDamaged?: true
  /** How the copy is kept like the list; absent where nothing keeps it so. */
  readonly keeping?: ListKeeping
}

/** How a copy of the member list is kept like the list itself. */
export interface ListKeeping {
  /** What is asked for between two readings of the whole list: who came or was changed, only who came, or nothing. */
  readonly changes: 'changed' | 'new' | 'none'
  /** When that was last told to its end, UTC ms; null before. */
  readonly changesAt: number | null
  /** The reading of the whole list that is under way beside a copy that is complete. */
  readonly pass: {
    /** Members in the pages so far. */
    readonly told: number
    readonly startedAt: number
    /** Somebody asked for it: it does not take its time. */
    readonly isHurried: boolean
  } | null
  /** What went wrong last, until something comes through again. */
  readonly trouble: ListTrouble | null
  /** Members whom the list suddenly does not tell, and how many readings in a row said so: nobody is let go yet. */
  readonly missing: { readonly members: number; readonly passes: number } | null
}

/** Why the list could not be read. */
export interface ListTrouble {
  readonly kind:
    | 'unreachable'
    | 'no-answer'
    | 'signed-out'
    | 'not-allowed'
    | 'slow-down'
    | 'not-understood'
    | 'failing'
    /** Of the copy on this till, not of the list. */
    | 'disk-full'
    | 'copy'
  /** UTC ms. */
  readonly at: number
  /** When it is tried again, UTC ms; null: as soon as the loyalty system can be asked. */
  readonly nextAt: number | null
}

/** A card that can be scanned from the screen or a printed sheet, in practice mode. */
export interface SampleCard {
  readonly purpose: 'member' | 'reward-ready' | 'two-cards' | 'unknown'
  readonly code: string
  readonly symbology: 'ean13' | 'code128' | 'qrcode'
  /** Whose it is; null for the unknown card. */
  readonly name: string | null
}
