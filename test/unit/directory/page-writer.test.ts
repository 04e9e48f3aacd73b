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

/** A writer whose writes end when they are told to, in their order. */
function stage(mostMembers: number) {
  const begun: ReadPage[] = []
  const ends: ((error?: Error) => void)[] = []
  const write = (written: ReadPage): Promise<void> => {
    begun.push(written)
    return new Promise((resolve, reject) => {
      ends.push((error) => {
        if (error === undefined) resolve()
        else reject(error)
      })
    })
  }
  const writer = createPageWriter({ write, mostMembers })
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
  return {
    writer,
    begun,
    written: () => begun.map(({ state }) => state.cursor),
    settle,
    end: async (error?: Error) => {
      ends.shift()?.(error)
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

test('a page is handed on as it comes, in order, and no other waits for it to be written', async () => {
  const { writer, begun, settle, end } = stage(10)
  const pages = [1, 2, 3].map((n) => page(n, n))
  for (const each of pages) await writer.add(each)
  expect(begun).toEqual(pages)
  const flushed = fate(writer.flush())
  await end()
  await end()
  expect(flushed.now).toBe('pending')
  await end()
  await settle()
  expect(flushed.now).toBe('settled')
})

test('where as many are on their way as was said, the next page waits until fewer are', async () => {
  const { writer, settle, end } = stage(10)
  await writer.add(page(1, 4))
  await writer.add(page(2, 4))
  const third = fate(writer.add(page(3, 4)))
  await settle()
  expect(third.now).toBe('pending')
  await end()
  expect(third.now).toBe('settled')
})

test('a page that is larger than that is handed on, and waited for', async () => {
  const { writer, written, settle, end } = stage(10)
  const large = fate(writer.add(page(1, 50)))
  await settle()
  expect([written(), large.now]).toEqual([['1'], 'pending'])
  await end()
  expect(large.now).toBe('settled')
})

test('after a page that could not be written nothing is, and everybody is told the first reason', async () => {
  const { writer, written, settle, end } = stage(10)
  await writer.add(page(1, 8))
  const full = fate(writer.add(page(2, 10)))
  const flushed = fate(writer.flush())
  await end(new Error('full disk'))
  await end(new Error('rebuilt'))
  expect([full.now, flushed.now]).toEqual(['full disk', 'full disk'])
  const later = fate(writer.add(page(3, 1)))
  await settle()
  expect(later.now).toBe('full disk')
  expect(written()).toEqual(['1', '2'])
  await writer.drop()
})

test('dropping waits for what was handed on, and nothing is after it', async () => {
  const { writer, written, settle, end } = stage(10)
  await writer.add(page(1, 3))
  await writer.add(page(2, 3))
  const dropped = fate(writer.drop())
  void fate(writer.add(page(3, 3)))
  await end()
  expect(dropped.now).toBe('pending')
  await end()
  await settle()
  expect(dropped.now).toBe('settled')
  expect(written()).toEqual(['1', '2'])
})
