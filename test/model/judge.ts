import type { OperationKind, OperationState, Proof } from '../../shared/domain/operation.ts'

/** What a person or the rules have made of an operation so far, as far as the model can know. */
export type Fate = 'live' | 'undone' | 'replaced' | 'confirmed' | 'dropped'

/** One operation that was acknowledged. */
export interface Wanted {
  readonly id: string
  readonly kind: OperationKind
  /** What it adds to the stamps of its card; a change within the undo window changes it. */
  amount: number
  /** Until when it may be undone, by the till's clock. */
  undoUntil: number
  fate: Fate
  /** Whether nothing but trouble on the way can make it a question: stamps for a member whom the provider knows. */
  readonly sure: boolean
  /** How often a person sent it again although it may have been there. */
  insisted: number
}

/** What the cashier was told, and nothing of how the outbox works. */
export interface Model {
  readonly wanted: Map<string, Wanted>
  /** Whether the provider ever refused, failed or kept silent. */
  troubled: boolean
}

/** An operation as the file and the provider show it. */
export interface Seen {
  readonly id: string
  readonly state: OperationState
  readonly proof: Proof | null
  /** How often it reached the provider, and how often it took effect there. */
  readonly reached: number
  readonly applied: number
}

/** Everything there is to see at one moment. */
export interface Observation {
  readonly now: number
  readonly operations: readonly Seen[]
  /** What the facade says of the whole queue. */
  readonly summary: { readonly waiting: number; readonly checking: number; readonly needsYou: number }
  /** What the facade says is still owed to all members together. */
  readonly owed: number
}

const live: ReadonlySet<OperationState> = new Set(['held', 'queued', 'sending', 'unknown', 'attention'])

function judgeOne(model: Model, wanted: Wanted, seen: Seen, now: number): readonly string[] {
  const { state, proof, reached, applied } = seen
  const { fate, kind } = wanted
  const wrong: string[] = []
  const must = (holds: boolean, otherwise: string): void => {
    if (!holds) wrong.push(`${kind} ${state} (${fate}): ${otherwise}`)
  }
  must((state === 'held') === (fate === 'live' && now < wanted.undoUntil), 'not what the undo window says')
  must(state !== 'sending', 'on the wire at rest')
  must(applied <= 1 + wanted.insisted, 'applied more often than anybody asked for')
  must(state !== 'attention' || model.troubled || !wanted.sure, 'a question without a cause')
  must(state !== 'discarded' || fate === 'dropped', 'given up by nobody')
  switch (fate) {
    case 'live':
      must(state !== 'cancelled' && state !== 'discarded', 'gone by itself')
      must(state !== 'done' || applied > 0 || proof === 'natural-key', 'done and not there')
      must(state !== 'unknown' || reached > 0, 'in doubt and never sent')
      must(state !== 'unknown' || model.troubled, 'in doubt without a cause')
      break
    case 'undone':
    case 'replaced':
      must(state === 'cancelled', 'not out of the way')
      must(applied === 0, 'taken back and applied')
      break
    case 'confirmed':
      must(state === 'done', 'not what the person said')
      break
    case 'dropped':
      must(state === 'discarded' || (state === 'cancelled' && applied === 0), 'not given up')
      break
  }
  return wrong
}

/** What is wrong with an observation; nothing where the outbox kept every promise. */
export function judge(model: Model, seen: Observation): readonly string[] {
  const byId = new Map(seen.operations.map((operation) => [operation.id, operation]))
  const wrong = [...model.wanted.values()].flatMap((wanted) => {
    const operation = byId.get(wanted.id)
    return operation === undefined ? [`${wanted.kind}: lost`] : judgeOne(model, wanted, operation, seen.now)
  })
  for (const { id, state } of seen.operations) {
    if (!model.wanted.has(id)) wrong.push(`${state}: nobody wanted it`)
  }
  const count = (...states: readonly OperationState[]): number =>
    seen.operations.filter(({ state }) => states.includes(state)).length
  const counted = { waiting: count(...live), checking: count('unknown'), needsYou: count('attention') }
  for (const name of ['waiting', 'checking', 'needsYou'] as const) {
    if (seen.summary[name] !== counted[name]) {
      wrong.push(`${name}: says ${seen.summary[name]}, there are ${counted[name]}`)
    }
  }
  const owed = seen.operations
    .filter(({ state }) => live.has(state))
    .reduce((sum, { id }) => sum + (model.wanted.get(id)?.amount ?? 0), 0)
  if (owed !== seen.owed) wrong.push(`owed: says ${seen.owed}, it is ${owed}`)
  return wrong
}
