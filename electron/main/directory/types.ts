import type { Match } from '../../../shared/domain/match.ts'
import type { MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'
import type { CardTemplate } from '../../../shared/domain/programme.ts'
import type { DuplicateCause, SearchStage } from '../../../shared/domain/views.ts'

/** A member of the copy on this till. */
export interface CachedMember {
  readonly member: RemoteMember
  /** When the provider last told it, UTC ms. */
  readonly fetchedAt: number
  /** When details were last told, UTC ms, where that is later: a list row told them and no cards. */
  readonly detailsAt?: number
}

/** A hit of a search, best first. */
export interface SearchHit {
  readonly remoteId: string
  readonly details: MemberDetails
  /** Stamps on the fullest card; null where cards were never told. */
  readonly stamps: number | null
  readonly codes: readonly string[]
  /** What the provider tells of their last purchase, where it does. */
  readonly lastSpend?: LastSpend
}

/** When a member last bought something: UTC ms, and whether more than its day is known. */
export interface LastSpend {
  readonly at: number
  readonly zoned: boolean
}

/** A hit, and what of the member answered the query. */
export interface FoundHit extends SearchHit {
  readonly matched: Match
}

/** Hits of a search, best first. */
export interface SearchResult {
  readonly hits: readonly FoundHit[]
  /** Whether others fit as well. */
  readonly more: boolean
  /** Names with a typing error were not looked for yet. Only in the answer to a first stage that found somebody. */
  readonly nearLeft?: true
}

/** Someone who may be the person being enrolled. */
export interface DuplicateHit {
  readonly hit: SearchHit
  readonly cause: DuplicateCause
}

/**
 * Where a full pull stands; kept in the file so that it resumes. A pass is under way while `finishedAt` is
 * null or before `startedAt`; the copy is complete once `finishedAt` is set, also while it is refreshed.
 */
export interface PullState {
  /** Where the pass under way goes on; null at its beginning. */
  readonly cursor: string | null
  /** When the newest pass began, UTC ms; null before the first. */
  readonly startedAt: number | null
  /** When a pass was last complete, UTC ms; null before. */
  readonly finishedAt: number | null
  readonly total: number | null
  /**
   * When the last complete pass began, UTC ms. Lists shift while they are read, so that one pass can miss a
   * member who is there: gone is who was seen neither in the newest pass nor in that one.
   */
  readonly lastStartedAt: number | null
  /** What keeping the copy fresh goes by; absent before the first page, and in a copy of an older version. */
  readonly keeping?: Keeping
}

/** What keeping a copy fresh goes by. */
export interface Keeping {
  /** Pages of the newest pass that were read, and the members in them: who moved meanwhile counts twice. */
  readonly pages: number
  readonly told: number
  /** Pages of the last complete pass; null before. */
  readonly lastPages: number | null
  /** Where the reading of what is new goes on, in the adapter's own words; null at its beginning. */
  readonly place: string | null
  /** Whether that is in the middle of a reading. */
  readonly isAmidst: boolean
  /** When what is new was last read to its end, UTC ms; null before. */
  readonly changesAt: number | null
  /** Those whom the newest complete passes did not tell, where they were too many to be believed; null otherwise. */
  readonly missing: Missing | null
}

/** Members whom the list suddenly does not tell any more. */
export interface Missing {
  readonly members: number
  /** Complete passes in a row that said so. */
  readonly passes: number
  /** When the first of them ended, UTC ms. */
  readonly since: number
}

/**
 * The member copy of one connection, behind a worker thread. Nothing in it is precious: it can be rebuilt.
 *
 * Every call is asynchronous and answered in the order of the calls, but that whoever reads does not wait for pages of a
 * pull that were given before, and may see a part of them.
 */
export interface Directory {
  /** At most `limit` hits; any order of words, accents and case ignored, phone, e-mail, code. The whole search where no stage is told. */
  search(query: string, limit: number, stage?: SearchStage): Promise<SearchResult>
  /** As `search`, but only whole codes, provider's ids, phones and e-mails: no part of one, and no name. */
  exact(query: string, limit: number): Promise<SearchResult>
  byCode(code: string): Promise<readonly CachedMember[]>
  member(remoteId: string): Promise<CachedMember | null>
  /** Those of them who are there. */
  members(remoteIds: readonly string[]): Promise<readonly CachedMember[]>
  duplicates(details: MemberDetails, code: string | null): Promise<readonly DuplicateHit[]>

  /** Stores what the provider told at `readAt`; an older telling never replaces a newer one. */
  apply(members: readonly RemoteMember[], readAt: number): Promise<void>
  /**
   * A page and the place after it, in one transaction, perhaps with pages before and after it. Settles once that is
   * committed. After a page that failed every other does, until `pullState` was asked: it tells where to go on.
   */
  applyPage(members: readonly RemoteMember[], readAt: number, state: PullState): Promise<void>
  /**
   * After a complete pass: members that were in no answer since `startedAt` are gone at the provider, but those spared,
   * who are asked for as it goes.
   */
  sweep(startedAt: number, spared?: () => ReadonlySet<string>): Promise<number>
  /** How many members were in no answer since then. */
  unseen(since: number): Promise<number>
  remove(remoteId: string): Promise<void>
  /**
   * As `remove`, and nothing of the member is left in the file's bytes, nor in the log beside it. Of a million members it
   * takes some seconds, in steps between which searches are answered.
   */
  forget(remoteId: string): Promise<void>
  /** Throws the copy away, to the last byte, and begins an empty one. */
  clear(): Promise<void>
  pullState(): Promise<PullState>
  count(): Promise<number>
  /** Members in the order in which they came, from the place after the last page on; `next` is null after the last one. */
  page(
    after: number,
    limit: number,
  ): Promise<{ readonly members: readonly CachedMember[]; readonly next: number | null }>

  saveProgramme(cards: readonly CardTemplate[], fetchedAt: number): Promise<void>
  programme(): Promise<{ readonly cards: readonly CardTemplate[]; readonly fetchedAt: number } | null>

  close(): Promise<void>
}
