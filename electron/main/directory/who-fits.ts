import { mostCandidates } from './gathering.ts'
import type { Gathering, Some } from './gathering.ts'
import type { Matching } from './matching.ts'
import type { FoundRecord } from './member-row.ts'
import { hasChecks } from './token-expression.ts'

/** Whether a row is meant. */
export type Fits = (found: FoundRecord) => boolean

/** Whom the index brings of those whom an expression asks for. They are looked for only as they are asked for. */
export interface Brought {
  /** So many of them, in their order. */
  readonly first: (count: number) => readonly number[]
  readonly expression: string
  /** No more than these are brought. */
  readonly most: number
}

/** Whoever the index brings is compared with the row before they count. */
export interface WhoFits {
  readonly bring: (expression: string, most: number) => Brought
  /** Whether very many may be brought; nothing is read for it. */
  readonly isLong: (expression: string) => boolean
  /** Of those who are brought, the first so many who fit. */
  readonly among: (brought: Brought, fits: Fits, into: Gathering) => Some
  /** Both. */
  readonly whoFits: (expression: string, fits: Fits, into: Gathering) => Some
}

const nobody: Some = { rows: [], isCut: false, isEnough: false }
/** Further ones are looked at as many at a time as are probably needed, but no fewer. */
const leastFurther = 8

/** So many are looked at where somebody has it exactly: others stand below them, and hardly any of whom is brought may fit. */
const fewLookedAt = mostCandidates / 2

/** Prepares it. */
export function prepareWhoFits(index: Matching): WhoFits {
  function bring(expression: string, most: number, isStrict = false): Brought {
    return { first: (count) => index.ids(expression, Math.min(count, most), isStrict), expression, most }
  }

  /** Null where that is given up, because hardly any of the first ones fit. */
  function firstOf(
    { first, most: brings }: Brought,
    fits: Fits,
    into: Gathering,
    givesUp: (() => boolean) | null,
  ): Some | null {
    const { most } = into
    const wanted = into.wanted()
    const rows: FoundRecord[] = []
    let looked = 0
    let known = 0
    let fresh = 0
    for (let further = wanted; ;) {
      const ids = first(looked + further)
      if (ids.length <= looked) break
      for (const found of into.recordsOf(ids.slice(looked))) {
        const isKnown = into.isFoundBetter(found.id)
        if (isKnown) known += 1
        if (fresh >= wanted || !fits(found)) continue
        rows.push(found)
        if (!isKnown) fresh += 1
      }
      looked = ids.length
      if (fresh >= wanted) break
      if (looked - rows.length > most / 2 && givesUp?.() === true) return null
      // As many as fitted of those who are read for it: whoever is known costs nothing.
      const lacking = wanted - fresh
      const probably =
        looked === known ? lacking : Math.ceil((lacking * (looked - known)) / Math.max(fresh, 1))
      further = Math.min(most, Math.max(leastFurther, probably))
    }
    const isCut = fresh >= wanted || looked >= Math.max(brings, fewLookedAt)
    return { rows, isCut, isEnough: fresh >= wanted }
  }

  function among(brought: Brought, fits: Fits, into: Gathering): Some {
    const { first, expression, most } = brought
    // Known only once all are brought, which where nearly everybody fits is several times as many as are looked at.
    const mayHide = (): boolean => hasChecks(expression) && first(most).length >= most
    const some = firstOf(brought, fits, into, mayHide)
    if (some !== null && (some.isEnough || some.rows.length >= most || !mayHide())) return some
    // Where a list is not at its end, those who are in it by chance may stand before somebody who fits.
    return firstOf(bring(expression, most, true), fits, into, null) ?? nobody
  }

  return {
    bring: (expression, most) => bring(expression, most),
    isLong: (expression) => expression !== '' && index.further(expression) > 0,
    among,
    whoFits: (expression, fits, into) =>
      among(bring(expression, into.hasExact() ? fewLookedAt : mostCandidates), fits, into),
  }
}
