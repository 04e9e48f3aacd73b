import { BlockReader, roomForBlock } from './posting-block.ts'
import type { BlockWriter, OpenBlock } from './posting-block.ts'
import type { PostingRuns, Run } from './posting-runs.ts'
import { firstFrom } from './posting-sort.ts'
import type { SortedPostings } from './posting-sort.ts'
import { ToldPostings } from './told-postings.ts'

/** Runs on their way into one. */
export interface PostingMerge {
  readonly output: Run
  /** Goes on with so many postings; answers how many it took. Once it takes fewer it is done, and the runs are one. */
  work(most: number): number
}

/** All postings of a run from where it is not brought in yet, in their order. */
class RunReader {
  token = 0
  /** The row's number twice, as a mark has it; `mark` is one more where the row has the token no longer. */
  rowMark = 0
  mark = 0
  isDone = false
  readonly #runs: PostingRuns
  readonly #run: Run
  readonly #block: OpenBlock
  readonly #reader = new BlockReader()
  #fence: number
  #at = 0

  /** @param told What it reads, where that is in memory. */
  constructor(runs: PostingRuns, run: Run, told: SortedPostings | null) {
    this.#runs = runs
    this.#run = run
    const { fences, from } = run
    this.#block = told === null ? roomForBlock() : { ...told }
    this.#fence = Math.max(fences.start, fences.lastUpTo(from.token, from.mark)) - 1
    this.#at = told === null ? 0 : firstFrom(told, from.token, from.mark) - 1
    this.next()
    while (!this.isDone && (this.token < from.token || (this.token === from.token && this.mark < from.mark)))
      this.next()
  }

  next(): void {
    this.#at += 1
    if (this.#at >= this.#block.size && !this.#open()) {
      this.isDone = true
      return
    }
    this.token = this.#block.tokens[this.#at] ?? 0
    this.mark = this.#block.marks[this.#at] ?? 0
    this.rowMark = this.mark & ~1
  }

  /** The next block that holds something; false where there is none. */
  #open(): boolean {
    const { fences, hasGone, firstRow } = this.#run
    for (this.#fence += 1; this.#fence < fences.size; this.#fence += 1) {
      this.#reader.open(
        fences.token(this.#fence),
        this.#runs.dataOnce(fences.block(this.#fence)),
        hasGone,
        firstRow,
      )
      this.#reader.readAll(this.#block)
      this.#at = 0
      if (this.#block.size > 0) return true
    }
    return false
  }
}

/** The newest first. Those in memory that nothing is between are sorted at once: quicker than each, and then brought together. */
function readersOf(runs: PostingRuns, inputs: readonly Run[]): readonly RunReader[] {
  const readers: RunReader[] = []
  let some: ToldPostings[] = []
  for (const [at, run] of inputs.entries()) {
    if (run.told !== null) some.unshift(run.told)
    const next = inputs[at + 1]?.told ?? null
    const first = some[0]?.firstRow ?? 0
    if (run.told !== null && next !== null && next.lastRow < first) continue
    readers.push(new RunReader(runs, run, run.told === null ? null : ToldPostings.together(some)))
    some = []
  }
  return readers
}

/** Keys of a run's postings: for proofs. */
export function keysOf(runs: PostingRuns, run: Run): readonly number[] {
  const keys = new Set<number>()
  const reader = new RunReader(runs, run, run.told?.sorted() ?? null)
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
  const readers = readersOf(runs, inputs)
  const newest = new Map(readers.map((reader, at) => [reader, at]))
  /** Those that are not done, whoever is first in front; of equals the newest. */
  const line: RunReader[] = []
  for (const reader of readers) if (!reader.isDone) place(reader, line.length)
  const writer: BlockWriter = runs.writer(output)
  /** Those that no full block has: they are brought in again after a kill. */
  let inOpen = 0

  /** Puts one in where it belongs among those in front of this place. */
  function place(reader: RunReader, end: number): void {
    let at = end
    for (; at > 0; at -= 1) {
      const before = line[at - 1]
      if (before === undefined || !isBefore(reader, before)) break
      line[at] = before
    }
    line[at] = reader
  }

  /** The first one goes on, and back to where it belongs then: as a rule it stays where it is, or comes near. */
  function advance(): void {
    const [reader] = line
    if (reader === undefined) return
    reader.next()
    if (reader.isDone) {
      line.shift()
      return
    }
    let at = 0
    for (let behind = line[1]; behind !== undefined && isBefore(behind, reader); behind = line[at + 1]) {
      line[at] = behind
      at += 1
    }
    line[at] = reader
  }

  function isBefore(one: RunReader, other: RunReader): boolean {
    if (one.token !== other.token) return one.token < other.token
    if (one.rowMark !== other.rowMark) return one.rowMark < other.rowMark
    return (newest.get(one) ?? 0) < (newest.get(other) ?? 0)
  }

  return {
    output,
    work(most) {
      let taken = 0
      for (; taken < most; taken += 1) {
        const [reader] = line
        if (reader === undefined) {
          writer.finish()
          output.postings += inOpen
          for (const run of inputs) runs.drop(run)
          if (output.fences.size > 0) runs.save(output)
          else runs.drop(output)
          return taken
        }
        const { token, mark, rowMark } = reader
        advance()
        // An older word about the same.
        while (line[0]?.token === token && line[0].rowMark === rowMark) advance()
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
      const from = open ?? line[0] ?? null
      if (from !== null)
        runs.broughtInto(inputs, output, { token: from.token, mark: from.mark - (from.mark & 1) })
      return taken
    },
  }
}
