import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync, statfsSync, writeSync } from 'node:fs'
import path from 'node:path'

/** How much is kept aside: enough for the outcome of every operation that is on the wire. */
export const ballastBytes = 16 * 1024 * 1024

/**
 * A file that does nothing but take space.
 *
 * On a full disk it is given back, so that outcomes can still be recorded and the queue drains; new work is
 * refused until it could be made again.
 */
export interface Ballast {
  /** Makes it where it is missing; false when the disk has no room for it. */
  ensure(): boolean
  /** Gives the space back; false when there was none to give. */
  free(): boolean
}

/** No ballast, for a database in memory. */
export const noBallast: Ballast = { ensure: () => true, free: () => false }

/** The ballast beside a database file. */
export function createBallast(file: string, bytes: number = ballastBytes): Ballast {
  /** A virus scanner may hold it: that must not come in the place of what is really wrong with the disk. */
  const removed = (): boolean => {
    try {
      rmSync(file, { force: true })
      return true
    } catch {
      return false
    }
  }
  const whole = (): boolean => existsSync(file) && statSync(file).size >= bytes
  return {
    ensure: () => {
      if (whole()) return true
      try {
        // Taking the last free bytes would fill the very disk that it was given back to.
        const disk = statfsSync(path.dirname(file))
        if (disk.bavail * disk.bsize < bytes * 2) return false
        fill(file, bytes)
        return true
      } catch {
        // Half a ballast would only take the room that the database needs now.
        removed()
        return false
      }
    },
    free: () => {
      return existsSync(file) && removed()
    },
  }
}

function fill(file: string, bytes: number): void {
  // Not zeros: a file system that compresses would keep nothing aside.
  const block = Buffer.alloc(1024 * 1024)
  let x = 0x2545f491
  for (let i = 0; i < block.length; i += 4) {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    block.writeInt32LE(x | 0, i)
  }
  const handle = openSync(file, 'w')
  try {
    for (let written = 0; written < bytes; written += block.length) {
      block.writeInt32LE(written, 0)
      writeSync(handle, block, 0, Math.min(block.length, bytes - written))
    }
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
