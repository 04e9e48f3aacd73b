import type { AgainSeconds } from '../domain/again.ts'
import type { CapabilityView, Connection, Link, PracticeCondition, ProviderId } from '../domain/connection.ts'
import type {
  CardsExportAnswer,
  CardsImportAnswer,
  CardsView,
  PrepareAnswer,
  TakenTill,
} from '../domain/card-register.ts'
import type { CounterSettings } from '../domain/counter-settings.ts'
import type { MemberKey, Ulid } from '../domain/ids.ts'
import type { Ledger } from '../domain/ledger.ts'
import type { MemberDetails, MemberField } from '../domain/member.ts'
import type {
  CardTarget,
  OperationTarget,
  OperationView,
  PersonAnswer,
  QueueStatus,
} from '../domain/operation.ts'
import type { Programme } from '../domain/programme.ts'
import type { Theme } from '../domain/theme.ts'
import type { TourStep } from '../domain/tour.ts'
import type { TierCandidate, TierTerms, TierView } from '../domain/tier.ts'
import type { DialogWords, MoveAnswer, SafetyView, TakeInAnswer } from '../domain/safety.ts'
import type { Scanner, ScannerChange, ScannerChoice } from '../domain/scanner.ts'
import type { EnteredKey, Store } from '../domain/systems.ts'
import type { TillView } from '../domain/till.ts'
import type {
  BeyondAnswer,
  Cashier,
  DirectoryProgress,
  GoneMember,
  DuplicateRow,
  MemberView,
  PairOffer,
  QuestionSides,
  SamePersonAnswer,
  SampleCard,
  Saved,
  ScanAnswer,
  SearchAnswer,
  SearchStage,
  UnsentWork,
} from '../domain/views.ts'
import type { CodeRules } from '../scan/code-meaning.ts'
import type { WedgeProfile } from '../scan/wedge-profile.ts'
import type { EventName, RequestName } from './channels.ts'
import type { CustomerEvents, CustomerRequests } from './customer-contract.ts'
import type { CounterRequests } from './counter-contract.ts'
import type { ShiftRequests } from './shift-contract.ts'
import type { StaffRequests } from './staff-contract.ts'
import type { Blocked, RequestFailure } from './failure.ts'
import type { Result } from './result.ts'

/** What a shop may set. */
export interface Settings {
  readonly theme: Theme
  readonly locale: string
  /** Rewards that may be given per member while the provider cannot be asked; 0 forbids. */
  readonly offlineRewards: number
  /** Country whose prefix a phone without one gets, ISO 3166-1 alpha-2. */
  readonly country: string
  /**
   * Whether members are found by their names and by parts of a phone or an e-mail; otherwise by a card, an id or a whole
   * phone alone. Each shop of the till has its own.
   */
  readonly nameLookUp: boolean
  /** Within how many seconds something more for the same member is asked about. */
  readonly againSeconds: AgainSeconds
  /** What scanned codes mean. Each shop of the till has its own. */
  readonly codeRules: CodeRules
  /** Saved as a whole. */
  readonly counter: CounterSettings
}

/** Everything that the first screen needs. */
export interface Start {
  readonly version: string
  readonly till: TillView
  readonly mode: 'practice' | 'live'
  readonly connection: Connection
  /** Shops that can be switched to, the current one included. */
  readonly connections: readonly {
    readonly id: Ulid
    readonly name: string
    readonly mode: 'practice' | 'live'
    readonly provider: ProviderId
  }[]
  readonly capabilities: CapabilityView
  readonly programme: Programme | null
  readonly cashiers: readonly Cashier[]
  readonly cashierId: Ulid | null
  readonly settings: Settings
  readonly link: Link
  readonly queue: QueueStatus
  readonly directory: DirectoryProgress
  readonly practice: { readonly condition: PracticeCondition } | null
  /** How far the tour of practice is; over in a shop. */
  readonly tour: TourStep
  /** True where the shop's key is in no safe place, or in one that does not open: it is asked for at each start. */
  readonly keysNotKept: boolean
  /** The scanners that type and that this till knows; none before one was set up. */
  readonly wedges: readonly WedgeProfile[]
  /** True where what was learned of them could not be read: they are as nobody set them up. */
  readonly wedgesLost: boolean
}

