import type { MemberDetails } from '../../../shared/domain/member.ts'
import type { SearchStage } from '../../../shared/domain/views.ts'
import type { CacheFile } from '../db/open-cache.ts'
import { cardKindsOf } from './card-kinds.ts'
import { pickDuplicates } from './duplicates.ts'
import { prepareMatching, recordOfRemoteId } from './matching.ts'
import { digitsOf, lowerEmail, sameMailbox } from './member-keys.ts'
import { cachedOf, hitOf, nameWords } from './member-row.ts'
import type { MemberRecord } from './member-row.ts'
import { askedExpression } from './name-expressions.ts'
import type { Asked, WordsThatBegin } from './name-expressions.ts'
import { prepareSearch } from './search.ts'
import { birthdayToken, codeToken, cut, emailToken, mailboxToken, remoteHash } from './tokens.ts'
import type { CachedMember, DuplicateHit, SearchResult } from './types.ts'
import { wordCountOf } from './word-count.ts'
import { createWordFilter } from './word-filter.ts'
import { mostCounted, mostWords, prepareWordList } from './word-list.ts'

/** Rows of one key or one name that are looked at. */
const mostOfOneKey = 200
/** Enough for one birthday among a million members. */
const mostOfOneBirthday = 500

/**
 * What is looked for when nobody has asked yet, one of each kind: the engine reads the program's code then, and the first places
 * of the file, for which the first cashier of the day would wait. In a new copy there is nobody yet, and it is the code alone.
 */
const rehearsals = ['a', 'an', 'anna ma', 'anna@', '0170', '+49170', '4006381333931', 'marta smiht']
const mostRehearsed = 50

/** Reads of the member copy. */
export interface LookUp {
  search(query: string, limit: number, stage?: SearchStage): SearchResult
  exact(query: string, limit: number): SearchResult
  byCode(code: string): readonly CachedMember[]
  member(remoteId: string): CachedMember | null
  members(remoteIds: readonly string[]): readonly CachedMember[]
  duplicates(details: MemberDetails, code: string | null): readonly DuplicateHit[]
  page(
    after: number,
    limit: number,
  ): { readonly members: readonly CachedMember[]; readonly next: number | null }
  /** Looks for one of those whom nobody asked for; answers whether it did. */
  rehearse(): boolean
  /** Makes a step towards faster answers; answers whether there are others. */
  warmUp(): boolean
}

/** Prepares the reads of an open member copy. */
export function prepareLookUp(db: CacheFile, filter = createWordFilter()): LookUp {
  const words = prepareWordList(db, filter)
  const count = wordCountOf(db, filter)
  // The list of words is written when members are committed, or later where they are many.
  const wordsThatBegin: WordsThatBegin = (beginning, enough) => {
    const written = words.beginning(beginning, enough)
    if (written === null) return null
    const all = new Set([...written, ...count.beginning(beginning)])
    return all.size > (enough === undefined ? mostWords : mostCounted) ? null : [...all]
  }
  const searches = prepareSearch(db, words, wordsThatBegin)
  const byRemoteId = db.prepare<[number, string], MemberRecord>(recordOfRemoteId)
  const matching = prepareMatching(db)
  const kinds = cardKindsOf(db)
  const cached = (record: MemberRecord): CachedMember => cachedOf(record, kinds)
  const rowsAfter = db.prepare<[number, number], MemberRecord>(
    'SELECT * FROM member WHERE id > ? ORDER BY id LIMIT ?',
  )

  function byCode(code: string): readonly CachedMember[] {
    return matching
      .all(`"${codeToken(code)}"`, mostOfOneKey)
      .map(cached)
      .filter(({ member }) => member.codes.includes(code))
  }

  function member(remoteId: string): CachedMember | null {
    const record = byRemoteId.get(remoteHash(remoteId), remoteId)
    return record === undefined ? null : cached(record)
  }

  function members(remoteIds: readonly string[]): readonly CachedMember[] {
    return remoteIds.flatMap((remoteId) => member(remoteId) ?? [])
  }

  function duplicates(details: MemberDetails, code: string | null): readonly DuplicateHit[] {
    const found = new Map<number, MemberRecord>()
    const take = (expression: string, most: number): void => {
      for (const record of matching.all(expression, most)) found.set(record.id, record)
    }
    const phone = digitsOf(details.phone ?? '')
    const day = digitsOf(details.birthday ?? '')
    if (code !== null) take(`"${codeToken(code)}"`, mostOfOneKey)
    if (phone !== '') take(`"p:${phone}"`, mostOfOneKey)
    if (details.email !== null && details.email.trim() !== '') {
      const mailbox = sameMailbox(details.email)
      take(`"${emailToken(lowerEmail(details.email))}"`, mostOfOneKey)
      take(`"${emailToken(mailbox)}" OR "${mailboxToken(mailbox)}"`, mostOfOneKey)
    }
    if (day !== '') take(`"${birthdayToken(day)}"`, mostOfOneBirthday)
    for (const asked of namesLike(nameWords(details))) {
      const expression = askedExpression(asked, wordsThatBegin)
      if (expression !== null) take(expression, mostOfOneKey)
    }
    return pickDuplicates(details, code, [...found.values()].map(hitOf))
  }

  function page(after: number, limit: number): ReturnType<LookUp['page']> {
    const rows = rowsAfter.all(after, limit)
    return { members: rows.map(cached), next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) }
  }

  let rehearsed = 0
  function rehearse(): boolean {
    const query = rehearsals[rehearsed]
    if (query === undefined) return false
    rehearsed += 1
    matching.reading(() => searches.search(query, mostRehearsed, 'whole'))
    return true
  }

  return {
    search: (query, limit, stage = 'whole') => matching.reading(() => searches.search(query, limit, stage)),
    exact: (query, limit) => matching.reading(() => searches.exact(query, limit)),
    byCode: (code) => matching.reading(() => byCode(code)),
    member,
    members: (remoteIds) => matching.reading(() => members(remoteIds)),
    duplicates: (details, code) => matching.reading(() => duplicates(details, code)),
    page,
    rehearse,
    warmUp: () => words.fillFilter(),
  }
}

/**
 * Names like this one: the name itself, then each word in turn by its first letter only, with the others whole, then
 * all by their first letters.
 */
function namesLike(words: readonly string[]): readonly (readonly Asked[])[] {
  const some = words.slice(0, 4)
  if (some.length < 2) return []
  const whole = (word: string): Asked => ({ spellings: [word], whole: true })
  const begin = (word: string, letters: number): Asked => ({ spellings: [cut(word, letters)], whole: false })
  return [
    some.map(whole),
    ...some.map((_, loose) => some.map((word, index) => (index === loose ? begin(word, 1) : whole(word)))),
    some.map((word) => begin(word, 3)),
  ]
}
