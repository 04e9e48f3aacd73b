import { mostCandidates } from './gathering.ts'
import type { Gathering, Some } from './gathering.ts'
import type { Matching } from './matching.ts'
import type { MemberRecord } from './member-row.ts'
import { hasChecks } from './token-expression.ts'

/** Whether a row is meant. */
export type Fits = (found: MemberRecord) => boolean

/** Whom the index brought: the first so many of those whom an expression asks for. */
export interface Brought {
  readonly ids: readonly number[]
  readonly expression: string
  readonly most: number
}

/** Whoever the index brings is compared with the row before they count. */
export interface WhoFits {
  readonly bring: (expression: string, most: number) => Brought
  /** Of those who were brought, the first so many who fit. */
  readonly among: (brought: Brought, fits: Fits, into: Gathering) => Some
  /** Both. */
  readonly whoFits: (expression: string, fits: Fits, into: Gathering) => Some
}

const nobody: Some = { rows: [], isCut: false }

/** Prepares it. */
export function prepareWhoFits(index: Matching): WhoFits {
  function bring(expression: string, most: number): Brought {
    return { ids: index.ids(expression, most), expression, most }
  }

  /** Null where that is given up, because hardly any of the first ones fit. */
  function firstOf(ids: readonly number[], fits: Fits, into: Gathering, givesUp: boolean): Some | null {
    const { most } = into
    const rows: MemberRecord[] = []
    for (let at = 0; at < ids.length && rows.length < most; at += most) {
      rows.push(...into.recordsOf(ids.slice(at, at + most)).filter(fits))
      if (givesUp && rows.length < at + most / 2) return null
    }
    return { rows: rows.slice(0, most), isCut: rows.length >= most || ids.length >= mostCandidates }
  }

  function among({ ids, expression, most }: Brought, fits: Fits, into: Gathering): Some {
    const mayHide = ids.length >= most && hasChecks(expression)
    const some = firstOf(ids, fits, into, mayHide)
    if (some !== null && (!mayHide || some.rows.length >= Math.min(ids.length, into.most))) return some
    // Where a list is not at its end, those who are in it by chance may stand before somebody who fits.
    return firstOf(mayHide ? index.ids(expression, most, true) : ids, fits, into, false) ?? nobody
  }

  return {
    bring,
    among,
    whoFits: (expression, fits, into) => among(bring(expression, mostCandidates), fits, into),
  }
}
