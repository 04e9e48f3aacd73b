import type { AttentionReason, OperationView } from '../../../shared/domain/operation.ts'
import { verdictOf } from './evidence.ts'
import type { Verdict } from './evidence.ts'

/** Why many questions may come at once. */
export type OutageCause = Extract<AttentionReason['kind'], 'undecided' | 'restored' | 'given-up'>

/** Questions that one outage left behind. */
export interface Outage {
  readonly cause: OutageCause
  /** What cannot be told first, then what looks missing, then what looks arrived; each in the order of its silence. */
  readonly operations: readonly OperationView[]
  /** When the first and the last of the silences began, UTC ms. */
  readonly from: number
  readonly to: number
}

/** A pause longer than this ends an outage: what falls silent later is another one, ms. */
export const longestPauseMs = 10 * 60_000

/** Fewer are settled as quickly one by one. */
const fewest = 3

function causeOf({ reason, choices }: OperationView): OutageCause | null {
  // Only what can be there and can be sent again has both common answers; an enrolment has others.
  if (reason === null || !choices.confirm || !choices.retry) return null
  return reason.kind === 'undecided' || reason.kind === 'restored' || reason.kind === 'given-up'
    ? reason.kind
    : null
}

/** When the trouble of a question began: a copy of the records puts everything in doubt at one moment. */
function silentAt({ reason, lostAt, createdAt, changedAt }: OperationView): number {
  return reason?.kind === 'restored' ? changedAt : (lostAt ?? createdAt)
}

const urgency: Readonly<Record<Verdict, number>> = { unclear: 0, missing: 1, arrived: 2 }

/**
 * Gathers questions of one cause whose silences follow each other without a long pause; the rest stays alone, in its
 * order. `apart` names operations that a person wants to look at alone.
 */
export function splitOutages(
  questions: readonly OperationView[],
  apart: ReadonlySet<string>,
): { readonly outages: readonly Outage[]; readonly single: readonly OperationView[] } {
  const runs: { readonly cause: OutageCause; readonly found: OperationView[] }[] = []
  const inTime = questions.toSorted((a, b) => silentAt(a) - silentAt(b) || a.seq - b.seq)
  for (const operation of inTime) {
    const cause = apart.has(operation.id) ? null : causeOf(operation)
    if (cause === null) continue
    const run = runs.findLast((other) => other.cause === cause)
    const last = run?.found.at(-1)
    if (last !== undefined && silentAt(operation) - silentAt(last) <= longestPauseMs)
      run?.found.push(operation)
    else runs.push({ cause, found: [operation] })
  }
  const outages = runs
    .filter(({ found }) => found.length >= fewest)
    .map(({ cause, found }): Outage => {
      const times = found.map(silentAt)
      return {
        cause,
        operations: found.toSorted(
          (a, b) => urgency[verdictOf(a.reason)] - urgency[verdictOf(b.reason)] || silentAt(a) - silentAt(b),
        ),
        from: Math.min(...times),
        to: Math.max(...times),
      }
    })
  const gathered = new Set(outages.flatMap(({ operations }) => operations.map(({ id }) => id)))
  return { outages, single: questions.filter(({ id }) => !gathered.has(id)) }
}

/** What a person says of one of many questions; `later` says nothing. */
export type Mark = 'there' | 'again' | 'later'

/** What the evidence speaks for. */
export function markOf(operation: OperationView): Mark {
  switch (verdictOf(operation.reason)) {
    case 'arrived':
      return 'there'
    case 'missing':
      return 'again'
    case 'unclear':
      return 'later'
  }
}

/** Marks that a person changed, with the question that they were made for: a question asked anew starts anew. */
export type Marks = ReadonlyMap<string, { readonly changedAt: number; readonly mark: Mark }>

/** What would be said of each. */
export function marked(operation: OperationView, marks: Marks): Mark {
  const own = marks.get(operation.id)
  return own?.changedAt === operation.changedAt ? own.mark : markOf(operation)
}

/** Those whose answer goes against what their counts show, or that the counts leave open: asked once more. */
export function doubtful(operations: readonly OperationView[], mark: Mark): readonly OperationView[] {
  switch (mark) {
    case 'there':
      return operations.filter(({ reason }) => verdictOf(reason) === 'missing')
    case 'again':
      return operations.filter(({ reason }) => verdictOf(reason) !== 'missing')
    case 'later':
      return []
  }
}
