import { mostCandidates } from './gathering.ts'
import type { Gathering, Some, Way } from './gathering.ts'
import { digitsOf } from './member-keys.ts'
import { codesOf } from './member-row.ts'
import { askedExpression, askedFor, hasAsked, pairExpression } from './name-expressions.ts'
import type { Asked, WordsThatBegin } from './name-expressions.ts'
import type { NameWithEnd, SearchPlan, WordPlan } from './search-plan.ts'
import { begunRun, codeEnd, codeEnding, longestBeginning, phoneEnding, plainCode } from './tokens.ts'
import type { Brought, Fits, WhoFits } from './who-fits.ts'
import type { WordList } from './word-list.ts'

/** So many may share the pairs of two words before the words themselves are asked for. */
const fewOfPairs = 30
/** Of these so many are tried, to see whether the words have to be asked for. */
const triedOfPairs = 10
/** From so many spellings of one word on the others are asked for first; and so many who have those are looked at. */
const manySpellings = 4
const mostOfOthers = 48
/** Whoever finds so many exactly does not look at those below. */
const enough = 10
/** Members who have some of very many words, each counted for each: twice as many as are shown. */
const enoughOfWord = mostCandidates / 2
/** Letters of a word that may hold a typing error, and of an unfinished one. */
const shortestMistyped = 3
const shortestUnfinished = 4

/** Ways to be found by name. */
export interface NameSearch {
  gather(plan: SearchPlan, into: Gathering): void
  /** By a name and the end of a phone or a code. */
  gatherWithEnd(plan: SearchPlan, into: Gathering): void
  /** Names with one typing error in one word, be it the last one and unfinished. Digits are never corrected. */
  gatherNear(plan: SearchPlan, into: Gathering): void
  /** Whether that looks for anybody. */
  isNearSought(plan: SearchPlan, into: Gathering): boolean
}

