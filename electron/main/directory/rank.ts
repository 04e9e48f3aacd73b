import type { Match } from '../../../shared/domain/match.ts'
import type { SearchPlan, WordPlan } from './search-plan.ts'

/** How a candidate was found, best first. */
export const tiers = ['code', 'phone', 'email', 'name', 'part', 'near'] as const

/** How a candidate was found. */
export type Tier = (typeof tiers)[number]

/** Somebody whom a look-up brought. */
export interface Candidate {
  /** Row of the table `member`. */
  readonly id: number
  /** Folded words of the name, as indexed. */
  readonly words: readonly string[]
  readonly tier: Tier
  readonly kind: Match['kind']
}

interface Scored extends Candidate {
  readonly whole: number
  readonly outOfOrder: boolean
  readonly length: number
}

/**
 * Best first: exact code, phone and e-mail; then names by how many typed words stand in them whole, in the
 * typed order before another, shorter names before longer ones; then parts of a phone, e-mail or code.
 * The same candidates are always ranked alike.
 */
export function rank<C extends Candidate>(candidates: readonly C[], plan: SearchPlan): readonly C[] {
  return candidates.map((candidate) => ({ ...candidate, ...score(candidate, plan) })).toSorted(compare)
}

/** Whether each typed word, or its other spelling, begins a word of the name. */
export function nameBegins(words: readonly string[], typed: readonly WordPlan[]): boolean {
  return typed.every(({ word, other }) =>
    words.some((name) => name.startsWith(word) || (other !== null && name.startsWith(other))),
  )
}

function score(candidate: Candidate, plan: SearchPlan): Scored {
  const { words } = candidate
  const isWhole = ({ word, other }: WordPlan): boolean =>
    words.includes(word) || (other !== null && words.includes(other))
  const joined = words.join('')
  const whole =
    plan.run !== null && !joined.includes(plan.run)
      ? 0
      : plan.words.reduce((sum, word) => sum + (isWhole(word) ? 1 : 0), 0)
  const [first] = plan.words
  const outOfOrder = first !== undefined && words[0]?.startsWith(first.word) !== true
  return { ...candidate, whole, outOfOrder, length: joined.length }
}

function compare(a: Scored, b: Scored): number {
  return (
    tiers.indexOf(a.tier) - tiers.indexOf(b.tier) ||
    b.whole - a.whole ||
    Number(a.outOfOrder) - Number(b.outOfOrder) ||
    a.length - b.length ||
    a.id - b.id
  )
}
