import { BlockRoom } from './posting-block.ts'
import type { PostingBlock } from './posting-block.ts'

/** Blocks that are kept in memory, and as many that were asked for before them: 32 MB at most, and 14 of places in them. */
const mostKept = 8_000
/** Blocks whose bytes are one object. */
const perRoom = 32
/** Of a room nothing is free before all of it is, so a block that is let go of counts as long as the others do. */
const mostRooms = mostKept / perRoom

/** Blocks of the index that were asked for lately, by their numbers. */
export class KeptBlocks {
  #kept = new Map<number, PostingBlock>()
  #keptBefore = new Map<number, PostingBlock>()
  #room = new BlockRoom(perRoom)
  /** Begun since the last turn. */
  #rooms = 1

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
    if (this.#kept.size >= mostKept) this.#turn()
    const there = this.#room.put(data) ?? this.#inNextRoom(data)
    this.#kept.set(block, there)
    return there
  }

  #inNextRoom(data: PostingBlock): PostingBlock {
    if (this.#rooms >= mostRooms) this.#turn()
    else this.#beginRoom()
    // What is longer than any block is damage, which its reader tells.
    return this.#room.put(data) ?? data
  }

  #turn(): void {
    this.#keptBefore = this.#kept
    this.#kept = new Map()
    this.#rooms = 0
    this.#beginRoom()
  }

  #beginRoom(): void {
    this.#room = new BlockRoom(perRoom)
    this.#rooms += 1
  }

  delete(block: number): void {
    this.#kept.delete(block)
    this.#keptBefore.delete(block)
  }

  clear(): void {
    this.#turn()
    this.#keptBefore = new Map()
  }
}