/** What a test of a connection found. */
export interface TestedConnection {
  /** The address in the form in which it is kept. */
  readonly baseUrl: string
  /** Shops that the key opens; null where the system does not tell them to this key. */
  readonly stores: readonly Store[] | null
  /** The one that was asked for, or the only one there is: it answered. Null where one is still to be chosen. */
  readonly store: Store | null
}

/** What became of the wish to set this till up as another one prepared it. */
export type TakeTillAnswer =
  | { readonly kind: 'cancelled' }
  | ({ readonly kind: 'taken' } & TakenTill)
  /** It ended half way, and this much is here. The same file can be taken in again: nothing will be there twice. */
  | ({ readonly kind: 'taken-partly'; readonly failure: RequestFailure } & TakenTill)

/** Argument and answer of each request. Actions carry an `intent`, minted when their sheet opens: a second tap adds nothing. */
export interface RequestMap extends CounterRequests, CustomerRequests, ShiftRequests, StaffRequests {
  readonly start: { readonly args: undefined; readonly value: Start | { readonly blocked: Blocked } }
  /** The page listens now: events that waited are sent. */
  readonly ready: { readonly args: undefined; readonly value: null }
  readonly quit: { readonly args: undefined; readonly value: null }
  /** What became of the question that the event `closing` asked: it is on screen, or it was answered. */
  readonly closing: {
    readonly args: { readonly answer: 'on-screen' | 'stay' | 'close' }
    readonly value: null
  }
  readonly search: {
    readonly args: { readonly query: string; readonly stage?: SearchStage }
    readonly value: SearchAnswer
  }
  /**
   * Whom the loyalty system itself finds by a query that rests, beside those whom `search` answered. One at a time: a
   * newer question, of either kind, abandons it.
   */
  readonly searchBeyond: { readonly args: { readonly query: string }; readonly value: BeyondAnswer }
  /** `asCard`: the cashier said that it is a card, whatever the shop's rules make of it. */
  readonly scan: {
    readonly args: { readonly raw: string; readonly asCard?: boolean }
    readonly value: ScanAnswer
  }
  readonly open: { readonly args: { readonly key: MemberKey }; readonly value: MemberView }
  /** The cashier left the member: an open undo window of a redemption ends. */
  readonly leave: { readonly args: { readonly key: MemberKey }; readonly value: null }
  readonly duplicates: {
    readonly args: {
      readonly details: MemberDetails
      readonly code: string | null
      readonly except: MemberKey | null
    }
    readonly value: readonly DuplicateRow[]
  }
  readonly enrol: {
    readonly args: {
      readonly intent: Ulid
      readonly details: MemberDetails
      readonly code: string | null
      readonly templateId: string | null
      readonly sendLinks: boolean
      /** Members who look the same and of whom the cashier said that they are somebody else. */
      readonly somebodyElse?: readonly MemberKey[]
    }
    readonly value: Saved
  }
  readonly edit: {
    readonly args: {
      readonly intent: Ulid
      readonly key: MemberKey
      /** As the form showed it when it opened. */
      readonly base: MemberDetails
      readonly details: MemberDetails
    }
    readonly value: Saved
  }
  /**
   * The person in a form is a member already. What the form has and the member lacks is saved as an edit, and the card
   * becomes theirs; where something differs it is asked about first, and `take` names the fields that were chosen.
   */
  readonly samePerson: {
    readonly args: {
      readonly editIntent: Ulid
      readonly attachIntent: Ulid
      readonly key: MemberKey
      readonly details: MemberDetails
      readonly code: string | null
      readonly take: readonly MemberField[] | null
    }
    readonly value: SamePersonAnswer
  }
  /** Members that may be one person and of whom nobody has said, oldest first. */
  readonly pairs: { readonly args: undefined; readonly value: readonly PairOffer[] }
  /** One person, of whom `keep` is opened from now on and answered, if known here; or, null, two people. */
  readonly answerPair: {
    readonly args: { readonly one: MemberKey; readonly other: MemberKey; readonly keep: MemberKey | null }
    readonly value: MemberView | null
  }
  /** Takes back that two entries are one person. Answers the member that was kept; null where neither is known here. */
  readonly undoMerge: { readonly args: { readonly id: Ulid }; readonly value: MemberView | null }
  readonly attach: {
    readonly args: { readonly intent: Ulid; readonly key: MemberKey; readonly code: string }
    readonly value: Saved
  }
  /** As `attach`; cards of the member that were lost lead to nobody here without a word from then on. */
  readonly replaceCard: {
    readonly args: {
      readonly intent: Ulid
      readonly key: MemberKey
      readonly code: string
      /** Some of the member's codes. */
      readonly lost: readonly string[]
    }
    readonly value: Saved
  }
  /** A lost card was found: it opens its member again, who is answered; null where nothing is known of them here. */
  readonly cardFound: { readonly args: { readonly code: string }; readonly value: MemberView | null }
  /** Whether a card that a form has taken may become somebody's: one that was lost may not. */
  readonly usableCard: { readonly args: { readonly code: string }; readonly value: null }
  readonly addStamps: {
    readonly args: {
      readonly intent: Ulid
      readonly target: OperationTarget
      readonly card: CardTarget
      readonly amount: number
      /** The cashier confirmed that doing it again is meant. */
      readonly again: boolean
      /** The cashier confirmed that more than the shop's cap of a day is meant. */
      readonly overCap?: boolean
    }
    readonly value: Saved
  }
  /** Another number within the undo window changes the same operation. */
  readonly changeStamps: {
    readonly args: { readonly id: Ulid; readonly amount: number; readonly overCap?: boolean }
    readonly value: Saved
  }
  readonly redeem: {
    readonly args: {
      readonly intent: Ulid
      readonly key: MemberKey
      readonly card: CardTarget
      readonly rewardId: string
      readonly again: boolean
    }
    readonly value: Saved
  }
  /** `amount` in the smallest part of the provider's unit; negative takes. */
  readonly adjust: {
    readonly args: {
      readonly intent: Ulid
      readonly key: MemberKey
      readonly card: CardTarget
      readonly amount: number
      readonly note: string | null
      readonly again: boolean
    }
    readonly value: Saved
  }
  /** Takes back the adjustment `id`, which has arrived. */
  readonly revert: {
    readonly args: { readonly intent: Ulid; readonly id: Ulid }
    readonly value: Saved
  }
  readonly setAffiliateCode: {
    readonly args: { readonly intent: Ulid; readonly key: MemberKey; readonly code: string | null }
    readonly value: Saved
  }
  /** Where a member gets the card into a phone's wallet. */
  readonly walletPasses: {
    readonly args: { readonly key: MemberKey; readonly cardId: string }
    readonly value: { readonly apple: string | null; readonly google: string | null }
  }
  /** What the loyalty system itself recorded of a member's balance, asked for now. */
  readonly ledger: { readonly args: { readonly key: MemberKey }; readonly value: Ledger }
  readonly memberLists: {
    readonly args: undefined
    readonly value: readonly { readonly id: string; readonly name: string }[]
  }
  readonly setList: {
    readonly args: {
      readonly intent: Ulid
      readonly key: MemberKey
      readonly listId: string
      readonly listName: string
      readonly on: boolean
    }
    readonly value: Saved
  }
  readonly tiers: { readonly args: undefined; readonly value: readonly TierView[] }
  /** Whom a pasted number or address names, and what the loyalty system knows of them. */
  readonly tierCandidate: { readonly args: { readonly pasted: string }; readonly value: TierCandidate }
  readonly enrolTier: {
    readonly args: {
      readonly intent: Ulid
      readonly customerId: string
      /** As the queue names somebody whom this till does not know. */
      readonly name: string
      readonly tierId: string
      readonly tierName: string
      readonly terms: TierTerms
      /** Whether the customer was a member when the cashier looked. */
      readonly wasMember: boolean
      /** A card that is theirs from then on: it is attached next, and nothing is saved where it cannot be. */
      readonly code?: string
    }
    readonly value: Saved
  }
  /** Takes what this till keeps of a member off it. What waits to be sent for them must arrive first. */
  readonly forgetMember: { readonly args: { readonly key: MemberKey }; readonly value: null }
  readonly undo: { readonly args: { readonly id: Ulid }; readonly value: Saved }
  readonly operations: {
    readonly args: { readonly filter: 'open' | 'needs-you' | 'recent'; readonly limit: number }
    readonly value: readonly OperationView[]
  }
  readonly operation: { readonly args: { readonly id: Ulid }; readonly value: OperationView }
  /** Who is compared where a question asks whether a member is the one. `wanted`: a person is about to say so. */
  readonly sides: {
    readonly args: { readonly id: Ulid; readonly key: MemberKey; readonly wanted: boolean }
    readonly value: QuestionSides
  }
  readonly answer: {
    readonly args: { readonly id: Ulid; readonly answer: PersonAnswer }
    readonly value: OperationView
  }
  /**
   * One answer to many questions, in one durable transaction. A question that is no longer the one that was on screen
   * (`changedAt` differs) is passed over, and told as it is now.
   */
  readonly answerMany: {
    readonly args: {
      readonly questions: readonly { readonly id: Ulid; readonly changedAt: number }[]
      readonly answer: { readonly kind: 'retry' } | { readonly kind: 'confirm' }
    }
    readonly value: { readonly answered: readonly OperationView[]; readonly passed: readonly OperationView[] }
  }
  /** What is unsent for one shop, or for every shop of this till. */
  readonly unsent: { readonly args: { readonly connectionId: Ulid | null }; readonly value: UnsentWork }
  /** "Try now": probes the provider at once. */
  readonly probe: { readonly args: undefined; readonly value: Link }
  readonly settings: { readonly args: Partial<Settings>; readonly value: Settings }
  /** What this till is called; an empty name takes it away. */
  readonly nameTill: { readonly args: { readonly name: string }; readonly value: TillView }
  /** Which scanners this till knows from now on, over every restart; none brings the usual settings back. */
  readonly keepWedges: {
    readonly args: { readonly wedges: readonly WedgeProfile[] }
    readonly value: readonly WedgeProfile[]
  }
  readonly practiceCondition: {
    readonly args: { readonly condition: PracticeCondition }
    readonly value: PracticeCondition
  }
  readonly practiceReset: { readonly args: undefined; readonly value: null }
  readonly sampleCards: { readonly args: undefined; readonly value: readonly SampleCard[] }
  /** Where copies are kept, and how old they are. */
  readonly safety: { readonly args: undefined; readonly value: SafetyView }
  readonly chooseBackupFolder: { readonly args: DialogWords; readonly value: SafetyView }
  readonly forgetBackupFolder: { readonly args: undefined; readonly value: SafetyView }
  readonly backUpNow: { readonly args: undefined; readonly value: SafetyView }
  /** Gives the open shop's unsent work up and writes it to a file for another till. */
  readonly moveUnsent: { readonly args: DialogWords; readonly value: MoveAnswer }
  /** Writes the file of the last move once more. */
  readonly writeMovedAgain: { readonly args: DialogWords; readonly value: MoveAnswer }
  /** Takes in what waits in such a file, or in a copy of a till's records. */
  readonly takeIn: { readonly args: DialogWords; readonly value: TakeInAnswer }
  readonly switchConnection: { readonly args: { readonly id: Ulid }; readonly value: null }
  /**
   * The one way of a key from the page to main. It is held there, never told back, and named by `held` from then on;
   * `keeps` tells whether this computer can keep it over a restart.
   */
  readonly holdKey: {
    readonly args: { readonly provider: ProviderId; readonly key: EnteredKey }
    readonly value: { readonly held: Ulid; readonly keeps: boolean }
  }
  /** Forgets a key that is held and was not used. */
  readonly dropKey: { readonly args: { readonly held: Ulid }; readonly value: null }
  /** Tries a held key. Nothing is saved. */
  readonly testConnection: {
    readonly args: { readonly held: Ulid; readonly baseUrl: string; readonly store: string | null }
    readonly value: TestedConnection
  }
  /** Tries once more, saves the shop with its key, and opens it. A shop that is known gets the new key. */
  readonly connectShop: {
    readonly args: {
      readonly held: Ulid
      readonly baseUrl: string
      readonly store: string
      readonly name: string
      readonly zone: string
      readonly singleTill: boolean
      /** How many tills share the key. */
      readonly tills: number
      /** The person said that it is the shop that is called so here already. */
      readonly isKnown: boolean
    }
    readonly value: { readonly id: Ulid; readonly kept: boolean; readonly known: boolean }
  }
  /** Tries a held key with a known shop and gives it to it. `isKnown`: somebody said that a key that tells no shop is its. */
  readonly renewKey: {
    readonly args: { readonly held: Ulid; readonly id: Ulid; readonly isKnown: boolean }
    readonly value: { readonly kept: boolean }
  }
  /** Stops reading the member list for the first time, until it is resumed or the program starts again. */
  readonly pausePull: { readonly args: undefined; readonly value: DirectoryProgress }
  readonly resumePull: { readonly args: undefined; readonly value: DirectoryProgress }
  /** Reads the whole list once more, now; refused before it was read for the first time. */
  readonly readListAgain: { readonly args: undefined; readonly value: DirectoryProgress }
  /** Throws the copy of the member list away and reads it anew; answers once it is gone. */
  readonly rebuildList: { readonly args: undefined; readonly value: DirectoryProgress }
  /** Which cards this till knows for the open shop. */
  readonly cards: { readonly args: undefined; readonly value: CardsView }
  readonly exportCards: { readonly args: DialogWords; readonly value: CardsExportAnswer }
  readonly importCards: { readonly args: DialogWords; readonly value: CardsImportAnswer }
  /** Writes what another till needs to a file: settings, shops without their keys, cards, members. */
  readonly prepareTill: {
    /** `name`: what the other till may be called; empty where nobody says. */
    readonly args: DialogWords & { readonly name: string }
    readonly value: PrepareAnswer
  }
  readonly takeTill: { readonly args: DialogWords; readonly value: TakeTillAnswer }
  /** Sets an unreadable database aside (kept, named with the time) and starts with a new one. */
  readonly setAsideDatabase: { readonly args: undefined; readonly value: null }
  /** The scanners of this till that are no keyboards. */
  readonly scanners: { readonly args: undefined; readonly value: readonly Scanner[] }
  /** Answers the event `scannerChoice`: one of its devices, which is kept from now on, or none. */
  readonly chooseScanner: {
    readonly args: { readonly device: string | null }
    readonly value: Scanner | null
  }
  /** The page asks for the port of a scanner that it has, and that the system gave up knowing when it was unplugged. */
  readonly expectScanner: { readonly args: { readonly id: Ulid }; readonly value: null }
  readonly changeScanner: {
    readonly args: { readonly id: Ulid } & ScannerChange
    readonly value: Scanner
  }
  /** The till forgets a scanner, and its page may not use it any more. */
  readonly removeScanner: { readonly args: { readonly id: Ulid }; readonly value: null }
}

