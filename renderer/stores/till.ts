import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { Link } from '../../shared/domain/connection.ts'
import type { MemberKey, Ulid } from '../../shared/domain/ids.ts'
import type { OperationView, QueueStatus } from '../../shared/domain/operation.ts'
import type {
  DirectoryProgress,
  MemberRow,
  MemberView,
  NoCard,
  ScanAnswer,
  SearchAnswer,
  UnsentWork,
} from '../../shared/domain/views.ts'
import type { Start } from '../../shared/ipc/contract.ts'
import type { LastAction } from '../../shared/ipc/counter-contract.ts'
import type { SafetyView } from '../../shared/domain/safety.ts'
import type { Scanner, ScannerChoice, ScannerKind } from '../../shared/domain/scanner.ts'
import type { Blocked, RequestFailure } from '../../shared/ipc/failure.ts'
import type { WedgeSettings } from '../../shared/scan/wedge-types.ts'
import { newIntent } from '../api/intent.ts'
import type { Terminal } from '../api/terminal.ts'
import { englishFirst } from '../i18n/languages.ts'
import type { Spoken } from '../i18n/languages.ts'
import type { Phrase } from '../i18n/phrase.ts'
import { askingWhoIsThere } from './ask-cashier.ts'
import type { CustomerState } from './customer.ts'
import type { ScanWatch } from './scan-watch.ts'

/** How far the terminal is. `start` follows what main tells: settings, cashier, programme, practice condition. */
export type SessionState =
  | { readonly phase: 'starting' }
  | { readonly phase: 'failed'; readonly failure: RequestFailure }
  | { readonly phase: 'blocked'; readonly blocked: Blocked }
  | { readonly phase: 'ready'; readonly start: Start }

/** What main tells of the world outside. */
export interface StatusState {
  readonly link: Link
  readonly queue: QueueStatus
  readonly directory: DirectoryProgress
  /** How copies of the records fare; null until somebody asks or main tells. */
  readonly safety: SafetyView | null
}

/** The screens. */
export type Screen = 'counter' | 'queue' | 'shift' | 'practice' | 'settings'

/** What lies over a screen: closed by a scan, but for the set-up of a scanner, which wants scans for itself. */
export type Overlay = 'staff' | 'camera' | 'scanner-setup' | 'scanner-sheet' | 'shortcuts' | 'take-back'

/** Where the cashier is. */
export interface NavState {
  readonly screen: Screen
  readonly overlay: Overlay | null
  /** Whether what was pressed goes on by itself once it is said who is at the till. */
  readonly goesOn: boolean
  /** Whether the settings are open to connect a shop. */
  readonly connecting: boolean
  /** Whether the scanner tester lies over it all. It stays there whatever a scan opens behind it. */
  readonly testing: boolean
}

/** A scanned code that opened nobody. */
export interface UnknownCard {
  readonly code: string
  /** True where the provider was asked and knows nobody; otherwise the code may well be somebody's. */
  readonly certain: boolean
  /** Stamps that this till already keeps for the code. */
  readonly waitingStamps: number
  /** The scanner is set to another keyboard than the computer: the code is another one, in all likelihood. */
  readonly comesWrong?: true
}

/** A scanned card that was lost and replaced. */
export type LostCard = Pick<Extract<ScanAnswer, { kind: 'replaced' }>, 'code' | 'at' | 'key' | 'nameMasked'>

/** What the counter shows. */
export type Place =
  | { readonly kind: 'idle' }
  | { readonly kind: 'member' }
  | { readonly kind: 'several'; readonly rows: readonly MemberRow[]; readonly code: string }
  | { readonly kind: 'unknown-card'; readonly card: UnknownCard }
  /** The form for a new member, with the scanned card where there is one. */
  | { readonly kind: 'enrol'; readonly code: string | null }
  /** The form that enrols a customer of the shop into a tier, with the scanned card where there is one. */
  | { readonly kind: 'tier'; readonly code: string | null }
  | { readonly kind: 'not-a-card'; readonly problem: 'empty' | 'too-long' | 'unreadable' }
  | { readonly kind: 'no-card'; readonly what: NoCard; readonly code: string }
  | { readonly kind: 'replaced'; readonly card: LostCard }

