import type { Match } from '../../../shared/domain/match.ts'
import type { CacheFile } from '../db/open-cache.ts'
import { emailExpressions } from './email-tokens.ts'
import { digitsOf, lowerEmail, trunkPrefix } from './member-keys.ts'
import { Gathering, mostCandidates } from './gathering.ts'
import type { Some, Way } from './gathering.ts'
import { prepareMatching, recordOfRemoteId } from './matching.ts'
import { codesOf, hitOf } from './member-row.ts'
import type { MemberRecord } from './member-row.ts'
import { askedExpression, askedFor, hasAsked, pairExpression } from './name-expressions.ts'
import type { Asked, WordsThatBegin } from './name-expressions.ts'
import { rank } from './rank.ts'
import type { Candidate, Tier } from './rank.ts'
import { planSearch } from './search-plan.ts'
import type { NameWithEnd, PhonePlan, SearchPlan, WordPlan } from './search-plan.ts'
import {
  begunRun,
  codeBeginning,
  codeEnd,
  codeEnding,
  codeToken,
  emailToken,
  longestBeginning,
  longestEnding,
  phoneBeginning,
  phoneEnding,
  plainCode,
  remoteHash,
} from './tokens.ts'
import type { SearchResult } from './types.ts'
import type { WordList } from './word-list.ts'

/** So many may share the pairs of two words before the words themselves are asked for. */
const fewOfPairs = 30
/** Of these so many are tried, to see whether the words have to be asked for. */
const triedOfPairs = 10
/** Calling codes that a number without one is tried with, the commonest first. */
const mostCallingCodes = 6
const shortestBeginning = 3
const shortestEnding = 4
/** From here an ending is a whole number without what is dialled in front of it. */
const wholeNumber = 7
/** Whoever finds so many exactly does not look at those below. */
const enough = 10
/** Letters of a word that may hold a typing error, and of an unfinished one. */
const shortestMistyped = 3
const shortestUnfinished = 4

/** The two ways to search. */
export interface Search {
  search(query: string, limit: number): SearchResult
  /** Whole codes, ids, phones and e-mails alone. */
  exact(query: string, limit: number): SearchResult
}