/** Argument of a request. */
export type RequestArgs<N extends RequestName> = RequestMap[N]['args']

/** Answer of a request. */
export type RequestAnswer<N extends RequestName> = Result<RequestMap[N]['value'], RequestFailure>

/** What main tells the renderer. */
export interface EventMap extends CustomerEvents {
  readonly link: Link
  readonly queue: QueueStatus
  readonly operation: OperationView
  /** A member changed; the panel that shows it takes the new one as it is. */
  readonly member: MemberView
  /** A member who was opened or scanned, and whom the loyalty system does not know any more. */
  readonly gone: GoneMember
  readonly directory: DirectoryProgress
  readonly practice: { readonly condition: PracticeCondition }
  readonly programme: Programme
  readonly blocked: Blocked
  readonly safety: SafetyView
  /**
   * At a start: a copy of the records may have sent what waits here; it is looked for first. `older` where these
   * records had come further before: what was saved in between is not in them.
   */
  readonly suspected: { readonly count: number; readonly older: boolean }
  /** The window is being closed while work is unsent: a person is asked, and the answer is the request `closing`. */
  readonly closing: UnsentWork
  /** What can be chosen, each time that it changes; null once the choice is over. */
  readonly scannerChoice: { readonly choice: ScannerChoice | null }
}

/** `window.terminal`: one function per request, one subscription per event. */
export type TerminalApi = {
  readonly [N in RequestName]: RequestMap[N]['args'] extends undefined
    ? () => Promise<RequestAnswer<N>>
    : (args: RequestMap[N]['args']) => Promise<RequestAnswer<N>>
} & {
  /** Subscribes; the answer is the function that unsubscribes. */
  readonly on: {
    readonly [E in EventName]: (listener: (value: EventMap[E]) => void) => () => void
  }
}
