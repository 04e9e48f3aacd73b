import { indexWords } from '../../../shared/domain/fold-text.ts'
import type { MemberFact } from '../../../shared/domain/member-fact.ts'
import type { HeldCard, MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'
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
  readonly seen_at: number
}

/** Long enough for every name on earth; a provider that sends a novel does not get it indexed. */
const indexedLength = 200

type CardTuple = [id: string, templateId: string, name: string, stamps: number, pass: 1 | 0 | null]

/** What is stored of a telling, without times and row id. */
export function contentOf(
  member: RemoteMember,
): Omit<MemberRecord, 'id' | 'cards_at' | 'fetched_at' | 'seen_at'> {
  const { firstName, lastName, email, phone, birthday } = member.details
  return {
    remote_id: member.remoteId,
    first_name: firstName,
    last_name: lastName,
    email,
    phone,
    birthday,
    cards: member.cardsKnown ? JSON.stringify(member.cards.map(tupleOf)) : null,
    codes: listText(member.codes),
    tags: listText(member.tags),
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

/** The member that a row holds. */
export function memberOf(record: MemberRecord): RemoteMember {
  return {
    remoteId: record.remote_id,
    details: detailsOf(record),
    cards: cardsOf(record),
    cardsKnown: record.cards !== null,
    codes: listOf(record.codes),
    tags: listOf(record.tags),
    updatedAt: record.updated_at,
    ...(record.facts === null ? {} : { facts: factsOf(record.facts) }),
  }
}

/** The member with its age. Where cards were told, the age is theirs: it is the balance that a cashier reads. */
export function cachedOf(record: MemberRecord): CachedMember {
  const { cards_at: cardsAt, fetched_at: detailsAt } = record
  const fetchedAt = cardsAt ?? detailsAt
  return { member: memberOf(record), fetchedAt, ...(detailsAt > fetchedAt ? { detailsAt } : {}) }
}

/** The row as a search result. */
export function hitOf(record: MemberRecord): SearchHit {
  const stamps =
    record.cards === null ? null : cardsOf(record).reduce((most, card) => Math.max(most, card.stamps), 0)
  const lastSpend = record.facts === null ? null : lastSpendOf(factsOf(record.facts))
  return {
    remoteId: record.remote_id,
    details: detailsOf(record),
    stamps,
    codes: listOf(record.codes),
    ...(lastSpend === null ? {} : { lastSpend }),
  }
}

/** What the provider tells of a member's last purchase; null where it does not. */
export function lastSpendOf(facts: readonly MemberFact[] | undefined): LastSpend | null {
  const fact = facts?.find((one) => one.kind === 'last-spend')
  return fact?.kind === 'last-spend' && fact.at !== null ? { at: fact.at, zoned: fact.zoned } : null
}

function factsOf(text: string): readonly MemberFact[] {
  return arrayOf(text, isFact)
}

function detailsOf(record: MemberRecord): MemberDetails {
  return {
    firstName: record.first_name,
    lastName: record.last_name,
    email: record.email,
    phone: record.phone,
    birthday: record.birthday,
  }
}

function cardsOf(record: MemberRecord): readonly HeldCard[] {
  if (record.cards === null) return []
  return arrayOf(record.cards, isCard).map(([id, templateId, name, stamps, pass]) => {
    return { id, templateId, name, stamps, passInstalled: pass === null ? null : pass === 1 }
  })
}

function tupleOf(card: HeldCard): CardTuple {
  const pass = card.passInstalled === null ? null : card.passInstalled ? 1 : 0
  return [card.id, card.templateId, card.name, card.stamps, pass]
}

function listText(list: readonly string[]): string | null {
  return list.length === 0 ? null : JSON.stringify(list)
}

/** The codes that a row holds. */
export function codesOf(codes: MemberRecord['codes']): readonly string[] {
  return listOf(codes)
}

function listOf(text: string | null): readonly string[] {
  return text === null ? [] : arrayOf(text, isText)
}

/** A list as it was written. What is there instead is damage, as it is where it is no JSON at all. */
function arrayOf<T>(text: string, is: (item: unknown) => item is T): readonly T[] {
  const value: unknown = JSON.parse(text)
  if (!Array.isArray(value) || !value.every(is)) throw new SyntaxError('what a row holds is something else')
  return value
}

const isText = (item: unknown): item is string => typeof item === 'string'
const isCard = (item: unknown): item is CardTuple =>
  Array.isArray(item) && item.slice(0, 3).every(isText) && typeof item[3] === 'number'
const isFact = (item: unknown): item is MemberFact =>
  typeof item === 'object' && item !== null && 'kind' in item && isText(item.kind)
