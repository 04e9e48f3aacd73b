import { expect, test } from 'vitest'
import { createPull } from '../../../electron/main/directory/pull.ts'
import type { Directory, PullState } from '../../../electron/main/directory/types.ts'
import { createProvider } from '../../../electron/main/providers/registry.ts'
import { practiceConnection } from '../../contract/provider-contract.ts'
import { createFakeTime } from '../outbox/support/fake-time.ts'

const limit = 20
const seconds = 15

test('a first pull never exceeds the declared rate, and a cashier’s look-up is answered at once meanwhile', async () => {
  const time = createFakeTime(1_000_000)
  const arrivals: { readonly at: number; readonly isList: boolean }[] = []
  const read: typeof fetch = async (input, init) => {
    const { pathname, searchParams } = new URL(new Request(input, init).url)
    const isList = searchParams.has('page')
    // Who is new is asked for in smaller pages.
    arrivals.push({ at: time.now(), isList: searchParams.get('items') === '250' })
    const headers = { 'ratelimit-limit': String(limit), 'ratelimit-policy': `${limit};w=1` }
    const page = Number(searchParams.get('page') ?? 0)
    const body = isList
      ? { customers: [{ id: page }], pagination: { count: 9_999, items: 1, page, pages: 9_999 } }
      : { id: pathname.split('/').at(-1), customer_cards: [] }
    return Response.json(body, { headers })
  }
  const provider = createProvider(practiceConnection('https://leal.invalid'), {
    transport: { read, write: read },
    key: () => 'key',
    clock: time,
    sleep: (ms) => new Promise((resolve) => time.timers.set(resolve, ms)),
  })
  if (provider === null) throw new Error('leal is not registered')

  let state: PullState = {
    cursor: null,
    startedAt: null,
    finishedAt: null,
    total: null,
    lastStartedAt: null,
  }
  const copied = new Set<string>()
  const pull = createPull({
    provider,
    directory: {
      pullState: async () => state,
      count: async () => copied.size,
      applyPage: async (members, _readAt, next) => {
        for (const { remoteId } of members) copied.add(remoteId)
        state = next
      },
    } as Partial<Directory> as Directory,
    clock: time,
    timers: time.timers,
    log: { info: () => undefined, warn: () => undefined },
    onProgress: () => undefined,
    isOpen: () => true,
    onReached: () => undefined,
  })
  pull.start()
  await time.advance(2_000)

  const waits: number[][] = []
  for (let second = 2; second < seconds; second += 1) {
    const from = time.now()
    // One scan looks a member up in three calls, all at once.
    const calls = [1, 2, 3].map(async (id) => {
      const answer = await provider.member(String(id), { priority: 'cashier' })
      expect(answer.ok).toBe(true)
      return time.now() - from
    })
    await time.advance(1_000)
    waits.push(await Promise.all(calls))
  }
  pull.stop()

  for (const { at: from } of arrivals) {
    expect(arrivals.filter(({ at }) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(limit)
  }
  // At 80 % of twenty a second a request becomes free every sixteenth of a second: no page comes in between.
  for (const three of waits) {
    three
      .toSorted((one, other) => one - other)
      .forEach((ms, at) => expect(ms).toBeLessThanOrEqual(63 * (at + 1)))
  }
  // What is left of the rate is used, and no page twice.
  const pages = arrivals.filter(({ isList }) => isList).length
  expect(pages).toBeGreaterThan(0.6 * limit * seconds)
  expect(copied.size).toBeGreaterThanOrEqual(pages - 1)
})
