import type { MemberRow } from '../../shared/domain/views.ts'
import type { Beyond, Till } from './till.ts'

/** How long a query rests before the loyalty system is asked: longer than a hand between two keys, ms. */
const restMs = 250
/** Two fields that ask at once take turns no longer than that. */
const mostAsks = 3
/** Rows that a screen can use. */
const mostRows = 50

/**
 * Asks the loyalty system itself, once the query rests and no scan is coming in; null where it did not rest.
 *
 * @param isCurrent Whether the query is still the one that is typed.
 */
export async function askRested(till: Till, query: string, isCurrent: () => boolean): Promise<Beyond | null> {
  for (let asks = 1; ; asks += 1) {
    do {
      await new Promise((resolve) => setTimeout(resolve, restMs))
      if (!isCurrent()) return null
    } while (till.scans.getState().isBursting())
    const told = await till.terminal.call('searchBeyond', { query })
    if (!isCurrent()) return null
    const outcome = told.ok ? told.value.outcome : 'failed'
    // Another question took its place, and this one still stands in the field.
    if (outcome === 'abandoned' && asks < mostAsks) continue
    if (told.ok && outcome === 'answered') return { query, state: 'answered', rows: told.value.rows }
    return { query, state: outcome === 'failed' ? 'failed' : 'not-asked', rows: [] }
  }
}

/** Those of the loyalty system's rows that are not shown yet, as many as there is room for. */
export function besides(beyond: Beyond, shown: readonly MemberRow[]): readonly MemberRow[] {
  const known = new Set(shown.map(({ key }) => key))
  return beyond.rows.filter(({ key }) => !known.has(key)).slice(0, Math.max(0, mostRows - shown.length))
}