/** Prepares the search for names. */
export function prepareNameSearch(
  { bring, among, isLong }: WhoFits,
  list: WordList,
  wordsThatBegin: WordsThatBegin,
): NameSearch {
  function gather({ words, run }: SearchPlan, into: Gathering): void {
    const begun = askedFor(words, 'begin')
    if (begun === null || into.isAnswered()) return
    const way: Way = { tier: 'name', kind: 'name' }
    into.lookFor(way.tier)
    const fits = nameFits(begun, null, into)
    const [first] = words
    if (run !== null && first !== undefined) {
      const stands: Fits = (found) => into.wordsOf(found).join('').repeat(2).includes(run)
      const asRun = bring(begunRun(run, first.word), into.most)
      into.take(
        among(asRun, (found) => fits(found) && stands(found), into),
        way,
      )
    }
    const pairs = pairExpression(begun)
    const whole = askedFor(words, 'whole')
    // Whoever has the words whole is among those whose words begin so, and nearly always enough to answer. Of names that very
    // many have they are asked for first: they are found in shorter lists.
    const isWholeFirst = pairs !== null && whole !== null && !into.isAnswered() && isLong(pairs)
    if (isWholeFirst) {
      into.take(named(whole, null, into), way)
      if (into.isAnswered()) return
    }
    const few = pairs === null ? null : bring(pairs, fewOfPairs)
    if (few !== null && few.first(fewOfPairs).length < fewOfPairs) {
      if (!into.isAnswered()) into.take(among(few, fits, into), way)
      return
    }
    if (few !== null && whole !== null && !isWholeFirst && !into.isAnswered())
      into.take(named(whole, null, into), way)
    if (few !== null && into.isAnswered()) return
    const all = few === null ? null : allOfPairs(few, fits, into)
    // Where one word is all that is asked, some of those with a long beginning are as good as others.
    const asMany: WordsThatBegin =
      begun.length > 1 ? wordsThatBegin : (beginning) => wordsThatBegin(beginning, enoughOfWord)
    const brought = all ?? allBegun(begun, '', into.most, asMany)
    // Unless these are too many to be all looked at.
    if (brought.first(into.most).length >= into.most) {
      for (const asked of [few === null ? whole : null, askedFor(words, 'last-begins')])
        if (asked !== null && !into.isAnswered()) into.take(named(asked, null, into), way)
    }
    if (into.isAnswered()) return
    const some = among(brought, fits, into)
    into.add(some.rows, way)
    // Where most of those with the pairs fit no longer, somebody who does may be behind them: the words say who.
    const isHidden = all !== null && some.isCut && !into.isAnswered()
    into.take(isHidden ? among(allBegun(begun, '', into.most), fits, into) : some, way)
  }

  /** Whom pairs of words bring, where nearly everybody with the pairs has the words: these need not be asked for then. */
  function allOfPairs({ first, expression }: Brought, fits: Fits, into: Gathering): Brought | null {
    const tried = into.recordsOf(first(triedOfPairs)).filter(fits)
    return tried.length > triedOfPairs / 2 ? bring(expression, mostCandidates) : null
  }

  /** By the words themselves, which hardly anybody has by chance. */
  function allBegun(
    asked: readonly Asked[],
    ending: string,
    most: number,
    begins: WordsThatBegin = wordsThatBegin,
  ): Brought {
    const expression = askedExpression(asked, begins)
    if (expression === null) return { first: () => [], expression: '', most }
    // Of a long beginning that very many have only the first letters are asked for: then not everybody fits.
    const isLoose = asked.some(
      ({ spellings, whole }) => !whole && spellings.some(({ length }) => length > longestBeginning),
    )
    return bring(`(${expression})${ending}`, isLoose ? mostCandidates : most)
  }

  /** Whose names have all of these; as many as are looked at, where there are more. And whose phone or code ends so. */
  function named(asked: readonly Asked[], end: NameWithEnd | null, into: Gathering): Some {
    const ending = end === null ? '' : ` AND (${endExpression(end)})`
    const fits = nameFits(asked, end, into)
    const pairs = areTelling(asked) ? pairExpression(asked) : null
    if (pairs !== null) {
      // Where pairs bring few, looking at them costs less than asking for the words too.
      const few = bring(`(${pairs})${ending}`, fewOfPairs)
      if (few.first(fewOfPairs).length < fewOfPairs) return among(few, fits, into)
      const all = allOfPairs(few, fits, into)
      const some = all === null ? null : among(all, fits, into)
      if (some !== null && (some.isEnough || !some.isCut)) return some
    }
    return among(allBegun(asked, ending, into.most), fits, into)
  }

  function nameFits(asked: readonly Asked[], end: NameWithEnd | null, into: Gathering): Fits {
    return (found) =>
      hasAsked(into.wordsOf(found), asked) &&
      (end === null || phoneEnds(end)(found) || codeEnds(end.end)(found))
  }

  function gatherWithEnd({ nameWithEnd }: SearchPlan, into: Gathering): void {
    const asked = nameWithEnd === null ? null : askedFor(nameWithEnd.words, 'begin')
    if (nameWithEnd === null || asked === null || into.isAnswered()) return
    into.lookFor('name-and-digits')
    const { rows, isCut } = named(asked, nameWithEnd, into)
    const ends = phoneEnds(nameWithEnd)
    into.take({ rows: rows.filter(ends), isCut }, { tier: 'name-and-digits', kind: 'phone' })
    into.take(
      { rows: rows.filter((found) => !ends(found)), isCut: false },
      { tier: 'name-and-code', kind: 'code' },
    )
  }

  function isNearSought({ words, nameWithEnd, email }: SearchPlan, into: Gathering): boolean {
    if (email?.includes('@') === true || into.size() >= enough) return false
    return (nameWithEnd?.words ?? words).some(isCorrectable)
  }

  function gatherNear(plan: SearchPlan, into: Gathering): void {
    if (!isNearSought(plan, into)) return
    into.lookFor('near')
    const { words, nameWithEnd } = plan
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
    const asked = others.with(at, corrected)
    const { rows } = fewOfOthers(asked, at, end, into) ?? named(asked, end, into)
    for (const found of rows) {
      const names = into.wordsOf(found)
      const word = corrected.spellings.find((one) => hasAsked(names, [{ ...corrected, spellings: [one] }]))
      if (word === undefined) continue
      const meant = typed.with(at, { word, other: null, cut: false })
      into.add([found], { tier: corrected.whole ? 'near' : 'near-begin', kind: 'name', meant })
    }
  }

  /** Where few have the other words, looking at all of them costs less than asking for each of many spellings. */
  function fewOfOthers(
    asked: readonly Asked[],
    at: number,
    end: NameWithEnd | null,
    into: Gathering,
  ): Some | null {
    const spellings = asked[at]?.spellings.length ?? 0
    if (end !== null || asked.length < 2 || spellings < manySpellings) return null
    const others = asked.toSpliced(at, 1)
    const pairs = pairExpression(others)
    const brought = pairs === null ? allBegun(others, '', mostOfOthers) : bring(pairs, mostOfOthers)
    if (isLong(brought.expression)) return null
    return brought.first(mostOfOthers).length < mostOfOthers
      ? among(brought, nameFits(asked, end, into), into)
      : null
  }

  return { gather, gatherWithEnd, gatherNear, isNearSought }
}

/**
 * Whether their pairs are not also those of many who only have words that begin so: a word of two letters stands in a pair with
 * three of another one, where the pairs of longer words have three of both. A letter alone stands in a pair for all that begin
 * with it.
 */
function areTelling(asked: readonly Asked[]): boolean {
  const isUpTo = (most: number, { spellings, whole }: Asked): boolean =>
    whole && spellings.some(({ length }) => length <= most)
  return asked.every(
    (one, at) => !isUpTo(1, one) && !(isUpTo(2, one) && isUpTo(2, asked[(at + 1) % asked.length] ?? one)),
  )
}

function isCorrectable({ word, cut }: WordPlan): boolean {
  return !cut && word.length >= shortestMistyped && /^[\p{L}\p{M}]+$/u.test(word)
}

function phoneEnds({ end, isNumber }: NameWithEnd): Fits {
  return ({ phone }) => isNumber && digitsOf(phone ?? '').endsWith(end)
}

/** Whether a code of a row ends so. */
export function codeEnds(end: string): Fits {
  return ({ codes }) => end.length >= codeEnd && codesOf(codes).some((code) => plainCode(code).endsWith(end))
}

function endExpression({ end, isNumber }: NameWithEnd): string {
  const phone = isNumber ? [phoneEnding(end)] : []
  return [...phone, ...(end.length < codeEnd ? [] : [codeEnding(end)])].join(' OR ')
}
