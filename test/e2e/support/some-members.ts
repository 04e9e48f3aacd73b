import type { Page } from 'playwright/test'
import type { MemberRow, MemberView, SearchAnswer } from '../../../shared/domain/views.ts'
import type { Result } from '../../../shared/ipc/result.ts'

/** Somebody to serve: who it is, and one card that opens them. */
export interface Somebody {
  readonly name: string
  readonly code: string
}

interface Asks {
  readonly search: (args: { query: string }) => Promise<Result<SearchAnswer, unknown>>
  readonly open: (args: { key: MemberRow['key'] }) => Promise<Result<MemberView, unknown>>
}

/**
 * Members with one card, on which so many rewards are ready: each is served by one task alone, so that no task asks
 * about another's stamps.
 */
export async function someMembers(page: Page, count: number, ready: number): Promise<readonly Somebody[]> {
  const found = await page.evaluate(
    async ([wanted, rewards]) => {
      const { terminal } = window as unknown as { terminal: Asks }
      const all = new Map<string, Somebody>()
      const queries = 'an ma el jo ka li sa re be ch da fr ha ro so'.split(' ')
      for (const query of queries) {
        const answer = await terminal.search({ query })
        for (const { key } of answer.ok ? answer.value.rows : []) {
          const opened = await terminal.open({ key })
          if (!opened.ok) continue
          const { cards, codes, details, people } = opened.value
          // A wallet’s pass is a card too, but none that is lost by itself.
          const code = codes.find((each) => /^\d+$/u.test(each))
          const had = cards.flatMap((card) => card.rewards.filter((reward) => reward.ready)).length
          if (cards.length !== 1 || code === undefined) continue
          if (had !== rewards || people !== undefined) continue
          all.set(key, { name: `${details.firstName} ${details.lastName ?? ''}`.trim(), code })
          if (all.size === wanted) return [...all.values()]
        }
      }
      return [...all.values()]
    },
    [count, ready] as const,
  )
  if (found.length < count) throw new Error(`only ${String(found.length)} members fit`)
  return found
}
