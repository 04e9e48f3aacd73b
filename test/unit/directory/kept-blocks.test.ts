import { expect, test } from 'vitest'
import { KeptBlocks } from '../../../electron/main/directory/kept-blocks.ts'
import { blockBytes, BlockRoom, PostingBlock } from '../../../electron/main/directory/posting-block.ts'

const mostKept = 8_000

function made(number: number, length = 8): PostingBlock {
  const bytes = new Uint8Array(length).fill(1)
  new DataView(bytes.buffer).setUint32(0, number)
  return new PostingBlock(bytes)
}

function bytesOf(block: PostingBlock | undefined): Uint8Array | null {
  return block === undefined ? null : block.bytes.slice(block.start, block.end)
}

test('law: a block is as it was put there, however many came after it, or is not there', () => {
  const kept = new KeptBlocks()
  const all = 5 * mostKept
  const held: PostingBlock[] = []
  for (let number = 0; number < all; number += 1) {
    const length = 8 + (number % 40)
    const there = kept.keep(number, made(number, length))
    // Somebody may go on reading what is thrown out meanwhile.
    if (number % 997 === 0) held.push(there)
  }
  let found = 0
  for (let number = 0; number < all; number += 1) {
    const there = bytesOf(kept.look(number))
    if (there === null) continue
    found += 1
    expect(there).toEqual(made(number, 8 + (number % 40)).bytes)
  }
  expect(found).toBeGreaterThanOrEqual(mostKept)
  expect(found).toBeLessThanOrEqual(2 * mostKept)
  for (const [at, block] of held.entries())
    expect(bytesOf(block)).toEqual(made(at * 997, 8 + ((at * 997) % 40)).bytes)
})

test.each([1, 3, 10, 31])(
  'law: where %d blocks are let go of for each that stays, those that stay hold no more memory than is meant for all',
  (gone) => {
    const kept = new KeptBlocks()
    let number = 0
    for (let stays = 0; stays < 12_000; stays += 1) {
      const first = number
      for (; number < first + gone + 1; number += 1) kept.keep(number, made(number, 2_000))
      for (let at = first; at < number - 1; at += 1) kept.delete(at)
    }
    const rooms = new Set<Uint8Array>()
    for (let at = 0; at < number; at += 1) {
      const there = kept.look(at)
      if (there !== undefined) rooms.add(there.bytes)
    }
    const bytes = [...rooms].reduce((sum, { length }) => sum + length, 0)
    expect([bytes > 10_000_000, bytes < 33_000_000]).toEqual([true, true])
  },
)

test('those that are asked for again stay, and take nothing along that is not', () => {
  const kept = new KeptBlocks()
  const wanted = 17
  kept.keep(wanted, made(wanted))
  for (let number = 100; number < 100 + 6 * mostKept; number += 1) {
    kept.keep(number, made(number))
    if (number % 1_000 === 0) expect(bytesOf(kept.get(wanted))).toEqual(made(wanted).bytes)
  }
  const again = kept.get(wanted)!
  const newest = kept.get(99 + 6 * mostKept)!
  expect(again.bytes.length).toBeLessThan(40 * (blockBytes + 6))
  expect(newest.bytes.length).toBe(again.bytes.length)
  kept.delete(wanted)
  expect(kept.get(wanted)).toBeUndefined()
  kept.clear()
  expect(kept.look(99 + 6 * mostKept)).toBeUndefined()
})

test('places of a block that is put elsewhere stay its own', () => {
  const kept = new KeptBlocks()
  const block = made(1, 400)
  block.note(90, 1_000)
  const there = kept.keep(1, block)
  expect([there.placeBefore(1_001, -1), there.markAt(0), there.atPlace(0) - there.start]).toEqual([
    0, 1_000, 90,
  ])
  block.note(170, 2_000)
  expect(there.placeBefore(9_999, -1)).toBe(0)
  there.note(there.start + 160, 1_900)
  expect([block.markAt(1), there.markAt(1)]).toEqual([2_000, 1_900])
})

test('what is longer than any block is handed on as it is: its reader tells that it is damage', () => {
  const kept = new KeptBlocks()
  const block = made(1, 33 * (blockBytes + 6))
  expect(bytesOf(kept.keep(1, block))).toEqual(block.bytes)
  expect(bytesOf(kept.get(1))).toEqual(block.bytes)
})

test('a room for one block holds one, and nothing that would have no end in it', () => {
  const room = new BlockRoom(1)
  expect(room.put(made(1, blockBytes + 1))).toBeNull()
  expect(bytesOf(room.put(made(2, blockBytes)) ?? undefined)).toEqual(made(2, blockBytes).bytes)
  expect(room.put(made(3, 4))).toBeNull()
})
