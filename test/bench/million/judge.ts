import type { MemberDetails } from '../../../shared/domain/member.ts'
import type { Demand, LookUp, LookUpKind, Step } from './look-ups.ts'
import { lookUpKinds } from './look-ups.ts'
import { subjectOf } from './reader.ts'
import type { Subject } from './reader.ts'

/** Rows of an answer in which the member must stand. */
export const rowsThatCount = 10

/** A look-up at the length at which no more members fit than there are rows. */
export interface Judged {
  readonly kind: LookUpKind
  readonly member: number
  readonly text: string
  /** How many members fit it, as the judge reads them. */
  readonly fitting: number
  /** Steps after the first that had to be typed. */
  readonly lengthened: number
}

/** Counts, for look-ups, how many of all members each of their steps fits: by a plain look at each member, no index of the product. */
export interface Judge {
  readonly take: (details: MemberDetails) => void
  /** Null for a look-up that fits too many at any length. */
  readonly verdicts: () => readonly (Judged | null)[]
}

/** Whether one typing error lies between two words: one letter more, less or other, or two neighbours swapped. */
export function oneErrorApart(a: string, b: string): boolean {
  if (a === b) return true
  const [long, short] = a.length >= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let from = 0
  while (from < short.length && long[from] === short[from]) from += 1
  let until = 0
  while (until < short.length - from && long[long.length - 1 - until] === short[short.length - 1 - until])
    until += 1
  const [more, less] = [long.length - from - until, short.length - from - until]
  if (more <= 1 && less <= 1) return true
  return more === 2 && less === 2 && long[from] === short[from + 1] && long[from + 1] === short[from]
}

/** Whether the judge takes a member for meant. */
export function isMeant({ words, near, run, digits, piece }: Demand, subject: Subject): boolean {
  if (digits !== null && subject.digits?.endsWith(digits) !== true) return false
  if (piece !== null && subject.email?.includes(piece) !== true && !beginAll(wordsOf(piece), subject))
    return false
  if (run !== null && subject.run?.includes(run) !== true) return false
  if (near !== null && !subject.words.some((word) => isNear(word, near))) return false
  return beginAll(words, subject)
}

function isNear(word: string, typed: string): boolean {
  return word.startsWith(typed) || oneErrorApart(word, typed)
}

/** What a demand asks beyond one that is met; a first one that has an error is only looked at where that is. */
function without(demand: Demand, met: Demand | null): Demand {
  const { near, run, digits, piece, words } = demand
  if (met === null) return { ...demand, near: null }
  return {
    words: words.filter((word) => !met.words.includes(word)),
    near: near === met.near ? null : near,
    run: run === met.run ? null : run,
    digits: digits === met.digits ? null : digits,
    piece: piece === met.piece ? null : piece,
  }
}

function beginAll(typed: readonly string[], { words }: Subject): boolean {
  return typed.every((one) => words.some((word) => word.startsWith(one)))
}

/** What of a piece of an e-mail may be a name. */
function wordsOf(piece: string): readonly string[] {
  const words = piece.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  return words.length === 0 ? [piece] : words
}

/** Everything one letter shorter: two words one error apart share one, or one is in the other's. */
function shortened(word: string): ReadonlySet<string> {
  const letters = Array.from(word)
  return new Set([word, ...letters.map((_, at) => letters.toSpliced(at, 1).join(''))])
}

/** First typings by something short that whoever they mean must have, so that few are looked at for each member. */
class Drawers {
  readonly #by = new Map<string, Place[]>()

  put(key: string, place: Place): void {
    const drawer = this.#by.get(key)
    if (drawer === undefined) this.#by.set(key, [place])
    else drawer.push(place)
  }

  of(key: string): readonly Place[] {
    return this.#by.get(key) ?? []
  }

  get size(): number {
    return this.#by.size
  }
}

const pieceKey = 4
const mostRemembered = 200_000

/** A typing that some look-ups go through, and what they go on to. Whom it does not fit, none of those fits. */
interface Place {
  readonly demand: Demand
  /** What of it is not known already where the typing before it fits. */
  readonly more: Demand
  readonly next: Map<string, Place>
  /** Members whom it fits. */
  fits: number
  /** The member for whom it was last looked at. */
  turn: number
}

