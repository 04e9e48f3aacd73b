import type { Unanswered } from '../../../electron/main/providers/provider.ts'
import { createRandom } from './random.ts'
import type { Random } from './random.ts'

/** What can go wrong with one request. */
export const wireFaults = [
  'not-sent',
  'lost-request',
  'lost-reply',
  'ghost',
  'error-before',
  'error-after',
  'rate-limited',
  'signed-out',
  'portal',
  'stale-read',
] as const
export type WireFault = (typeof wireFaults)[number]

/** A time in which requests go wrong. */
export interface Storm {
  readonly from: number
  readonly until: number
  readonly fault: WireFault
  readonly chance: number
}

/** Where the program dies. */
export type CrashAt =
  /** At once, between two events. */
  | { readonly kind: 'now' }
  /** In the middle of the n-th change of the file from here. */
  | { readonly kind: 'write'; readonly n: number }
  /** After the next claim is committed, before its first byte. */
  | { readonly kind: 'before-bytes' }
  /** When the next mutation has arrived, before its answer comes. */
  | { readonly kind: 'after-bytes' }
  /** When the next mutation is answered, before that is written. */
  | { readonly kind: 'before-record' }

/** Whom an operation is for: a member of the shop, one enrolled during the schedule, or a card alone. */
export type Whom =
  | { readonly kind: 'known'; readonly n: number }
  | { readonly kind: 'enrolled'; readonly n: number }
  | { readonly kind: 'code'; readonly code: string }

/** Something that happens at a time. */
export type Act =
  | {
      readonly kind: 'stamp'
      readonly whom: Whom
      readonly amount: number
      readonly undoMs: number
      readonly card: 'held' | 'template'
    }
  | { readonly kind: 'redeem'; readonly whom: Whom; readonly cost: number; readonly undoMs: number }
  | {
      readonly kind: 'edit'
      readonly whom: Whom
      readonly field: 'lastName' | 'email' | 'phone'
      readonly value: string
    }
  | {
      readonly kind: 'enrol'
      readonly n: number
      readonly code: string | null
      readonly email: string | null
    }
  | { readonly kind: 'attach'; readonly whom: Whom; readonly code: string }
  | { readonly kind: 'tap-again' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'change'; readonly amount: number }
  | { readonly kind: 'leave'; readonly n: number }
  | { readonly kind: 'answers'; readonly most: number }
  | { readonly kind: 'hint'; readonly reached: boolean }
  | {
      readonly kind: 'elsewhere'
      readonly n: number
      readonly does: 'stamp' | 'redeem' | 'edit' | 'attach' | 'delete'
    }
  | {
      readonly kind: 'crash'
      readonly where: CrashAt
      readonly downMs: number
      /** Dies again in the n-th change of the file that the next start makes; null where the next start is well. */
      readonly again: number | null
    }
  | { readonly kind: 'jump'; readonly ms: number }
  | { readonly kind: 'disk-full'; readonly forMs: number; readonly ballast: number }
  | { readonly kind: 'second-process' }
export type TimedAct = Act & { readonly at: number }

/** How a silence of each kind can be settled in this world. */
export type StampClass = 'keyed' | 'tag' | 'counter-single' | 'counter-shared' | 'ask'

/** The world of one schedule. */
export interface World {
  readonly stamps: StampClass
  readonly create: Extract<Unanswered, 'keyed' | 'readable-by-tag' | 'repeatable' | 'ask-a-person'>
  readonly edit: Extract<Unanswered, 'repeatable' | 'ask-a-person'>
  readonly readLagMs: number
  readonly lateBoundMs: number
  /** Applies requests later than it promises: reported apart. */
  readonly breaksBound: boolean
  /** Whether 503 is declared as "never applied" (and then meant). */
  readonly declares503: boolean
  readonly person: 'knows' | 'guesses' | 'nobody'
  readonly members: readonly { readonly stamps: number; readonly codes: readonly string[] }[]
}

/** What one seed expands into. */
export interface Plan {
  readonly seed: number
  readonly world: World
  /** Faults end here, ms. */
  readonly healAt: number
  readonly storms: readonly Storm[]
  readonly acts: readonly TimedAct[]
}

const years = (n: number): number => n * 365 * 24 * 3_600_000

