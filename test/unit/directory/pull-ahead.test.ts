import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPull } from '../../../electron/main/directory/pull.ts'
import type { Directory, PullState } from '../../../electron/main/directory/types.ts'
import type { Answer, MemberPage } from '../../../electron/main/providers/provider.ts'
import { memberLike } from './made-up-members.ts'

const fresh: PullState = {
  cursor: null,
  startedAt: null,
  finishedAt: null,
  total: null,
  lastStartedAt: null,
}

/** A copy that outlives the program, and a list of pages; requests and writes end when the schedule says so. */
function stage(sizes: readonly number[]) {
  const file = { members: new Set<string>(), state: fresh }
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const idsOf = (page: number): readonly string[] =>
    Array.from({ length: sizes[page] ?? 0 }, (_, at) => `${page}-${at}`)
  let now = 1_000_000
  const asked: number[] = []
  let onTheWire = 0
  let mostOnTheWire = 0

  /** One run of the program. A killed one goes on computing, and nothing of it reaches file or wire any more. */
  function run() {
    let alive = true
    const requests: (() => void)[] = []
    const writes: (() => void)[] = []
    const held = <T>(into: (() => void)[], work: () => T): Promise<T> =>
      new Promise((resolve) => {
        into.push(() => {
          if (alive) resolve(work())
        })
      })
    const directory = {
      pullState: async () => file.state,
      count: async () => file.members.size,
      sweep: async () => 0,
      applyPage: async (members, _readAt, state) => {
        const apply = (): void => {
          for (const { remoteId } of members) file.members.add(remoteId)
          file.state = state
        }
        if (members.length === 0) apply()
        else await held(writes, apply)
      },
    } as Partial<Directory> as Directory
    const pull = createPull({
      provider: {
        members: (cursor) => {
          const page = Number(cursor ?? 0)
          const startedAt = (now += 1)
          asked.push(page)
          onTheWire += 1
          mostOnTheWire = Math.max(mostOnTheWire, onTheWire)
          return held(requests, (): Answer<MemberPage> => {
            onTheWire -= 1
            const next = page + 1 < sizes.length ? String(page + 1) : null
            const members = idsOf(page).map((id) => memberLike(id, {}))
            const evidence = { http: 200, requestId: null, startedAt, ms: 1, serverDate: null }
            return { ok: true, value: { members, next, total }, evidence }
          })
        },
      },
      directory,
      clock: { now: () => now },
      timers: { set: () => () => undefined },
      log: { info: () => undefined, warn: () => undefined },
      onProgress: () => undefined,
      isOpen: () => true,
      onReached: () => undefined,
    })
    pull.start()
    const settle = async (): Promise<void> => {
      for (let turn = 0; turn < 40; turn += 1) await Promise.resolve()
    }
    return {
      stop: () => pull.stop(),
      settle,
      /** Ends a request or a write, whichever is asked for and there is; answers whether there was any. */
      step: async (writeFirst: boolean): Promise<boolean> => {
        const next = writeFirst ? (writes.shift() ?? requests.shift()) : (requests.shift() ?? writes.shift())
        next?.()
        await settle()
        return next !== undefined
      },
      kill: () => {
        alive = false
        onTheWire = 0
      },
    }
  }

  /** Everything in front of the place that is kept, and nothing behind it: no page was half written or passed over. */
  const holdsExactly = (pages: number): boolean =>
    file.members.size === sizes.slice(0, pages).reduce((sum, size) => sum + size, 0)
  return { file, asked, run, holdsExactly, total, mostOnTheWire: () => mostOnTheWire }
}

test('a pull that is killed at any moment, with pages read ahead, goes on at the place that was kept, and misses nobody', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(1, 7, 100, 400, 1_000), { minLength: 2, maxLength: 20 }),
      fc.array(fc.array(fc.boolean(), { maxLength: 12 }), { maxLength: 6 }),
      async (sizes, lives) => {
        const { file, asked, run, holdsExactly, total, mostOnTheWire } = stage(sizes)
        for (const schedule of lives) {
          const one = run()
          await one.settle()
          for (const writeFirst of schedule) await one.step(writeFirst)
          one.kill()
          const from = file.state.finishedAt === null ? Number(file.state.cursor ?? 0) : sizes.length
          expect(holdsExactly(from)).toBe(true)
          // Read and not written: what is on its way into the copy, the page that filled it up, and one that came last.
          const lost = asked.slice(asked.lastIndexOf(from)).slice(0, -2)
          expect(lost.reduce((sum, page) => sum + (sizes[page] ?? 0), 0)).toBeLessThanOrEqual(4_000)
        }
        const kept = file.state
        const before = asked.length
        const last = run()
        await last.settle()
        while (await last.step(false));
        if (kept.finishedAt === null) expect(asked[before]).toBe(Number(kept.cursor ?? 0))
        expect(file.state.finishedAt).not.toBeNull()
        expect(file.members.size).toBe(total)
        expect(mostOnTheWire()).toBe(1)
        last.stop()
      },
    ),
    { numRuns: 150 },
  )
})

test('the next page is asked for while those before it are written, and none while four thousand members are', async () => {
  const { asked, run } = stage([1_500, 1_500, 1_500, 1_500, 1_500])
  const one = run()
  await one.settle()
  await one.step(false)
  await one.step(false)
  expect(asked).toEqual([0, 1, 2])
  await one.step(false)
  // Three pages are on their way into the copy.
  expect(asked).toEqual([0, 1, 2])
  await one.step(true)
  expect(asked).toEqual([0, 1, 2, 3])
  one.stop()
})

test('what was on its way into the copy at a stop is written, and nothing after it', async () => {
  const { file, asked, run } = stage([100, 100, 100])
  const one = run()
  await one.settle()
  await one.step(false)
  await one.step(false)
  one.stop()
  while (await one.step(true));
  expect(asked).toEqual([0, 1, 2])
  expect(file.members.size).toBe(200)
  expect(file.state.cursor).toBe('2')
})
