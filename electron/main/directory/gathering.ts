import { nameWords, writtenName } from './member-row.ts'
import type { FoundRecord } from './member-row.ts'
import { tiers } from './rank.ts'
import type { Candidate, Tier } from './rank.ts'

/** Candidates that are ranked; a query that brings more is answered from these. */
export const mostCandidates = 200
/**
 * Of one way to be found so many are looked at, or one more than are asked for, which says that there are others: each is a
 * place of the file to be read.
 */
const enoughOfOneWay = 50
const oneMore = 1
/** Of a lower way no fewer, so that the best of them have the last places. */
const fewestOfOneWay = 10

const noWords: readonly string[] = []

/** Rows that a look-up brought, and whether there may be others. */
export interface Some {
  readonly rows: readonly FoundRecord[]
  readonly isCut: boolean
  /** Whether they are all that were wanted. */
  readonly isEnough: boolean
}

/** What a candidate is, beside the row. */
export type Way = Pick<Candidate, 'tier' | 'kind' | 'meant' | 'at'>

/** Somebody found, with the row. */
export interface Gathered extends Candidate {
  readonly record: FoundRecord
}

/** Candidates of one query, each under the best way that found it, never more than are ranked. */
export class Gathering {
  readonly #found = new Map<number, Gathered>()
  readonly #limit: number
  readonly #hasLetters: boolean
  /** Rows of one way to be found that are looked at. */
  readonly most: number
  /** Folded words of a row's name. */
  readonly wordsOf = createNames()
  #cut = false
  /** Place of the tier that is looked for, and how many were found in those before it. */
  #looksFor: number = tiers.length
  #better = 0
  readonly #records = new Map<number, FoundRecord>()
  readonly #read: (ids: readonly number[]) => readonly FoundRecord[]

  /**
   * @param limit Rows of the answer.
   * @param hasLetters Whether anything of the query may be compared with a name that was not found by it.
   */
  constructor(limit: number, hasLetters: boolean, read: (ids: readonly number[]) => readonly FoundRecord[]) {
    this.#limit = limit
    this.#hasLetters = hasLetters
    this.#read = read
    this.most = Math.max(enoughOfOneWay, limit + oneMore)
  }

  /** Rows in this order, each read once. */
  recordsOf(ids: readonly number[]): readonly FoundRecord[] {
    const records = this.#records
    const unread = records.size === 0 ? ids : ids.filter((id) => !records.has(id))
    if (unread.length > 0) for (const record of this.#read(unread)) records.set(record.id, record)
    const found: FoundRecord[] = []
    for (const id of ids) {
      const record = records.get(id)
      if (record !== undefined) found.push(record)
    }
    return found
  }

  add(found: readonly FoundRecord[], { tier, kind, meant, at }: Way): void {
    const isCompared = this.#hasLetters || kind === 'name'
    for (const each of found) {
      if (this.#found.has(each.id)) continue
      if (this.#found.size >= mostCandidates) {
        this.#cut = true
        return
      }
      const { id, first_name: firstName, last_name: lastName } = each
      const words = isCompared ? this.wordsOf(each) : noWords
      const name = isCompared ? writtenName({ firstName, lastName }) : ''
      this.#found.set(id, { id, record: each, words, name, tier, kind, meant, at })
    }
  }

  take({ rows, isCut }: Omit<Some, 'isEnough'>, way: Way): void {
    this.add(rows, way)
    if (isCut) this.#cut = true
  }

  size(): number {
    return this.#found.size
  }

  /** Ways of this tier follow. They are ranked with each other, so none of them takes the room of another. */
  lookFor(tier: Tier): void {
    this.#look(tiers.indexOf(tier))
  }

  /** More of this tier follow, who are no better than those of it who were found. */
  lookForMore(tier: Tier): void {
    this.#look(tiers.indexOf(tier) + 1)
  }

  #look(place: number): void {
    this.#looksFor = place
    this.#better = this.list().filter((each) => this.#isBetter(each)).length
  }

  /** How many a way of this tier is to bring, beside those who were found in better ones: what is behind them is not shown. */
  wanted(): number {
    return Math.max(fewestOfOneWay, this.most - this.#better)
  }

  /** Whether they were found in a better tier, so that they stand there. */
  isFoundBetter(id: number): boolean {
    const found = this.#found.get(id)
    return found !== undefined && this.#isBetter(found)
  }

  #isBetter({ tier }: Gathered): boolean {
    return tiers.indexOf(tier) < this.#looksFor
  }

  has(tier: Tier): boolean {
    for (const found of this.#found.values()) if (found.tier === tier) return true
    return false
  }

  /** Whether it is somebody's whole code, id, phone or e-mail. */
  hasExact(): boolean {
    return this.has('code') || this.has('phone') || this.has('email')
  }

  /** Whether it is somebody's whole code. An id is a short number that may be part of anything. */
  hasCode(): boolean {
    return this.list().some(({ kind, tier }) => tier === 'code' && kind === 'code')
  }

  /** Whether there are more than are asked for, so that whoever is found in a lower way would not be seen. */
  isAnswered(): boolean {
    return this.#found.size > this.#limit || this.#found.size >= mostCandidates
  }

  /** Whether others fit as well. */
  isCut(): boolean {
    return this.#cut
  }

  list(): readonly Gathered[] {
    return [...this.#found.values()]
  }
}

/** Rows come up in several ways of one query, and their names are folded once. */
function createNames(): (found: FoundRecord) => readonly string[] {
  const names = new Map<number, readonly string[]>()
  return (found) => {
    const known = names.get(found.id)
    if (known !== undefined) return known
    const words = nameWords({ firstName: found.first_name, lastName: found.last_name })
    names.set(found.id, words)
    return words
  }
}
