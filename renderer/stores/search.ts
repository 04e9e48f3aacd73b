import type { SearchAnswer } from '../../shared/domain/views.ts'
import { markPainted } from '../api/perf.ts'
import { openMember } from './open-member.ts'
import { tellFailure } from './notices.ts'
import type { Till } from './till.ts'

/** How long a query rests while keys come at a scanner's speed: a scan must not flash results, ms. */
const rest = 30

/** The query changed: asks at once; what is shown stays until the answer to this very query is there. */
export async function setQuery(till: Till, query: string): Promise<void> {
  till.counter.setState({
    query,
    enterWaits: false,
    ...(query.trim() === '' ? { answer: null, active: 0 } : {}),
  })
  if (query.trim() === '' || query === String(till.counter.getState().armed)) return
  if (till.scans.getState().isBursting()) {
    await new Promise((resolve) => setTimeout(resolve, rest))
    if (till.counter.getState().query !== query) return
  }
  const answer = await till.terminal.call('search', { query })
  // A later query is in the field: its own answer is on the way, this one is stale.
  if (till.counter.getState().query !== query) return
  if (!answer.ok) {
    tellFailure(till, answer.error)
    return
  }
  const { enterWaits } = till.counter.getState()
  till.counter.setState({ answer: answer.value, active: 0, enterWaits: false })
  markPainted('results:painted')
  if (enterWaits) openActive(till)
}

/**
 * The member copy grew: asks again where it was not complete when it was asked, or a member who has arrived since
 * would stay unfound until the next key.
 */
export async function searchAgain(till: Till): Promise<void> {
  const { query, answer } = till.counter.getState()
  if (answer === null || answer.complete || answer.query !== query) return
  const again = await till.terminal.call('search', { query })
  // A question that was asked meanwhile has its own answer; a failure has been told where the cashier asked.
  if (till.counter.getState().answer !== answer || !again.ok) return
  till.counter.setState({ answer: grown(answer, again.value) })
}

/**
 * The answer to the same question, later. Rows that are on screen stay where they are, and the mark with them, for a
 * hand may be on its way to one; what is new stands beneath.
 */
export function grown(shown: SearchAnswer, again: SearchAnswer): SearchAnswer {
  const fresh = new Map(again.rows.map((row) => [row.key, row]))
  const known = new Set(shown.rows.map(({ key }) => key))
  return {
    ...again,
    rows: [
      ...shown.rows.map((row) => fresh.get(row.key) ?? row),
      ...again.rows.filter(({ key }) => !known.has(key)),
    ],
  }
}

/** Moves the mark to another row; it stops at both ends. */
export function moveActive(till: Till, by: number): void {
  till.counter.setState(({ answer, active }) => {
    const last = (answer?.rows.length ?? 0) - 1
    return { active: Math.max(0, Math.min(last, active + by)) }
  })
}

/** Enter: opens the marked row, or waits for the answer that is on its way. */
export function openActive(till: Till): void {
  const { query, answer, active } = till.counter.getState()
  if (query.trim() === '') return
  if (answer?.query !== query) {
    till.counter.setState({ enterWaits: true })
    return
  }
  const row = answer.rows[active]
  if (row !== undefined) void openMember(till, row.key)
}
