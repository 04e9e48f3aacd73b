import type { Connection, Link } from '../../../shared/domain/connection.ts'
import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import type { HeldCard, MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'
import type {
  OperationKind,
  OperationTarget,
  OperationView,
  PayloadOf,
  PersonAnswer,
  QueueSummary,
  Who,
} from '../../../shared/domain/operation.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import type { Provider } from '../providers/provider.ts'
import type { Days } from './pure/days.ts'
import type { Forgetting } from './pure/forgetting.ts'
import type { Guards } from './pure/guards.ts'
import type { People } from './pure/people.ts'
import type { CardRegister } from './pure/register.ts'
import type { ReplacedCards } from './pure/replaced.ts'
import type { Here, Suspected } from './pure/suspicion.ts'
import type { Transfer } from './pure/transfer.ts'

/** A new operation, ready to be made durable. */
export type NewOperation = {
  readonly [K in OperationKind]: {
    readonly kind: K
    readonly connectionId: Ulid
    /** Minted when the cashier's sheet opened; a second one with the same intent adds nothing. */
    readonly intent: Ulid
    readonly target: OperationTarget
    readonly payload: PayloadOf[K]
    /** Undo window, ms; 0 where there is none. */
    readonly undoMs: number
    /** Name of the cashier at the till. */
    readonly by: string | null
    /** Cashier's id, kept in the audit. */
    readonly actor: Ulid | null
  }
}[OperationKind]

/** What a settled operation brought back, told to listeners in the same turn as the change of state. */
export type Brought =
  | { readonly kind: 'member'; readonly member: RemoteMember }
  | { readonly kind: 'card'; readonly remoteId: string; readonly card: HeldCard }
  | {
      readonly kind: 'stamps-left'
      readonly remoteId: string
      readonly cardId: string
      readonly stamps: number
    }
  /** The provider did not say what is there now: what is known has moved by so much. */
  | { readonly kind: 'moved'; readonly remoteId: string; readonly cardId: string; readonly by: number }

/** A change that listeners hear of, after its commit. */
export interface OperationChange {
  readonly connectionId: Ulid
  readonly view: OperationView
  /** The member whose panel is concerned; null for a code without a member. */
  readonly key: MemberKey | null
  /** What the provider answered, where it did. */
  readonly brought: Brought | null
}

/** What this till still owes one card of a member, for laying over what the provider said. */
export interface OwedCard {
  /** Provider's card id, or null where operations name only the template. */
  readonly cardId: string | null
  readonly templateId: string | null
  /** Stamps minus redemptions that are saved and not settled, without those being checked. */
  readonly waiting: number
  /** Amounts whose outcome is unknown or needs a person, and those sent before that wait to be sent again. */
  readonly checking: number
}

/** What this till still owes one member. */
export interface Owed {
  readonly cards: readonly OwedCard[]
  /** Edits not settled, the newest winning. */
  readonly edits: Partial<MemberDetails>
  /** The enrolment, while it is not settled. */
  readonly creation: { readonly operationId: Ulid; readonly payload: PayloadOf['member.create'] } | null
  /** Codes being attached or enrolled. */
  readonly codes: readonly string[]
  /** True while a mutation of this member is on the wire: reads that finish now may or may not include it. */
  readonly onTheWire: boolean
}

/** A member that exists only in the outbox, or whose edits have not arrived: search must find it. */
export interface WaitingMember {
  readonly key: MemberKey
  readonly details: MemberDetails
  /** Whether details are the whole member (an enrolment) or only edited fields over the copy. */
  readonly whole: boolean
  /** Fields that were changed and not sent. */
  readonly edits: Partial<MemberDetails>
  readonly codes: readonly string[]
}

/** A question as it was on screen. */
export interface Question {
  readonly id: Ulid
  /** When it became what was shown, UTC ms: a later one is another question. */
  readonly changedAt: number
}

/** An answer that many questions can have together. */
export type SharedAnswer = Extract<PersonAnswer, { readonly kind: 'retry' | 'confirm' }>

/** What came of one answer to many questions. */
export interface ManyAnswered {
  readonly answered: readonly OperationView[]
  /** No longer the question that was shown: left as they are. */
  readonly passed: readonly OperationView[]
}

/** A change of a balance that somebody may want to take back. */
export interface Adjustment {
  readonly connectionId: Ulid
  readonly id: Ulid
  /** Its key at the provider: the id that it was made with, perhaps on another till. */
  readonly madeAs: Ulid
  readonly key: MemberKey
  readonly payload: PayloadOf['balance.adjust']
  /** Whether it is there. */
  readonly arrived: boolean
  /** Whether it was taken back already, or is being. */
  readonly reverted: boolean
}

/** Which rewards were given to a member while the provider could not confirm. */
export interface ProvisionalCount {
  /** Since the outage began. */
  readonly sinceOutage: number
}

/** The member of a `use-member` answer. */
export interface NamedMember {
  /** How the queue names them. */
  readonly who: Who
  /** What an enrolment has beyond them, and they as they are known; null where nothing is new. */
  readonly edit: Pick<PayloadOf['member.edit'], 'changes' | 'base'> | null
}

/** A card that somebody lost, and the entry of theirs whose it is. */
export interface LostOf {
  readonly code: string
  readonly key: MemberKey
}

/** The facade of the outbox. Every call that changes something is one durable transaction, synchronous. */
export interface Outbox {
  /**
   * Makes it durable (FULL). An intent that is known answers its operation again. `lost`: cards of the same person
   * that count as replaced from then on, where it is a card.attach.
   */
  enqueue(operation: NewOperation, lost?: readonly LostOf[]): Result<OperationView, RequestFailure>
  /**
   * The newest like operation of the same member, kind and amount made within the last 5 s, if any. What is given (stamps,
   * or more of a balance) is like whatever else of its kind was given within `withinMs`, whatever the amount.
   */
  justDone(operation: NewOperation, withinMs?: number): OperationView | null
  undo(id: Ulid, by: string | null): Result<OperationView, RequestFailure>
  /** Another amount within the undo window. */
  changeAmount(id: Ulid, amount: number, by: string | null): Result<OperationView, RequestFailure>
  /** Ends the undo window of this member's held redemptions, and of what was saved for them before those, at once. */
  releaseRedemptions(connectionId: Ulid, key: MemberKey): void
  /** A person settles it. */
  answer(
    id: Ulid,
    answer: PersonAnswer,
    by: string | null,
    /** What is known of the member of a `use-member` answer. */
    named?: NamedMember | null,
  ): Result<OperationView, RequestFailure>

  /** A person gives many questions of one shop the same answer: one durable transaction. */
  answerMany(
    questions: readonly Question[],
    answer: SharedAnswer,
    by: string | null,
  ): Result<ManyAnswered, RequestFailure>

  view(id: Ulid): OperationView | null
  /** A change of a balance, as taking it back needs it; null for anything else. */
  adjustment(id: Ulid): Adjustment | null
  /** `open` newest first, `oldest` the same from the other end. */
  list(
    connectionId: Ulid,
    filter: 'open' | 'oldest' | 'needs-you' | 'recent',
    limit: number,
  ): readonly OperationView[]
  /** Operations for a member, newest first. */
  history(connectionId: Ulid, key: MemberKey, limit: number): readonly OperationView[]
  owed(connectionId: Ulid, key: MemberKey): Owed
  /**
   * Provider's ids of members that have a mutation on the wire. A reading of theirs that arrives now may or may not
   * include it: shown beside what still counts as waiting, it would be counted twice.
   */
  onTheWire(connectionId: Ulid): ReadonlySet<string>
  /** Provider's ids of members for whom anything is not settled: none of them is let go. */
  owedTo(connectionId: Ulid): ReadonlySet<string>
  /** The same of one member. */
  owesTo(connectionId: Ulid, key: MemberKey): boolean
  /** Stamps waiting on a code that has no member yet. */
  owedToCode(connectionId: Ulid, code: string): number
  waitingMembers(connectionId: Ulid): readonly WaitingMember[]
  summary(connectionId: Ulid): QueueSummary
  provisional(connectionId: Ulid, key: MemberKey): ProvisionalCount

  /** The key under which this till knows a provider's id (`l:` where it was enrolled here); merges are not followed. */
  keyOf(connectionId: Ulid, remoteId: string): MemberKey
  /** The provider's id of a member, once it has one. */
  remoteIdOf(connectionId: Ulid, key: MemberKey): string | null

  /** Card register: codes learned on this till, kept even when the member copy is rebuilt. */
  learnCode(connectionId: Ulid, code: string, key: MemberKey): void
  keysOfCode(connectionId: Ulid, code: string): readonly MemberKey[]
  readonly register: CardRegister
  readonly replaced: ReplacedCards

  readonly guards: Guards
  readonly days: Days
  readonly people: People
  readonly forgetting: Forgetting

  link(connectionId: Ulid): Link
  /** Probes the provider now. */
  probe(connectionId: Ulid): Promise<Link>
  /** A cashier's or a pull's own call went through or not: a hint for the gate. */
  hint(connectionId: Ulid, reached: boolean): void

  readonly transfer: Transfer

  onOperation(listener: (change: OperationChange) => void): () => void
  onQueue(listener: (connectionId: Ulid, summary: QueueSummary) => void): () => void
  onLink(listener: (connectionId: Ulid, link: Link) => void): () => void

  /** At a start: a copy of the records may have gone on elsewhere. */
  onSuspected(listener: (suspected: Suspected) => void): () => void

  /** Recovers what the last run left and starts sending. */
  start(): void
  /** Stops claiming, waits up to `ms` for what is on the wire. */
  stop(ms: number): Promise<void>
}

/** What the outbox is built from. */
export interface OutboxDependencies {
  readonly clock: {
    now(): number
    /** Milliseconds that nobody can set, from whatever beginning; `now` where absent. */
    steady?(): number
  }
  /** Timers, so that a test owns time. */
  readonly timers: { set(callback: () => void, ms: number): () => void }
  /**
   * Runs a callback soon, after what the event loop has ready now; `setImmediate` where absent.
   *
   * Claims and outcomes of one turn share a commit.
   */
  readonly soon?: (callback: () => void) => void
  /** `length` random bytes. */
  readonly random: (length: number) => Uint8Array
  readonly connections: () => readonly Connection[]
  /** Null where this version has no adapter for the connection. One that lacks its key answers `unauthorized`. */
  readonly provider: (connection: Connection) => Provider | null
  /**
   * Provider's ids of those whom the copy of a shop's list has under an e-mail or a phone; nobody where there is no copy
   * at hand.
   */
  readonly known?: (
    connectionId: Ulid,
    contact: { readonly email: string | null; readonly phone: string | null },
  ) => Promise<readonly string[]>
  /** One per run of the program. */
  readonly bootId: Ulid
  readonly tillId: string
  /** What the till is called when a file of its work is written; nothing where absent or null. */
  readonly tillName?: () => string | null
  /** What is known outside of the file, read when it is recovered; nothing where absent. */
  readonly outside?: () => Pick<Here, 'machine' | 'marks'>
  /** `error` is what was thrown, as it is: the log keeps of it what may be kept. A word for it would be dropped. */
  readonly log: {
    info(event: string, fields?: Readonly<Record<string, unknown>>): void
    warn(event: string, fields?: Readonly<Record<string, unknown>>): void
  }
}
