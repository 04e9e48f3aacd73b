import { describe, expect, test } from 'vitest'
import {
  BlockReader,
  BlockRoom,
  BlockWriter,
  PostingBlock,
  roomForBlock,
} from '../../../electron/main/directory/posting-block.ts'
import { randomOf } from './made-up-members.ts'

type Posting = readonly [token: number, mark: number]

interface Written {
  readonly token: number
  readonly block: PostingBlock
  readonly postings: readonly Posting[]
}

const firstRow = 3

type Store = (data: Uint8Array) => PostingBlock

const alone: Store = (data) => new PostingBlock(Uint8Array.from(data))

/** In one room with others, as blocks are kept; what stands behind it reads as anything but an end. */
function besideOthers(): Store {
  const room = new BlockRoom(200)
  const other = Uint8Array.from({ length: 9 }, () => 1)
  return (data) => {
    room.put(new PostingBlock(other))
    const stored = room.put(new PostingBlock(Uint8Array.from(data)))
    room.put(new PostingBlock(other))
    if (stored === null) throw new Error('the room is too small')
    return stored
  }
}

/** Postings of tokens near each other and far apart, of one row and of many, as blocks. */
function blocksOf(random: () => number, hasGone: boolean, store: Store): readonly Written[] {
  const upTo = (most: number): number => 1 + Math.floor(random() * most)
  const blocks: Written[] = []
  let open: Posting[] = []
  const writer = new BlockWriter(
    (token, _, data) => {
      blocks.push({ token, block: store(data), postings: open.slice(0, -1) })
      open = open.slice(-1)
    },
    hasGone,
    firstRow,
  )
  let token = upTo(2 ** 20)
  for (let tokens = 0; tokens < 900; tokens += 1) {
    token += random() < 0.9 ? upTo(90) : upTo(2 ** 17)
    let row = firstRow + (random() < 0.1 ? 0 : upTo(2 ** 20))
    for (let rows = random() < 0.8 ? 1 : upTo(300); rows > 0; rows -= 1) {
      const posting: Posting = [token, row * 2 + (hasGone && random() < 0.3 ? 1 : 0)]
      open.push(posting)
      writer.add(...posting)
      row += random() < 0.7 ? upTo(60) : upTo(2 ** 16)
    }
  }
  open.push([0, 0])
  writer.finish()
  return blocks
}

const kinds = [false, true].flatMap((hasGone) => [
  { hasGone, place: 'alone', store: alone },
  { hasGone, place: 'beside others', store: besideOthers() },
])

