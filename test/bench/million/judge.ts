import type { MemberDetails } from '../../../shared/domain/member.ts'
import type { Demand, LookUp, LookUpKind } from './look-ups.ts'
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
  if (near !== null && !subject.words.some((word) => word.startsWith(near) || oneErrorApart(word, near)))
    return false
  return beginAll(words, subject)
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

/** Look-ups by something short that whoever they mean must have, so that few are looked at for each member. */
class Drawers {
  readonly #by = new Map<string, number[]>()

  put(key: string, at: number): void {
    const drawer = this.#by.get(key)
    if (drawer === undefined) this.#by.set(key, [at])
    else drawer.push(at)
  }

  of(key: string): readonly number[] {
    return this.#by.get(key) ?? []
  }

  get size(): number {
    return this.#by.size
  }
}

const pieceKey = 4
const mostRemembered = 200_000

/** Prepares to count for these look-ups. */
export function openJudge(lookUps: readonly LookUp[]): Judge {
  const byWord = new Drawers()
  const byNear = new Drawers()
  const byRun = new Drawers()
  const byEnding = new Drawers()
  const byPiece = new Drawers()
  // How many members fit exactly so many steps, from the first one on.
  const reached = lookUps.map(({ steps }) => new Uint32Array(steps.length + 1))
  const stamps = new Uint32Array(lookUps.length)
  const nearOf = new Map<string, readonly number[]>()
  let turn = 0
  for (const [at, { kind, steps }] of lookUps.entries()) {
    const demand = steps[0]?.demand
    if (demand === undefined) throw new Error('a look-up asks nothing')
    const { words, near, run, digits, piece } = demand
    if (kind === 'digits' && digits !== null) byEnding.put(digits, at)
    else if (piece !== null) {
      byPiece.put(piece.slice(0, pieceKey), at)
      byWord.put((wordsOf(piece)[0] ?? '').slice(0, 3), at)
    } else if (run !== null) byRun.put(Array.from(run)[0] ?? '', at)
    else if (near !== null) {
      for (const short of shortened(near)) byNear.put(short, at)
      byNear.put(`^${near.slice(0, 3)}`, at)
    } else byWord.put((words[0] ?? '').slice(0, 3), at)
  }

  function nearFor(word: string): readonly number[] {
    const known = nearOf.get(word)
    if (known !== undefined) return known
    const found = new Set([...byNear.of(`^${word.slice(0, 3)}`)])
    for (const short of shortened(word)) for (const at of byNear.of(short)) found.add(at)
    const list = [...found]
    if (nearOf.size < mostRemembered) nearOf.set(word, list)
    return list
  }

  function consider(list: readonly number[], subject: Subject): void {
    for (const at of list) {
      if (stamps[at] === turn) continue
      stamps[at] = turn
      const { steps } = lookUps[at] ?? { steps: [] }
      let fits = 0
      // Each step demands what the one before it demands, and more.
      for (const { demand } of steps) {
        if (!isMeant(demand, subject)) break
        fits += 1
      }
      const counts = reached[at]
      if (counts !== undefined) counts[fits] = (counts[fits] ?? 0) + 1
    }
  }

  return {
    take(details) {
      turn += 1
      const subject = subjectOf(details)
      for (const word of subject.words) {
        for (const length of [1, 2, 3]) {
          if (length <= word.length) consider(byWord.of(word.slice(0, length)), subject)
        }
        if (byNear.size > 0) consider(nearFor(word), subject)
      }
      if (subject.run !== null) for (const letter of new Set(subject.run)) consider(byRun.of(letter), subject)
      if (subject.digits !== null) consider(byEnding.of(subject.digits.slice(-4)), subject)
      if (subject.email !== null && byPiece.size > 0) {
        for (let at = 0; at + pieceKey <= subject.email.length; at += 1)
          consider(byPiece.of(subject.email.slice(at, at + pieceKey)), subject)
      }
    },
    verdicts: () =>
      lookUps.map(({ kind, member, steps }, at) => {
        const counts = reached[at] ?? new Uint32Array()
        for (const [step, { text }] of steps.entries()) {
          const fitting = counts.subarray(step + 1).reduce((sum, count) => sum + count, 0)
          if (fitting <= rowsThatCount) return { kind, member, text, fitting, lengthened: step }
        }
        return null
      }),
  }
}

/** So many of each kind that can be answered in ten rows; throws where too few can. */
export function answerable(verdicts: readonly (Judged | null)[], perKind: number): readonly Judged[] {
  return lookUpKinds.flatMap((kind) => {
    const found = verdicts.filter((one) => one?.kind === kind).slice(0, perKind)
    return found.flatMap((one) => one ?? [])
  })
}
