import { expect } from 'vitest'
import type { SweepStep } from '../../../electron/main/directory/cache-writes.ts'
import { DirectoryFailure } from '../../../electron/main/directory/failure.ts'
import { createPull } from '../../../electron/main/directory/pull.ts'
import type { Directory } from '../../../electron/main/directory/types.ts'
import type { Answer, ChangesFacet, Failure, MemberPage } from '../../../electron/main/providers/provider.ts'
import type { DirectoryProgress } from '../../../shared/domain/views.ts'
import { memberLike } from './made-up-members.ts'
import { applyPage, copyOf } from './open-copy.ts'

/** What the provider's list answers to a page's cursor. */
export type Script = (
  cursor: string | null,
  now: number,
  advance: (ms: number) => void,
) => MemberPage | Failure | Promise<MemberPage | Failure>

/** A page of members by their ids. */
export const page = (ids: readonly string[], next: string | null): MemberPage => ({
  members: ids.map((id) => memberLike(id, { firstName: `Name${id}` })),
  next,
  total: ids.length,
})

function inSteps(work: (from: number) => SweepStep): number {
  let sum = 0
  for (let from: number | null = 0; from !== null;) {
    const { removed, next }: SweepStep = work(from)
    sum += removed
    from = next
  }
  return sum
}

/** A pull over a real copy, a scripted list and a clock that only the test moves. */
export function stage(script: Script, changes?: ChangesFacet) {
  let now = 1_000_000
  let scheduled: { readonly at: number; readonly run: () => void }[] = []
  const copy = copyOf()
  const broken: DirectoryFailure[] = []
  const way = { open: true, owed: new Set<string>() }
  let mustLook = false
  const directory: Directory = {
    search: async (query, limit) => copy.search(query, limit),
    exact: async (query, limit) => copy.exact(query, limit),
    byCode: async (code) => copy.byCode(code),
    member: async (id) => copy.member(id),
    members: async (ids) => copy.members(ids),
    duplicates: async (details, code) => copy.duplicates(details, code),
    apply: async (members, readAt) => copy.apply(members, readAt),
    applyPage: async (members, readAt, state) => {
      if (mustLook) throw new DirectoryFailure('rebuilt')
      const failure = members.length > 0 ? broken.pop() : undefined
      mustLook = failure !== undefined
      if (failure !== undefined) throw failure
      applyPage(copy, members, readAt, state)
    },
    sweep: async (startedAt) =>
      inSteps((from) => {
        const { remoteIds, next } = copy.unseenStep(startedAt, from)
        const go = remoteIds.filter((id) => !way.owed.has(id))
        return { removed: copy.sweepStep(startedAt, from, go).removed, next }
      }),
    unseen: async (since) =>
      inSteps((from) => {
        const { remoteIds, next } = copy.unseenStep(since, from)
        return { removed: remoteIds.length, next }
      }),
    remove: async (id) => copy.remove(id),
    forget: async (id) => copy.forget(id),
    clear: async () => {
      for (let from: number | null = 0; from !== null;)
        from = copy.sweepStep(Number.MAX_SAFE_INTEGER, from).next
    },
    pullState: async () => {
      mustLook = false
      return copy.pullState()
    },
    count: async () => copy.count(),
    page: async (after, limit) => copy.page(after, limit),
    saveProgramme: async (cards, fetchedAt) => copy.saveProgramme({ cards, fetchedAt }),
    programme: async () => copy.programme(),
    close: async () => undefined,
  }
  const asked: (string | null)[] = []
  const reached: boolean[] = []
  const progress: DirectoryProgress[] = []
  const create = () =>
    createPull({
      provider: {
        ...(changes === undefined ? {} : { changes }),
        members: async (cursor, { priority }): Promise<Answer<MemberPage>> => {
          expect(priority).toBe('background')
          asked.push(cursor)
          const evidence = { http: 200, requestId: null, startedAt: now, ms: 1, serverDate: null }
          const told = await script(cursor, now, (ms) => (now += ms))
          return 'members' in told
            ? { ok: true, value: told, evidence }
            : { ok: false, failure: told, evidence }
        },
      },
      directory,
      clock: { now: () => now },
      timers: {
        set(run, ms) {
          const timer = { at: now + ms, run }
          scheduled.push(timer)
          return () => (scheduled = scheduled.filter((other) => other !== timer))
        },
      },
      log: { info: () => undefined, warn: () => undefined },
      onProgress: (next) => progress.push(next),
      isOpen: () => way.open,
      onReached: (yes) => reached.push(yes),
    })
  const settle = async () => {
    for (let turn = 0; turn < 60; turn += 1) await Promise.resolve()
  }
  const pass = async (ms: number) => {
    const end = now + ms
    await settle()
    for (;;) {
      const [next] = scheduled.filter((timer) => timer.at <= end).toSorted((a, b) => a.at - b.at)
      if (next === undefined) break
      scheduled = scheduled.filter((timer) => timer !== next)
      now = Math.max(now, next.at)
      next.run()
      await settle()
    }
    now = end
  }
  return {
    create,
    pass,
    settle,
    way,
    copy,
    asked,
    reached,
    progress,
    broken,
    waiting: () => scheduled.length,
    now: () => now,
    setClock: (at: number) => {
      now = at
    },
  }
}
