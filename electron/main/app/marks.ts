import { readFileSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Connection } from '../../../shared/domain/connection.ts'
import type { Log } from '../log.ts'
import type { Mark } from '../outbox/pure/suspicion.ts'
import type { OutboxDependencies } from '../outbox/types.ts'
import { replaceFile } from './whole-file.ts'

/** A mark is written this long after a change at the soonest, ms: not one flush for each operation. */
const betweenMarksMs = 5_000

const schema = z.object({ fileId: z.string(), n: z.int().min(0), hash: z.string() })

function parse(text: string): Mark | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** Where the mark of a mode lies: beside its folder, so that putting the folder back does not put it back. */
export function markFile(userData: string, mode: Connection['mode']): string {
  return path.join(userData, `high-water-${mode}.json`)
}

/** The mark in a file; null where there is none, or it is damaged. */
export function readMark(file: string): Mark | null {
  try {
    return parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** The same where the disk may be far away. */
export async function readMarkAway(file: string): Promise<Mark | null> {
  return parse(await readFile(file, 'utf8').catch(() => ''))
}

/** Writes a mark whole or not at all. */
export async function writeMark(file: string, mark: Mark): Promise<void> {
  await replaceFile(file, (half) => writeFile(half, JSON.stringify(mark)))
}

/** Keeps the mark of one file. */
export interface MarkKeeper {
  /** The file has come further. */
  changed(): void
  /** Writes the mark now. */
  write(): Promise<void>
  stop(): void
}

/** Writes how far a file has come, soon after it has come further. */
export function keepMark(options: {
  readonly file: string
  readonly mark: () => Mark | null
  /** After each writing. */
  readonly onWritten: () => void
  readonly timers: OutboxDependencies['timers']
  readonly log: Log
}): MarkKeeper {
  const { file, timers, log } = options
  let cancel: (() => void) | null = null
  let writing: Promise<void> = Promise.resolve()

  const write = (): Promise<void> => {
    cancel?.()
    cancel = null
    writing = writing.then(async () => {
      try {
        const mark = options.mark()
        if (mark !== null) await writeMark(file, mark)
        options.onWritten()
      } catch (error) {
        log.warn('mark.not-written', { error })
        // One of another file would make every start suspicious; none only makes a copy harder to notice.
        const left = readMark(file)
        const own = options.mark()
        if (left !== null && own !== null && left.fileId !== own.fileId) rmSync(file, { force: true })
      }
    })
    return writing
  }
  return {
    changed: () => {
      cancel ??= timers.set(() => void write(), betweenMarksMs)
    },
    write,
    stop: () => cancel?.(),
  }
}
