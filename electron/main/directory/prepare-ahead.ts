/**
 * What waits to be stored is prepared by another thread, and by whoever stores while that is at what comes next: half of the
 * work of a first pull. Whatever is not prepared is prepared by who stores it, so that the other thread may be gone or slow.
 */
import { foreseeKinds } from './card-kinds.ts'
import type { CardKind } from './card-kinds.ts'
import { unpackPortion } from './packed-portion.ts'
import type { PackedPortion } from './packed-portion.ts'
import { createPreparer } from './prepared-portion.ts'
import type { PreparedPortion } from './prepared-portion.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'

/** Prepares portions before they are stored. */
export interface Ahead {
  /** Hands over the JSON text of a portion that was told at this time; they are stored in the order in which they are given. */
  give(text: string, readAt: number): Given
  /** Prepares, in the caller's thread, the next one that nobody has begun; answers whether there was one. */
  helpOut(): boolean
  /** Ends the other thread, and forgets what it was given. */
  end(): void
}

/** A portion that was given. */
export interface Given {
  /** Whether the other thread is at it. */
  isComing(): boolean
  /** What was prepared; null where nothing was, which then nobody begins any more. */
  take(): PreparedPortion | null
}

/** What the other thread begins with. */
export interface PreparingSetup {
  /** One number in memory of both threads: of the first portion that nobody has begun. */
  readonly next: Int32Array<SharedArrayBuffer>
  /** Those that the copy has. */
  readonly kinds: readonly CardKind[]
}

/** The other thread, as it is seen by who stores. */
export interface PreparingThread {
  prepare(number: number, text: string): void
  end(): void
}

/** What is heard of the other thread. */
export interface Hearing {
  /** Null where the text is nothing that can be prepared. */
  readonly prepared: (number: number, portion: PackedPortion | null) => void
  /** It has ended by itself. */
  readonly gone: (error: unknown) => void
}

/** Starts the other thread. */
export type StartThread = (setup: PreparingSetup, hearing: Hearing) => PreparingThread

/** What preparing ahead is made of. */
export interface AheadOptions {
  readonly kinds: readonly CardKind[]
  readonly start: StartThread
  /** Something that was waited for is there. */
  readonly ready: () => void
  /** The other thread has ended, or could not be started: nothing is prepared any more. */
  readonly gone: (error: unknown) => void
}

interface Portion {
  readonly text: string
  readonly readAt: number
  /** Absent until it is prepared; null where it could not be. */
  prepared?: PackedPortion | PreparedPortion | null
}

/** Begins to prepare for a copy that has these kinds of cards. */
export function createAhead({ kinds, start, ready, gone }: AheadOptions): Ahead {
  const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const portions = new Map<number, Portion>()
  const prepare = createReader(kinds)
  let count = 0
  let isOver = false
  const thread = start(
    { next, kinds },
    {
      prepared(number, portion) {
        const given = portions.get(number)
        // Of one that was stored from its text meanwhile, somebody may still wait to go on behind it.
        if (given !== undefined) given.prepared = portion
        ready()
      },
      gone(error) {
        if (isOver) return
        end()
        gone(error)
      },
    },
  )

  function end(): void {
    isOver = true
    portions.clear()
    thread.end()
  }

  /** Whether it is the caller's to prepare. */
  function begin(number: number): boolean {
    return Atomics.compareExchange(next, 0, number, number + 1) === number
  }

  return {
    give(text, readAt) {
      const number = count
      count += 1
      if (!isOver) {
        portions.set(number, { text, readAt })
        thread.prepare(number, text)
      }
      return {
        isComing() {
          const given = portions.get(number)
          return given !== undefined && given.prepared === undefined && Atomics.load(next, 0) > number
        },
        take() {
          const given = portions.get(number)
          portions.delete(number)
          if (given?.prepared === undefined) begin(number)
          if (given?.prepared === undefined || given.prepared === null) return null
          return 'texts' in given.prepared ? unpackPortion(given.prepared, given.readAt) : given.prepared
        },
      }
    },
    helpOut() {
      const number = Atomics.load(next, 0)
      const given = portions.get(number)
      if (given === undefined || !begin(number)) return false
      given.prepared = prepare(given.text, given.readAt)
      return true
    },
    end,
  }
}

/** Reads texts of portions and prepares them; null where one is nothing that can be: who stores it is told why. */
export function createReader(
  known: readonly CardKind[],
): (text: string, readAt: number) => PreparedPortion | null {
  const kinds = foreseeKinds(known)
  const prepare = createPreparer(kinds)
  return (text, readAt) => {
    try {
      const portion = prepare(JSON.parse(text) as readonly RemoteMember[], readAt)
      return { ...portion, kinds: kinds.used() }
    } catch {
      kinds.used()
      return null
    }
  }
}