/** Prepares the search of an open member copy. */
export function prepareSearch(db: CacheFile, list: WordList, wordsThatBegin: WordsThatBegin): Search {
  const index = prepareMatching(db)
  const byRemoteId = db.prepare<[number, string], MemberRecord>(recordOfRemoteId)
  const callingCodes = prepareCallingCodes(db)

  function search(query: string, limit: number): SearchResult {
    const plan = planSearch(query)
    if (plan === null) return { hits: [], more: false }
    const gathered = new Gathering(limit, (ids) => index.rows(ids))
    const numbers = wholeNumbers(plan.phone)
    gatherExact(
      plan,
      // A shorter one is also how many others begin, and is found among them.
      numbers.filter((number) => number.length >= wholeNumber),
      gathered,
    )
    if (plan.isWholeCode && gathered.hasCode()) return answerOf(gathered, plan, limit)
    if (plan.emailFirst) gatherEmails(plan.email, 'email-first', gathered)
    gatherNames(plan, gathered)
    gatherParts(plan, numbers, gathered)
    gatherNear(plan, gathered)
    return answerOf(gathered, plan, limit)
  }

  function exact(query: string, limit: number): SearchResult {
    const plan = planSearch(query)
    if (plan === null) return { hits: [], more: false }
    const gathered = new Gathering(limit, (ids) => index.rows(ids))
    gatherExact(plan, wholeNumbers(plan.phone), gathered)
    return answerOf(gathered, plan, limit)
  }

  function answerOf(gathered: Gathering, plan: SearchPlan, limit: number): SearchResult {
    const candidates = gathered.list()
    const hits = rank(candidates, plan)
      .slice(0, limit)
      .map((candidate) => ({ ...hitOf(candidate.record), matched: matchOf(candidate, plan) }))
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

  function gatherNames({ words, run }: SearchPlan, into: Gathering): void {
    const begun = askedFor(words, 'begin')
    if (begun === null || into.isAnswered()) return
    const way: Way = { tier: 'name', kind: 'name' }
    const [first] = words
    if (run !== null && first !== undefined) {
      const has = nameFits(begun, null, into)
      const stands = (found: MemberRecord): boolean => into.wordsOf(found).join('').repeat(2).includes(run)
      const ids = index.ids(begunRun(run, first.word), into.most)
      into.take(
        whoFits(ids, (found) => has(found) && stands(found), into),
        way,
      )
    }
    const ids = idsBegun(begun, into)
    // Whoever has the words whole is among those whose words begin so, unless these are too many to be all looked at.
    if (ids.length >= into.most) {
      for (const mode of ['whole', 'last-begins'] as const) {
        const asked = askedFor(words, mode)
        if (asked !== null && !into.isAnswered()) into.take(named(asked, null, into), way)
      }
    }
    if (!into.isAnswered()) into.take(whoFits(ids, nameFits(begun, null, into), into), way)
  }

  /** Who may have names that begin so: all of them, or more than are looked at. */
  function idsBegun(asked: readonly Asked[], into: Gathering): readonly number[] {
    const pairs = pairExpression(asked)
    if (pairs !== null) {
      const few = index.ids(pairs, fewOfPairs)
      if (few.length < fewOfPairs) return few
      // Where nearly everybody with the pairs has the words, the words need not be asked for.
      const tried = into.recordsOf(few.slice(0, triedOfPairs))
      if (tried.filter(nameFits(asked, null, into)).length > triedOfPairs / 2)
        return index.ids(pairs, mostCandidates)
    }
    return idsOfAll(asked, '', into)
  }

  /** By the words themselves, which hardly anybody has by chance. */
  function idsOfAll(asked: readonly Asked[], ending: string, { most }: Gathering): readonly number[] {
    const expression = askedExpression(asked, wordsThatBegin)
    if (expression === null) return []
    // Of a long beginning that very many have only the first letters are asked for: then not everybody fits.
    const isLoose = asked.some(
      ({ spellings, whole }) => !whole && spellings.some(({ length }) => length > longestBeginning),
    )
    return index.ids(`(${expression})${ending}`, isLoose ? mostCandidates : most)
  }

  /** Whose names have all of these; as many as are looked at, where there are more. And whose phone or code ends so. */
  function named(asked: readonly Asked[], end: NameWithEnd | null, into: Gathering): Some {
    const ending = end === null ? '' : ` AND (${endExpression(end)})`
    const fits = nameFits(asked, end, into)
    const pairs = asked.every(isTelling) ? pairExpression(asked) : null
    // Where pairs bring few, looking at them costs less than asking for the words too.
    if (pairs !== null) {
      const ids = index.ids(`(${pairs})${ending}`, fewOfPairs)
      if (ids.length < fewOfPairs) return whoFits(ids, fits, into)
    }
    return whoFits(idsOfAll(asked, ending, into), fits, into)
  }

  function nameFits(
    asked: readonly Asked[],
    end: NameWithEnd | null,
    into: Gathering,
  ): (found: MemberRecord) => boolean {
    return (found) =>
      hasAsked(into.wordsOf(found), asked) &&
      (end === null || phoneEnds(end)(found) || codeEnds(end.end)(found))
  }

  /** Of those whom the index brings, the first so many who fit. */
  function whoFits(
    ids: readonly number[],
    fits: (found: MemberRecord) => boolean,
    into: Gathering,
    most = into.most,
  ): Some {
    const rows: MemberRecord[] = []
    for (let at = 0; at < ids.length && rows.length < most; at += most)
      rows.push(...into.recordsOf(ids.slice(at, at + most)).filter(fits))
    return { rows: rows.slice(0, most), isCut: rows.length >= most || ids.length >= mostCandidates }
  }

  function gatherParts(plan: SearchPlan, numbers: readonly string[], into: Gathering): void {
    gatherNameWithEnd(plan, into)
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

  function gatherNameWithEnd({ nameWithEnd }: SearchPlan, into: Gathering): void {
    const asked = nameWithEnd === null ? null : askedFor(nameWithEnd.words, 'begin')
    if (nameWithEnd === null || asked === null || into.isAnswered()) return
    const { rows, isCut } = named(asked, nameWithEnd, into)
    const ends = phoneEnds(nameWithEnd)
    into.take({ rows: rows.filter(ends), isCut }, { tier: 'name-and-digits', kind: 'phone' })
    into.take(
      { rows: rows.filter((found) => !ends(found)), isCut: false },
      { tier: 'name-and-code', kind: 'code' },
    )
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
    for (const expression of emailExpressions(piece)) {
      if (into.isAnswered()) return
      const ids = index.ids(expression, mostCandidates)
      const { rows, isCut } = whoFits(ids, (found) => placeIn(found, piece) >= 0, into)
      for (const found of rows) into.add([found], { tier, kind: 'email', at: placeIn(found, piece) })
      into.take({ rows: [], isCut }, { tier, kind: 'email' })
    }
  }

  function gatherBy(
    expression: string | null,
    into: Gathering,
    way: Way,
    fits: (found: MemberRecord) => boolean,
  ): void {
    if (expression === null || into.isAnswered()) return
    into.take(whoFits(index.ids(expression, mostCandidates), fits, into), way)
  }

  /** Names with one typing error in one word, be it the last one and unfinished. Digits are never corrected. */
  function gatherNear({ words, nameWithEnd, email }: SearchPlan, into: Gathering): void {
    if (email?.includes('@') === true || into.size() >= enough) return
    const typed = nameWithEnd?.words ?? words
    const last = typed.length - 1
    // An unfinished word that somebody's begins with is not mistyped.
    const unfinished = into.size() === 0
    let beginnings: readonly string[] = []
    typed.forEach((plan, at) => {
      if (!isCorrectable(plan)) return
      const corrections = list.near(plan.word, unfinished && at === last)
      if (at === last) beginnings = corrections.filter(({ whole }) => !whole).map(({ word }) => word)
      const spellings = corrections.filter(({ whole }) => whole).map(({ word }) => word)
      gatherCorrected(typed, at, { spellings, whole: true }, nameWithEnd, into)
    })
    const isLong =
      (typed[last]?.word.length ?? 0) >= (typed.length > 1 ? shortestMistyped : shortestUnfinished)
    if (isLong && into.size() < enough)
      gatherCorrected(typed, last, { spellings: beginnings, whole: false }, nameWithEnd, into)
  }

  function gatherCorrected(
    typed: readonly WordPlan[],
    at: number,
    corrected: Asked,
    end: NameWithEnd | null,
    into: Gathering,
  ): void {
    const others = askedFor(typed, 'begin')
    if (corrected.spellings.length === 0 || others === null || into.isAnswered()) return
    for (const found of named(others.with(at, corrected), end, into).rows) {
      const names = into.wordsOf(found)
      const word = corrected.spellings.find((one) => hasAsked(names, [{ ...corrected, spellings: [one] }]))
      if (word === undefined) continue
      const meant = typed.with(at, { word, other: null, cut: false })
      into.add([found], { tier: corrected.whole ? 'near' : 'near-begin', kind: 'name', meant })
    }
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

/** Whether its pairs are not also those of the many words that only begin so. */
function isTelling({ spellings, whole }: Asked): boolean {
  return !whole || spellings.every(({ length }) => length > 2)
}

function placeIn({ email }: MemberRecord, piece: string): number {
  return email === null ? -1 : lowerEmail(email).indexOf(piece)
}

/** What a row marks. A name beside the end of a phone or code is marked too. */
function matchOf({ kind, tier, meant }: Candidate, { words, nameWithEnd }: SearchPlan): Match {
  const named =
    kind === 'name'
      ? words
      : tier === 'name-and-digits' || tier === 'name-and-code'
        ? (nameWithEnd?.words ?? [])
        : []
  return {
    kind,
    near: meant !== undefined,
    words: (meant ?? named).flatMap(({ word, other }) => (other === null ? [word] : [word, other])),
  }
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

function isCorrectable({ word, cut }: WordPlan): boolean {
  return !cut && word.length >= shortestMistyped && /^[\p{L}\p{M}]+$/u.test(word)
}

function phoneEnds({ end, isNumber }: NameWithEnd): (found: MemberRecord) => boolean {
  return ({ phone }) => isNumber && digitsOf(phone ?? '').endsWith(end)
}

function codeEnds(end: string): (found: MemberRecord) => boolean {
  return ({ codes }) => end.length >= codeEnd && codesOf(codes).some((code) => plainCode(code).endsWith(end))
}

function endExpression({ end, isNumber }: NameWithEnd): string {
  const phone = isNumber ? [phoneEnding(end)] : []
  return [...phone, ...(end.length < codeEnd ? [] : [codeEnding(end)])].join(' OR ')
}

function codesAre(asked: readonly string[]): (found: MemberRecord) => boolean {
  return ({ codes }) => codesOf(codes).some((code) => asked.includes(code))
}

function anyOf(tokens: readonly string[]): string {
  return tokens.map((token) => `"${token}"`).join(' OR ')
}
