import type { OperationState } from '../../../shared/domain/operation.ts'
import type { Query } from '../../../electron/main/db/handle.ts'
import { createOutbox } from '../../../electron/main/outbox/outbox.ts'
import { hear } from './screen.ts'
import type { Boot, Scene } from './scene.ts'
import { createWire } from './wire.ts'

interface Standing {
  readonly seq: number
  readonly state: OperationState
  readonly attempts: number
}
const standing: Query<Standing> = { sql: 'select seq, state, attempts from op order by seq' }

/** What a start may do to an operation (I14): the same however often it is broken off and begun anew. */
const recoveries: ReadonlySet<string> = new Set(['sending unknown', 'sending queued', 'held queued'])

/** Where a member's operations stand now, as the file says. */
export function statesNow(scene: Scene): readonly OperationState[] {
  return scene.disk.own.all(standing).map((row) => row.state)
}

/** Starts and restarts the program over the same file. */
export interface Till {
  boot(): void
  /** Another process over the same file, while the first one lives. */
  bootSecond(): void
  /** When the program dies next: how long it is down, and where the start after that dies. */
  doomed(downMs: number, again: number | null): void
}

/** A till that is switched off. */
export function createTill(scene: Scene): Till {
  const { time, disk, notes, random, connection } = scene
  let boots = 0
  let downMs = 1_000
  let again: number | null = null
  let quietUntil = 0

  const start = (quietUntil: number): void => {
    boots += 1
    const boot: Boot = {
      id: `boot-${boots}`,
      alive: true,
      outbox: null,
      quietUntil,
      unsure: false,
      waiting: new Set(),
    }
    const provider = createWire(scene, boot)
    const chance = random.fork()
    const later = (run: () => void, ms: number): (() => void) =>
      time.after(ms, () => {
        if (boot.alive) run()
      })
    const outbox = createOutbox(disk.handleOf(boot), {
      clock: { now: time.wall, steady: time.steady },
      timers: { set: later },
      soon: (run) => {
        later(run, 0)
      },
      random: chance.bytes,
      connections: () => [connection],
      provider: () => provider,
      bootId: boot.id,
      tillId: 'till-A',
      log: {
        info: () => undefined,
        warn: (event) => notes.trace(`${time.steady()} ${boot.id} warns ${event}`),
      },
    })
    outbox.onOperation((change) => hear(scene, boot, change))
    boot.outbox = outbox
    scene.boot = boot
    scene.outbox = outbox
    const before = new Map(disk.own.all(standing).map((row) => [row.seq, row]))
    notes.trace(`${time.steady()} ${boot.id} starts`)
    outbox.start()
    for (const row of disk.own.all(standing)) {
      const was = before.get(row.seq)
      const same = was?.state === row.state || recoveries.has(`${was?.state ?? 'nothing'} ${row.state}`)
      if (!same || was?.attempts !== row.attempts) {
        notes.violation(
          'I14',
          `starting made operation ${row.seq} ${row.state}/${row.attempts} of ${was?.state ?? 'nothing'}/${was?.attempts ?? 0}`,
        )
      }
    }
  }
  const reboot = (): void => {
    disk.cutPower()
    for (const state of statesNow(scene)) notes.strike('crash', state)
    // A wish that was not written before the end is not known after it.
    if (again !== null) disk.dieAt(again)
    again = null
    start(quietUntil)
  }
  scene.crash = () => {
    if (scene.boot === null) return
    notes.trace(`${time.steady()} ${scene.boot.id} dies`)
    scene.boot.alive = false
    for (const gone of scene.boot.waiting) gone()
    // A wish that could not be written before the end is not known after it.
    quietUntil = scene.boot.unsure ? 0 : scene.boot.quietUntil
    scene.boot = null
    scene.outbox = null
    scene.doom = null
    scene.crashes += 1
    time.after(downMs, reboot)
    downMs = 1_000
  }
  return {
    boot: () => start(0),
    bootSecond: () => {
      for (const state of statesNow(scene)) notes.strike('second-process', state)
      // What the first still waits for is lost for the second from now on.
      for (const gone of scene.boot?.waiting ?? []) gone()
      start(0)
    },
    doomed: (ms, next) => {
      downMs = ms
      again = next
    },
  }
}
