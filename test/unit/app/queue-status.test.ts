import { expect, test } from 'vitest'
import { watchQueues } from '../../../electron/main/app/queue-status.ts'
import type { QueueStatus, QueueSummary } from '../../../shared/domain/operation.ts'

const none: QueueSummary = { waiting: 0, oldestAt: null, checking: 0, needsYou: 0 }
const some = (waiting: number, needsYou = 0): QueueSummary => ({ ...none, waiting, oldestAt: 1, needsYou })

test('what waits at another shop appears, changes and goes, and no queue is counted for it a second time', () => {
  const queues = new Map([['key', some(2)]])
  const told: QueueStatus[] = []
  let counted = 0
  let listener: ((id: string, summary: QueueSummary) => void) | null = null
  const watch = watchQueues({
    outbox: {
      summary: (id) => {
        counted += 1
        return queues.get(id) ?? none
      },
      onQueue: (heard) => {
        listener = heard
        return () => {
          listener = null
        }
      },
    },
    connections: () => [
      { id: 'here', name: 'Corner Shop' },
      { id: 'key', name: 'Key Shop' },
      { id: 'bakery', name: 'Bakery' },
    ],
    here: 'here',
    tell: (status) => told.push(status),
  })
  const key = { connectionId: 'key', name: 'Key Shop' }
  expect(watch.now()).toEqual({ ...none, elsewhere: [{ ...key, waiting: 2, needsYou: 0 }] })
  counted = 0

  const changed = (id: string, summary: QueueSummary): readonly QueueStatus[] => {
    listener?.(id, summary)
    return told.splice(0)
  }
  expect(changed('here', some(1))).toEqual([{ ...some(1), elsewhere: [{ ...key, waiting: 2, needsYou: 0 }] }])
  expect(changed('key', some(2))).toEqual([])
  expect(changed('key', some(2, 1))).toEqual([
    { ...some(1), elsewhere: [{ ...key, waiting: 2, needsYou: 1 }] },
  ])
  expect(changed('bakery', some(5))).toEqual([
    {
      ...some(1),
      elsewhere: [
        { ...key, waiting: 2, needsYou: 1 },
        { connectionId: 'bakery', name: 'Bakery', waiting: 5, needsYou: 0 },
      ],
    },
  ])
  expect(changed('bakery', none)).toEqual([{ ...some(1), elsewhere: [{ ...key, waiting: 2, needsYou: 1 }] }])
  expect(changed('key', none)).toEqual([{ ...some(1), elsewhere: [] }])
  expect(counted).toBe(0)
  watch.stop()
  expect(changed('key', some(1))).toEqual([])
})