/** Somebody who was at the counter a moment ago; a code where nobody is known by it. */
export interface Recent {
  readonly at: number
  readonly key: MemberKey | null
  readonly code: string | null
  readonly name: string | null
  /** What tells namesakes apart: the end of a phone or of a card; absent where there is none. */
  readonly end?: string
}

/** What the loyalty system itself was asked for a query that rests; its rows stand below those of this till. */
export interface Beyond {
  readonly query: string
  /** `not-asked`: there is nobody to ask now, so that nothing failed, and nobody may be called unknown. */
  readonly state: 'asking' | 'answered' | 'failed' | 'not-asked'
  readonly rows: readonly MemberRow[]
}

/** The counter: the search field and what is under it. */
export interface CounterState {
  readonly place: Place
  readonly query: string
  /** The answer that is shown; perhaps still that of an earlier query. */
  readonly answer: SearchAnswer | null
  /** Null where the answer has all that there is to find. */
  readonly beyond: Beyond | null
  /** Which row Enter opens; -1 for none. */
  readonly active: number
  /**
   * A digit that adds stamps, or a question mark that opens the shortcuts, unless another key follows: then it was the start
   * of a search or a scan.
   */
  readonly armed: number | '?' | null
  /** Enter was pressed before the answer came. */
  readonly enterWaits: boolean
  /** A scan is being looked up. */
  readonly looking: boolean
  /** Counts what the cashier asked for; an answer to an earlier question changes nothing on screen. */
  readonly ticket: number
  readonly recents: readonly Recent[]
  /** Leaves the open form, with a question where something was typed; null where no form is open. */
  readonly leaveForm: (() => void) | null
}

/** What must be confirmed before it is done a second time. */
export type AgainQuestion =
  | { readonly kind: 'stamps'; readonly amount: number; readonly earlier: OperationView }
  /** More than the shop's cap of a day. `given` today so far; `changes`: the stamps that would become so many, null for new ones. */
  | {
      readonly kind: 'cap'
      readonly amount: number
      readonly given: number
      readonly cap: number
      readonly changes: Ulid | null
    }
  | { readonly kind: 'reward'; readonly rewardId: string; readonly earlier: OperationView }
  | {
      readonly kind: 'balance'
      readonly amount: number
      readonly note: string | null
      readonly earlier: OperationView
    }

/** The member at the counter, and what is being done for it. */
export interface MemberState {
  readonly view: MemberView | null
  /** Which card is used: see features/member/cards.ts; null until chosen. */
  readonly card: string | null
  /** Card last used for a member since the terminal started. */
  readonly used: Readonly<Partial<Record<MemberKey, string>>>
  readonly stampIntent: Ulid
  /** The stamps that another number still changes. */
  readonly stamped: OperationView | null
  /** Why the scan that would have stamped at once gave no stamp. */
  readonly unstamped: 'reward' | 'card' | null
  readonly stamping: boolean
  readonly redeemIntent: Ulid
  readonly redeeming: boolean
  /** The redemption at hand, until the cashier says it is given. */
  readonly redeemed: OperationView | null
  readonly adjustIntent: Ulid
  readonly adjusting: boolean
  /** Something that has arrived is being taken back. */
  readonly reverting: boolean
  /** The form for another amount is open. */
  readonly counting: boolean
  /** Which of the forms beside the balance is open. */
  readonly extra: 'affiliate' | 'ledger' | 'lists' | 'wallet' | null
  readonly question: AgainQuestion | null
  readonly editing: boolean
  /** Whether the question is open if the member is to be forgotten here. */
  readonly forgetting: boolean
}

