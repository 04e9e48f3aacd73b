import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  canRun,
  fixture,
  launch,
  processesUsing,
  start,
  startMain,
  temporaryDirectory,
  timeout,
} from './support.ts'

describe.skipIf(!canRun)('the Chromium host as a process', { timeout }, () => {
  test('closing the window quits in order, with code 0 and nothing left', async () => {
    const { app, page, userData } = await launch()
    const exit = new Promise((resolve) => app.process().once('exit', resolve))
    const window = await app.browserWindow(page)
    // Shown when the page is ready to be, which may be after Playwright has it.
    await expect
      .poll(() => window.evaluate((w: Electron.BrowserWindow) => [w.isVisible(), w.getBounds().width]))
      .toEqual([true, 900])
    await page.close()
    expect(await exit).toBe(0)
    // Chromium's own helpers end a moment after it.
    await expect.poll(() => processesUsing(userData)).toEqual([])
  })

  test('an app that keeps its window open keeps running', async () => {
    const { app } = await launch()
    const open = await app.evaluate(({ app: electronApp, BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.once('close', (event) => event.preventDefault())
      electronApp.quit()
      return BrowserWindow.getAllWindows().length
    })
    expect(open).toBe(1)
  })

  test.each(['SIGTERM', 'SIGINT'] as const)('%s quits in order', async (signal) => {
    const userData = temporaryDirectory()
    const { child, said, exited, output } = start([`--user-data-dir=${userData}`, fixture])
    await said('loaded')
    child.kill(signal)
    expect(await exited).toBe(0)
    expect(output().match(/event \S+/g)).toEqual(['event before-quit', 'event will-quit', 'event quit'])
    // Chromium's own helpers end a moment after it.
    await expect.poll(() => processesUsing(userData)).toEqual([])
  })

  test('SIGKILL leaves no Chromium and no temporary files behind', async () => {
    const userData = temporaryDirectory()
    const temporary = temporaryDirectory()
    const { child, said, exited } = start([`--user-data-dir=${userData}`, fixture], { TMPDIR: temporary })
    await said('loaded')
    expect(processesUsing(userData).length).toBeGreaterThan(1)
    child.kill('SIGKILL')
    await exited
    await expect.poll(() => processesUsing(userData)).toEqual([])
    await expect.poll(() => readdirSync(temporary)).toEqual([])
  })

  test('the lock outlives neither SIGKILL nor its holder', async () => {
    const userData = temporaryDirectory()
    const first = start([`--user-data-dir=${userData}`, fixture])
    await first.said('loaded')
    first.child.kill('SIGKILL')
    await first.exited
    const second = start([`--user-data-dir=${userData}`, fixture])
    await second.said('loaded')
    expect(second.output()).not.toContain('second instance')
  })

  test('a second instance hands over what it was told and ends with 0', async () => {
    const { userData, log } = await launch()
    const second = start([`--user-data-dir=${userData}`, fixture, 'open-this'])
    expect(await second.exited).toBe(0)
    expect(second.output()).toContain('second instance')
    const [told] = (await log()) as [{ argv: string[]; cwd: string; note: Date }]
    expect(told.argv).toContain('open-this')
    expect(told.cwd).toBe(process.cwd())
    expect(told.note).toEqual(new Date(7))
  })

  test('relaunch starts the app again after it has exited', async () => {
    const { code, output } = await startMain(`
      import { app } from 'electron'
      if (process.argv.includes('--again')) console.log('again')
      else { console.log('first'); app.relaunch({ args: [...process.argv.slice(1), '--again'] }) }
      app.whenReady().then(() => app.exit(3))`)
    expect(code).toBe(3)
    expect(output).toContain('first\nagain')
  })

  test('an app that fails to start ends with its error and with 1', async () => {
    const { code, output } = await startMain('throw new Error("no such till")')
    expect(code).toBe(1)
    expect(output).toContain('no such till')
  })

  test('without Chromium it says what is missing', async () => {
    const started = start([`--user-data-dir=${temporaryDirectory()}`, fixture], {
      STAMPWELL_CHROMIUM: '/nowhere/chromium',
    })
    expect(await started.exited).toBe(1)
    expect(started.output()).toContain('No Chromium at /nowhere/chromium')
  })
})
