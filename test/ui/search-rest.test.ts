import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ok } from '../../shared/ipc/result.ts'
import { terminalOf } from '../../renderer/api/terminal.ts'
import { boot } from '../../renderer/stores/session.ts'
import { setQuery } from '../../renderer/stores/search.ts'
import { createTill } from '../../renderer/stores/till.ts'
import type { Till } from '../../renderer/stores/till.ts'
import { createFakeTerminal } from './fake-terminal.ts'
import type { FakeTerminal } from './fake-terminal.ts'

let till: Till
let fake: FakeTerminal

/** Queries whose rows came on screen. */
let shown: string[]

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.stubGlobal('requestAnimationFrame', () => 0)
  fake = createFakeTerminal()
  till = createTill(terminalOf(fake.api))
  await boot(till)
  shown = []
  till.counter.subscribe(({ answer }, before) => {
    if (answer !== null && answer !== before.answer) shown.push(answer.query)
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Keys so many ms apart; each answer is there at once. */
async function typed(queries: readonly string[], gap: number): Promise<void> {
  for (const query of queries) {
    void setQuery(till, query)
    await vi.advanceTimersByTimeAsync(gap)
  }
}

describe('rows of a query', () => {
  it('are not shown between the first keys of a scanner, before its speed is known', async () => {
    await typed(['2', '29'], 5)
    till.scans.setState({ isBursting: () => true })
    await typed(['290', '2900'], 5)
    expect(shown).toEqual([])
    await vi.advanceTimersByTimeAsync(30)
    expect(shown).toEqual(['2900'])
  })

  it('are shown for each key of a person, and at once from the third on', async () => {
    await typed(['a', 'an'], 60)
    expect(shown).toEqual(['a', 'an'])
    await typed(['ann'], 1)
    expect(shown).toEqual(['a', 'an', 'ann'])
  })

  it('are asked for again where the copy grew before they were shown and was not complete', async () => {
    const searchesOf = async (asked: string, complete: boolean): Promise<number> => {
      fake.answer('search', ({ query }) =>
        Promise.resolve(ok({ query, rows: [], complete, more: false, beyond: false })),
      )
      const before = fake.calls.length
      await typed([asked], 5)
      till.status.setState(({ directory }) => ({
        directory: { ...directory, members: directory.members + 1 },
      }))
      await vi.advanceTimersByTimeAsync(60)
      return fake.calls.slice(before).filter(({ name }) => name === 'search').length
    }
    expect(await searchesOf('a', false)).toBe(2)
    expect(await searchesOf('an', true)).toBe(1)
  })
})