function worldOf(random: Random): World {
  const stamps = random.weighted<StampClass>([
    ['keyed', 2],
    ['tag', 3],
    ['counter-single', 3],
    ['counter-shared', 2],
    ['ask', 1],
  ])
  const members = Array.from({ length: random.between(1, 3) }, (_, n) => ({
    stamps: random.between(0, 12),
    codes: random.chance(0.5) ? [`C${n}`] : [],
  }))
  return {
    stamps,
    create: random.weighted([
      ['readable-by-tag', 5],
      ['keyed', 2],
      ['repeatable', 2],
      ['ask-a-person', 1],
    ]),
    edit: random.chance(0.9) ? 'repeatable' : 'ask-a-person',
    readLagMs: random.weighted([
      [0, 4],
      [2_000, 3],
      [10_000, 1],
      [30_000, 0.4],
    ]),
    lateBoundMs: random.weighted([
      [0, 2],
      [5_000, 4],
      [30_000, 2],
      [90_000, 0.5],
    ]),
    breaksBound: random.chance(0.05),
    declares503: random.chance(0.3),
    person: random.weighted([
      ['knows', 6],
      ['guesses', 2],
      ['nobody', 2],
    ]),
    members,
  }
}

function stormsOf(random: Random, healAt: number): readonly Storm[] {
  // Few faults at a time and those hard: a mist of everything finds less.
  return Array.from({ length: random.between(1, 4) }, () => {
    const from = random.int(healAt)
    return {
      from,
      until: Math.min(healAt, from + random.between(2_000, 60_000)),
      fault: random.weighted<WireFault>([
        ['not-sent', 2],
        ['lost-request', 3],
        ['lost-reply', 4],
        ['ghost', 4],
        ['error-before', 1.5],
        ['error-after', 2],
        ['rate-limited', 1.5],
        ['signed-out', 1],
        ['portal', 1],
        ['stale-read', 3],
      ]),
      chance: random.pick([0.2, 0.5, 0.8, 1]),
    }
  })
}

function crashOf(random: Random): Extract<Act, { kind: 'crash' }> {
  const at = random.weighted<() => CrashAt>([
    [() => ({ kind: 'now' }), 2],
    [() => ({ kind: 'write', n: random.between(1, 25) }), 3],
    [() => ({ kind: 'before-bytes' }), 2],
    [() => ({ kind: 'after-bytes' }), 2],
    [() => ({ kind: 'before-record' }), 2],
  ])()
  return {
    kind: 'crash',
    where: at,
    downMs: random.pick([1_000, 3_000, 20_000, 120_000]),
    again: random.chance(0.3) ? random.between(1, 9) : null,
  }
}

function faultOf(random: Random, members: number): Act {
  return random.weighted<() => Act>([
    [() => crashOf(random), 5],
    [
      () => ({
        kind: 'jump',
        ms: random.pick([
          years(10),
          -years(10),
          3_600_000,
          -3_600_000,
          86_400_000,
          -86_400_000,
          5_000,
          -5_000,
        ]),
      }),
      2.5,
    ],
    [
      () => ({ kind: 'disk-full', forMs: random.between(1_000, 40_000), ballast: random.between(0, 40) }),
      1.5,
    ],
    [() => ({ kind: 'second-process' }), 1],
    [
      () => ({
        kind: 'elsewhere',
        n: random.int(members),
        does: random.weighted([
          ['stamp', 4],
          ['redeem', 2],
          ['edit', 2],
          ['attach', 1],
          ['delete', 0.4],
        ]),
      }),
      3,
    ],
  ])()
}