/** Actions that can still be undone, newest last. */
export interface UndoState {
  readonly operations: readonly OperationView[]
}

/** A message that lies at the edge of the screen. */
export interface Toast {
  readonly id: number
  readonly tone: 'good' | 'bad' | 'info'
  readonly what: Phrase
  /** Stays until dismissed. */
  readonly stays: boolean
  /** What it is about, where one message of a kind is enough. */
  readonly matter: 'file' | 'copies' | 'scan' | 'scanner' | `scanner ${string}` | null
  /** What it offers to open; null for nothing. */
  readonly offer: 'scanner-setup' | null
}

/** What is told: shown as toasts, and said to screen readers. */
export interface NoticeState {
  readonly toasts: readonly Toast[]
  readonly polite: { readonly id: number; readonly what: Phrase } | null
  readonly assertive: { readonly id: number; readonly what: Phrase } | null
  readonly next: number
}

/**
 * Takes a scan for itself; true where it did.
 *
 * @param comesWrong the scanner is set to another keyboard than the computer, so that it is another code in all likelihood
 */
export type ScanConsumer = (raw: string, comesWrong: boolean) => boolean

/** Settings that are tried before they are kept, and who hears what comes of them. */
export interface WedgeTrial {
  readonly settings: WedgeSettings
  readonly onScan: (text: string) => void
  readonly onHalfScan: () => void
}

/** Who is asked first when a scan arrives: a form that has a field for it. The newest is asked first. */
export interface ScanState {
  readonly consumers: readonly ScanConsumer[]
  /** Forms that what a scan opens would take away: whether something is typed in them. */
  readonly kept: readonly (() => boolean)[]
  /** The code of the latest that was looked up. */
  readonly latest: string | null
  /** Whether keys come at a scanner's speed right now. */
  readonly isBursting: () => boolean
  /**
   * A key that came alone is to be taken as a shortcut. 0: it may be, and is no part of a scan that follows; otherwise it
   * may still be a scanner's, and is to be asked about again after so many milliseconds.
   */
  readonly claim: () => number
  /** Who takes every key of the window for itself: the set-up of a scanner. Nothing else hears of them meanwhile. */
  readonly taker: ((event: KeyboardEvent) => void) | null
  /** Instead of what was learned before; null where nothing is tried. */
  readonly trial: WedgeTrial | null
  /** Who is told of everything that arrives; null where nobody watches. */
  readonly watch: ScanWatch | null
}

/** What would stay behind if the window closed now; null while nobody closes it. */
export interface LeavingState {
  readonly work: UnsentWork | null
}

/** What the shop's tiers are called, as far as it was asked: a member is told to be in one by its id. */
export interface TierState {
  /** By the provider's id; null until the loyalty system has told them. */
  readonly names: ReadonlyMap<string, string> | null
}

/** How a scanner of this till is: one that is no keyboard. */
export type ScannerState =
  | { readonly kind: 'starting' | 'connected' | 'unplugged' | 'noisy' }
  | { readonly kind: 'failed'; readonly why: 'busy' | 'refused' | 'other' }

/** The scanners of this till that are no keyboards. */
export interface ScannersState {
  /** Null until main has told. */
  readonly list: readonly Scanner[] | null
  /** By the scanner's id; one that is not there is not looked after yet. */
  readonly states: Readonly<Partial<Record<Ulid, ScannerState>>>
  /** What can be chosen now; null while nothing is chosen. */
  readonly choice: ScannerChoice | null
  /** Of which kind the cashier adds one, and in which search for it; null while nobody does. */
  readonly adding: { readonly kind: ScannerKind } | null
  /** Looks after a scanner at once, instead of when its turn comes. */
  readonly tryAgain: (id: Ulid) => void
}

/** What has a sound of its own. */
export type SignalKind = 'saved' | 'undone' | 'question' | 'failed' | 'reward'

