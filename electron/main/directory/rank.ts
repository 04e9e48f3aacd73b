import type { Match } from '../../../shared/domain/match.ts'
import type { SearchPlan, WordPlan } from './search-plan.ts'

/**
 * How a candidate was found, best first: exactly by a code or a provider's id, a phone, an e-mail; by a piece of an
 * e-mail where nothing but an e-mail was typed; by name; by a part of a phone, a code, an e-mail; by a name with a typing
 * error allowed, in a whole word or in a beginning.
 */
export const tiers = [
  'code',
  'phone',
  'email',
  'email-first',
  'name',
  'name-and-digits',
  'name-and-code',
  'phone-end',
  'phone-begin',
  'code-begin',
  'code-end',
  'email-piece',
  'near',
  'near-begin',
] as const

/** How a candidate was found. */
export type Tier = (typeof tiers)[number]

/** Somebody whom a look-up brought. */
export interface Candidate {
  /** Row of the table `member`. */
  readonly id: number
  /** Folded words of the name, as indexed; none where nothing that was typed is compared with the name. */
  readonly words: readonly string[]
  /** The name as it is written, in small letters; empty where there are no words for that reason. */
  readonly name: string
  readonly tier: Tier
  readonly kind: Match['kind']
  /** The words that were meant, where they are not those that were typed. */
  readonly meant?: readonly WordPlan[] | undefined
  /** How far into an e-mail the piece stands. */
  readonly at?: number | undefined
}

interface Scored<C extends Candidate> {
  readonly candidate: C
  readonly id: number
  readonly at: number
  readonly rank: number
  readonly whole: number
  readonly outOfOrder: boolean
  readonly spelled: number
  readonly length: number
}

/**
 * Best first: by how they were found; then names by how many typed words stand in them whole, in the typed order before
 * another, as they are written before otherwise accented, shorter names before longer ones. The same candidates are always ranked alike.
 */
export function rank<C extends Candidate>(candidates: readonly C[], plan: SearchPlan): readonly C[] {
  return candidates
    .map((candidate) => scored(candidate, plan))
    .toSorted(compare)
    .map(({ candidate }) => candidate)
}

function scored<C extends Candidate>(candidate: C, plan: SearchPlan): Scored<C> {
  const { id, words } = candidate
  const meant = candidate.meant ?? plan.words
  const isWhole = ({ word, other }: WordPlan): boolean =>
    words.includes(word) || (other !== null && words.includes(other))
  // Who writes so names the family first, whatever order the provider tells.
  const isApart = plan.run !== null && !words.join('').repeat(2).includes(plan.run)
  const whole = isApart ? 0 : meant.reduce((sum, word) => sum + (isWhole(word) ? 1 : 0), 0)
  const [first] = meant
  const outOfOrder = first !== undefined && words[0]?.startsWith(first.word) !== true
  const spelled = plan.typed.reduce((sum, word) => sum + (begins(candidate.name, word) ? 1 : 0), 0)
  return {
    candidate,
    id,
    at: Math.min(candidate.at ?? 0, 1),
    rank: tiers.indexOf(candidate.tier),
    whole,
    outOfOrder,
    spelled,
    length: words.reduce((sum, word) => sum + word.length, 0),
  }
}

function begins(name: string, word: string): boolean {
  return name.startsWith(word) || name.includes(` ${word}`)
}

function compare(a: Scored<Candidate>, b: Scored<Candidate>): number {
  return (
    a.rank - b.rank ||
    a.at - b.at ||
    b.whole - a.whole ||
    Number(a.outOfOrder) - Number(b.outOfOrder) ||
    b.spelled - a.spelled ||
    a.length - b.length ||
    a.id - b.id
  )
}
