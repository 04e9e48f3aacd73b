import { describe, expect, it } from 'vitest'
import { doubtful, marked, splitOutages } from '../../renderer/features/queue/outages.ts'
import type { AttentionReason, OperationView } from '../../shared/domain/operation.ts'
import { operation } from './fake-shop.ts'

const minute = 60_000
const arrived: AttentionReason = { kind: 'undecided', before: 4, now: 6, adding: 2 }
const missing: AttentionReason = { kind: 'undecided', before: 4, now: 4, adding: 2 }
const unclear: AttentionReason = { kind: 'undecided', before: 4, now: 5, adding: 2 }
const both = { undo: false, retry: true, fix: false, confirm: true, drop: true }

/** A question whose silence began `at` minutes. */
function question(at: number, reason: AttentionReason = arrived, change: Partial<OperationView> = {}) {
  return operation({ kind: 'stamps.add', amount: 2 }, 'Ana', 'r:1', {
    plain: 'needs-you',
    state: 'attention',
    reason,
    choices: both,
    createdAt: 0,
    lostAt: at * minute,
    changedAt: 1_000 * minute,
    ...change,
  })
}

const split = (questions: readonly OperationView[], apart: readonly string[] = []) => {
  const { outages, single } = splitOutages(questions, new Set(apart))
  const named = (found: readonly OperationView[]) => found.map((one) => questions.indexOf(one))
  return [outages.map(({ cause, operations }) => [cause, named(operations)]), named(single)]
}

describe('an outage', () => {
  it('gathers silences that follow each other without a long pause, however long it is itself', () => {
    const every9 = Array.from({ length: 10 }, (_, n) => question(n * 9))
    expect(split(every9)).toEqual([[['undecided', every9.map((_, n) => n)]], []])
  })

  it('ends with a pause of more than ten minutes', () => {
    const two = [0, 1, 2, 12.1, 13, 14].map((at) => question(at))
    expect(split(two)).toEqual([
      [
        ['undecided', [0, 1, 2]],
        ['undecided', [3, 4, 5]],
      ],
      [],
    ])
    expect(split([0, 1, 2, 12, 13].map((at) => question(at)))).toEqual([[['undecided', [0, 1, 2, 3, 4]]], []])
  })

  it('leaves one or two questions alone', () => {
    expect(split([question(0), question(1), question(60)])).toEqual([[], [0, 1, 2]])
  })

  it('never mixes causes', () => {
    const restored: AttentionReason = { kind: 'restored', before: 4, now: 6, adding: 2 }
    const given: AttentionReason = { kind: 'given-up', answers: 20 }
    const mixed = [0, 1, 2].flatMap((at) => [question(at), question(at, restored), question(at, given)])
    expect(split(mixed)).toEqual([
      [
        ['undecided', [0, 3, 6]],
        ['given-up', [2, 5, 8]],
        ['restored', [1, 4, 7]],
      ],
      [],
    ])
  })

  it('of a copy is one, whenever its operations were made', () => {
    const restored: AttentionReason = { kind: 'restored', before: null, now: null, adding: 2 }
    const made = [0, 100, 900].map((at) => question(0, restored, { createdAt: at * minute, lostAt: null }))
    expect(split(made)).toEqual([[['restored', [0, 1, 2]]], []])
  })

  it('gathers only what can be both there and sent again', () => {
    const enrolment = question(1, arrived, { choices: { ...both, confirm: false } })
    const refused = question(1, { kind: 'refused', status: 418 })
    expect(split([question(0), enrolment, question(1), refused, question(2)])).toEqual([
      [['undecided', [0, 2, 4]]],
      [1, 3],
    ])
  })

  it('lets one be settled on its own', () => {
    const four = [0, 1, 2, 3].map((at) => question(at))
    const one = four[1]
    expect(split(four, [one?.id ?? ''])).toEqual([[['undecided', [0, 2, 3]]], [1]])
  })

  it('shows first what cannot be told, then what looks missing, each in the order of its silence', () => {
    const four = [question(3), question(2, missing), question(1), question(0, unclear), question(4, unclear)]
    expect(split(four)).toEqual([[['undecided', [3, 4, 1, 2, 0]]], []])
    expect(splitOutages(four, new Set()).outages[0]).toMatchObject({ from: 0, to: 4 * minute })
  })
})

describe('what is said of each', () => {
  it('is what its count shows, and nothing where it shows nothing', () => {
    const said = (reason: AttentionReason) => marked(question(0, reason), new Map())
    expect([arrived, missing, unclear, { kind: 'given-up', answers: 20 } as const].map(said)).toEqual([
      'there',
      'again',
      'later',
      'later',
    ])
  })

  it('is what a person chose, until it is asked anew with other figures', () => {
    const one = question(0, unclear)
    const marks = new Map([[one.id, { changedAt: one.changedAt, mark: 'again' as const }]])
    expect(marked(one, marks)).toBe('again')
    expect(marked({ ...one, changedAt: one.changedAt + 1, reason: arrived }, marks)).toBe('there')
  })

  it('is asked once more where it goes against the count', () => {
    const all = [question(0), question(0, missing), question(0, unclear)]
    const at = (mark: 'there' | 'again' | 'later') => doubtful(all, mark).map((one) => all.indexOf(one))
    expect([at('there'), at('again'), at('later')]).toEqual([[1], [0, 2], []])
  })
})
