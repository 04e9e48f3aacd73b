import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** A disk of a few megabytes, mounted on a folder. Only root on Linux can make one. */
export interface SmallDisk {
  readonly folder: string
  /** Takes all the room that is left. */
  fill(): void
  /** Gives it back. */
  empty(): void
  /** The disk and everything on it goes. */
  remove(): void
}

/** Mounts one, or says why it cannot be had here. */
export function mountSmallDisk(folder: string, megabytes: number): SmallDisk | string {
  if (process.platform !== 'linux') return 'a small disk is made by mounting a tmpfs, which only Linux has'
  mkdirSync(folder, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' })
  } catch {
    return 'mounting a tmpfs needs root'
  }
  const filler = path.join(folder, 'filler')
  return {
    folder,
    fill() {
      for (let n = 0; n < 100; n += 1) {
        const { bavail, bsize } = statfsSync(folder)
        if (bavail === 0) return
        writeFileSync(`${filler}-${n}`, Buffer.alloc(bavail * bsize, 1))
      }
    },
    empty() {
      for (let n = 0; n < 100; n += 1) rmSync(`${filler}-${n}`, { force: true })
    },
    remove() {
      // Lazily: a process of the program may still be letting go of a file.
      execFileSync('umount', ['--lazy', folder])
    },
  }
}
