import type { Connection } from '../../../shared/domain/connection.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { OperationState } from '../../../shared/domain/operation.ts'
import type { Outbox } from '../../../electron/main/outbox/types.ts'
import type { Book } from './book.ts'
import type { Disk } from './disk.ts'
import type { Notes } from './notes.ts'
import type { CrashAt, Plan } from './plan.ts'
import type { Random } from './random.ts'
import type { VirtualTime } from './time.ts'

/** One run of the program. */
export interface Boot {
  readonly id: Ulid
  alive: boolean
  /** What it runs; null until it is built. */
  outbox: Outbox | null
  /** Requests of operations before this time break a wish that the provider told this run. */
  quietUntil: number
  /** Whether something that it wrote was refused or broken off: what it heard may not be in the file. */
  unsure: boolean
  /** Requests that it waits for: each hears when nobody waits any more. */
  readonly waiting: Set<() => void>
}

/** An operation as the harness knows it. */
export interface Known {
  readonly id: Ulid
  readonly seq: number
  /** The lane on which it was made: order is promised on that one. */
  readonly lane: string
  /** When it was first told, steady ms. */
  readonly madeAt: number
  state: OperationState
}

/** Everything that the parts of one schedule share. */
export interface Scene {
  readonly plan: Plan
  readonly connection: Connection
  readonly time: VirtualTime
  readonly random: Random
  readonly book: Book
  readonly disk: Disk
  readonly notes: Notes
  /** The program that runs now; null while the till is down. */
  boot: Boot | null
  outbox: Outbox | null
  /** Where the program is to die next. */
  doom: CrashAt | null
  /** The program dies here; it starts again later. */
  crash(): void
  /** Attempts whose bytes have left: operation/attempt. */
  readonly sent: Set<string>
  /** Operations that the till said are saved, by id. */
  readonly acknowledged: Map<Ulid, { readonly intent: Ulid }>
  /** Operations whose change was told, by id. */
  readonly known: Map<Ulid, Known>
  /** Changes that the provider still has before it, by operation's tag. */
  readonly pending: Map<string, number>
  /** Members about whom a person guessed: what follows there says nothing about the till. */
  readonly tainted: Set<string>
  /** Whether the till's clock was ever set: a wait by that clock can then be shorter than it was meant to be. */
  jumped: boolean
  crashes: number
  /** Questions that a person was asked. */
  asked: number
}
