import { BlockReader, roomForBlock } from './posting-block.ts'
import type { BlockWriter } from './posting-block.ts'
import type { PostingRuns, Run } from './posting-runs.ts'

/** Runs on their way into one. */
export interface PostingMerge {
  readonly output: Run
  /** Goes on with so many postings; answers how many it took. Once it takes fewer it is done, and the runs are one. */
  work(most: number): number
}

/** All postings of a run from where it is not brought in yet, in their order. */
class RunReader {
  token = 0
  mark = 0
  isDone = false
  readonly #runs: PostingRuns
  readonly #run: Run
  readonly #block = roomForBlock()
  readonly #reader = new BlockReader()
  #fence: number
  #at = 0

  constructor(runs: PostingRuns, run: Run) {
    this.#runs = runs
    this.#run = run
    const { fences, from } = run
    this.#fence = Math.max(fences.start, fences.lastUpTo(from.token, from.mark)) - 1
    this.next()
    while (!this.isDone && (this.token < from.token || (this.token === from.token && this.mark < from.mark)))
      this.next()
  }

  next(): void {
    this.#at += 1
    while (this.#at >= this.#block.size) {
      this.#fence += 1
      const { fences } = this.#run
      if (this.#fence >= fences.size) {
        this.isDone = true
        return
      }
      this.#reader.open(
        fences.token(this.#fence),
        this.#runs.dataOnce(fences.block(this.#fence)),
        this.#run.hasGone,
      )
      this.#reader.readAll(this.#block)
      this.#at = 0
    }
    this.token = this.#block.tokens[this.#at] ?? 0
    this.mark = this.#block.marks[this.#at] ?? 0
  }
}

/** Keys of a run's postings: for proofs. */
export function keysOf(runs: PostingRuns, run: Run): readonly number[] {
  const keys = new Set<number>()
  const reader = new RunReader(runs, run)
  while (!reader.isDone) {
    keys.add(reader.token)
    reader.next()
  }
  return [...keys]
}

/**
 * Begins with runs that have not been, or goes on with those that a run of the program before this one had begun.
 *
 * @param inputs The newest first; nothing else in the index is between two of them by age.
 * @param isOldest Whether nothing is older: nobody then needs to know that a row has a token no longer.
 */
export function mergeRuns(
  runs: PostingRuns,
  inputs: readonly Run[],
  output: Run,
  isOldest: boolean,
): PostingMerge {
  const readers = inputs.map((run) => new RunReader(runs, run))
  const writer: BlockWriter = runs.writer(output)
  /** Those that no full block has: they are brought in again after a kill. */
  let inOpen = 0

  /** Who is first; the newest of those who are. */
  function first(): RunReader | null {
    let found: RunReader | null = null
    for (const reader of readers) {
      if (!reader.isDone && (found === null || isBefore(reader, found))) found = reader
    }
    return found
  }

  return {
    output,
    work(most) {
      let taken = 0
      for (; taken < most; taken += 1) {
        const reader = first()
        if (reader === null) {
          writer.finish()
          output.postings += inOpen
          for (const run of inputs) runs.drop(run)
          if (output.fences.size > 0) runs.save(output)
          else runs.drop(output)
          return taken
        }
        const { token, mark } = reader
        for (const other of readers)
          if (!other.isDone && other.token === token && other.mark >>> 1 === mark >>> 1) other.next()
        if (isOldest && (mark & 1) === 1) continue
        const blocks = output.fences.size
        writer.add(token, mark)
        if (output.fences.size > blocks) {
          output.postings += inOpen
          inOpen = 0
        }
        inOpen += 1
      }
      const open = writer.open()
      const next = first()
      const from = open ?? next
      if (from !== null)
        runs.broughtInto(inputs, output, { token: from.token, mark: from.mark - (from.mark & 1) })
      return taken
    },
  }
}

/** Whether one is before the other by token and row. */
function isBefore(one: RunReader, other: RunReader): boolean {
  return one.token < other.token || (one.token === other.token && one.mark >>> 1 < other.mark >>> 1)
}
