import { expect, test } from 'vitest'
import { createPageWriter } from '../../../electron/main/directory/page-writer.ts'
import type { ReadPage } from '../../../electron/main/directory/page-writer.ts'
import { memberLike } from './made-up-members.ts'

/** Page `n` has so many members, was asked for at 1,000 + n, and leads to cursor `n`. */
function page(n: number, members: number): ReadPage {
  return {
    members: Array.from({ length: members }, (_, at) => memberLike(`${n}-${at}`, {})),
    readAt: 1_000 + n,
    state: { cursor: String(n), startedAt: 1, finishedAt: null, total: null, lastStartedAt: null },
  }
}

/** A writer whose writes end when they are told to. */
function stage(mostMembers: number) {
  const begun: ReadPage[] = []
  let end: (error?: Error) => void = () => undefined
  let now = 0
  const write = (written: ReadPage): Promise<void> => {
    begun.push(written)
    return new Promise((resolve, reject) => {
      end = (error) => {
        if (error === undefined) resolve()
        else reject(error)
      }
    })
  }
  const writer = createPageWriter({ write, clock: { now: () => now }, mostMembers })
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
  const written = (): (readonly [cursor: string | null, members: number, readAt: number])[] =>
    begun.map(({ state, members, readAt }) => [state.cursor, members.length, readAt])
  return {
    writer,
    written,
    settle,
    pass: (ms: number) => {
      now += ms
    },
    end: async (error?: Error) => {
      end(error)
      await settle()
    },
  }
}

/** What became of a promise, without waiting for it. */
function fate(promise: Promise<unknown>): { now: string } {
  const told = { now: 'pending' }
  promise.then(
    () => (told.now = 'settled'),
    (error: unknown) => (told.now = (error as Error).message),
  )
  return told
}

test('a page that comes alone is written at once', async () => {
  const { writer, written } = stage(10)
  await writer.add(page(1, 3))
  expect(written()).toEqual([['1', 3, 1_001]])
})

test('pages that come while another is written are written together, in order, as old as the oldest of them', async () => {
  const { writer, written, end } = stage(10)
  for (const n of [1, 2, 3, 4]) await writer.add(page(n, 3))
  const flushed = fate(writer.flush())
  await end()
  expect(written()).toEqual([
    ['1', 3, 1_001],
    ['4', 9, 1_002],
  ])
  expect(flushed.now).toBe('pending')
  await end()
  expect(flushed.now).toBe('settled')
})

test('no more wait, and no more are written together, than was said', async () => {
  const { writer, written, settle, end } = stage(10)
  await writer.add(page(1, 4))
  await writer.add(page(2, 4))
  await writer.add(page(3, 4))
  const fourth = fate(writer.add(page(4, 4)))
  await settle()
  expect(fourth.now).toBe('pending')
  await end()
  expect(fourth.now).toBe('settled')
  expect(written().at(-1)).toEqual(['3', 8, 1_002])
})

test('where writing is slow fewer are written together, and more again once it is not', async () => {
  const { writer, written, pass, end } = stage(1_000)
  for (let n = 1; n <= 10; n += 1) await writer.add(page(n, 100))
  const sizes = async (ms: number): Promise<number | undefined> => {
    pass(ms)
    await end()
    return written().at(-1)?.[1]
  }
  // A hundred in 20 ms: two hundred in what a search may wait. Then slower than that, then faster.
  expect(await sizes(20)).toBe(200)
  expect(await sizes(400)).toBe(100)
  expect(await sizes(8)).toBe(500)
  await end()
})

test('a page that is larger than that is written alone', async () => {
  const { writer, written, end } = stage(10)
  await writer.add(page(1, 1))
  const large = fate(writer.add(page(2, 50)))
  await end()
  expect(written()).toEqual([
    ['1', 1, 1_001],
    ['2', 50, 1_002],
  ])
  expect(large.now).toBe('settled')
})

test('after a page that could not be written nothing is, and everybody is told', async () => {
  const { writer, written, settle, end } = stage(10)
  await writer.add(page(1, 8))
  const full = fate(writer.add(page(2, 10)))
  const flushed = fate(writer.flush())
  await end(new Error('full disk'))
  expect([full.now, flushed.now]).toEqual(['full disk', 'full disk'])
  const later = fate(writer.add(page(3, 1)))
  await settle()
  expect(later.now).toBe('full disk')
  expect(written()).toHaveLength(1)
  await writer.drop()
})

test('dropping waits for what is being written, and nothing is written after it', async () => {
  const { writer, written, settle, end } = stage(10)
  await writer.add(page(1, 3))
  await writer.add(page(2, 3))
  const dropped = fate(writer.drop())
  await settle()
  expect(dropped.now).toBe('pending')
  await end()
  expect(dropped.now).toBe('settled')
  expect(written()).toEqual([['1', 3, 1_001]])
})
