import { expect, test, vi } from 'vitest'
import { createClosing } from '../../../electron/main/app/closing.ts'
import { unsentWork } from '../../../electron/main/app/unsent.ts'
import type { OwingShop } from '../../../electron/main/app/unsent.ts'
import type { UnsentWork } from '../../../shared/domain/views.ts'

const silent = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }
const nothing: UnsentWork = { waiting: 0, shops: [] }
const three: UnsentWork = {
  waiting: 3,
  shops: [
    {
      ...{ name: 'Corner Café', mode: 'live', zone: 'UTC', keyKept: true },
      ...{ waiting: 3, needsYou: 0, oldestAt: 1, first: [] },
    },
  ],
}

function door(unsent: () => UnsentWork = () => three) {
  const timers: { readonly callback: () => void; readonly ms: number }[] = []
  const asked: UnsentWork[] = []
  const quit = vi.fn()
  const closing = createClosing({
    unsent,
    ask: (work) => asked.push(work),
    quit,
    log: silent,
    timers: {
      set: (callback, ms) => {
        const timer = { callback, ms }
        timers.push(timer)
        return () => {
          const at = timers.indexOf(timer)
          if (at !== -1) timers.splice(at, 1)
        }
      },
    },
  })
  /** Time goes on until every timer has run. */
  const wait = (): void => {
    for (const { callback } of timers.splice(0)) callback()
  }
  return { closing, asked, quit, timers, wait }
}

test('with nothing unsent the window closes at once', () => {
  const { closing, asked, timers } = door(() => nothing)
  expect(closing.holds()).toBe(false)
  expect([asked, timers]).toEqual([[], []])
})

test('unsent work holds the first close back, and is named', () => {
  const { closing, asked, quit } = door()
  expect(closing.holds()).toBe(true)
  expect(asked).toEqual([three])
  expect(quit).not.toHaveBeenCalled()
})

test('a page that does not show the question in five seconds is not waited for', () => {
  const { closing, quit, timers, wait } = door()
  closing.holds()
  expect(timers.map(({ ms }) => ms)).toEqual([5_000])
  wait()
  expect(quit).toHaveBeenCalledTimes(1)
  expect(closing.holds()).toBe(false)
})

test('a question on screen waits for a person as long as it takes', () => {
  const { closing, quit, timers, wait } = door()
  closing.holds()
  closing.answered('on-screen')
  wait()
  expect([quit.mock.calls, timers]).toEqual([[], []])
})

test('a second close while the question is there closes; the same press is none', () => {
  const { closing, quit, wait } = door()
  closing.holds()
  closing.answered('on-screen')
  expect(closing.holds()).toBe(true)
  wait()
  expect(closing.holds()).toBe(false)
  expect(closing.holds()).toBe(false)
  expect(quit).not.toHaveBeenCalled()
})

test('who stays is asked again at the next close', () => {
  const { closing, asked, quit, timers } = door()
  closing.holds()
  closing.answered('on-screen')
  closing.answered('stay')
  expect(timers).toEqual([])
  expect(closing.holds()).toBe(true)
  expect(asked).toHaveLength(2)
  expect(quit).not.toHaveBeenCalled()
})

test('who closes anyway is not asked again', () => {
  const { closing, asked, quit } = door()
  closing.holds()
  closing.answered('on-screen')
  closing.answered('close')
  expect(quit).toHaveBeenCalledTimes(1)
  expect(closing.holds()).toBe(false)
  closing.answered('on-screen')
  expect(closing.holds()).toBe(false)
  expect(asked).toHaveLength(1)
})

test('when the system ends nobody is asked, not even in the middle of the question', () => {
  const { closing, quit, timers } = door()
  closing.letGo()
  expect(closing.holds()).toBe(false)
  const second = door()
  second.closing.holds()
  second.closing.letGo()
  expect(second.closing.holds()).toBe(false)
  expect([timers, second.timers, quit.mock.calls, second.quit.mock.calls]).toEqual([[], [], [], []])
})

test('a page that dies with the question is replaced by one that asks it again', () => {
  const { closing, asked, quit, wait } = door()
  closing.pageChanged()
  expect(asked).toEqual([])
  closing.holds()
  closing.answered('on-screen')
  closing.pageChanged()
  closing.pageChanged()
  expect(asked).toHaveLength(2)
  wait()
  expect(quit).toHaveBeenCalledTimes(1)
})

test('with everything sent meanwhile a page that died with the question needs no second one', () => {
  let work = three
  const { closing, asked, quit } = door(() => work)
  closing.holds()
  closing.answered('on-screen')
  work = nothing
  closing.pageChanged()
  expect(asked).toHaveLength(1)
  expect(quit).toHaveBeenCalledTimes(1)
})

test('a file that cannot be read keeps no till from closing', () => {
  const { closing } = door(() => {
    throw new Error('closed')
  })
  expect(closing.holds()).toBe(false)
  expect(silent.warn).toHaveBeenCalledWith('closing.unsent-unread', expect.anything())
})

test('only shops to which something is owed are named, each with its oldest', () => {
  const shop = (name: string, waiting: number): OwingShop => ({
    connection: { name, mode: 'live', id: name, zone: `Zone/${name}` } as OwingShop['connection'],
    outbox: {
      summary: () => ({ waiting, oldestAt: waiting === 0 ? null : 7, checking: 0, needsYou: 1 }),
      list: (id, filter, limit) =>
        [[id, filter, limit]] as unknown as ReturnType<OwingShop['outbox']['list']>,
    },
    keyKept: name === 'Busy',
  })
  expect(unsentWork([shop('Quiet', 0), shop('Busy', 2), shop('Full', 40)])).toEqual({
    waiting: 42,
    shops: [
      {
        ...{ name: 'Busy', mode: 'live', zone: 'Zone/Busy', keyKept: true },
        ...{ waiting: 2, needsYou: 1, oldestAt: 7, first: [['Busy', 'oldest', 5]] },
      },
      {
        ...{ name: 'Full', mode: 'live', zone: 'Zone/Full', keyKept: false },
        ...{ waiting: 40, needsYou: 1, oldestAt: 7, first: [['Full', 'oldest', 5]] },
      },
    ],
  })
})
