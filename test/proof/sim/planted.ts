import { rotten } from '../../planted/plant.ts'
import { bugPlants } from '../../planted/bugs.ts'
import type { Invariant } from './notes.ts'
import { runMany } from './pool.ts'

/** The invariants of which one must notice each mistake. */
const noticedBy: Readonly<Record<string, readonly Invariant[]>> = {
  'sim-retry-on-timeout': ['I3'],
  'sim-verify-at-once': ['I3'],
  'sim-no-fsync': ['I1'],
  'sim-mark-after-send': ['I8'],
  'sim-global-fifo': ['I10', 'I9'],
  'sim-counter-as-proof': ['I3', 'I4'],
  'sim-delete-on-failure': ['I1'],
  'sim-second-sender': ['I16'],
}

/** Schedules within which each mistake must be noticed. */
const within = 3_000

/** Plants one mistake after the other and runs until an invariant notices; the exit code. */
export async function provePlants(
  options: { readonly seed: number; readonly workers?: number },
  print: (line: string) => void,
): Promise<number> {
  const rotted = rotten(bugPlants)
  for (const reason of rotted) print(reason)
  if (rotted.length > 0) return 1
  let caught = 0
  for (const plant of bugPlants) {
    const expected = noticedBy[plant.name] ?? []
    const run = await runMany({ ...options, schedules: within, plants: [plant.name], stopAtViolation: true })
    const first = run.violations
      .filter((one) => expected.includes(one.invariant))
      .sort((a, b) => a.schedule - b.schedule)[0]
    if (first === undefined) {
      print(`${plant.name}: NOT noticed in ${within} schedules`)
      continue
    }
    caught += 1
    print(
      `${plant.name}: ${first.invariant} at schedule ${first.schedule + 1} after ${run.seconds.toFixed(1)} s: ${first.text}`,
    )
  }
  print(`sim --planted: ${caught} of ${bugPlants.length} mistakes noticed, seed ${options.seed}`)
  return caught === bugPlants.length && caught === Object.keys(noticedBy).length ? 0 : 1
}
