import { describe, expect, it } from 'vitest'
import { evidenceOf } from '../../renderer/features/queue/evidence.ts'
import { groupOperations, openSummary, windowed } from '../../renderer/features/queue/queue-groups.ts'
import type { OperationView, PlainState } from '../../shared/domain/operation.ts'

function operation(seq: number, plain: PlainState, changedAt = seq): OperationView {
  return {
    id: `01JD000000000000000000${String(seq).padStart(4, '0')}`,
    seq,
    facts: { kind: 'stamps.add', amount: 1 },
    state: 'queued',
    plain,
    target: { kind: 'member', key: 'r:1' },
    who: { name: 'Ana Marques' },
    by: 'Kim',
    actor: null,
    createdAt: seq * 1000,
    changedAt,
    lostAt: null,
    undoUntil: null,
    reason: null,
    proof: null,
    attempts: 0,
    choices: { undo: false, retry: false, fix: false, confirm: false, drop: false },
  }
}

describe('the queue', () => {
  it('puts what needs a person first, then what is checked, then what is saved, then what is settled', () => {
    const groups = groupOperations([
      operation(1, 'sent', 10),
      operation(2, 'saved'),
      operation(3, 'checking'),
      operation(4, 'needs-you'),
      operation(5, 'undone', 30),
      operation(6, 'dropped', 20),
      operation(7, 'saved'),
    ])
    expect(groups.map((group) => [group.name, group.operations.map(({ seq }) => seq)])).toEqual([
      ['needs-you', [4]],
      ['checking', [3]],
      ['saved', [2, 7]],
      ['recent', [5, 6, 1]],
    ])
  })

  it('shows a bounded number of rows and says how many are hidden', () => {
    const many = groupOperations([
      operation(0, 'needs-you'),
      ...Array.from({ length: 300 }, (_, index) => operation(index + 1, 'saved')),
      operation(400, 'sent'),
    ])
    const cut = windowed(many, 200)
    expect(cut.hidden).toBe(102)
    expect(cut.groups.map(({ name, operations }) => [name, operations.length])).toEqual([
      ['needs-you', 1],
      ['saved', 199],
    ])
    expect(windowed(many, 400).hidden).toBe(0)
  })

  it('counts only what is not settled, and knows the oldest of it', () => {
    const list = [operation(3, 'sent'), operation(9, 'saved'), operation(5, 'needs-you')]
    expect(openSummary(list)).toEqual({ count: 2, oldestAt: 5000 })
    expect(openSummary([])).toEqual({ count: 0, oldestAt: null })
  })
})

describe('evidence about an unanswered request', () => {
  const cases = [
    [{ before: 4, now: 6, adding: 2 }, 'looks-applied'],
    [{ before: 4, now: 4, adding: 2 }, 'looks-not-applied'],
    [{ before: 4, now: 5, adding: 2 }, 'unclear'],
    [{ before: 12, now: 2, adding: -10 }, 'looks-applied'],
    [{ before: null, now: 5, adding: 2 }, 'only-now'],
    [{ before: 4, now: null, adding: 2 }, 'unread'],
    [{ before: null, now: null, adding: 2 }, 'unread'],
  ] as const

  it.each(cases)('%j %s', (figures, kind) => {
    expect(evidenceOf(figures).kind).toBe(kind)
  })
})
