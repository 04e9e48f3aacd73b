import { describe, expect, test } from 'vitest'
import { canRun, launch, startMain, temporaryDirectory, timeout } from './support.ts'

const attempts = (...expressions: string[]): string => `
  import * as electron from 'electron'
  const { app, protocol, safeStorage, session, Menu, BrowserWindow, Tray, utilityProcess, Notification } = electron
  const report = async (name, act) => {
    try { console.log(name + ' => ' + JSON.stringify(await act())) } catch (error) { console.log(name + ' !! ' + error.message) }
  }
  await Promise.resolve()
  app.whenReady().then(async () => {
    ${expressions.map((code) => `await report(${JSON.stringify(code)}, async () => (${code}))`).join('\n')}
    app.exit(0)
  })`

describe.skipIf(!canRun)("the Chromium host's Electron modules", { timeout }, () => {
  test('what is not implemented is loud', async () => {
    const { output } = await startMain(
      attempts(
        'new Tray("x.png")',
        'utilityProcess.fork("x")',
        'new Notification({})',
        'app.dock',
        'session.defaultSession.cookies',
        'session.fromPartition("x")',
        'new BrowserWindow({ show: false }).setOpacity(1)',
        'Menu.setApplicationMenu({})',
        'electron.default.app === app',
      ),
    )
    expect(output.split('\n').filter((line) => / (!!|=>) /.test(line))).toEqual([
      'new Tray("x.png") !! chromium host: Tray is not implemented',
      'utilityProcess.fork("x") !! chromium host: utilityProcess.fork is not implemented',
      'new Notification({}) !! chromium host: Notification is not implemented',
      'app.dock !! chromium host: app.dock is not implemented',
      'session.defaultSession.cookies !! chromium host: session.defaultSession.cookies is not implemented',
      'session.fromPartition("x") !! chromium host: session.fromPartition is not implemented',
      'new BrowserWindow({ show: false }).setOpacity(1) !! chromium host: BrowserWindow.setOpacity is not implemented',
      'Menu.setApplicationMenu({}) !! chromium host: Menu.setApplicationMenu with anything but null is not implemented',
      'electron.default.app === app => true',
    ])
  })

  test('what must come before ready fails after it, and the other way round', async () => {
    const { output } = await startMain(
      attempts(
        'protocol.registerSchemesAsPrivileged([])',
        'app.commandLine.appendSwitch("x")',
        'app.setPath("userData", "relative")',
        'session.defaultSession.resolveProxy("http://x")',
      ),
    )
    expect(output).toContain('!! protocol.registerSchemesAsPrivileged should be called before app is ready')
    expect(output).toContain('!! chromium host: app.commandLine.appendSwitch has no effect after ready')
    expect(output).toContain('!! Path must be absolute')
    expect(output).toContain('=> "DIRECT"')
    const { app } = await launch()
    const early = await app.evaluate(() => (globalThis as { beforeReady?: string[] }).beforeReady)
    expect(early).toEqual([
      'Cannot create BrowserWindow before app is ready',
      'Session can only be received when app is ready',
      'Session can only be received when app is ready',
    ])
  })

  test('there is no keychain by default', async () => {
    const { app } = await launch()
    const seen = await app.evaluate(async ({ safeStorage }) => ({
      available: await safeStorage.isAsyncEncryptionAvailable(),
      backend: safeStorage.getSelectedStorageBackend(),
      encrypted: await safeStorage.encryptStringAsync('key').then(String, (error: unknown) => String(error)),
    }))
    expect(seen.available).toBe(false)
    expect(seen.backend).toBe('basic_text')
    expect(seen.encrypted).toContain('Encryption is not available')
  })

  test('a test may opt into a keychain, whose secrets survive a restart and refuse tampering', async () => {
    const userData = temporaryDirectory()
    const env = { STAMPWELL_HOST_KEYCHAIN: '1' }
    const first = await launch({ userData, env })
    const sealed = await first.app.evaluate(async ({ safeStorage }) =>
      (await safeStorage.encryptStringAsync('s3cret')).toString('base64'),
    )
    expect(Buffer.from(sealed, 'base64').includes('s3cret')).toBe(false)
    await first.app.close()
    const second = await launch({ userData, env })
    const opened = await second.app.evaluate(async ({ safeStorage }, text) => {
      const bytes = Buffer.from(text, 'base64')
      const { result } = await safeStorage.decryptStringAsync(bytes)
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
      return [
        result,
        await safeStorage.decryptStringAsync(bytes).then(
          () => 'opened',
          () => 'refused',
        ),
      ]
    }, sealed)
    expect(opened).toEqual(['s3cret', 'refused'])
  })

  test('a request filter sees and stops what a page asks for', async () => {
    const { app, page } = await launch()
    await app.evaluate(({ session }) => {
      const { log } = globalThis as unknown as { log: string[] }
      session.defaultSession.webRequest.onBeforeRequest({ urls: ['app://*/*'] }, (details, callback) => {
        log.push(`${details.resourceType} ${details.url}`)
        callback({ cancel: details.url.endsWith('.js') })
      })
    })
    await page.reload()
    expect(await page.evaluate(() => 'keys' in globalThis)).toBe(false)
    expect(await app.evaluate(() => (globalThis as { log?: string[] }).log)).toEqual([
      'mainFrame app://fixture/index.html',
      'script app://fixture/page.js',
    ])
  })

  test('printing finds no printer and says so; a PDF can be had', async () => {
    const { app } = await launch()
    const seen = await app.evaluate(async ({ webContents }) => {
      const [contents] = webContents.getAllWebContents()
      if (!contents) throw new Error('no window')
      const printed = await new Promise((resolve) => contents.print({}, (ok, why) => resolve([ok, why])))
      return [printed, (await contents.printToPDF({})).subarray(0, 5).toString()]
    })
    expect(seen).toEqual([[false, 'No printers available on the network'], '%PDF-'])
  })
})
