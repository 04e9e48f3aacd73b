import { EventEmitter } from 'node:events'
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, Screen } from 'electron'
import { describe, expect, test, vi } from 'vitest'
import { customerUrl, isCustomerPage } from '../../../electron/main/protocol.ts'
import { customerDisplayOf, keepCustomerWindow } from '../../../electron/main/window-customer.ts'
import type { CustomerMode } from '../../../shared/domain/customer-display.ts'
import { memoryLog } from './memory-log.ts'

class FakeContents extends EventEmitter {
  readonly id: number
  sent: unknown[] = []
  reload = vi.fn()
  constructor(id: number) {
    super()
    this.id = id
  }
  isDestroyed = (): boolean => false
  send = (...what: unknown[]): void => void this.sent.push(what)
  setWindowOpenHandler = vi.fn()
}

class FakeWindow extends EventEmitter {
  readonly webContents: FakeContents
  readonly options: BrowserWindowConstructorOptions
  shown: 'no' | 'inactive' = 'no'
  destroyed = false
  bounds: Rectangle
  setAlwaysOnTop = vi.fn()
  loadURL = vi.fn((_url: string) => Promise.resolve())
  constructor(id: number, options: BrowserWindowConstructorOptions) {
    super()
    this.webContents = new FakeContents(id)
    this.options = options
    const { x = 0, y = 0, width = 0, height = 0 } = options
    this.bounds = { x, y, width, height }
  }
  getBounds = (): Rectangle => this.bounds
  setBounds = (bounds: Rectangle): void => void (this.bounds = bounds)
  showInactive = (): void => void (this.shown = 'inactive')
  isDestroyed = (): boolean => this.destroyed
  destroy = (): void => {
    this.destroyed = true
    this.emit('closed')
  }
}

const till: Rectangle = { x: 0, y: 0, width: 1280, height: 800 }
/** Where Windows says that a minimised window is. */
const nowhere: Rectangle = { x: -32_000, y: -32_000, width: 160, height: 28 }
const panel: Rectangle = { x: 1280, y: 0, width: 800, height: 480 }

function keep(mode: CustomerMode = 'second-screen', displays: readonly Rectangle[] = [till, panel]) {
  const screen = new EventEmitter()
  const windows: FakeWindow[] = []
  const states: string[] = []
  const timers: { readonly ms: number; readonly run: () => void }[] = []
  const focus = vi.fn()
  let shown = displays
  let now: CustomerMode = mode
  let isMinimized = false
  let isRefused = false
  const display = (bounds: Rectangle) => ({ id: shown.indexOf(bounds), bounds, workArea: bounds })
  Object.assign(screen, {
    getAllDisplays: () => shown.map(display),
    getDisplayMatching: (bounds: Rectangle) =>
      display((bounds === nowhere ? shown.at(-1) : shown[0]) ?? till),
  })
  const keeper = keepCustomerWindow({
    create: (options) => {
      const made = new FakeWindow(windows.length + 7, options)
      if (isRefused) made.loadURL.mockRejectedValue(new Error('ERR_FILE_NOT_FOUND'))
      windows.push(made)
      return made as unknown as BrowserWindow
    },
    screen: screen as unknown as Screen,
    till: () => ({
      getBounds: () => (isMinimized ? nowhere : till),
      getNormalBounds: () => till,
      isMinimized: () => isMinimized,
      focus,
    }),
    mode: () => now,
    preload: '/customer.cjs',
    url: customerUrl(null),
    isOurs: (address) => isCustomerPage(address, null),
    background: () => '#ffffff',
    log: memoryLog(),
    now: () => 0,
    timers: { set: (run, ms) => (timers.push({ run, ms }), () => undefined) },
    onState: (state) => states.push(state),
  })
  return {
    keeper,
    windows,
    states,
    timers,
    focus,
    plug: (next: readonly Rectangle[], event: string) => {
      shown = next
      screen.emit(event)
    },
    set: (next: CustomerMode) => (now = next),
    minimise: () => (isMinimized = true),
    refuse: (is: boolean) => (isRefused = is),
    last: () => {
      const window = windows.at(-1)
      if (window === undefined) throw new Error('no window was opened')
      return window
    },
  }
}

