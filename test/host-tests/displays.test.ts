import { describe, expect, test } from 'vitest'
import { canRun, startMain, timeout } from './support.ts'

const main = (body: string): string => `
  import { app, BrowserWindow, ipcMain, screen } from 'electron'
  import { writeFileSync } from 'node:fs'
  import path from 'node:path'
  const say = (...what) => console.log('said', JSON.stringify(what))
  const preload = (name) => {
    const file = path.join(import.meta.dirname, name + '.cjs')
    writeFileSync(file, "const { contextBridge, ipcRenderer } = require('electron')\\n" +
      "contextBridge.exposeInMainWorld('" + name + "', { ask: (what) => ipcRenderer.invoke('who', what), " +
      "on: (listener) => void ipcRenderer.on('told', (_event, value) => listener(value)) })")
    return file
  }
  const open = async (name, options) => {
    const window = new BrowserWindow({ show: false, ...options, webPreferences: { preload: preload(name) } })
    await window.loadURL('data:text/html,<title>' + name + '</title><h1>' + name + '</h1>')
    return window
  }
  await Promise.resolve()
  app.whenReady().then(async () => {
    ${body}
    app.exit(0)
  }).catch((error) => { console.log(error); app.exit(1) })`

const said = (output: string): unknown[] =>
  output
    .split('\n')
    .filter((line) => line.startsWith('said '))
    .map((line) => JSON.parse(line.slice(5)) as unknown)

describe.skipIf(!canRun)('displays and second windows in the Chromium host', { timeout }, () => {
  test('a display is plugged in, changed and unplugged, and is told of as Electron tells it', async () => {
    const { output } = await startMain(
      main(
        `
        const heard = []
        for (const name of ['display-added', 'display-removed', 'display-metrics-changed'])
          screen.on(name, (_event, display, changed) => heard.push([name, display.id, display.bounds.width, changed ?? null, screen.getAllDisplays().length]))
        say(screen.getAllDisplays().map(({ bounds }) => bounds))
        screen.emit('host-displays', '1280x800+0+0 1024x600+1280+0')
        screen.emit('host-displays', '1280x800+0+0 800x480+1280+0')
        say(screen.getDisplayMatching({ x: 1300, y: 10, width: 50, height: 50 }).id, screen.getPrimaryDisplay().id)
        const far = new BrowserWindow({ show: false, x: 1300, y: 20, width: 400, height: 300 })
        screen.once('display-removed', () => say('moved before it is told', far.getBounds().x, far.getBounds().y))
        screen.emit('host-displays', '1280x800+0+0')
        say(...heard)
        `,
      ),
    )
    expect(said(output)).toEqual([
      [[{ x: 0, y: 0, width: 1280, height: 800 }]],
      [2, 1],
      ['moved before it is told', 0, 0],
      [
        ['display-added', 2, 1024, null, 2],
        ['display-metrics-changed', 2, 800, ['bounds', 'workArea'], 2],
        ['display-removed', 2, 800, null, 1],
      ],
    ])
  })

  test('each window has its own preload and its own size, and hears what is sent to it alone', async () => {
    const { output } = await startMain(
      main(
        `
        const till = await open('till', { width: 1000, height: 700 })
        const customer = await open('customer', { width: 800, height: 480 })
        ipcMain.handle('who', (event, what) =>
          [what, event.sender === till.webContents, event.sender === customer.webContents])
        for (const window of [till, customer]) {
          say(await window.webContents.executeJavaScript(
            "[typeof window.till, typeof window.customer, innerWidth]"))
        }
        say(await till.webContents.executeJavaScript("till.ask('a')"))
        say(await customer.webContents.executeJavaScript("customer.ask('b')"))
        for (const { webContents } of [till, customer]) await webContents.executeJavaScript(
          "window.heard = []; (window.till ?? window.customer).on((value) => heard.push(value)); 0")
        till.webContents.send('told', 'for the till')
        customer.webContents.send('told', 'for the customer')
        for (const { webContents } of [till, customer]) say(await webContents.executeJavaScript("heard"))
        `,
      ),
    )
    expect(said(output)).toEqual([
      [['object', 'undefined', 1000]],
      [['undefined', 'object', 800]],
      [['a', true, false]],
      [['b', false, true]],
      [['for the till']],
      [['for the customer']],
    ])
  })

  test('a window that cannot be focused never takes the focus, and one that closes leaves the other', async () => {
    const { output, code } = await startMain(
      main(
        `
        const till = await open('till', {})
        till.show()
        const customer = await open('customer', { focusable: false, alwaysOnTop: true })
        till.on('blur', () => say('the till lost the focus'))
        customer.showInactive()
        customer.focus()
        customer.show()
        say(till.isFocused(), customer.isFocused(), customer.isVisible(), customer.isFocusable(), customer.isAlwaysOnTop())
        app.on('window-all-closed', () => say('all closed'))
        customer.destroy()
        say(BrowserWindow.getAllWindows().length, customer.isDestroyed(), till.isDestroyed())
        `,
      ),
    )
    expect(code).toBe(0)
    expect(said(output)).toEqual([
      [true, false, true, false, true],
      [1, true, false],
    ])
  })
})
