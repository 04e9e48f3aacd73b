import type { Ballast } from '../db/ballast.ts'
import { isDiskFull } from '../db/failure.ts'
import type { OutboxDependencies } from './types.ts'

/** Whether the disk has room for new work. */
export interface Space {
  isFull(): boolean
  /** Looks whether room has come back. */
  recheck(): void
  /** Runs a durable write; on a full disk the ballast is given up and it is tried once more. */
  write<T>(work: () => T): T
  /** Runs a write of new work: never on the ballast, which is kept for outcomes. */
  writeNew<T>(work: () => T): T
}

/** Watches the disk of a database. */
export function createSpace(ballast: Ballast, log: OutboxDependencies['log']): Space {
  let full = false
  const exhausted = (): boolean => {
    if (!full) log.warn('outbox.disk-full')
    full = true
    return ballast.free()
  }
  return {
    isFull: () => full,
    recheck: () => {
      if (full && ballast.ensure()) {
        full = false
        log.info('outbox.disk-has-room')
      }
    },
    write: (work) => {
      try {
        return work()
      } catch (error) {
        if (!isDiskFull(error) || !exhausted()) throw error
        return work()
      }
    },
    writeNew: (work) => {
      try {
        return work()
      } catch (error) {
        if (isDiskFull(error)) exhausted()
        throw error
      }
    },
  }
}
