import { expect, test, vi } from 'vitest'
import { createAhead, createReader } from '../../../electron/main/directory/prepare-ahead.ts'
import type { Ahead } from '../../../electron/main/directory/prepare-ahead.ts'
import { preparingThreads } from '../../../electron/main/directory/preparing-thread.ts'
import { people } from '../../bench/people/people.ts'

const worker = new URL('../../../electron/main/directory/worker.ts', import.meta.url)
const texts = Array.from({ length: 20 }, (_, at) => JSON.stringify([...people('scripts', 10 + at)]))

function begin(url: URL): {
  readonly ahead: Ahead
  readonly answers: () => number
  readonly lost: unknown[]
} {
  let count = 0
  const lost: unknown[] = []
  const ahead = createAhead({
    kinds: [],
    start: preparingThreads(url),
    ready: () => {
      count += 1
    },
    gone: (error) => lost.push(error),
  })
  return { ahead, answers: () => count, lost }
}

/** Once the thread has answered so often. */
function until(answers: () => number, count: number): Promise<void> {
  return vi.waitFor(() => expect(answers()).toBe(count), { timeout: 20_000, interval: 5 })
}

test('what the thread prepares is what is prepared without it; what somebody else has begun it leaves', async () => {
  const { ahead, answers, lost } = begin(worker)
  const given = texts.map((text, at) => ahead.give(text, at))
  // It has not begun yet.
  expect([given[0]?.take(), ahead.helpOut()]).toEqual([null, true])
  await until(answers, texts.length - 2)
  const taken = given.map((one) => one.take())
  const read = createReader([])
  const alone = texts.map((text, at) => ({ ...read(text, at), kinds: [] }))
  expect(taken.slice(1).map((one) => ({ ...one, kinds: [] }))).toEqual(alone.slice(1))
  ahead.end()
  expect([ahead.helpOut(), ahead.give('[]', 1).take(), lost]).toEqual([false, null, []])
})

test('a text that cannot be prepared is told as one that was not, and those behind it are prepared', async () => {
  const { ahead, answers } = begin(worker)
  const given = ['[no', '[{}]', texts[0] ?? ''].map((text) => ahead.give(text, 1))
  await until(answers, 3)
  expect(given.map((one) => one.take() !== null)).toEqual([false, false, true])
  ahead.end()
})

test('of a thread that is not there it is told, once, and nothing is coming any more', async () => {
  const { ahead, lost } = begin(new URL('./no-such-worker.ts', import.meta.url))
  const given = ahead.give(texts[0] ?? '', 1)
  await expect.poll(() => lost).toHaveLength(1)
  await new Promise((over) => setTimeout(over, 50))
  expect([lost.length, given.isComing(), given.take()]).toEqual([1, false, null])
})

test('a thread that cannot even be started is an error of who begins', () => {
  expect(() => begin(new URL('none:'))).toThrow(TypeError)
})
