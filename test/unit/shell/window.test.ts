import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { BrowserWindow, BrowserWindowConstructorOptions, WindowOpenHandlerResponse } from 'electron'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isOurs, pageUrl } from '../../../electron/main/protocol.ts'
import type { WindowOptions } from '../../../electron/main/window.ts'
import { openWindow, removeDefaultMenu } from '../../../electron/main/window.ts'
import { memoryLog } from './memory-log.ts'

class FakeContents extends EventEmitter {
  zoom = 1
  openHandler: ((details: { url: string }) => WindowOpenHandlerResponse) | null = null
  reload = vi.fn()
  destroyed = false
  isDestroyed = (): boolean => this.destroyed
  openDevTools = vi.fn()
  setIgnoreMenuShortcuts = vi.fn()
  getZoomFactor = (): number => this.zoom
  setZoomFactor = (factor: number): void => void (this.zoom = factor)
  setWindowOpenHandler = (handler: (details: { url: string }) => WindowOpenHandlerResponse): void =>
    void (this.openHandler = handler)
}

class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents()
  shown = false
  maximized = false
  loads = vi.fn((_url: string) => Promise.resolve())
  show = (): void => void (this.shown = true)
  maximize = (): void => void (this.maximized = true)
  isMaximized = (): boolean => this.maximized
  getNormalBounds = () => ({ x: 10, y: 20, width: 1000, height: 700 })
  loadURL = (url: string): Promise<void> => this.loads(url)
}

