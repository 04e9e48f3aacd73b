import { beforeEach, describe, expect, test } from 'vitest'
import type { Publisher } from '../../../electron/main/ipc/publish.ts'
import { createPublisher, overheard } from '../../../electron/main/ipc/publish.ts'
import type { EventMap } from '../../../shared/ipc/contract.ts'

let publisher: Publisher
let told: [string, unknown][]
let destroyed: boolean
const page = {
  isDestroyed: () => destroyed,
  send: (channel: string, value: unknown) => void told.push([channel, value]),
}

const offline = (since: number): EventMap['link'] => ({ kind: 'offline', since, nextTryAt: null })
const operation = (id: string, seq: number): EventMap['operation'] => ({ id, seq }) as EventMap['operation']
const member = (key: `r:${string}`, asOf: number): EventMap['member'] => ({ key, asOf }) as EventMap['member']

beforeEach(() => {
  publisher = createPublisher()
  told = []
  destroyed = false
})

describe('an event', () => {
  test('is told at once to a page that listens', () => {
    publisher.attach(page)
    publisher.ready()
    publisher.publish('link', { kind: 'online' })
    expect(told).toEqual([['event.link', { kind: 'online' }]])
  })

  test('is overheard in main at once, also while no page listens', () => {
    const heard: unknown[] = []
    const both = overheard(publisher, (name, value) => heard.push([name, value]))
    both.attach(page)
    both.publish('link', offline(1))
    both.publish('link', offline(2))
    expect(heard).toEqual([
      ['link', offline(1)],
      ['link', offline(2)],
    ])
    expect(told).toEqual([])
    both.ready()
    expect(told).toEqual([['event.link', offline(2)]])
  })

  test('waits for the page, and only the last word on each thing is told, in the order of the last words', () => {
    publisher.attach(page)
    publisher.publish('link', offline(1))
    publisher.publish('operation', operation('A', 1))
    publisher.publish('operation', operation('B', 2))
    publisher.publish('member', member('r:1', 1))
    publisher.publish('member', member('r:2', 1))
    publisher.publish('operation', operation('A', 3))
    publisher.publish('link', offline(2))
    expect(told).toEqual([])
    publisher.ready()
    expect(told).toEqual([
      ['event.operation', operation('B', 2)],
      ['event.member', member('r:1', 1)],
      ['event.member', member('r:2', 1)],
      ['event.operation', operation('A', 3)],
      ['event.link', offline(2)],
    ])
  })

  test('that comes before the first page waits for it', () => {
    publisher.publish('link', offline(1))
    publisher.ready()
    expect(told).toEqual([])
    publisher.attach(page)
    publisher.ready()
    expect(told).toEqual([['event.link', offline(1)]])
  })

  test('is told once, though the page says twice that it is ready', () => {
    publisher.attach(page)
    publisher.publish('link', offline(1))
    publisher.ready()
    publisher.ready()
    expect(told).toHaveLength(1)
  })

  test('waits again while the page loads anew', () => {
    publisher.attach(page)
    publisher.ready()
    publisher.attach(page)
    publisher.publish('link', offline(1))
    expect(told).toEqual([])
    publisher.ready()
    expect(told).toHaveLength(1)
  })

  test('is dropped when the window is gone, and not kept for the next', () => {
    publisher.attach(page)
    publisher.publish('link', offline(2))
    publisher.detach()
    publisher.publish('link', offline(3))
    publisher.attach(page)
    publisher.ready()
    expect(told).toEqual([])
  })

  test('is never sent to a destroyed window', () => {
    publisher.attach(page)
    publisher.ready()
    destroyed = true
    publisher.publish('link', offline(1))
    expect(told).toEqual([])
  })
})
