import type { Match } from '../../../shared/domain/match.ts'
import type { SearchStage } from '../../../shared/domain/views.ts'
import type { CacheFile } from '../db/open-cache.ts'
import { emailExpressions } from './email-tokens.ts'
import { digitsOf, lowerEmail, trunkPrefix } from './member-keys.ts'
import { Gathering, mostCandidates } from './gathering.ts'
import type { Way } from './gathering.ts'
import { prepareMatching, recordOfRemoteId } from './matching.ts'
import { codesOf, hitOf } from './member-row.ts'
import type { FoundRecord } from './member-row.ts'
import type { WordsThatBegin } from './name-expressions.ts'
import { rank } from './rank.ts'
import type { Candidate, Tier } from './rank.ts'
import { codeEnds, prepareNameSearch } from './search-names.ts'
import { planSearch } from './search-plan.ts'
import type { PhonePlan, SearchPlan, WordPlan } from './search-plan.ts'
import {
  codeBeginning,
  codeEnding,
  codeToken,
  emailToken,
  longestEnding,
  phoneBeginning,
  phoneEnding,
  plainCode,
  remoteHash,
} from './tokens.ts'
import type { SearchResult } from './types.ts'
import { prepareWhoFits } from './who-fits.ts'
import type { WordList } from './word-list.ts'

/** Calling codes that a number without one is tried with, the commonest first. */
const mostCallingCodes = 6
const shortestBeginning = 3
const shortestEnding = 4
/** From here an ending is a whole number without what is dialled in front of it. */
const wholeNumber = 7

/** The two ways to search. */
export interface Search {
  search(query: string, limit: number, stage: SearchStage): SearchResult
  /** Whole codes, ids, phones and e-mails alone. */
  exact(query: string, limit: number): SearchResult
}

/** Prepares the search of an open member copy. */
export function prepareSearch(db: CacheFile, list: WordList, wordsThatBegin: WordsThatBegin): Search {
  const index = prepareMatching(db)
  const comparing = prepareWhoFits(index)
  const { whoFits } = comparing
  const names = prepareNameSearch(comparing, list, wordsThatBegin)
  const byRemoteId = db.prepare<[number, string], FoundRecord>(recordOfRemoteId)
  const callingCodes = prepareCallingCodes(db)

  function search(query: string, limit: number, stage: SearchStage): SearchResult {
    const plan = planSearch(query)
    if (plan === null) return { hits: [], more: false }
    const gathered = new Gathering(limit, hasLetters(plan), (ids) => index.rows(ids))
    const numbers = wholeNumbers(plan.phone)
    gatherExact(
      plan,
      // A shorter one is also how many others begin, and is found among them.
      numbers.filter((number) => number.length >= wholeNumber),
      gathered,
    )
    if (plan.isWholeCode && gathered.hasCode()) return answerOf(gathered, plan, limit)
    if (plan.emailFirst) gatherEmails(plan.email, 'email-first', gathered)
    names.gather(plan, gathered)
    gatherParts(plan, numbers, gathered)
    if (stage === 'first' && gathered.size() > 0 && names.isNearSought(plan, gathered))
      return { ...answerOf(gathered, plan, limit), nearLeft: true }
    names.gatherNear(plan, gathered)
    return answerOf(gathered, plan, limit)
  }

  function exact(query: string, limit: number): SearchResult {
    const plan = planSearch(query)
    if (plan === null) return { hits: [], more: false }
    const gathered = new Gathering(limit, hasLetters(plan), (ids) => index.rows(ids))
    gatherExact(plan, wholeNumbers(plan.phone), gathered)
    return answerOf(gathered, plan, limit)
  }

  function answerOf(gathered: Gathering, plan: SearchPlan, limit: number): SearchResult {
    const candidates = gathered.list()
    const matchOf = matches(plan)
    const hits = rank(candidates, plan)
      .slice(0, limit)
      .map((candidate) => ({ ...hitOf(candidate.record), matched: matchOf(candidate) }))
    return { hits, more: candidates.length > hits.length || gathered.isCut() }
  }

  function gatherExact({ codes, ids, email }: SearchPlan, numbers: readonly string[], into: Gathering): void {
    for (const id of ids) {
      const member = byRemoteId.get(remoteHash(id), id)
      if (member !== undefined) into.add([member], { tier: 'code', kind: 'id' })
    }
    const ending = endOfAll(numbers)
    // Who has a number that ends so is looked at in any case: then none of them need be asked for.
    const byEnding = ending === null ? null : index.ids(phoneEnding(ending), into.most)
    const areFew = byEnding !== null && byEnding.length < into.most
    const tokens = [
      ...new Set(codes.map(codeToken)),
      ...(areFew ? [] : numbers.map((number) => `p:${number}`)),
      ...(email?.includes('@') === true ? [emailToken(email)] : []),
    ]
    const found = [...index.ids(anyOf(tokens), mostCandidates), ...(areFew ? byEnding : [])]
    const rows = into.recordsOf([...new Set(found)])
    // Each once for each kind: who has the code also has the phone only by chance, but then the code counts.
    into.add(rows.filter(codesAre(codes)), { tier: 'code', kind: 'code' })
    const isNumber = new Set(numbers)
    into.add(
      rows.filter(({ phone }) => phone !== null && isNumber.has(digitsOf(phone))),
      { tier: 'phone', kind: 'phone' },
    )
    into.add(
      rows.filter((found) => found.email !== null && lowerEmail(found.email) === email),
      { tier: 'email', kind: 'email' },
    )
  }

  function gatherParts(plan: SearchPlan, numbers: readonly string[], into: Gathering): void {
    names.gatherWithEnd(plan, into)
    gatherPhones(plan.phone, numbers, into)
    if (plan.codePart !== null) {
      const part = plan.codePart
      gatherBy(codeBeginning(part), into, { tier: 'code-begin', kind: 'code' }, ({ codes }) =>
        codesOf(codes).some((code) => plainCode(code).startsWith(part)),
      )
      gatherBy(codeEnding(part), into, { tier: 'code-end', kind: 'code' }, codeEnds(part))
    }
    if (!plan.emailFirst) gatherEmails(plan.email, 'email-piece', into)
  }

  function gatherPhones(phone: PhonePlan | null, numbers: readonly string[], into: Gathering): void {
    if (phone === null) return
    for (const ending of endings(phone)) {
      gatherBy(phoneEnding(ending), into, { tier: 'phone-end', kind: 'phone' }, (found) =>
        digitsOf(found.phone ?? '').endsWith(ending),
      )
    }
    if (numbers.length === 0) return
    gatherBy(
      numbers.map(phoneBeginning).join(' OR '),
      into,
      { tier: 'phone-begin', kind: 'phone' },
      (found) => {
        const digits = digitsOf(found.phone ?? '')
        return numbers.some((number) => digits.startsWith(number))
      },
    )
  }

  function gatherEmails(piece: string | null, tier: Tier, into: Gathering): void {
    // Who has it as their whole e-mail is there already, and nobody's goes on behind it.
    if (piece === null || into.has('email')) return
    into.lookFor(tier)
    for (const expression of emailExpressions(piece)) {
      if (into.isAnswered()) return
      const { rows, isCut } = whoFits(expression, (found) => placeIn(found, piece) >= 0, into)
      for (const found of rows) into.add([found], { tier, kind: 'email', at: placeIn(found, piece) })
      into.take({ rows: [], isCut }, { tier, kind: 'email' })
      // The next one is for others with the same piece.
      into.lookForMore(tier)
    }
  }

  function gatherBy(
    expression: string | null,
    into: Gathering,
    way: Way,
    fits: (found: FoundRecord) => boolean,
  ): void {
    if (expression === null || into.isAnswered()) return
    into.lookFor(way.tier)
    into.take(whoFits(expression, fits, into), way)
  }

  /** What a typed number is with a calling code in front: as it stands, and as dialled at home. */
  function wholeNumbers(phone: PhonePlan | null): readonly string[] {
    if (phone === null || phone.number.length < shortestBeginning) return []
    const { digits, number, international } = phone
    if (international) return [number]
    const home = callingCodes().flatMap((code) => {
      const trunk = trunkPrefix(code)
      const dialled = digits.startsWith(trunk) && digits.length > trunk.length
      return dialled ? [code + digits.slice(trunk.length), code + digits] : [code + digits]
    })
    return [...new Set([digits, ...home])]
  }

  return { search, exact }
}

