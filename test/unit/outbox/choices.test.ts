import { describe, expect, test } from 'vitest'
import { choicesOf } from '../../../electron/main/outbox/pure/plain.ts'
import type {
  AttentionReason,
  OperationChoices,
  OperationKind,
  OperationState,
} from '../../../shared/domain/operation.ts'

const reasons: { readonly [K in AttentionReason['kind']]: Extract<AttentionReason, { kind: K }> } = {
  refused: { kind: 'refused', status: 422 },
  'contact-taken': { kind: 'contact-taken', field: 'email', other: null },
  'member-gone': { kind: 'member-gone' },
  'card-gone': { kind: 'card-gone' },
  'code-taken': { kind: 'code-taken', other: null },
  'code-unknown': { kind: 'code-unknown' },
  'code-ambiguous': { kind: 'code-ambiguous', count: 2 },
  'not-enough-stamps': { kind: 'not-enough-stamps', balance: 1, cost: 2 },
  'reward-unavailable': { kind: 'reward-unavailable' },
  undecided: { kind: 'undecided', before: 1, now: 2, adding: 1 },
  'edit-conflict': { kind: 'edit-conflict', fields: ['email'] },
  'details-needed': { kind: 'details-needed', fields: ['birthday'], notes: false },
  unreadable: { kind: 'unreadable' },
  'newer-version': { kind: 'newer-version' },
  'connection-gone': { kind: 'connection-gone' },
  'adapter-gone': { kind: 'adapter-gone' },
  'given-up': { kind: 'given-up', answers: 20 },
  restored: { kind: 'restored', before: null, now: null, adding: 0 },
}
const all = Object.values(reasons)
const kinds: readonly OperationKind[] = [
  'member.create',
  'card.attach',
  'stamps.add',
  'reward.redeem',
  'member.edit',
]

function asked(
  kind: OperationKind,
  reason: AttentionReason | null,
  attempts = 1,
  state: OperationState = 'attention',
): OperationChoices {
  return choicesOf({ kind, state, reason, attempts, suspect: 0 })
}
const offering = (choice: keyof OperationChoices, kind: OperationKind, attempts = 1): readonly string[] =>
  all.filter((reason) => asked(kind, reason, attempts)[choice]).map((reason) => reason.kind)

describe('a question', () => {
  test('can always be answered by "try again" and "drop it", never by undoing', () => {
    for (const kind of kinds) {
      expect(offering('retry', kind)).toHaveLength(all.length)
      expect(offering('drop', kind)).toHaveLength(all.length)
      expect(offering('undo', kind)).toEqual([])
    }
  })

  test('"it’s there" is offered exactly where it can be true', () => {
    const mayBe = ['refused', 'undecided', 'edit-conflict', 'unreadable', 'newer-version', 'connection-gone']
    expect(offering('confirm', 'stamps.add')).toEqual([...mayBe, 'adapter-gone', 'given-up', 'restored'])
    expect(offering('confirm', 'stamps.add', 0)).toEqual([
      'refused',
      'undecided',
      'edit-conflict',
      'unreadable',
      'connection-gone',
      'given-up',
      'restored',
    ])
  })

  test('each answer is offered or is not', () => {
    for (const reason of all) {
      expect(new Set(Object.values(asked('stamps.add', reason)).map((offered) => typeof offered))).toEqual(
        new Set(['boolean']),
      )
    }
  })

  test('an enrolment that is there is settled by naming the member, never by "it’s there"', () => {
    expect(offering('confirm', 'member.create')).toEqual([])
  })

  test('without a reason that can be told nothing is said to be there', () => {
    expect(asked('stamps.add', null)).toEqual({
      undo: false,
      retry: true,
      fix: false,
      confirm: false,
      drop: true,
    })
  })

  test('details can be corrected where there are any, and only if they can be shown', () => {
    const readable = all.map(({ kind }) => kind).filter((kind) => !/^(unreadable|newer-version)$/.test(kind))
    expect(offering('fix', 'member.create')).toEqual(readable)
    expect(offering('fix', 'member.edit')).toEqual(readable)
    expect(asked('member.edit', null).fix).toBe(true)
    for (const kind of ['card.attach', 'stamps.add', 'reward.redeem'] as const) {
      expect(offering('fix', kind)).toEqual([])
    }
  })

  test('what nobody is asked about offers no answer to a question', () => {
    for (const state of ['held', 'queued', 'sending', 'unknown', 'done', 'cancelled', 'discarded'] as const) {
      for (const reason of [null, ...all]) {
        const { fix, confirm } = asked('member.edit', reason, 1, state)
        expect({ fix, confirm }).toEqual({ fix: false, confirm: false })
      }
    }
  })
})