/** One visit of a member: what a cashier does within a minute or so, mostly about the same member. */
function visitOf(random: Random, world: World, enrolled: { count: number }): readonly Act[] {
  const known = (): Whom => ({ kind: 'known', n: random.int(world.members.length) })
  const anyone = (): Whom =>
    enrolled.count > 0 && random.chance(0.4) ? { kind: 'enrolled', n: random.int(enrolled.count) } : known()
  const undoMs = random.chance(0.3) ? 8_000 : 0
  const amount = random.between(1, 3)
  const stamp = (whom: Whom): Act => ({
    kind: 'stamp',
    whom,
    amount,
    undoMs,
    card: whom.kind === 'known' && random.chance(0.7) ? 'held' : 'template',
  })
  const code = (): string => random.pick(['C0', 'C1', 'N0', 'N1', 'N2'])
  return random.weighted<() => readonly Act[]>([
    [() => [stamp(anyone())], 6],
    [
      () => {
        const whom = anyone()
        return [stamp(whom), stamp(whom)]
      },
      2,
    ],
    [() => [{ kind: 'redeem', whom: anyone(), cost: random.between(2, 6), undoMs }], 2],
    [
      () => [
        {
          kind: 'edit',
          whom: anyone(),
          field: random.pick(['lastName', 'email', 'phone']),
          value: `v${random.int(random.chance(0.5) ? 2 : 1_000)}`,
        },
      ],
      2,
    ],
    [
      () => {
        const n = (enrolled.count += 1) - 1
        const enrol: Act = {
          kind: 'enrol',
          n,
          code: random.chance(0.5) ? code() : null,
          email: random.chance(0.4) ? `v${random.int(4)}` : null,
        }
        return random.chance(0.6) ? [enrol, stamp({ kind: 'enrolled', n })] : [enrol]
      },
      1.5,
    ],
    [() => [{ kind: 'attach', whom: anyone(), code: code() }], 1],
    [() => [stamp({ kind: 'code', code: code() })], 1.5],
    [() => [stamp(anyone()), { kind: 'tap-again' }], 0.4],
    [() => [stamp(known()), { kind: 'undo' }], 0.5],
    [() => [stamp(known()), { kind: 'change', amount: random.between(1, 5) }], 0.5],
    [() => [{ kind: 'leave', n: random.int(world.members.length) }], 0.4],
    [() => [{ kind: 'hint', reached: random.chance(0.5) }], 0.3],
  ])()
}

/** Whom somebody was dealing with. */
function memberOf(act: TimedAct | undefined): number | null {
  return act !== undefined && 'whom' in act && act.whom.kind === 'known' ? act.whom.n : null
}

/** What a seed expands into: the world, the storms, and what people and fate do in it. */
export function planOf(seed: number): Plan {
  const random = createRandom(seed)
  const world = worldOf(random)
  const healAt = random.between(20_000, 90_000)
  const enrolled = { count: 0 }
  const acts: TimedAct[] = []
  let at = 0
  for (let visits = random.between(2, 6); visits > 0; visits -= 1) {
    at += random.chance(0.4) ? random.int(1_000) : random.int(healAt / 3)
    for (const act of visitOf(random, world, enrolled)) acts.push({ ...act, at: (at += random.int(400)) })
  }
  const made = acts.length
  if (world.stamps === 'counter-shared') {
    // Where several tills work the others are at the same members at the same time.
    for (const act of acts.slice(0, made)) {
      const n = memberOf(act)
      if (n === null || !random.chance(0.4)) continue
      acts.push({
        kind: 'elsewhere',
        n,
        does: random.pick(['stamp', 'redeem']),
        at: act.at + random.int(4_000),
      })
    }
  }
  for (let faults = random.between(0, 3); faults > 0; faults -= 1) {
    // Most faults strike while something is on its way: soon after somebody did something.
    const near = random.chance(0.7) && made > 0 ? acts[random.int(made)] : undefined
    const drawn = faultOf(random, world.members.length)
    const fault: TimedAct = {
      ...(drawn.kind === 'elsewhere' ? { ...drawn, n: memberOf(near) ?? drawn.n } : drawn),
      at: near === undefined ? random.int(healAt) : Math.min(healAt - 1, near.at + random.int(25_000)),
    }
    acts.push(fault)
    // Somebody sets the clock and sets it back again.
    if (fault.kind === 'jump' && random.chance(0.5)) {
      acts.push({ kind: 'jump', ms: -fault.ms, at: fault.at + random.pick([4_000, 12_000, 40_000]) })
    }
  }
  if (world.person !== 'nobody') {
    acts.push({ kind: 'answers', most: random.between(1, 3), at: random.int(healAt) })
  }
  return {
    seed,
    world,
    healAt,
    storms: stormsOf(random, healAt),
    acts: acts.sort((a, b) => a.at - b.at),
  }
}
