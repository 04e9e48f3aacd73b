import { describe, expect, test } from 'vitest'
import { isSettled, next } from '../../../electron/main/outbox/op-state.ts'
import type { OpEvent } from '../../../electron/main/outbox/op-state.ts'
import type { OperationState } from '../../../shared/domain/operation.ts'

const states = [
  'held',
  'queued',
  'sending',
  'unknown',
  'attention',
  'done',
  'cancelled',
  'discarded',
] as const

/** Written out by hand, apart from the product's table: one row for each event, what it makes of each state. */
const law: Readonly<Record<OpEvent, Partial<Record<OperationState, OperationState>>>> = {
  undo: { held: 'cancelled' },
  change: { held: 'held' },
  release: { held: 'queued' },
  absorb: { held: 'cancelled', queued: 'cancelled', attention: 'cancelled' },
  cancel: { held: 'cancelled', queued: 'cancelled' },
  claim: { queued: 'sending' },
  postpone: { queued: 'queued' },
  found: { queued: 'done' },
  ask: { queued: 'attention' },
  applied: { sending: 'done' },
  'not-applied': { sending: 'queued' },
  lost: { sending: 'unknown' },
  refused: { sending: 'attention' },
  seen: { unknown: 'done' },
  absent: { unknown: 'queued' },
  'look-again': { unknown: 'unknown' },
  undecidable: { unknown: 'attention' },
  retry: { queued: 'queued', unknown: 'unknown', attention: 'queued' },
  recheck: { attention: 'unknown' },
  fix: { attention: 'queued' },
  confirm: { attention: 'done' },
  drop: { queued: 'discarded', attention: 'discarded' },
  suspect: { held: 'unknown', queued: 'unknown', unknown: 'unknown', attention: 'attention' },
  restored: { queued: 'attention' },
  'move-unsent': { held: 'cancelled', queued: 'cancelled', attention: 'cancelled' },
  move: { held: 'discarded', queued: 'discarded', unknown: 'discarded', attention: 'discarded' },
}
const events = Object.keys(law) as OpEvent[]
const pairs = states.flatMap((state) => events.map((event) => [state, event] as const))

describe('the state machine', () => {
  test.each(pairs)('%s + %s', (state, event) => {
    expect(next(state, event)).toBe(law[event][state] ?? null)
  })

  test('nothing leaves a settled state', () => {
    expect(states.filter(isSettled)).toEqual(['done', 'cancelled', 'discarded'])
    for (const state of states.filter(isSettled)) {
      expect(events.map((event) => next(state, event))).toEqual(events.map(() => null))
    }
  })

  test('only what was never sent is cancelled, and only a claim leads to the wire', () => {
    for (const [state, event] of pairs) {
      const to = next(state, event)
      if (to === 'sending') expect([state, event]).toEqual(['queued', 'claim'])
      if (to === 'cancelled') expect(['held', 'queued', 'attention']).toContain(state)
      if (state === 'sending' && to === 'queued') expect(event).toBe('not-applied')
    }
  })
})