/** What just happened, for ears and for eyes. */
export interface FeedbackState {
  readonly last: { readonly id: number; readonly kind: SignalKind } | null
  /** A card is full. It is shown for a moment and is in nobody's way. */
  readonly moment: {
    readonly id: number
    readonly reward: string
    /** Whose card it is: before anybody else it is not shown. */
    readonly member: MemberKey
    /** UTC ms. */
    readonly at: number
  } | null
  /** What the question whether to take it back is about; null where there is nothing. */
  readonly lastAction: LastAction | null
}

/** The terminal as the page knows it: one small store per concern, and main. Made once, by the entry or a test. */
export interface Till {
  readonly terminal: Terminal
  readonly session: StoreApi<SessionState>
  /** The language of the screen. */
  readonly spoken: StoreApi<Spoken>
  readonly status: StoreApi<StatusState>
  readonly nav: StoreApi<NavState>
  readonly counter: StoreApi<CounterState>
  readonly member: StoreApi<MemberState>
  readonly undo: StoreApi<UndoState>
  readonly feedback: StoreApi<FeedbackState>
  readonly customer: StoreApi<CustomerState>
  readonly leaving: StoreApi<LeavingState>
  readonly tiers: StoreApi<TierState>
  readonly notices: StoreApi<NoticeState>
  readonly scans: StoreApi<ScanState>
  readonly scanners: StoreApi<ScannersState>
}

/** A member panel with nobody in it. */
export function emptyMember(used: MemberState['used']): MemberState {
  return {
    view: null,
    card: null,
    used,
    stampIntent: newIntent(),
    stamped: null,
    unstamped: null,
    stamping: false,
    redeemIntent: newIntent(),
    redeeming: false,
    redeemed: null,
    adjustIntent: newIntent(),
    adjusting: false,
    reverting: false,
    counting: false,
    extra: null,
    question: null,
    editing: false,
    forgetting: false,
  }
}

/** Makes the stores. Nothing is asked of main yet. */
export function createTill(terminal: Terminal): Till {
  const till: Till = {
    terminal: askingWhoIsThere(terminal, () => till),
    session: createStore<SessionState>(() => ({ phase: 'starting' })),
    spoken: createStore<Spoken>(englishFirst),
    status: createStore<StatusState>(() => ({
      link: { kind: 'online' },
      queue: { waiting: 0, oldestAt: null, checking: 0, needsYou: 0, elsewhere: [] },
      directory: { phase: 'empty', members: 0, total: null, finishedAt: null },
      safety: null,
    })),
    nav: createStore<NavState>(() => ({
      screen: 'counter',
      overlay: null,
      goesOn: false,
      connecting: false,
      testing: false,
    })),
    counter: createStore<CounterState>(() => ({
      place: { kind: 'idle' },
      query: '',
      answer: null,
      beyond: null,
      active: 0,
      armed: null,
      enterWaits: false,
      looking: false,
      ticket: 0,
      recents: [],
      leaveForm: null,
    })),
    member: createStore<MemberState>(() => emptyMember({})),
    undo: createStore<UndoState>(() => ({ operations: [] })),
    feedback: createStore<FeedbackState>(() => ({ last: null, moment: null, lastAction: null })),
    customer: createStore<CustomerState>(() => ({ display: null, asked: null, answer: null })),
    leaving: createStore<LeavingState>(() => ({ work: null })),
    tiers: createStore<TierState>(() => ({ names: null })),
    notices: createStore<NoticeState>(() => ({ toasts: [], polite: null, assertive: null, next: 1 })),
    scans: createStore<ScanState>(() => ({
      consumers: [],
      kept: [],
      latest: null,
      isBursting: () => false,
      claim: () => 0,
      taker: null,
      trial: null,
      watch: null,
    })),
    scanners: createStore<ScannersState>(() => ({
      list: null,
      states: {},
      choice: null,
      adding: null,
      tryAgain: () => undefined,
    })),
  }
  return till
}
