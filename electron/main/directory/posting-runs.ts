import type { CacheFile } from '../db/open-cache.ts'
import { KeptBlocks } from './kept-blocks.ts'
import { BlockWriter, PostingBlock } from './posting-block.ts'
import { sealed, unsealed } from './seal.ts'
import { ToldPostings } from './told-postings.ts'

/** Fences of one row of the file, and the bytes of each. */
const perChunk = 256
const fenceBytes = 12

function chunkOf(fence: number): number {
  return Math.floor(fence / perChunk)
}

/** Where each block of a run begins, and which block that is; in their order. */
export class Fences {
  #tokens = new Uint32Array(16)
  #marks = new Uint32Array(16)
  #blocks = new Uint32Array(16)
  /** Blocks before this one are gone. */
  start = 0
  size = 0
  /** Those before this one are in the file. */
  saved = 0

  /** As it is after the first ones have gone. */
  begin(start: number): void {
    while (this.#tokens.length < start) this.#grow()
    this.start = start
    this.size = start
    this.saved = start
  }

  /** Those of a chunk, for the file. */
  bytes(chunk: number): Uint8Array {
    const from = chunk * perChunk
    const count = Math.min(this.size - from, perChunk)
    const view = new DataView(new ArrayBuffer(count * fenceBytes))
    for (let at = 0; at < count; at += 1) {
      view.setUint32(at * fenceBytes, this.token(from + at))
      view.setUint32(at * fenceBytes + 4, this.mark(from + at))
      view.setUint32(at * fenceBytes + 8, this.block(from + at))
    }
    return new Uint8Array(view.buffer)
  }

  /** As the file has a chunk of them. */
  read(data: Uint8Array): void {
    if (data.length === 0 || data.length % fenceBytes !== 0 || data.length > perChunk * fenceBytes)
      throw new SyntaxError('fences of the index are cut')
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
    for (let at = 0; at < data.length; at += fenceBytes)
      this.push(view.getUint32(at), view.getUint32(at + 4), view.getUint32(at + 8))
    this.saved = this.size
  }

  push(token: number, mark: number, block: number): void {
    if (this.size === this.#tokens.length) this.#grow()
    this.#tokens[this.size] = token
    this.#marks[this.size] = mark
    this.#blocks[this.size] = block
    this.size += 1
  }

  #grow(): void {
    this.#tokens = longer(this.#tokens)
    this.#marks = longer(this.#marks)
    this.#blocks = longer(this.#blocks)
  }

  token(at: number): number {
    return this.#tokens[at] ?? 0
  }

  mark(at: number): number {
    return this.#marks[at] ?? 0
  }

  block(at: number): number {
    return this.#blocks[at] ?? 0
  }

  /**
   * The last block that begins at this posting or before; before `start` where none does.
   *
   * @param from A block that does: those right behind it are looked at first.
   */
  lastUpTo(token: number, mark: number, from?: number): number {
    let low = from ?? this.start
    let high = this.size
    for (let step = 1; from !== undefined && low + step < this.size; step *= 2) {
      if (!this.#isUpTo(low + step, token, mark)) {
        high = low + step
        break
      }
      low += step
    }
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#isUpTo(middle, token, mark)) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  #isUpTo(at: number, token: number, mark: number): boolean {
    const there = this.token(at)
    return there < token || (there === token && this.mark(at) <= mark)
  }
}

/** A sorted part of the index. */
export interface Run {
  readonly id: number
  /** A larger one is newer: of two postings of a row and a token the newer run's counts. */
  readonly age: number
  /** How many times its postings have been brought together; with a level full, the next one gets a run. */
  readonly level: number
  /** Whether some of its postings may say that a row has a token no longer. */
  readonly hasGone: boolean
  /** No row in it is before this one. */
  readonly firstRow: number
  readonly fences: Fences
  /** How many, as they were put in. */
  postings: number
  /** The run into which this one is being brought: what is before `from` is there already. */
  into: number | null
  from: { readonly token: number; readonly mark: number }
  /** Its postings where no block of the file has them: they stand there as they were told. */
  readonly told: ToldPostings | null
}

/** The runs of the index in the file, with their fences in memory. */
export interface PostingRuns {
  /** The newest first. */
  all(): readonly Run[]
  /** As the file has them. Throws where it holds something else. */
  read(): void
  begin(age: number, level: number, hasGone: boolean, firstRow: number): Run
  /** A run in memory, and in the file as it was told, until it is brought into one of blocks. */
  keep(age: number, told: ToldPostings): void
  /** Puts postings into a run, behind those that it has; `save` of the run comes before the end of the transaction. */
  writer(run: Run): BlockWriter
  data(block: number): PostingBlock
  /** As `data`, of a block that is read once. */
  dataOnce(block: number): PostingBlock
  /** Notes how far these have been brought into the other one, and lets go of blocks that are there as a whole. */
  broughtInto(inputs: readonly Run[], output: Run, from: Run['from']): void
  save(run: Run): void
  drop(run: Run): void
}

interface RunRow {
  readonly id: number
  readonly age: number
  readonly level: number
  readonly has_gone: 0 | 1
  readonly first_row: number
  readonly postings: number
  readonly into_run: number | null
  readonly from_token: number
  readonly from_mark: number
}

/** Chunks of fences of one run. */
const mostChunks = 2 ** 16
const all: Run['from'] = { token: 0, mark: 0 }

/** Prepares the runs of an open member copy; `read` comes first. */
export function preparePostingRuns(db: CacheFile): PostingRuns {
  const runRows = db.prepare<[], RunRow>('SELECT * FROM posting_run ORDER BY age DESC, id DESC')
  const fenceRows = db.prepare<[], [number, unknown]>('SELECT id, data FROM posting_fence ORDER BY id').raw()
  const lastBlock = db.prepare<[], number | null>('SELECT max(id) FROM posting_block').pluck()
  const blockData = db.prepare<[number]>('SELECT data FROM posting_block WHERE id = ?').pluck()
  const addBlock = db.prepare<[number, Uint8Array]>('INSERT INTO posting_block VALUES (?, ?)')
  const keepFences = db.prepare<[number, Uint8Array]>('INSERT OR REPLACE INTO posting_fence VALUES (?, ?)')
  const dropBlock = db.prepare<[number]>('DELETE FROM posting_block WHERE id = ?')
  const dropFences = db.prepare<[number]>('DELETE FROM posting_fence WHERE id = ?')
  const keepRun = db.prepare<[number, number, number, 0 | 1, number, number, number | null, number, number]>(
    'INSERT OR REPLACE INTO posting_run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const dropRun = db.prepare<[number]>('DELETE FROM posting_run WHERE id = ?')
  const toldRows = db.prepare<[], [number, unknown]>('SELECT id, data FROM posting_told').raw()
  const addTold = db.prepare<[number, Uint8Array]>('INSERT INTO posting_told VALUES (?, ?)')
  const dropTold = db.prepare<[number]>('DELETE FROM posting_told WHERE id = ?')

  let runs: readonly Run[] = []
  let nextRun = 1
  let nextBlock = 1
  const kept = new KeptBlocks()

  function insert(run: Run): void {
    runs = [...runs, run].toSorted((one, other) => other.age - one.age || other.id - one.id)
  }

  function save({ id, age, level, hasGone, firstRow, postings, into, from, fences }: Run): void {
    keepRun.run(id, age, level, hasGone ? 1 : 0, firstRow, postings, into, from.token, from.mark)
    for (let chunk = chunkOf(fences.saved); fences.saved < fences.size; chunk += 1) {
      keepFences.run(id * mostChunks + chunk, sealed(fences.bytes(chunk)))
      fences.saved = Math.min(fences.size, (chunk + 1) * perChunk)
    }
  }

  function fetch(block: number): PostingBlock {
    return new PostingBlock(unsealed(blockData.get(block)))
  }

  function dropUpTo({ id, fences }: Run, end: number): void {
    for (let at = fences.start; at < end; at += 1) {
      dropBlock.run(fences.block(at))
      kept.delete(fences.block(at))
    }
    // The chunk in which the first one stands stays as it is: `from` tells which of it are gone.
    for (let chunk = chunkOf(fences.start); (chunk + 1) * perChunk <= end; chunk += 1)
      dropFences.run(id * mostChunks + chunk)
    fences.start = Math.max(fences.start, end)
  }

  return {
    all: () => runs,
    read() {
      kept.clear()
      const toldOf = new Map<number, ToldPostings>()
      for (const [id, data] of toldRows.iterate()) toldOf.set(id, ToldPostings.read(unsealed(data)))
      const byId = new Map<number, Run>()
      for (const row of runRows.all()) {
        byId.set(row.id, {
          id: row.id,
          age: row.age,
          level: row.level,
          hasGone: row.has_gone === 1,
          firstRow: row.first_row,
          fences: new Fences(),
          postings: row.postings,
          into: row.into_run,
          from: { token: row.from_token, mark: row.from_mark },
          told: toldOf.get(row.id) ?? null,
        })
        toldOf.delete(row.id)
      }
      if (toldOf.size > 0) throw new SyntaxError('what was told of the index belongs to no run')
      for (const [id, data] of fenceRows.iterate()) {
        const run = byId.get(Math.floor(id / mostChunks))
        if (run === undefined) throw new SyntaxError('fences of the index belong to no run')
        // Those before are gone; the number of each chunk tells its place.
        const at = (id % mostChunks) * perChunk
        if (run.fences.size === 0) run.fences.begin(at)
        if (run.fences.size !== at) throw new SyntaxError('fences of the index are missing')
        run.fences.read(unsealed(data))
      }
      runs = [...byId.values()]
      for (const { fences, from } of runs)
        fences.start = Math.max(fences.start, fences.lastUpTo(from.token, from.mark))
      nextRun = Math.max(nextRun, 1 + runs.reduce((most, { id }) => Math.max(most, id), 0))
      nextBlock = (lastBlock.get() ?? 0) + 1
    },
    begin(age, level, hasGone, firstRow) {
      const run: Run = {
        id: nextRun,
        age,
        level,
        hasGone,
        firstRow,
        fences: new Fences(),
        postings: 0,
        into: null,
        from: all,
        told: null,
      }
      nextRun += 1
      insert(run)
      save(run)
      return run
    },
    keep(age, told) {
      const place = { id: nextRun, age, level: 0, firstRow: told.firstRow, fences: new Fences() }
      const run: Run = { ...place, hasGone: false, postings: told.size, into: null, from: all, told }
      nextRun += 1
      insert(run)
      save(run)
      addTold.run(run.id, sealed(told.bytes()))
    },
    writer(run) {
      return new BlockWriter(
        (token, mark, data) => {
          addBlock.run(nextBlock, sealed(data))
          run.fences.push(token, mark, nextBlock)
          nextBlock += 1
        },
        run.hasGone,
        run.firstRow,
      )
    },
    dataOnce: (block) => kept.look(block) ?? fetch(block),
    data: (block) => kept.get(block) ?? kept.keep(block, fetch(block)),
    broughtInto(inputs, output, from) {
      for (const run of inputs) {
        run.from = from
        if (run.told === null) dropUpTo(run, run.fences.lastUpTo(from.token, from.mark))
        save(run)
      }
      save(output)
    },
    save,
    drop(run) {
      const { id, fences, told } = run
      dropRun.run(id)
      if (told === null) {
        dropUpTo(run, fences.size)
        dropFences.run(id * mostChunks + chunkOf(fences.size))
      } else dropTold.run(id)
      runs = runs.filter((each) => each !== run)
    },
  }
}

function longer(list: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(list.length * 2)
  more.set(list)
  return more
}
