import { describe, expect, test } from 'vitest'
import { judge } from './judge.ts'
import type { Model, Observation, Seen, Wanted } from './judge.ts'

const now = 1_000
const wanted = (id: string, more: Partial<Wanted> = {}): Wanted => ({
  id,
  kind: 'stamps.add',
  amount: 2,
  undoUntil: 0,
  fate: 'live',
  sure: true,
  insisted: 0,
  ...more,
})
const model = (list: readonly Wanted[], troubled = true): Model => ({
  wanted: new Map(list.map((one) => [one.id, one])),
  troubled,
})
const seen = (id: string, state: Seen['state'], more: Partial<Seen> = {}): Seen => ({
  id,
  state,
  proof: state === 'done' ? 'response' : null,
  reached: state === 'done' || state === 'unknown' ? 1 : 0,
  applied: state === 'done' ? 1 : 0,
  ...more,
})
const figures = { waiting: 0, checking: 0, needsYou: 0 }

/** One operation and how it is seen, with figures that fit. */
function judged(one: Wanted, as: Seen, troubled = true): readonly string[] {
  const waiting = ['done', 'cancelled', 'discarded'].includes(as.state) ? 0 : 1
  const observation: Observation = {
    now,
    operations: [as],
    summary: {
      waiting,
      checking: as.state === 'unknown' ? 1 : 0,
      needsYou: as.state === 'attention' ? 1 : 0,
    },
    owed: waiting * one.amount,
  }
  return judge(model([one], troubled), observation)
}

describe('what keeps every promise', () => {
  test.each([
    ['held', wanted('1', { undoUntil: now + 1 }), seen('1', 'held')],
    ['queued', wanted('1', { undoUntil: now }), seen('1', 'queued')],
    ['in doubt', wanted('1'), seen('1', 'unknown', { applied: 1 })],
    ['asked', wanted('1'), seen('1', 'attention', { reached: 1 })],
    ['done', wanted('1'), seen('1', 'done')],
    ['found', wanted('1', { kind: 'card.attach' }), seen('1', 'done', { proof: 'natural-key', applied: 0 })],
    ['undone', wanted('1', { fate: 'undone' }), seen('1', 'cancelled')],
    ['confirmed', wanted('1', { fate: 'confirmed' }), seen('1', 'done', { proof: 'person', applied: 0 })],
    ['dropped', wanted('1', { fate: 'dropped' }), seen('1', 'discarded', { applied: 1 })],
    ['insisted on', wanted('1', { insisted: 1 }), seen('1', 'done', { applied: 2, reached: 2 })],
  ])('is accepted: %s', (_, one, as) => {
    expect(judged(one, as)).toEqual([])
  })
})

describe('a wrong observation is rejected:', () => {
  test.each([
    ['lost', wanted('1'), seen('other', 'queued'), 'lost'],
    ['made by nobody', wanted('other'), seen('1', 'queued'), 'nobody wanted it'],
    ['given twice', wanted('1'), seen('1', 'done', { applied: 2 }), 'more often than anybody asked'],
    [
      'given three times for two',
      wanted('1', { insisted: 1 }),
      seen('1', 'done', { applied: 3 }),
      'more often',
    ],
    ['said to be there and is not', wanted('1'), seen('1', 'done', { applied: 0 }), 'done and not there'],
    [
      '"a person said so" that none did',
      wanted('1'),
      seen('1', 'done', { proof: 'person', applied: 0 }),
      'not there',
    ],
    ['dropped by the machine', wanted('1'), seen('1', 'discarded'), 'given up by nobody'],
    ['undone by the machine', wanted('1'), seen('1', 'cancelled'), 'gone by itself'],
    [
      'undone and sent',
      wanted('1', { fate: 'undone' }),
      seen('1', 'cancelled', { applied: 1 }),
      'taken back and applied',
    ],
    ['undone and still there', wanted('1', { fate: 'undone' }), seen('1', 'queued'), 'not out of the way'],
    ['sent within the undo window', wanted('1', { undoUntil: now + 1 }), seen('1', 'done'), 'undo window'],
    ['held for ever', wanted('1', { undoUntil: now }), seen('1', 'held'), 'undo window'],
    ['forgotten on the wire', wanted('1'), seen('1', 'sending', { reached: 1 }), 'on the wire at rest'],
    ['in doubt and never sent', wanted('1'), seen('1', 'unknown', { reached: 0 }), 'never sent'],
    [
      'confirmed and still open',
      wanted('1', { fate: 'confirmed' }),
      seen('1', 'queued'),
      'not what the person said',
    ],
    ['dropped and still open', wanted('1', { fate: 'dropped' }), seen('1', 'queued'), 'not given up'],
    [
      'dropped as unsent, and there',
      wanted('1', { fate: 'dropped' }),
      seen('1', 'cancelled', { applied: 1 }),
      'not given up',
    ],
  ])('%s', (_, one, as, word) => {
    expect(judged(one, as).join()).toContain(word)
  })

  test('doubts and questions in fine weather', () => {
    expect(judged(wanted('1'), seen('1', 'unknown'), false).join()).toContain('in doubt without a cause')
    expect(judged(wanted('1'), seen('1', 'attention'), false).join()).toContain('a question without a cause')
    expect(judged(wanted('1', { sure: false }), seen('1', 'attention'), false)).toEqual([])
  })

  test('figures that are not those of the rows', () => {
    const operations = [seen('1', 'queued'), seen('2', 'unknown'), seen('3', 'attention'), seen('4', 'done')]
    const all = model(operations.map(({ id }) => wanted(id)))
    const right = { waiting: 3, checking: 1, needsYou: 1 }
    expect(judge(all, { now, operations, summary: right, owed: 6 })).toEqual([])
    for (const name of ['waiting', 'checking', 'needsYou'] as const) {
      const summary = { ...right, [name]: right[name] - 1 }
      expect(judge(all, { now, operations, summary, owed: 6 }).join()).toContain(name)
    }
    expect(judge(all, { now, operations, summary: right, owed: 8 }).join()).toContain('owed')
  })

  test('an empty queue of somebody who was told "saved"', () => {
    expect(judge(model([wanted('1')]), { now, operations: [], summary: figures, owed: 0 })).toEqual([
      'stamps.add: lost',
    ])
  })
})