describe('the customer’s window', () => {
  test('opens by itself on the second display, over all of it, and takes the keys from nobody', () => {
    const { keeper, last, states, focus } = keep()
    keeper.follow()
    expect(last().options).toMatchObject({ ...panel, frame: false, focusable: false, show: false })
    expect(last().options.webPreferences).toMatchObject({
      preload: '/customer.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      devTools: false,
    })
    last().emit('ready-to-show')
    expect(last()).toMatchObject({ shown: 'inactive', bounds: panel })
    keeper.ready()
    expect(states).toEqual(['opening', 'open'])
    // Whatever brings it to the front, the till has the keys at once.
    last().emit('focus')
    expect(focus).toHaveBeenCalledTimes(1)
  })

  test('no key presses anything on it', () => {
    const { keeper, last } = keep()
    keeper.follow()
    const event = { preventDefault: vi.fn() }
    last().webContents.emit('before-input-event', event, { key: 'Enter', type: 'keyDown' })
    expect(event.preventDefault).toHaveBeenCalledTimes(1)
  })

  test('goes with its display, at once, and comes back with it', () => {
    const { keeper, windows, states, plug } = keep()
    keeper.follow()
    plug([till], 'display-removed')
    expect(windows[0]?.destroyed).toBe(true)
    expect(keeper.contentsId()).toBeNull()
    plug([till, panel], 'display-added')
    expect(windows).toHaveLength(2)
    expect(states).toEqual(['opening', 'no-screen', 'opening'])
  })

  test('follows a display that changes, in the window that it has', () => {
    const { keeper, windows, last, plug } = keep()
    keeper.follow()
    const larger = { ...panel, width: 1920, height: 1080 }
    plug([till, larger], 'display-metrics-changed')
    expect(windows).toHaveLength(1)
    expect(last().bounds).toEqual(larger)
  })

  test('stays where it is while the till’s window is minimised', () => {
    const { keeper, windows, last, minimise } = keep()
    keeper.follow()
    minimise()
    keeper.follow()
    expect(windows).toHaveLength(1)
    expect(last().bounds).toEqual(panel)
  })

  test('never lies over the cashier’s screen: not with one display, and not with two that show the same', () => {
    const { keeper, windows, states } = keep('second-screen', [till, { ...till, width: 1024 }])
    keeper.follow()
    expect(windows).toEqual([])
    expect(states).toEqual(['no-screen'])
    expect(customerDisplayOf([{ id: 1, bounds: till }], { id: 1, bounds: till })).toBeNull()
  })

  test('stands beside the counter in a window where that is asked for, and is closed by hand for good', () => {
    const { keeper, last, windows, states, set, timers, focus } = keep('window', [till])
    keeper.follow()
    expect(last().options).toMatchObject({ width: 800, height: 480, x: 456, y: 296 })
    expect(last().options.frame).toBeUndefined()
    last().emit('focus')
    expect(focus).not.toHaveBeenCalled()
    timers.find(({ ms }) => ms === 1_000)?.run()
    expect(focus).toHaveBeenCalledTimes(1)
    last().emit('closed')
    keeper.follow()
    expect(windows).toHaveLength(1)
    expect(states.at(-1)).toBe('closed')
    keeper.follow(true)
    expect(windows).toHaveLength(2)
    set('off')
    keeper.follow(true)
    expect(last().destroyed).toBe(true)
    expect(states.at(-1)).toBe('off')
  })

  test('a page that dies is loaded again, and one that dies again rests', () => {
    const { keeper, last, windows, states, timers } = keep()
    keeper.follow()
    const die = (): boolean =>
      last().webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
    die()
    expect(last().webContents.reload).toHaveBeenCalledTimes(1)
    die()
    expect(last().destroyed).toBe(true)
    expect(states.at(-1)).toBe('failed')
    keeper.follow()
    expect(windows).toHaveLength(1)
    timers.find(({ ms }) => ms === 30_000)?.run()
    expect(windows).toHaveLength(2)
  })

  test('a page that cannot be loaded is tried again by itself', async () => {
    const { keeper, last, windows, states, timers, refuse } = keep()
    refuse(true)
    keeper.follow()
    await expect.poll(() => states).toEqual(['opening', 'failed'])
    expect(last().destroyed).toBe(true)
    refuse(false)
    timers.find(({ ms }) => ms === 30_000)?.run()
    expect(windows).toHaveLength(2)
    keeper.ready()
    expect(states.at(-1)).toBe('open')
  })

  test('ends with the till, and nothing opens after it', () => {
    const { keeper, windows, plug } = keep()
    keeper.follow()
    keeper.end()
    expect(windows[0]?.destroyed).toBe(true)
    plug([till], 'display-removed')
    plug([till, panel], 'display-added')
    expect(windows).toHaveLength(1)
    keeper.send('customer-page.screen', {})
  })
})
