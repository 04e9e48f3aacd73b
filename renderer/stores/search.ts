import type { MemberRow, SearchAnswer } from '../../shared/domain/views.ts'
import { markPainted } from '../api/perf.ts'
import { phrase } from '../i18n/phrase.ts'
import { askRested, besides } from './beyond.ts'
import { openMember } from './open-member.ts'
import { tell, tellFailure } from './notices.ts'
import { stillWorkedFor } from './still-worked-for.ts'
import type { Beyond, CounterState, StatusState, Till } from './till.ts'

/** How long a query rests while keys come at a scanner's speed: a scan must not flash results, ms. */
const rest = 30
/**
 * The first characters of a scan, before its speed is known. So long after they were asked for no rows are shown for them, ms:
 * most scanners' next key is there by then, and rows that nobody reads would keep the card's member waiting.
 */
const fewCharacters = 2
const longestGap = 12

/** The query changed: asks at once; what is shown stays until the answer to this very query is there. */
export async function setQuery(till: Till, query: string): Promise<void> {
  till.counter.setState({
    query,
    enterWaits: false,
    ...(query.trim() === '' ? { answer: null, beyond: null, active: 0 } : {}),
  })
  if (query.trim() === '' || query === String(till.counter.getState().armed)) return
  if (till.scans.getState().isBursting()) {
    await new Promise((resolve) => setTimeout(resolve, rest))
    if (till.counter.getState().query !== query) return
  }
  const asked = performance.now()
  const before = till.status.getState()
  const answer = await till.terminal.call('search', {
    query,
    stage: isWhole(till, query) ? 'whole' : 'first',
  })
  const early = asked + longestGap - performance.now()
  if (early > 0 && query.length <= fewCharacters) await new Promise((resolve) => setTimeout(resolve, early))
  // A later query is in the field: its own answer is on the way, this one is stale.
  if (till.counter.getState().query !== query) return
  if (!answer.ok) {
    tellFailure(till, answer.error)
    return
  }
  const { enterWaits } = till.counter.getState()
  // All of it has come meanwhile: what is shown is not taken away to come again.
  if (answer.value.nearLeft === true && isWhole(till, query)) {
    till.counter.setState({ enterWaits: false })
    if (enterWaits) openActive(till)
    return
  }
  const active = firstActive(answer.value.rows)
  till.counter.setState({ answer: answer.value, beyond: null, active, enterWaits: false })
  markPainted('results:painted')
  if (enterWaits) openActive(till)
  askBeyond(till, answer.value)
  if (answer.value.nearLeft === true) void askForNear(till, answer.value)
  else askSince(till, before)
}

/** Asks again where the copy grew, or the loyalty system came in reach, while nobody had this answer to ask again for. */
function askSince(till: Till, { directory, link }: StatusState): void {
  const now = till.status.getState()
  const isReached = now.link.kind === 'online' && link.kind !== 'online'
  if (isReached || now.directory !== directory) void searchAgain(till, isReached)
}

/** Whether the whole answer to this query is shown: of one that was typed again at once. */
function isWhole(till: Till, query: string): boolean {
  const { answer } = till.counter.getState()
  return answer?.query === query && answer.nearLeft !== true
}

/** Those who are meant where the query has a typing error: they come below whoever is found as it stands. */
async function askForNear(till: Till, first: SearchAnswer): Promise<void> {
  const before = till.status.getState()
  const again = await till.terminal.call('search', { query: first.query })
  const { query, answer, beyond } = till.counter.getState()
  // Another question is in the field, or was, or it was asked again.
  if (answer !== first || query !== first.query) return
  if (again.ok) {
    till.counter.setState(joined(first, beyond, grown(first, again.value)))
    if (beyond === null) askBeyond(till, again.value)
  } else {
    const { nearLeft: _, ...whole } = first
    till.counter.setState({ answer: whole })
    tellFailure(till, again.error)
  }
  askSince(till, before)
}

/**
 * The row that Enter opens unasked: the first; none where nobody here can say why that one is there, or where it is there
 * by a card that was lost.
 */
