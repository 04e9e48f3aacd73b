import type { Connection } from '../../../../shared/domain/connection.ts'
import type { MemberKey } from '../../../../shared/domain/ids.ts'
import type { AttentionReason, OperationKind, PayloadOf, Proof } from '../../../../shared/domain/operation.ts'
import type { AttemptRow } from '../../db/tables/attempts.ts'
import type { Json } from '../../db/hash.ts'
import type { Answer, Failure, MutationOptions, Provider } from '../../providers/provider.ts'
import type { Reading } from '../settle.ts'
import type { Brought } from '../types.ts'

/** What a kind is given to work with. It reads and sends through the provider and touches no database. */
export interface Job<K extends OperationKind> {
  readonly payload: PayloadOf[K]
  readonly connection: Connection
  readonly provider: Provider
  /** With our mark at the provider. */
  readonly options: MutationOptions
  /** A code whose member is not known yet; null where the target is a member. */
  readonly code: string | null
  /** The provider's id of the target; null for a code, or a member whose enrolment never arrived. */
  readonly remoteId: string | null
  /** True for a short while after the member was enrolled here: a read may not show it yet. */
  readonly freshlyEnrolled: boolean
  /** True once bytes of an earlier attempt may have left, from here or from a copy of this record. */
  readonly sentBefore: boolean
  /** A person chose to overwrite what was changed elsewhere. */
  readonly insist: boolean
  /** Stamps on a card by our own last write; null where there was none since the start or its outcome is open. */
  readonly counterOf: (cardId: string) => number | null
  /** Whether a read now shows all that this till wrote for the member. */
  readonly readsAreFresh: boolean
  readonly keyOf: (remoteId: string) => MemberKey
  /** Codes that this till knows to lead to the target. */
  readonly codes: () => readonly string[]
  /** Provider's ids of those whom this till's copy of the list has under an e-mail or a phone. */
  readonly known: (contact: Contact) => Promise<readonly string[]>
  /** Members that this till's card register names for a code. */
  readonly holders: (code: string) => readonly MemberKey[]
}

/** How somebody can be found. */
export interface Contact {
  readonly email: string | null
  readonly phone: string | null
}

/** What an operation that is done leaves on this till. */
export interface Applied {
  readonly brought: Brought | null
  /** The provider's id of a new member. */
  readonly created: string | null
  /** Codes that are now known to lead to the target. */
  readonly codes: readonly string[]
  /** A counter as the provider just told it. */
  readonly counter: { readonly cardId: string; readonly stamps: number } | null
}

/** Exactly one mutation, ready to leave. */
export interface Ready {
  readonly kind: 'ready'
  readonly remoteId: string | null
  readonly cardId: string | null
  readonly base: number | null
  readonly baseFresh: boolean
  /** What is asked, for the attempt's hash. */
  readonly request: Json
  readonly send: () => Promise<Answer<Applied>>
}

/** What resolving an operation before sending led to. */
export type Prepared =
  | Ready
  /** It is there already. */
  | { readonly kind: 'found'; readonly proof: Proof; readonly applied: Applied }
  | { readonly kind: 'ask'; readonly reason: AttentionReason }
  /** A read failed; nothing of the operation was sent. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The provider may not show the member yet. */
  /** `slow`: somebody elsewhere has to act first, which may take days; asked ever more rarely. */
  | { readonly kind: 'later'; readonly slow?: true }
  /** The code leads to this member: the operation joins the member's lane first. */
  | { readonly kind: 'belongs'; readonly key: MemberKey }

/** What a definite refusal means. */
export type Refused = Extract<Prepared, { kind: 'found' | 'ask' | 'later' }>

/** What a look after a silence showed. */
export interface Look {
  readonly reading: Reading
  readonly applied: Applied
  /** Set where the read itself failed. */
  readonly failure: Failure | null
}

/** Whom and what a request named, and the figure before it; null where only a copy of this record may have sent it. */
export type Sent = Pick<AttemptRow, 'remote_id' | 'card_id' | 'base'>

/** One kind of operation: how it is resolved, sent, read back, and what its refusals mean. */
export interface Kind<K extends OperationKind> {
  prepare(job: Job<K>): Promise<Prepared>
  refused(job: Job<K>, ready: Ready, failure: Failure): Promise<Refused>
  look(job: Job<K>, sent: Sent): Promise<Look>
}

/** Nothing but the change of state. */
export const nothing: Applied = { brought: null, created: null, codes: [], counter: null }

/** Passes a successful answer on as what it leaves here. */
export function applied<T>(answer: Answer<T>, toApplied: (value: T) => Applied): Answer<Applied> {
  return answer.ok ? { ...answer, value: toApplied(answer.value) } : answer
}

/** A look that brought no evidence. */
export function failedLook(failure: Failure): Look {
  return { reading: { kind: 'failed' }, applied: nothing, failure }
}

/** A look that the provider answered. */
export function lookOf(reading: Reading, left: Applied = nothing): Look {
  return { reading, applied: left, failure: null }
}