/** The commonest calling codes; asked for again once something has changed in the file. */
function prepareCallingCodes(db: CacheFile): () => readonly string[] {
  const commonest = db
    .prepare<[number], string>('SELECT code FROM calling_code ORDER BY members DESC LIMIT ?')
    .pluck()
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck()
  const version = db.prepare<[], number>('PRAGMA data_version').pluck()
  let known: readonly string[] = []
  let state = ''
  return () => {
    const now = `${version.get() ?? 0} ${changes.get() ?? 0}`
    if (state !== now) known = commonest.all(mostCallingCodes)
    state = now
    return known
  }
}

/** Of digits alone, as of phones and ids, nobody's name is more like them than another's. */
function hasLetters({ words }: SearchPlan): boolean {
  return words.some(({ word }) => /\p{L}/u.test(word))
}

function placeIn({ email }: FoundRecord, piece: string): number {
  return email === null ? -1 : lowerEmail(email).indexOf(piece)
}

/** What a row marks. A name beside the end of a phone or code is marked too. */
function matches({ words, nameWithEnd }: SearchPlan): (candidate: Candidate) => Match {
  const typed = spellings(words)
  const beside = spellings(nameWithEnd?.words ?? [])
  return ({ kind, tier, meant }) => {
    const isBeside = tier === 'name-and-digits' || tier === 'name-and-code'
    const named = kind === 'name' ? typed : isBeside ? beside : []
    return { kind, near: meant !== undefined, words: meant === undefined ? named : spellings(meant) }
  }
}

function spellings(words: readonly WordPlan[]): readonly string[] {
  return words.flatMap(({ word, other }) => (other === null ? [word] : [word, other]))
}

/** The digits that several numbers end with, as many as are indexed; null where they differ, or where it is one number. */
function endOfAll(numbers: readonly string[]): string | null {
  const [first = ''] = numbers
  const ending = first.slice(-longestEnding)
  const isShared = numbers.length > 1 && ending.length === longestEnding
  return isShared && numbers.every((number) => number.endsWith(ending)) ? ending : null
}

/** Endings that a typed number may be: itself, and without what is dialled in front of a national number. */
function endings({ digits }: PhonePlan): readonly string[] {
  if (digits.length < shortestEnding) return []
  const shorter = [digits.replace(/^0+/, ''), digits.replace(/^(?:0[16]|80?|1)/, '')]
  return [...new Set([digits, ...shorter.filter((ending) => ending.length >= wholeNumber)])]
}

function codesAre(asked: readonly string[]): (found: FoundRecord) => boolean {
  return ({ codes }) => codesOf(codes).some((code) => asked.includes(code))
}

function anyOf(tokens: readonly string[]): string {
  return tokens.map((token) => `"${token}"`).join(' OR ')
}