/** Prepares to count for these look-ups. */
export function openJudge(lookUps: readonly LookUp[]): Judge {
  const byWord = new Drawers()
  const byNear = new Drawers()
  const byRun = new Drawers()
  const byEnding = new Drawers()
  const byPiece = new Drawers()
  const first = new Map<string, Place>()
  const nearOf = new Map<string, readonly Place[]>()
  let turn = 0

  /** The place of a step; what two look-ups demand alike is looked at once. */
  function placeIn(
    places: Map<string, Place>,
    { demand }: Step,
    before: Demand | null,
    isNew: (place: Place) => void,
  ): Place {
    const key = JSON.stringify(demand)
    const known = places.get(key)
    if (known !== undefined) return known
    const place: Place = { demand, more: without(demand, before), next: new Map(), fits: 0, turn: 0 }
    places.set(key, place)
    isNew(place)
    return place
  }

  function putAway(place: Place): void {
    const { words, near, run, digits, piece } = place.demand
    if (digits !== null) byEnding.put(digits.slice(-4), place)
    else if (piece !== null) {
      byPiece.put(piece.slice(0, pieceKey), place)
      byWord.put((wordsOf(piece)[0] ?? '').slice(0, 3), place)
    } else if (run !== null) byRun.put(Array.from(run)[0] ?? '', place)
    else if (near !== null) {
      for (const short of shortened(near)) byNear.put(short, place)
      byNear.put(`^${near.slice(0, 3)}`, place)
    } else byWord.put((words[0] ?? '').slice(0, 3), place)
  }

  const paths = lookUps.map(({ steps }) => {
    let places = first
    let before: Demand | null = null
    return steps.map((step) => {
      const isFirst = places === first
      const place = placeIn(places, step, before, (made) => {
        if (isFirst) putAway(made)
      })
      places = place.next
      before = place.demand
      return place
    })
  })

  function nearFor(word: string): readonly Place[] {
    const known = nearOf.get(word)
    if (known !== undefined) return known
    const found = new Set(byNear.of(`^${word.slice(0, 3)}`))
    for (const short of shortened(word)) for (const place of byNear.of(short)) found.add(place)
    const list = [...found].filter(({ demand }) => demand.near !== null && isNear(word, demand.near))
    if (nearOf.size < mostRemembered) nearOf.set(word, list)
    return list
  }

  function look(places: Iterable<Place>, subject: Subject): void {
    for (const place of places) {
      if (place.turn === turn) continue
      place.turn = turn
      if (!isMeant(place.more, subject)) continue
      place.fits += 1
      if (place.next.size > 0) look(place.next.values(), subject)
    }
  }

  return {
    take(details) {
      turn += 1
      const subject = subjectOf(details)
      const { words, run, digits, email } = subject
      for (const word of words) {
        for (const length of [1, 2, 3]) {
          if (length <= word.length) look(byWord.of(word.slice(0, length)), subject)
        }
        if (byNear.size > 0) look(nearFor(word), subject)
      }
      if (run !== null) for (const letter of new Set(run)) look(byRun.of(letter), subject)
      if (digits !== null) look(byEnding.of(digits.slice(-4)), subject)
      if (email === null || byPiece.size === 0) return
      for (let at = 0; at + pieceKey <= email.length; at += 1)
        look(byPiece.of(email.slice(at, at + pieceKey)), subject)
    },
    verdicts: () =>
      lookUps.map(({ kind, member, steps }, at) => {
        const path = paths[at] ?? []
        const step = path.findIndex(({ fits }) => fits <= rowsThatCount)
        const [place, typed] = [path[step], steps[step]]
        if (place === undefined || typed === undefined) return null
        return { kind, member, text: typed.text, fitting: place.fits, lengthened: step }
      }),
  }
}

/** At most so many of each kind that can be answered in ten rows; throws where none of a kind can. */
export function answerable(verdicts: readonly (Judged | null)[], perKind: number): readonly Judged[] {
  return lookUpKinds.flatMap((kind) => {
    const found = verdicts.filter((one) => one?.kind === kind).slice(0, perKind)
    if (found.length === 0) throw new Error(`no look-up of this kind fits few enough: ${kind}`)
    return found.flatMap((one) => one ?? [])
  })
}
