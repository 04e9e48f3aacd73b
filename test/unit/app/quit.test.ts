import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { closeBeforeQuit, quitWithSystem } from '../../../electron/main/app/quit.ts'
import type { CloseBeforeQuitOptions } from '../../../electron/main/app/quit.ts'

const silent = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }

function program(close: () => Promise<void>, holds = () => false) {
  const events = new EventEmitter()
  let quits = 0
  const timers: (() => void)[] = []
  /** Answers whether the quit went through. */
  const quit = (): boolean => {
    const event = { stopped: false, preventDefault: () => void (event.stopped = true) }
    events.emit('before-quit', event)
    if (!event.stopped) quits += 1
    return !event.stopped
  }
  const app = Object.assign(events, { quit }) as unknown as CloseBeforeQuitOptions['app']
  closeBeforeQuit({
    app,
    holds,
    close,
    log: silent,
    timers: {
      set: (callback) => {
        timers.push(callback)
        return () => timers.splice(timers.indexOf(callback), 1)
      },
    },
  })
  return { quit, quits: () => quits, timers }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('an impatient second quit does not cut short what is being recorded', async () => {
  let finish = (): void => undefined
  const close = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)))
  const { quit, quits } = program(close)
  expect([quit(), quit()]).toEqual([false, false])
  await turn()
  expect(quits()).toBe(0)
  finish()
  await turn()
  expect(quits()).toBe(1)
  expect(close).toHaveBeenCalledTimes(1)
})

test('a closing that fails, or never ends, still lets the program quit once', async () => {
  const failing = program(() => Promise.reject(new Error('a defect')))
  failing.quit()
  await turn()
  expect(failing.quits()).toBe(1)
  const hanging = program(() => new Promise(() => undefined))
  hanging.quit()
  await turn()
  expect(hanging.quits()).toBe(0)
  for (const run of [...hanging.timers]) run()
  expect(hanging.quits()).toBe(1)
})

test('a quit that has to wait for a person closes nothing yet', async () => {
  const close = vi.fn(() => Promise.resolve())
  let asks = true
  const { quit, quits } = program(close, () => asks)
  expect(quit()).toBe(false)
  await turn()
  expect(close).not.toHaveBeenCalled()
  asks = false
  quit()
  await turn()
  expect(close).toHaveBeenCalledTimes(1)
  expect(quits()).toBe(1)
})

test('the end of the system waits until what is on the wire is recorded, and needs nobody', () => {
  const powerMonitor = new EventEmitter()
  const process = new EventEmitter()
  const quit = vi.fn()
  quitWithSystem({ powerMonitor: powerMonitor as never, process, quit })
  const event = { preventDefault: vi.fn() }
  powerMonitor.emit('shutdown', event)
  expect(event.preventDefault).toHaveBeenCalledTimes(1)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.emit(signal)
  expect(quit).toHaveBeenCalledTimes(4)
})