describe.each(kinds)('a block $place, where rows may have lost tokens: $hasGone', ({ hasGone, store }) => {
  const blocks = blocksOf(randomOf(hasGone ? 7 : 5), hasGone, store)
  const opened = ({ token, block }: Written): BlockReader => {
    const reader = new BlockReader()
    reader.open(token, block, hasGone, firstRow)
    return reader
  }
  const markOf = (postings: readonly Posting[], token: number, mark: number): number | undefined =>
    postings.find(([of, there]) => of === token && there >= mark)?.[1]

  test('leads to each token and mark as going through all of it does', () => {
    expect(blocks.length).toBeGreaterThan(8)
    const random = randomOf(11)
    for (const block of blocks) {
      const { postings } = block
      for (let tries = 0; tries < 12; tries += 1) {
        const [token, mark] = postings[Math.floor(random() * postings.length)]!
        const asked = token + (random() < 0.3 ? 1 : 0)
        const next = postings.find(([there]) => there >= asked)
        const reader = opened(block)
        expect(reader.find(asked)).toBe(next !== undefined)
        if (next === undefined) continue
        expect([reader.token, reader.mark]).toEqual(next)
        if (asked !== token || reader.mark >= mark) continue
        // From the middle of its rows another place that stands here goes on alike, and so does the next token.
        const beside = new BlockReader()
        beside.standAt(reader)
        for (const one of [reader, beside]) {
          expect(one.forward(mark)).toBe(true)
          expect(one.mark).toBe(markOf(postings, token, mark))
        }
        const after = postings.find(([there]) => there > token)
        expect(beside.find(token + 1)).toBe(after !== undefined)
        if (after !== undefined) expect([beside.token, beside.mark]).toEqual(after)
      }
    }
  })

  test('that is cut anywhere leads to what is in it, or is damage, and never to anything else', () => {
    const [block] = blocks
    const { block: whole, postings, token } = block!
    const data = whole.bytes.slice(whole.start, whole.end)
    const last = postings.at(-1)![0]
    const inOrder = postings.map(([of, mark]) => of * 2 ** 32 + mark)
    let damaged = 0
    for (let length = 0; length < data.length; length += 1) {
      const part = data.subarray(0, length)
      const cut = { token, block: store === alone ? alone(part) : besideOthers()(part), postings }
      const all = roomForBlock()
      try {
        opened(cut).readAll(all)
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError)
      }
      const read = Array.from({ length: all.size }, (_, at) => all.tokens[at]! * 2 ** 32 + all.marks[at]!)
      expect(read).toEqual(inOrder.slice(0, all.size))
      try {
        expect(opened(cut).find(last + 1)).toBe(false)
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError)
        damaged += 1
      }
    }
    expect(damaged).toBeGreaterThan(data.length / 2)
  })

  test.each([0, 1_200])(
    'of a long list is not gone through again where it was, also after %d near steps',
    (steps) => {
      const data: Uint8Array[] = []
      const marks = Array.from({ length: 1_700 }, (_, at) => (firstRow + 40 * at) * 2)
      const writer = new BlockWriter((_, __, bytes) => data.push(Uint8Array.from(bytes)), hasGone, firstRow)
      for (const mark of marks) writer.add(77, mark)
      writer.finish()
      const [bytes] = data
      expect([data.length, bytes!.length > 1_700]).toEqual([1, true])
      const block = store(bytes!)
      const opened = (): BlockReader => {
        const reader = new BlockReader()
        reader.open(77, block, hasGone, firstRow)
        expect(reader.find(77)).toBe(true)
        return reader
      }
      const [first, second] = [opened(), opened()]
      for (let at = 0; at < steps; at += 1) first.forward(first.mark + 1)
      for (const reader of [first, second]) expect(reader.forward(marks[1_690]!)).toBe(true)
      // What is zero now would end the list for whoever came by.
      block.bytes.fill(0, block.start + 90, block.start + 1_000)
      const third = opened()
      for (const at of [1_100, 1_300, 1_690]) {
        expect(third.forward(marks[at]!)).toBe(true)
        expect(third.mark).toBe(marks[at])
      }
    },
  )

  test('of one long list leads to each mark alike, however often and from wherever others went through it', () => {
    const random = randomOf(13)
    const marks: number[] = []
    const blocks: { readonly block: PostingBlock; readonly first: number }[] = []
    const writer = new BlockWriter(
      (_, first, data) => blocks.push({ block: store(data), first }),
      hasGone,
      firstRow,
    )
    for (let row = firstRow; marks.length < 9_000; row += 1 + Math.floor(random() ** 6 * 3_000)) {
      marks.push(row * 2 + (hasGone && random() < 0.3 ? 1 : 0))
      writer.add(77, marks.at(-1)!)
    }
    writer.finish()
    expect(blocks.length).toBeGreaterThan(3)
    const again = new BlockReader()
    const elsewhere = (block: PostingBlock): PostingBlock => new BlockRoom(1).put(block) ?? block
    for (const [number, { block: written, first }] of blocks.entries()) {
      let block = written
      const next = blocks[number + 1]?.first ?? Infinity
      const inBlock = marks.filter((mark) => mark >= first && mark < next)
      for (let tries = 0; tries < 60; tries += 1) {
        let reader = random() < 0.5 ? again : new BlockReader()
        reader.open(77, block, hasGone, firstRow)
        expect(reader.find(77)).toBe(true)
        const step = 10 ** (6 * random())
        // Put elsewhere with the places that were noted, while others may go on in it.
        if (random() < 0.1) block = elsewhere(block)
        while (random() < 0.99) {
          const near = reader.mark + 1 + Math.floor(random() * step)
          // Half of the time just where somebody is.
          const asked = (random() < 0.5 ? inBlock.find((mark) => mark >= near) : null) ?? near
          const there = inBlock.find((mark) => mark >= asked)
          if (random() < 0.2) {
            const beside = new BlockReader()
            beside.standAt(reader)
            reader = beside
          }
          expect(reader.forward(asked)).toBe(there !== undefined)
          if (there === undefined) break
          expect(reader.mark).toBe(there)
        }
      }
    }
  })
})