function firstActive(rows: readonly MemberRow[]): number {
  const by = rows[0]?.foundBy?.kind
  return by === 'their-rules' || by === 'lost-card' ? -1 : 0
}

/** Asks the loyalty system too, once the query rests, where it can be asked. */
function askBeyond(till: Till, { query, beyond: isThere }: SearchAnswer): void {
  const isWorkedFor = stillWorkedFor(till)
  const isCurrent = (): boolean => {
    const counter = till.counter.getState()
    // The same may be looked for in the next shop.
    return isWorkedFor() && counter.query === query && counter.answer?.query === query
  }
  if (!isThere || !isCurrent()) return
  till.counter.setState({ beyond: { query, state: 'asking', rows: [] } })
  void askRested(till, query, isCurrent).then((beyond) => {
    const { answer, active } = till.counter.getState()
    if (beyond === null || answer === null) return
    const rows = besides(beyond, answer.rows)
    const isFirst = answer.rows.length === 0
    till.counter.setState({ beyond: { ...beyond, rows }, active: isFirst ? firstActive(rows) : active })
  })
}

/**
 * The member copy grew: asks again where it was not complete when it was asked, or a member who has arrived since
 * would stay unfound until the next key. `whatever`: also where it was, and the loyalty system too where it did not answer:
 * only then is there reason to think that it does now.
 */
export async function searchAgain(till: Till, whatever = false): Promise<void> {
  const { query, answer } = till.counter.getState()
  if (answer === null || answer.query !== query || (answer.complete && !whatever)) return
  const again = await till.terminal.call('search', { query })
  // A question that was asked meanwhile has its own answer; a failure has been told where the cashier asked.
  const { answer: shown, beyond } = till.counter.getState()
  if (shown !== answer || !again.ok) return
  till.counter.setState(joined(answer, beyond, grown(answer, again.value)))
  if (shownRows({ answer, beyond }).length === 0)
    till.counter.setState((counter) => ({ active: firstActive(shownRows(counter)) }))
  const isUnanswered = beyond?.state === 'failed' || beyond?.state === 'not-asked'
  if (beyond === null || (whatever && isUnanswered)) askBeyond(till, again.value)
}

/** Below rows of the loyalty system nothing moves either: what is new stands beneath those. */
function joined(
  shown: SearchAnswer,
  beyond: Beyond | null,
  next: SearchAnswer,
): Pick<CounterState, 'answer' | 'beyond'> {
  if (beyond === null || beyond.rows.length === 0) return { answer: next, beyond }
  const fresh = new Map(next.rows.map((row) => [row.key, row]))
  const known = new Set([...shown.rows, ...beyond.rows].map(({ key }) => key))
  return {
    answer: { ...next, rows: next.rows.slice(0, shown.rows.length) },
    beyond: {
      ...beyond,
      rows: [
        ...beyond.rows.map((row) => fresh.get(row.key) ?? row),
        ...next.rows.filter(({ key }) => !known.has(key)),
      ],
    },
  }
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

/** Every row on screen, from the top. */
export function shownRows({ answer, beyond }: Pick<CounterState, 'answer' | 'beyond'>): readonly MemberRow[] {
  const own = answer?.rows ?? []
  return beyond === null || beyond.rows.length === 0 ? own : [...own, ...beyond.rows]
}

/** Moves the mark to another row; it stops at both ends. */
export function moveActive(till: Till, by: number): void {
  till.counter.setState((counter) => {
    const last = shownRows(counter).length - 1
    return { active: Math.max(0, Math.min(last, counter.active + by)) }
  })
}

/** Enter: opens the marked row, or waits for the answer that is on its way. */
export function openActive(till: Till): void {
  const counter = till.counter.getState()
  if (counter.query.trim() === '') return
  if (counter.answer?.query !== counter.query) {
    till.counter.setState({ enterWaits: true })
    return
  }
  const rows = shownRows(counter)
  const row = rows[counter.active]
  if (row !== undefined) void openMember(till, row.key)
  else if (rows[0]?.foundBy?.kind === 'lost-card') tell(till, 'info', phrase('lost.results.choose'))
}
