import type { MemberDetails } from '../../../shared/domain/member.ts'
import type { CacheFile } from '../db/open-cache.ts'
import { pickDuplicates } from './duplicates.ts'
import { digitsOf, keyKind, lowerEmail, reversed, sameMailbox, trunkPrefix } from './member-keys.ts'
import type { KeyKind } from './member-keys.ts'
import { cachedOf, hitOf, nameWords } from './member-row.ts'
import type { MemberRecord } from './member-row.ts'
import { nameBegins, rank } from './rank.ts'
import type { Candidate, Tier } from './rank.ts'
import { matchExpression, planSearch } from './search-plan.ts'
import type { PhonePlan, SearchPlan, WordPlan } from './search-plan.ts'
import type { Match } from '../../../shared/domain/match.ts'
import type { CachedMember, DuplicateHit, SearchResult } from './types.ts'

/** Candidates that are ranked; a query that brings more is answered from these. */
const mostCandidates = 200
/** Calling codes that a number without one is tried with, the commonest first. */
const mostCallingCodes = 6
/** Enough for one birthday among a million members. */
const mostOfOneBirthday = 500
const shortestBeginning = 3
const shortestEnding = 4
/** From here an ending is a whole number without what is dialled in front of it. */
const wholeNumber = 7

/** Reads of the member copy. */
export interface LookUp {
  search(query: string, limit: number): SearchResult
  exact(query: string, limit: number): SearchResult
  byCode(code: string): readonly CachedMember[]
  member(remoteId: string): CachedMember | null
  members(remoteIds: readonly string[]): readonly CachedMember[]
  duplicates(details: MemberDetails, code: string | null): readonly DuplicateHit[]
  page(
    after: number,
    limit: number,
  ): { readonly members: readonly CachedMember[]; readonly next: number | null }
}

type Found = { readonly id: number; readonly name_words: string }

/** Prepares the reads of an open member copy. */
export function prepareLookUp(db: CacheFile): LookUp {
  const named = 'SELECT m.id, m.name_words FROM look_up l JOIN member m ON m.id = l.member'
  const exact = db.prepare<[KeyKind, string, number], Found>(
    `${named} WHERE l.kind = ? AND l.key = ? LIMIT ?`,
  )
  const range = db.prepare<[KeyKind, string, string, number], Found>(
    `${named} WHERE l.kind = ? AND l.key >= ? AND l.key < ? LIMIT ?`,
  )
  const byName = db.prepare<[string, number], Found>(
    'SELECT m.id, m.name_words FROM name_index JOIN member m ON m.id = name_index.rowid WHERE name_index MATCH ? LIMIT ?',
  )
  const namedById = db.prepare<[string], Found>('SELECT id, name_words FROM member WHERE remote_id = ?')
  const row = db.prepare<[number], MemberRecord>('SELECT * FROM member WHERE id = ?')
  const rowByRemoteId = db.prepare<[string], MemberRecord>('SELECT * FROM member WHERE remote_id = ?')
  const rowsByKey = db.prepare<[KeyKind, string, number], MemberRecord>(
    'SELECT m.* FROM look_up l JOIN member m ON m.id = l.member WHERE l.kind = ? AND l.key = ? LIMIT ?',
  )
  const rowsAfter = db.prepare<[number, number], MemberRecord>(
    'SELECT * FROM member WHERE id > ? ORDER BY id LIMIT ?',
  )
  const callingCodes = db
    .prepare<[number], string>('SELECT code FROM calling_code ORDER BY members DESC LIMIT ?')
    .pluck()

  const beginning = (kind: KeyKind, prefix: string, limit: number): readonly Found[] =>
    range.all(kind, prefix, `${prefix}\u{10ffff}`, limit)

  function search(query: string, limit: number): ReturnType<LookUp['search']> {
    const plan = planSearch(query)
    if (plan === null) return { hits: [], more: false }
    const gathered = new Gathering()
    gatherExact(plan, gathered)
    gatherNames(plan.words, gathered)
    gatherParts(plan, gathered)
    return answerOf(gathered, plan, limit)
  }

  function exactly(query: string, limit: number): SearchResult {
    const plan = planSearch(query)
    if (plan === null) return { hits: [], more: false }
    const gathered = new Gathering()
    gatherExact(plan, gathered)
    return answerOf(gathered, plan, limit)
  }

  function answerOf(gathered: Gathering, plan: SearchPlan, limit: number): SearchResult {
    const candidates = gathered.list()
    const hits = rank(candidates, plan)
      .slice(0, limit)
      .flatMap(({ id, kind }) => {
        const record = row.get(id)
        return record === undefined ? [] : [{ ...hitOf(record), matched: matchOf(kind, plan) }]
      })
    return { hits, more: candidates.length > hits.length || gathered.isFull() }
  }

  function gatherExact(plan: SearchPlan, into: Gathering): void {
    for (const code of plan.codes) {
      into.add('code', 'code', exact.all(keyKind.code, code, into.room()))
      const member = namedById.get(code)
      if (member !== undefined) into.add('code', 'id', [member])
    }
    if (plan.phone !== null) {
      for (const number of wholeNumbers(plan.phone))
        into.add('phone', 'phone', exact.all(keyKind.phone, number, into.room()))
    }
    if (plan.email?.includes('@') === true)
      into.add('email', 'email', exact.all(keyKind.email, plan.email, into.room()))
  }

  function gatherNames(words: readonly WordPlan[], into: Gathering): void {
    for (const mode of ['whole', 'last-begins', 'begin'] as const) {
      const expression = into.isFull() ? null : matchExpression(words, mode)
      if (expression !== null) into.add('name', 'name', byName.all(expression, mostCandidates))
    }
  }

  function gatherParts(plan: SearchPlan, into: Gathering): void {
    const { phone, email, codePrefix, nameWithDigits } = plan
    if (phone !== null) {
      for (const number of wholeNumbers(phone))
        into.add('part', 'phone', beginning(keyKind.phone, number, into.room()))
      for (const ending of endings(phone)) {
        into.add('part', 'phone', beginning(keyKind.phoneReversed, reversed(ending), into.room()))
      }
    }
    if (email !== null) into.add('part', 'email', beginning(keyKind.email, email, into.room()))
    if (codePrefix !== null) into.add('part', 'code', beginning(keyKind.code, codePrefix, into.room()))
    if (nameWithDigits !== null && nameWithDigits.digits.length >= shortestEnding) {
      const found = beginning(keyKind.phoneReversed, reversed(nameWithDigits.digits), mostCandidates)
      into.add(
        'part',
        'phone',
        found.filter(({ name_words }) => nameBegins(name_words.split(' '), nameWithDigits.words)),
      )
    }
  }

  /** What a typed number is with a calling code in front: as it stands, and as dialled at home. */
  function wholeNumbers({ digits, number, international }: PhonePlan): readonly string[] {
    if (number.length < shortestBeginning) return []
    if (international) return [number]
    const home = callingCodes.all(mostCallingCodes).flatMap((code) => {
      const trunk = trunkPrefix(code)
      const dialled = digits.startsWith(trunk) && digits.length > trunk.length
      return dialled ? [code + digits.slice(trunk.length), code + digits] : [code + digits]
    })
    return [digits, ...home]
  }

  function byCode(code: string): readonly CachedMember[] {
    return rowsByKey.all(keyKind.code, code, mostCandidates).map(cachedOf)
  }

  function member(remoteId: string): CachedMember | null {
    const record = rowByRemoteId.get(remoteId)
    return record === undefined ? null : cachedOf(record)
  }

  function members(remoteIds: readonly string[]): readonly CachedMember[] {
    return remoteIds.flatMap((remoteId) => member(remoteId) ?? [])
  }

  function duplicates(details: MemberDetails, code: string | null): readonly DuplicateHit[] {
    const found = new Map<number, MemberRecord>()
    const take = (records: readonly MemberRecord[]): void => {
      for (const record of records) found.set(record.id, record)
    }
    const phone = digitsOf(details.phone ?? '')
    if (code !== null) take(rowsByKey.all(keyKind.code, code, mostCandidates))
    if (phone !== '') take(rowsByKey.all(keyKind.phone, phone, mostCandidates))
    if (details.email !== null && details.email.trim() !== '') {
      const mailbox = sameMailbox(details.email)
      take(rowsByKey.all(keyKind.email, lowerEmail(details.email), mostCandidates))
      take(rowsByKey.all(keyKind.email, mailbox, mostCandidates))
      take(rowsByKey.all(keyKind.mailbox, mailbox, mostCandidates))
    }
    if (details.birthday !== null) take(rowsByKey.all(keyKind.birthday, details.birthday, mostOfOneBirthday))
    for (const expression of namesLike(nameWords(details))) {
      for (const { id } of byName.all(expression, mostCandidates)) {
        const record = found.has(id) ? undefined : row.get(id)
        if (record !== undefined) found.set(id, record)
      }
    }
    return pickDuplicates(details, code, [...found.values()].map(hitOf))
  }

  function page(after: number, limit: number): ReturnType<LookUp['page']> {
    const rows = rowsAfter.all(after, limit)
    return { members: rows.map(cachedOf), next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) }
  }

  return { search, exact: exactly, byCode, member, members, duplicates, page }
}

