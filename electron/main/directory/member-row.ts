import { indexWords } from '../../../shared/domain/fold-text.ts'
import type { MemberFact } from '../../../shared/domain/member-fact.ts'
import type { MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'
import type { CardKinds, KindNumbers } from './card-kinds.ts'
import { mostStamps, packCards, unpackCards } from './packed-cards.ts'
import { jsonList, packList, unpackList } from './packed-list.ts'
import type { CachedMember, LastSpend, SearchHit } from './types.ts'

/** A row of the table `member` (cache-db.ts documents each column). */
export interface MemberRecord {
  readonly id: number
  readonly remote_id: string
  readonly first_name: string
  readonly last_name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly birthday: string | null
  readonly cards: string | null
  readonly cards_at: number | null
  readonly codes: string | null
  readonly tags: string | null
  readonly facts: string | null
  readonly updated_at: number | null
  readonly fetched_at: number
  readonly seen_at: number | null
}

/** What a row says of the member's details. */
type DetailsRecord = Pick<MemberRecord, 'first_name' | 'last_name' | 'email' | 'phone' | 'birthday'>

/** Columns that a search reads of each row: those by which it fits, and those that are shown. */
export type FoundRecord = DetailsRecord & Pick<MemberRecord, 'id' | 'remote_id' | 'cards' | 'codes' | 'facts'>

/** Long enough for every name on earth; a provider that sends a novel does not get it indexed. */
const indexedLength = 200

/** What is stored of a telling, without times and row id. In a transaction: kinds of cards that are new are written. */
export function contentOf(
  member: RemoteMember,
  kinds: KindNumbers,
): Omit<MemberRecord, 'id' | 'cards_at' | 'fetched_at' | 'seen_at'> {
  const { firstName, lastName, email, phone, birthday } = member.details
  return {
    remote_id: member.remoteId,
    first_name: firstName,
    last_name: lastName,
    email,
    phone,
    birthday,
    cards: member.cardsKnown ? packCards(member.cards, kinds) : null,
    codes: packList(member.codes),
    tags: packList(member.tags),
    facts: member.facts === undefined ? null : JSON.stringify(member.facts),
    updated_at: member.updatedAt,
  }
}

/** Folded words under which a member's name is found. */
export function nameWords(details: Pick<MemberDetails, 'firstName' | 'lastName'>): readonly string[] {
  const { firstName, lastName } = details
  return indexWords(`${firstName.slice(0, indexedLength)} ${(lastName ?? '').slice(0, indexedLength)}`)
}

/** A member's name as it is written, in small letters. */
export function writtenName({ firstName, lastName }: Pick<MemberDetails, 'firstName' | 'lastName'>): string {
  return `${firstName} ${lastName ?? ''}`.slice(0, indexedLength).normalize('NFC').toLowerCase()
}

/** What the tokens of a row's member are made of. */
export function indexedOf(
  record: DetailsRecord & Pick<MemberRecord, 'codes'>,
): Pick<RemoteMember, 'details' | 'codes'> {
  return { details: detailsOf(record), codes: unpackList(record.codes) }
}

/** When the cards of a row were last told, UTC ms; null where they never were. */
export function cardsAtOf(record: Pick<MemberRecord, 'cards' | 'cards_at' | 'fetched_at'>): number | null {
  return record.cards === null ? null : (record.cards_at ?? record.fetched_at)
}

/** The member that a row holds. */
function memberOf(record: MemberRecord, kinds: CardKinds): RemoteMember {
  return {
    remoteId: record.remote_id,
    details: detailsOf(record),
    cards: record.cards === null ? [] : unpackCards(record.cards, kinds),
    cardsKnown: record.cards !== null,
    codes: unpackList(record.codes),
    tags: unpackList(record.tags),
    updatedAt: record.updated_at,
    ...(record.facts === null ? {} : { facts: factsOf(record.facts) }),
  }
}

/** The member with its age. Where cards were told, the age is theirs: it is the balance that a cashier reads. */
export function cachedOf(record: MemberRecord, kinds: CardKinds): CachedMember {
  const { fetched_at: detailsAt } = record
  const fetchedAt = cardsAtOf(record) ?? detailsAt
  return { member: memberOf(record, kinds), fetchedAt, ...(detailsAt > fetchedAt ? { detailsAt } : {}) }
}

/** The row as a search result. */
export function hitOf(record: FoundRecord): SearchHit {
  const stamps = record.cards === null ? null : mostStamps(record.cards)
  const lastSpend = record.facts === null ? null : lastSpendOf(factsOf(record.facts))
  return {
    remoteId: record.remote_id,
    details: detailsOf(record),
    stamps,
    codes: unpackList(record.codes),
    ...(lastSpend === null ? {} : { lastSpend }),
  }
}

/** What the provider tells of a member's last purchase; null where it does not. */
export function lastSpendOf(facts: readonly MemberFact[] | undefined): LastSpend | null {
  const fact = facts?.find((one) => one.kind === 'last-spend')
  return fact?.kind === 'last-spend' && fact.at !== null ? { at: fact.at, zoned: fact.zoned } : null
}

function factsOf(text: string): readonly MemberFact[] {
  return jsonList(text, isFact)
}

function detailsOf(record: DetailsRecord): MemberDetails {
  return {
    firstName: record.first_name,
    lastName: record.last_name,
    email: record.email,
    phone: record.phone,
    birthday: record.birthday,
  }
}

/** The codes that a row holds. */
export function codesOf(codes: MemberRecord['codes']): readonly string[] {
  return unpackList(codes)
}

const isFact = (item: unknown): item is MemberFact =>
  typeof item === 'object' && item !== null && 'kind' in item && typeof item.kind === 'string'
