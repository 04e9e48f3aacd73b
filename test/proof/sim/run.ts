import type { Connection } from '../../../shared/domain/connection.ts'
import { saveConnection } from '../../../electron/main/db/tables/connections.ts'
import { createBook } from './book.ts'
import { createCashier } from './cashier.ts'
import { createDisk } from './disk.ts'
import type { Template } from './disk.ts'
import { elsewhere } from './elsewhere.ts'
import { checkEnd, unsettled } from './end-checks.ts'
import type { Tally } from './end-checks.ts'
import { createNotes } from './notes.ts'
import type { Strikes, Violation } from './notes.ts'
import { createPerson } from './person.ts'
import { planOf } from './plan.ts'
import type { Act, Plan, TimedAct } from './plan.ts'
import { createRandom } from './random.ts'
import type { Scene } from './scene.ts'
import { createTill, statesNow } from './till.ts'
import { createVirtualTime } from './time.ts'

/** What came of one schedule. */
export interface Outcome extends Tally {
  readonly plan: Plan
  readonly violations: readonly Violation[]
  readonly strikes: Strikes
  readonly lines: readonly string[]
  readonly hash: string
  readonly crashes: number
  readonly asked: number
  readonly stuck: number
}

/** After the faults everything must have settled within this, ms: the longest waits of the outbox one after another. */
const patienceMs = 50 * 60_000
const lookEveryMs = 5_000
/** How often a person comes by after the faults are over. */
const rounds = 3

function connectionOf(plan: Plan): Connection {
  return {
    id: '01SHOP0000000000000000000A',
    name: 'Corner shop',
    provider: 'leal',
    mode: 'practice',
    baseUrl: 'https://loyalty.example',
    store: '7',
    zone: 'Europe/Berlin',
    singleTill: plan.world.stamps === 'counter-single',
    readLagMs: plan.world.readLagMs,
    lateBoundMs: plan.world.lateBoundMs,
  }
}

/** Runs what a seed expands into, from an empty file to the end, and checks it. */
export function runSchedule(seed: number, template: Template, verbose = false): Promise<Outcome> {
  return runPlan(planOf(seed), template, verbose)
}

/** Runs a plan, from an empty file to the end, and checks it. */
export async function runPlan(plan: Plan, template: Template, verbose = false): Promise<Outcome> {
  const random = createRandom(plan.seed ^ 0x5eed)
  const time = createVirtualTime()
  const notes = createNotes(verbose)
  const disk = createDisk(template, {
    died: (boot) => {
      boot.unsure = true
      if (boot === scene.boot) scene.crash()
      else boot.alive = false
    },
    refused: (boot) => {
      boot.unsure = true
      for (const state of scene.known.values()) notes.strike('disk-full', state.state)
    },
  })
  const scene: Scene = {
    plan,
    connection: connectionOf(plan),
    time,
    random,
    book: createBook(plan.world),
    disk,
    notes,
    boot: null,
    outbox: null,
    doom: null,
    crash: () => undefined,
    sent: new Set(),
    acknowledged: new Map(),
    known: new Map(),
    pending: new Map(),
    tainted: new Set(),
    jumped: false,
    crashes: 0,
    asked: 0,
  }
  saveConnection(disk.own, scene.connection, time.wall())
  const till = createTill(scene)
  const cashier = createCashier(scene)
  const person = createPerson(scene)

  const does = (act: Act): boolean => {
    switch (act.kind) {
      case 'crash':
        till.doomed(act.downMs, act.again)
        if (act.where.kind === 'now') scene.crash()
        else if (act.where.kind === 'write') disk.dieAt(act.where.n)
        else scene.doom = act.where
        return true
      case 'jump':
        for (const state of statesNow(scene)) notes.strike('clock-jump', state)
        scene.jumped = true
        time.jump(act.ms)
        return true
      case 'disk-full':
        disk.fill(act.ballast)
        time.after(act.forMs, disk.makeRoom)
        return true
      case 'second-process':
        if (scene.boot === null) return false
        till.bootSecond()
        return true
      case 'elsewhere':
        elsewhere(scene, act)
        return true
      case 'answers':
        if (scene.outbox === null) return false
        person.answers(act.most)
        return true
      case 'stamp':
      case 'redeem':
      case 'edit':
      case 'enrol':
      case 'attach':
      case 'tap-again':
      case 'undo':
      case 'change':
      case 'leave':
      case 'hint':
        return cashier.does(act)
    }
  }
  let open = plan.acts.length
  const perform = (act: TimedAct): void => {
    if (does(act)) open -= 1
    // The till is down: whoever stands before it tries again.
    else time.after(700, () => perform(act))
  }
  for (const act of plan.acts) time.after(act.at, () => perform(act))

  till.boot()
  await time.run(plan.healAt, () => false)
  // Heal: what is armed and has not struck does not strike any more.
  disk.makeRoom()
  disk.dieAt(null)
  till.doomed(1_000, null)
  scene.doom = null
  for (let round = 0; round < rounds; round += 1) {
    time.after(1_000 + round * 20_000, () => {
      if (plan.world.person !== 'nobody') person.answers(50)
    })
  }
  const lastRound = time.steady() + rounds * 20_000
  const after = { settled: false }
  const look = (): void => {
    after.settled =
      open === 0 && unsettled(scene).length === 0 && (scene.asked === 0 || time.steady() > lastRound)
    if (!after.settled) time.after(lookEveryMs, look)
  }
  look()
  await time.run(time.steady() + patienceMs, () => after.settled)
  // What the provider still has before it comes now, so that a late double is seen.
  scene.boot = null
  await time.run(time.steady() + 400_000, () => [...scene.pending.values()].every((count) => count === 0))

  const left = after.settled ? [] : unsettled(scene)
  // Where questions are open on other lanes these hold what is none of their business.
  const invariant = statesNow(scene).includes('attention') ? 'I10' : 'I9'
  for (const row of left) {
    notes.violation(
      invariant,
      `operation ${row.seq} (${row.kind}) is still ${row.state}, and nothing on its lanes keeps it`,
    )
  }
  if (time.isSpinning()) notes.violation('I9', 'the till is busy without end and no time passes')
  const tally = checkEnd(scene)
  disk.close()
  return {
    ...tally,
    plan,
    violations: notes.violations,
    strikes: notes.strikes,
    lines: notes.lines,
    hash: notes.hash(),
    crashes: scene.crashes,
    asked: scene.asked,
    stuck: left.length,
  }
}
