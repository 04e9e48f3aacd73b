import { describe, expect, it } from 'vitest'
import { withOperation, withReading } from '../../renderer/features/queue/operation-list.ts'
import type { OperationView } from '../../shared/domain/operation.ts'

function operation(seq: number, plain: OperationView['plain'], changedAt: number): OperationView {
  return {
    id: `01JD000000000000000000${String(seq).padStart(4, '0')}`,
    seq,
    facts: { kind: 'stamps.add', amount: 1 },
    state: 'queued',
    plain,
    target: { kind: 'member', key: 'r:1' },
    who: { name: 'Ana Marques' },
    by: null,
    actor: null,
    createdAt: 0,
    changedAt,
    lostAt: null,
    undoUntil: null,
    reason: null,
    proof: null,
    attempts: 0,
    choices: { undo: false, retry: false, fix: false, confirm: false, drop: false },
  }
}

function plainStates(map: ReadonlyMap<string, OperationView>): readonly string[] {
  return [...map.values()].map(({ seq, plain }) => `${seq} ${plain}`)
}

describe('the list of operations', () => {
  it('takes what main tells, and never an older state than it shows', () => {
    const sent = withOperation(new Map(), operation(1, 'sent', 20))
    expect(plainStates(withOperation(sent, operation(1, 'saved', 10)))).toEqual(['1 sent'])
    expect(plainStates(withOperation(sent, operation(1, 'needs-you', 30)))).toEqual(['1 needs-you'])
  })

  it('does not fall back when a reading arrives after the event that overtook it', () => {
    const told = withOperation(withOperation(new Map(), operation(1, 'sent', 20)), operation(3, 'saved', 25))
    const read = withReading(told, [operation(1, 'saved', 10), operation(2, 'saved', 5)])
    expect(plainStates(read)).toEqual(['1 sent', '2 saved', '3 saved'])
  })

  it('drops what a newer reading no longer lists', () => {
    const told = withOperation(new Map(), operation(1, 'saved', 10))
    expect(plainStates(withReading(told, [operation(2, 'saved', 20)]))).toEqual(['2 saved'])
  })
})
