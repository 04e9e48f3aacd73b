import type { Connection } from '../../../../shared/domain/connection.ts'
import type { Ulid } from '../../../../shared/domain/ids.ts'
import type { FileProblem, TakenIn } from '../../../../shared/domain/safety.ts'
import type { RequestFailure } from '../../../../shared/ipc/failure.ts'
import type { Result } from '../../../../shared/ipc/result.ts'
import type { Mark } from './suspicion.ts'

/** The last time that bytes of an operation may have left. */
export interface TransferAttempt {
  readonly n: number
  readonly boot: string
  readonly startedAt: number
  readonly remoteId: string | null
  readonly cardId: string | null
  readonly base: number | null
  readonly requestSha: string
  readonly endedAt: number | null
  readonly outcome: string | null
}

/** An operation on its way from one file to another. */
export interface TransferOperation {
  /** The id that it was made with, wherever that was. */
  readonly origin: Ulid
  readonly intent: string
  readonly kind: string
  readonly v: number
  readonly target: { readonly kind: 'member' | 'code'; readonly name: string }
  readonly lane2: string | null
  /** As it lies in the file: an unknown version stays what it is. */
  readonly payload: string
  readonly tag: string
  /** What was held goes as queued: nobody can undo it over there. */
  readonly state: 'queued' | 'unknown' | 'attention'
  /** JSON; only with `attention`. */
  readonly reason: string | null
  readonly insist: boolean
  /** A copy of the record may have sent it. */
  readonly suspect: boolean
  readonly attempts: number
  readonly lostAt: number | null
  readonly createdAt: number
  readonly createdBy: string | null
  readonly actor: string | null
  readonly businessDay: string
  readonly lastAttempt: TransferAttempt | null
}

/** Which shop work is for. Never a key. */
export interface ShopIdentity extends Pick<Connection, 'mode' | 'baseUrl' | 'store' | 'name'> {
  /** Any name: a file for a loyalty system that this version does not know is for another shop, not damaged. */
  readonly provider: string
}

/** Unsent work of one shop, between two tills. */
export interface TransferDocument {
  /** The export, or the file that it was read from. */
  readonly id: string
  /** Whether the till that it comes from has given it up. */
  readonly sealed: boolean
  /** UTC ms. */
  readonly madeAt: number
  readonly tillId: string
  /** As the shop calls that till, where somebody has said. */
  readonly tillName?: string
  readonly shop: ShopIdentity
  /** In the order in which they were made. */
  readonly operations: readonly TransferOperation[]
  /** Members that were enrolled on that till and have an id at the provider. */
  readonly members: readonly { readonly localId: Ulid; readonly remoteId: string }[]
  /** Codes that were learned for these members. */
  readonly codes: readonly { readonly code: string; readonly key: string }[]
}

/** What left with an export. */
export interface MovedOut {
  readonly id: Ulid
  readonly count: number
}

/** The newest export of a shop. */
export interface MoveRecord extends MovedOut {
  readonly at: number
  readonly written: boolean
}

/** Moving unsent work between tills. */
export interface Transfer {
  /**
   * Gives all unsent work of a shop up for another till: durable before this answers, and before any file is
   * written. Waits a few seconds for what is on the wire. Null where nothing waits.
   */
  moveOut(connectionId: Ulid, by: string | null): Promise<Result<MovedOut | null, RequestFailure>>
  /** The text of an export's file, the same each time; null where there is none, or its details were stripped. */
  fileOf(exportId: Ulid): string | null
  /** The file lies whole where the shop wanted it. */
  written(exportId: Ulid): void
  /** The export whose file was never written, else the newest. */
  lastMove(connectionId: Ulid): MoveRecord | null
  /** Reads an export's file. */
  read(text: string): Result<TransferDocument, FileProblem>
  /** Takes work of the same shop in; what is here already adds nothing. */
  takeIn(
    connectionId: Ulid,
    document: TransferDocument,
    by: string | null,
  ): Promise<Result<TakenIn, RequestFailure>>
  /** How far this file has come; null before the first start. */
  mark(): Mark | null
}
