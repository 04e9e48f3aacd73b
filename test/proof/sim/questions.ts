import { createTemplate } from './disk.ts'
import type { StampClass, TimedAct } from './plan.ts'
import { createRandom, mix } from './random.ts'
import type { Random } from './random.ts'
import { runPlan } from './run.ts'

/** A way in which a store can settle a silence about stamps, and who works there. */
interface Shop {
  readonly name: string
  readonly stamps: StampClass
  readonly tills: number
}

const shops: readonly Shop[] = [
  { name: 'keyed', stamps: 'keyed', tills: 3 },
  { name: 'readable by tag', stamps: 'tag', tills: 3 },
  { name: 'counter, several tills', stamps: 'counter-shared', tills: 3 },
  { name: 'counter, single till', stamps: 'counter-single', tills: 1 },
  { name: 'nothing to read: a person', stamps: 'ask', tills: 3 },
]

const stampsEach = 5_000
const betweenStampsMs = 45_000
const members = 60
const lostReplies = 0.02
/** What a real store is taken to need. */
const readLagMs = 30_000
const lateBoundMs = 90_000
const endMs = stampsEach * betweenStampsMs

/** Days at one till: a stamp every three quarters of a minute, and the other tills of the store beside it. */
function daysOf(random: Random, tills: number): readonly TimedAct[] {
  const acts: TimedAct[] = []
  for (let i = 0; i < stampsEach; i += 1) {
    const whom = { kind: 'known', n: random.int(members) } as const
    const amount = random.between(1, 3)
    acts.push({ kind: 'stamp', whom, amount, undoMs: 8_000, card: 'held', at: random.int(endMs) })
    for (let other = 1; other < tills; other += 1) {
      acts.push({ kind: 'elsewhere', n: random.int(members), does: 'stamp', at: random.int(endMs) })
    }
  }
  for (let at = 0; at < endMs; at += 600_000) acts.push({ kind: 'answers', most: 50, at })
  return acts.sort((a, b) => a.at - b.at)
}

/** Prints how many questions a thousand stamps bring where two answers in a hundred get lost; the exit code. */
export async function proveQuestions(seed: number, print: (line: string) => void): Promise<number> {
  const template = createTemplate()
  let violations = 0
  let most = 0
  print('store                       tills   stamps   questions   per 1,000 stamps')
  for (const [place, { name, stamps, tills }] of shops.entries()) {
    const own = mix(seed, place)
    const outcome = await runPlan(
      {
        seed: own,
        world: {
          stamps,
          create: 'readable-by-tag',
          edit: 'repeatable',
          readLagMs,
          lateBoundMs,
          breaksBound: false,
          declares503: false,
          person: 'knows',
          members: Array.from({ length: members }, () => ({ stamps: 0, codes: [] })),
        },
        healAt: endMs,
        storms: [{ from: 0, until: endMs, fault: 'lost-reply', chance: lostReplies }],
        acts: daysOf(createRandom(own), tills),
      },
      template,
    )
    for (const { invariant, text } of outcome.violations) print(`${invariant} broken: ${text}`)
    violations += outcome.violations.length
    const rate = (outcome.asked * 1_000) / outcome.operations
    most = Math.max(most, rate)
    const cells = [
      String(tills).padStart(6),
      String(outcome.operations).padStart(9),
      String(outcome.asked).padStart(12),
    ]
    print(`${name.padEnd(27)}${cells.join('')}${rate.toFixed(1).padStart(19)}`)
  }
  print(
    `sim --questions: at most ${most.toFixed(1)} questions per 1,000 stamps, ${violations} violations, seed ${seed}`,
  )
  return violations === 0 ? 0 : 1
}
