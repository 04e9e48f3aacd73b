// Judges the look-ups of a shop, by a look at each of its members. In a process of its own: with what it remembers of a
// million, the collector would be at work in whatever is measured.
import { writeFileSync } from 'node:fs'
import type { Distribution } from '../people/people.ts'
import { person } from '../people/people.ts'
import { answerable, openJudge } from './judge.ts'
import type { Judged } from './judge.ts'
import { lookUpKinds, makeLookUps } from './look-ups.ts'
import type { LookUpKind } from './look-ups.ts'

/** What was judged. */
export interface JudgedLookUps {
  readonly look: readonly Judged[]
  /** Look-ups that fit more than ten members at any length: nobody could answer them in ten rows. */
  readonly beyond: Readonly<Record<LookUpKind, number>>
}

const [distribution = 'west', members = '0', lookUps = '0', file = ''] = process.argv.slice(2)
const shop = distribution as Distribution
const perKind = Math.ceil(Number(lookUps) / lookUpKinds.length)
const made = makeLookUps(shop, Number(members), Math.ceil(perKind * 1.15))
const judge = openJudge(made)
for (let number = 0; number < Number(members); number += 1) judge.take(person(shop, number).details)
const verdicts = judge.verdicts()
const beyondOf = (kind: LookUpKind): number =>
  verdicts.filter((verdict, at) => verdict === null && made[at]?.kind === kind).length
const judged: JudgedLookUps = {
  look: answerable(verdicts, perKind),
  beyond: Object.fromEntries(lookUpKinds.map((kind) => [kind, beyondOf(kind)])) as Record<LookUpKind, number>,
}
writeFileSync(file, JSON.stringify(judged))
process.send?.('judged', () => {
  process.disconnect()
})