/** What a row marks. A name beside digits of a phone is marked too. */
function matchOf(kind: Match['kind'], { words, nameWithDigits }: SearchPlan): Match {
  const meant = kind === 'name' ? words : kind === 'phone' ? (nameWithDigits?.words ?? []) : []
  return {
    kind,
    near: false,
    words: meant.flatMap(({ word, other }) => (other === null ? [word] : [word, other])),
  }
}

/** Endings that a typed number may be: itself, and without what is dialled in front of a national number. */
function endings({ digits }: PhonePlan): readonly string[] {
  if (digits.length < shortestEnding) return []
  const shorter = [digits.replace(/^0+/, ''), digits.replace(/^(?:0[16]|80?|1)/, '')]
  return [...new Set([digits, ...shorter.filter((ending) => ending.length >= wholeNumber)])]
}

/**
 * Expressions that bring names like this one: the name itself, then each word in turn by its first letters
 * only, with the others whole, then all by their first letters.
 */
function namesLike(words: readonly string[]): readonly string[] {
  const some = words.slice(0, 4)
  if (some.length < 2) return []
  const whole = (word: string): string => `"${word}"`
  const begin = (word: string, letters: number): string => `"${Array.from(word).slice(0, letters).join('')}"*`
  const join = (parts: readonly string[]): string => parts.join(' AND ')
  return [
    join(some.map(whole)),
    ...some.map((_, loose) =>
      join(some.map((word, index) => (index === loose ? begin(word, 1) : whole(word)))),
    ),
    join(some.map((word) => begin(word, 3))),
  ]
}

/** Candidates of one query, each under the best tier that found it, never more than are ranked. */
class Gathering {
  readonly #found = new Map<number, Candidate>()

  add(tier: Tier, kind: Match['kind'], found: readonly Found[]): void {
    for (const { id, name_words } of found) {
      if (this.isFull()) return
      if (!this.#found.has(id)) this.#found.set(id, { id, words: name_words.split(' '), tier, kind })
    }
  }

  room(): number {
    return mostCandidates - this.#found.size
  }

  isFull(): boolean {
    return this.#found.size >= mostCandidates
  }

  list(): readonly Candidate[] {
    return [...this.#found.values()]
  }
}