let folder = ''
let savedFile = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'window-'))
  savedFile = path.join(folder, 'new/window.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const display = (id: number, x: number) => ({ id, workArea: { x, y: 0, width: 1920, height: 1080 } })

function open(change: Partial<WindowOptions> = {}, fake = new FakeWindow()) {
  const log = memoryLog()
  let at = 0
  const timers: { readonly ms: number; readonly end: () => void }[] = []
  const asked: BrowserWindowConstructorOptions[] = []
  const options = {
    create: (with_: BrowserWindowConstructorOptions) => {
      asked.push(with_)
      return fake as unknown as BrowserWindow
    },
    screen: {
      getPrimaryDisplay: () => display(1, 0),
      getAllDisplays: () => [display(2, 1920), display(1, 0)],
    } as unknown as WindowOptions['screen'],
    platform: 'linux' as NodeJS.Platform,
    preload: '/app/preload.cjs',
    url: pageUrl,
    isOurs: (address: string) => isOurs(address, null),
    tools: false,
    background: '#101014',
    savedFile,
    log,
    now: () => at,
    timers: {
      set: (end: () => void, ms: number) => {
        const timer = { ms, end }
        timers.push(timer)
        return () => void timers.splice(timers.indexOf(timer), 1)
      },
    },
    onPage: vi.fn(),
    onBlocked: vi.fn(),
    onClosed: vi.fn(),
    holdsClose: vi.fn(() => false),
    onSessionEnd: vi.fn(),
    ...change,
  } satisfies WindowOptions
  openWindow(options)
  return {
    fake,
    contents: fake.webContents,
    log,
    asked: asked[0]!,
    options,
    timers,
    later: (ms: number) => void (at += ms),
  }
}

const event = (fields: object = {}) => ({ ...fields, preventDefault: vi.fn() })

describe('the window', () => {
  test('is sandboxed, isolated and without Node', () => {
    const { asked } = open()
    expect(asked.webPreferences).toMatchObject({
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
    })
    expect(asked.webPreferences).not.toHaveProperty('webSecurity')
    expect(asked).toMatchObject({ minWidth: 960, minHeight: 560, show: false, backgroundColor: '#101014' })
  })

  test('is shown once it has something to show', () => {
    const { fake } = open()
    expect(fake.loads).toHaveBeenCalledExactlyOnceWith('app://stampwell/index.html')
    expect(fake.shown).toBe(false)
    fake.emit('ready-to-show')
    expect([fake.shown, fake.maximized]).toEqual([true, false])
  })

  test('is shown after four seconds also where the page never paints, and once', () => {
    const { fake, timers } = open()
    const show = vi.spyOn(fake, 'show')
    expect(timers.map(({ ms }) => ms)).toEqual([4_000])
    timers[0]?.end()
    expect(fake.shown).toBe(true)
    fake.emit('ready-to-show')
    expect(show).toHaveBeenCalledTimes(1)
    fake.emit('closed')
    expect(timers).toEqual([])
  })

  test('opens where it was closed', () => {
    const { fake } = open()
    fake.maximized = true
    fake.emit('close')
    expect(JSON.parse(readFileSync(savedFile, 'utf8'))).toEqual({
      bounds: { x: 10, y: 20, width: 1000, height: 700 },
      maximized: true,
    })
    const again = open()
    expect(again.asked).toMatchObject({ x: 10, y: 20, width: 1000, height: 700 })
    again.fake.emit('ready-to-show')
    expect(again.fake.maximized).toBe(true)
    expect(again.log.lines).toEqual([])
  })

  test('opens on the primary screen when its file is rubbish, and closes when the file cannot be written', () => {
    mkdirSync(path.dirname(savedFile))
    writeFileSync(savedFile, 'rubbish')
    expect(open().asked).toMatchObject({ x: 320, y: 140 })
    rmSync(path.dirname(savedFile), { recursive: true })
    writeFileSync(path.dirname(savedFile), 'a file where the folder should be')
    const { fake, log, options } = open()
    fake.emit('close')
    fake.emit('closed')
    expect(log.lines.map((line) => line.split(' ')[1])).toEqual([
      'window.place-unread',
      'window.place-unsaved',
    ])
    expect(options.onClosed).toHaveBeenCalledTimes(1)
    expect(existsSync(savedFile)).toBe(false)
  })

  test('is not closed by a person while it has to wait, and never keeps the system from ending', () => {
    const holdsClose = vi.fn(() => true)
    const { fake, options } = open({ holdsClose })
    const close = { preventDefault: vi.fn() }
    fake.emit('close', close)
    expect(close.preventDefault).toHaveBeenCalledTimes(1)
    holdsClose.mockReturnValue(false)
    fake.emit('close', close)
    expect(close.preventDefault).toHaveBeenCalledTimes(1)
    // Another program may still refuse: then the till goes on, and goes on asking.
    fake.emit('query-session-end', event())
    expect(options.onSessionEnd).not.toHaveBeenCalled()
    fake.emit('session-end', event())
    expect(options.onSessionEnd).toHaveBeenCalledTimes(1)
  })

  test('a page that does not load is told to the log', async () => {
    const fake = new FakeWindow()
    fake.loads.mockRejectedValue(new Error('ERR_FAILED (-2) loading app://stampwell/'))
    const { log } = open({}, fake)
    await expect.poll(() => log.lines[0]).toContain('error window.load-failed')
  })
})

describe('navigation', () => {
  test.each(['will-navigate', 'will-redirect'])('%s may lead to our page and nowhere else', (name) => {
    const { contents, log } = open()
    const home = event({ url: 'app://stampwell/index.html' })
    contents.emit(name, home)
    expect(home.preventDefault).not.toHaveBeenCalled()
    for (const url of [
      'https://example.com/?email=a@b.c',
      'app://other/',
      'file:///etc/passwd',
      'data:text/html,x',
      'javascript:0',
    ]) {
      const away = event({ url })
      contents.emit(name, away)
      expect(away.preventDefault).toHaveBeenCalledTimes(1)
    }
    expect(log.lines).toHaveLength(5)
    expect(log.lines.join()).not.toContain('a@b.c')
  })

  test('no frame inside the page goes anywhere', () => {
    const { contents } = open()
    const frame = event({ url: 'app://stampwell/index.html', isMainFrame: false })
    contents.emit('will-frame-navigate', frame)
    expect(frame.preventDefault).toHaveBeenCalledTimes(1)
    const main = event({ url: 'app://stampwell/index.html', isMainFrame: true })
    contents.emit('will-frame-navigate', main)
    expect(main.preventDefault).not.toHaveBeenCalled()
  })

  test('no window is opened, not even on our own page, and no webview attached', () => {
    const { contents, log } = open()
    expect(contents.openHandler!({ url: 'app://stampwell/index.html' })).toEqual({ action: 'deny' })
    const attach = event()
    contents.emit('will-attach-webview', attach)
    expect(attach.preventDefault).toHaveBeenCalledTimes(1)
    expect(log.lines).toHaveLength(2)
  })
})

describe('a page that dies', () => {
  const gone = (contents: FakeContents, reason = 'crashed') =>
    contents.emit('render-process-gone', event(), { reason, exitCode: 139 })

  test('once is loaded again', () => {
    const { contents, options, log } = open()
    gone(contents)
    expect(contents.reload).toHaveBeenCalledTimes(1)
    expect(options.onPage).toHaveBeenCalledExactlyOnceWith(contents)
    expect(options.onBlocked).not.toHaveBeenCalled()
    expect(log.lines).toEqual([
      'error window.page-gone {"cause":"crashed","exitCode":139,"verdict":"reload"}',
    ])
  })

  test('twice within a minute is loaded once more, to say so', () => {
    const { contents, options, later } = open()
    gone(contents)
    later(59_999)
    gone(contents, 'oom')
    expect(contents.reload).toHaveBeenCalledTimes(2)
    expect(options.onBlocked).toHaveBeenCalledExactlyOnceWith({ kind: 'page-crashed' })
  })

  test('twice in a longer time is loaded twice', () => {
    const { contents, options, later } = open()
    gone(contents)
    later(60_000)
    gone(contents)
    expect(contents.reload).toHaveBeenCalledTimes(2)
    expect(options.onBlocked).not.toHaveBeenCalled()
  })

  test('again and again is loaded after a rest alone, each longer, and told once', () => {
    const { fake, contents, options, timers: rests, later } = open()
    fake.emit('closed')
    for (let deaths = 0; deaths < 12; deaths += 1) {
      gone(contents)
      const { ms, end } = rests.at(-1) ?? { ms: 0, end: () => undefined }
      if (deaths < 2) continue
      expect(contents.reload).toHaveBeenCalledTimes(deaths)
      later(ms)
      end()
      later(50)
    }
    expect(rests.map(({ ms }) => ms / 1_000)).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300, 300])
    expect(options.onBlocked).toHaveBeenCalledTimes(1)
    later(60_000)
    gone(contents)
    expect(contents.reload).toHaveBeenCalledTimes(13)
  })

  test('and is closed before it is back is let go', () => {
    const { fake, contents, timers: rests } = open()
    fake.emit('closed')
    for (let deaths = 0; deaths < 3; deaths += 1) gone(contents)
    contents.destroyed = true
    rests[0]?.end()
    expect(contents.reload).toHaveBeenCalledTimes(2)
  })

  test('because it was closed is no crash', () => {
    const { contents, log } = open()
    gone(contents, 'clean-exit')
    expect(contents.reload).not.toHaveBeenCalled()
    expect(log.lines).toEqual([])
  })

  test('and comes back is a page that does not listen yet', () => {
    const { contents, options } = open()
    contents.emit('did-navigate')
    expect(options.onPage).toHaveBeenCalledExactlyOnceWith(contents)
  })

  test('a preload that fails and a page that hangs are told to the log', () => {
    const { fake, contents, log } = open()
    contents.emit('preload-error', event(), '/app/preload.cjs', new Error('x'))
    fake.emit('unresponsive')
    fake.emit('responsive')
    expect(log.lines.map((line) => line.split(' ')[1])).toEqual([
      'window.preload-failed',
      'window.unresponsive',
      'window.responsive',
    ])
  })
})

