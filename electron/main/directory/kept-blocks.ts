import { BlockRoom } from './posting-block.ts'
import type { PostingBlock } from './posting-block.ts'

/** Blocks that are kept in memory, and as many that were asked for before them: 32 MB at most, and 14 of places in them. */
const mostKept = 8_000
/** Blocks whose bytes are one object. */
const perRoom = 32

/** Blocks of the index that were asked for lately, by their numbers. */
export class KeptBlocks {
  #kept = new Map<number, PostingBlock>()
  #keptBefore = new Map<number, PostingBlock>()
  #room = new BlockRoom(perRoom)

  /** As `get`, of a block that nobody asks for again. */
  look(block: number): PostingBlock | undefined {
    return this.#kept.get(block) ?? this.#keptBefore.get(block)
  }

  get(block: number): PostingBlock | undefined {
    const known = this.#kept.get(block)
    if (known !== undefined) return known
    const before = this.#keptBefore.get(block)
    // Where it is would be kept for its sake, with all that nobody asked for again.
    return before === undefined ? undefined : this.keep(block, before)
  }

  keep(block: number, data: PostingBlock): PostingBlock {
    if (this.#kept.size >= mostKept) {
      this.#keptBefore = this.#kept
      this.#kept = new Map()
      this.#room = new BlockRoom(perRoom)
    }
    const there = this.#put(data)
    this.#kept.set(block, there)
    return there
  }

  #put(data: PostingBlock): PostingBlock {
    const there = this.#room.put(data)
    if (there !== null) return there
    this.#room = new BlockRoom(perRoom)
    // What is longer than any block is damage, which its reader tells.
    return this.#room.put(data) ?? data
  }

  delete(block: number): void {
    this.#kept.delete(block)
    this.#keptBefore.delete(block)
  }

  clear(): void {
    this.#kept = new Map()
    this.#keptBefore = new Map()
  }
}