describe('keys at the window', () => {
  const key = (fields: object) => ({
    type: 'keyDown',
    key: '',
    code: '',
    control: false,
    alt: false,
    shift: false,
    meta: false,
    isAutoRepeat: false,
    ...fields,
  })

  test('zoom is taken from the page and done', () => {
    const { contents, later } = open()
    for (const [press, zoom] of [
      ['=', 1.1],
      ['=', 1.25],
      ['-', 1.1],
      ['0', 1],
    ] as const) {
      later(500)
      const pressed = event()
      contents.emit('before-input-event', pressed, key({ key: press, control: true }))
      expect(pressed.preventDefault).toHaveBeenCalledTimes(1)
      expect(contents.zoom).toBe(zoom)
    }
  })

  test('a scanned control key passes to the page untouched', () => {
    const { contents } = open()
    const pressed = event()
    contents.emit('before-input-event', pressed, key({ key: ']', code: 'BracketRight', control: true }))
    expect(pressed.preventDefault).not.toHaveBeenCalled()
    expect(contents.setIgnoreMenuShortcuts).not.toHaveBeenCalled()
  })

  test('on a Mac, which has a menu, the menu is deaf to control keys and hears Cmd', () => {
    const { contents, later } = open({ platform: 'darwin' })
    contents.emit('before-input-event', event(), key({ key: 'w', control: true }))
    later(500)
    contents.emit('before-input-event', event(), key({ key: 'c', meta: true }))
    expect(contents.setIgnoreMenuShortcuts.mock.calls).toEqual([[true], [false]])
  })

  test('the tools open in development', () => {
    const { contents } = open({ tools: true })
    contents.emit('before-input-event', event(), key({ key: 'F12' }))
    expect(contents.openDevTools).toHaveBeenCalledTimes(1)
  })
})

describe('the menu', () => {
  test.each(['linux', 'win32'] as const)('is none on %s', (platform) => {
    const menu = { setApplicationMenu: vi.fn(), buildFromTemplate: vi.fn() }
    removeDefaultMenu(menu, platform)
    expect(menu.setApplicationMenu.mock.calls).toEqual([[null]])
    expect(menu.buildFromTemplate).not.toHaveBeenCalled()
  })

  test('on a Mac holds what copy and paste need, in the words of the system', () => {
    const built = {}
    const menu = { setApplicationMenu: vi.fn(), buildFromTemplate: vi.fn(() => built as never) }
    removeDefaultMenu(menu, 'darwin')
    expect(menu.buildFromTemplate).toHaveBeenCalledExactlyOnceWith([
      { role: 'appMenu' },
      { role: 'editMenu' },
    ])
    expect(menu.setApplicationMenu).toHaveBeenCalledExactlyOnceWith(built)
  })
})
