import { describe, expect, test } from 'vitest'
import { canRun, launch, timeout } from './support.ts'
import type { FixtureWindow } from './support.ts'

declare const window: Window & FixtureWindow

describe.skipIf(!canRun)('a page in the Chromium host', { timeout }, () => {
  test('values cross IPC by structured clone, and what cannot be cloned is refused', async () => {
    const { page } = await launch()
    const seen = await page.evaluate(async () => {
      const value = {
        date: new Date(5),
        map: new Map([[1, new Set([2n])]]),
        bytes: new Uint8Array([1, 2]),
        nothing: undefined,
        nan: Number.NaN,
        zero: -0,
        error: new RangeError('r'),
      }
      const back = (await window.fixture.invoke('echo', value)) as typeof value
      const refused = async (unclonable: unknown): Promise<string> => {
        try {
          await window.fixture.invoke('echo', unclonable)
          return 'sent'
        } catch (error) {
          return String(error)
        }
      }
      return {
        date: back.date instanceof Date && back.date.getTime(),
        set: back.map.get(1)?.has(2n),
        bytes: back.bytes instanceof Uint8Array && [...back.bytes],
        nothing: 'nothing' in back,
        nan: Number.isNaN(back.nan),
        zero: Object.is(back.zero, -0),
        error: String(back.error),
        refusedSymbol: await refused(Symbol('s')),
        refusedNode: await refused(document.body),
        refusedBlob: await refused(new Blob(['x'])),
      }
    })
    expect(seen).toMatchObject({
      date: 5,
      set: true,
      bytes: [1, 2],
      nothing: true,
      nan: true,
      zero: true,
      error: 'RangeError: r',
    })
    expect(seen.refusedSymbol).toContain('could not be cloned')
    expect(seen.refusedNode).toContain('DOM nodes over the context bridge')
    expect(seen.refusedBlob).toContain('could not be cloned')
  })

  test('a failure in main crosses as text alone, in Electron words', async () => {
    const { page } = await launch()
    const said = (channel: string): Promise<string> =>
      page.evaluate((name) => window.fixture.invoke(name).catch(String) as Promise<string>, channel)
    expect(await said('boom')).toBe("Error: Error invoking remote method 'boom': TypeError: boom from main")
    expect(await said('uncloneable')).toBe(
      "Error: Error invoking remote method 'uncloneable': Error: An object could not be cloned.",
    )
    expect(await said('nobody')).toBe(
      "Error: Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    )
  })

  test('messages reach main and come back, and main knows who sent them', async () => {
    const { page, log } = await launch()
    expect(await page.evaluate(() => window.fixture.invoke('sender'))).toEqual({
      url: 'app://fixture/index.html',
      origin: 'app://fixture',
      same: true,
    })
    await page.evaluate(() => window.fixture.send('note', 'hello'))
    await page.getByText('hello').waitFor()
    expect(await log()).toContain('hello')
  })

  test('the page gets the bridge and nothing else; the preload gets what a sandboxed one gets', async () => {
    const { page } = await launch()
    const seen = await page.evaluate(() => {
      const names = ['require', 'process', 'module', 'hostIpc', 'hostEntry', 'ipcRenderer']
      const caught = (action: () => unknown): string => {
        try {
          return String(action())
        } catch (error) {
          return String(error)
        }
      }
      return {
        leaked: names.filter((name) => name in globalThis),
        frozen: Object.isFrozen(window.fixture) && Object.isFrozen(window.fixture.preload),
        nested: window.fixture.sync(4).nested.add(1, 2),
        thrown: caught(() => window.fixture.fail()),
        evaluated: window.evaluated,
        secure: window.isSecureContext,
        preload: window.fixture.preload,
      }
    })
    expect(seen).toEqual({
      leaked: [],
      frozen: true,
      nested: 3,
      thrown: 'RangeError: from the preload',
      evaluated: 'EvalError',
      secure: true,
      preload: {
        emitter: 'function',
        timer: 'function',
        url: '/a',
        fs: 'module not found: fs',
        sendSync: 'chromium host: ipcRenderer.sendSync is not implemented',
        processType: 'renderer',
      },
    })
  })

  test('popups of every kind are asked about and denied', async () => {
    const { app, page, log } = await launch()
    expect(await page.evaluate(() => window.open('https://example.invalid/open'))).toBeNull()
    await page.getByText('blank').click()
    await page.getByText('blank').click({ modifiers: ['Control'] })
    const asked = async (): Promise<unknown[]> =>
      (await log()).filter((line) => String(line).startsWith('open'))
    await expect
      .poll(asked)
      .toEqual([
        'open https://example.invalid/open',
        'open https://example.invalid/blank',
        'open https://example.invalid/blank',
      ])
    expect(app.windows()).toHaveLength(1)
  })

  test('navigation away is stopped, a reload is not asked about', async () => {
    const { page, log } = await launch()
    await page.evaluate(() => (location.href = 'https://example.invalid/away'))
    await expect.poll(log).toEqual(['navigate https://example.invalid/away'])
    expect(await page.getByRole('heading').innerText()).toBe('Fixture')
    await page.reload()
    expect(await page.evaluate(() => window.fixture.invoke('echo', 'after'))).toBe('after')
    expect(await log()).toHaveLength(1)
    await page.evaluate(() => (location.href = '/index.html?inside'))
    await expect.poll(() => page.url()).toContain('inside')
    expect(await log()).toContain('navigate app://fixture/index.html?inside')
  })

  test('main sees a key before the page does and may keep it', async () => {
    const { page, log } = await launch()
    await page.focus('#field')
    for (const key of ['a', 'Control+w', 'b']) await page.keyboard.press(key)
    expect(await page.evaluate(() => window.keys)).toEqual(['a', 'Control', 'b'])
    expect(await log()).toEqual(['key a ', 'key Control control', 'key w control', 'key b '])
    await page.reload()
    await page.keyboard.press('Control+w')
    expect(await page.evaluate(() => window.keys)).toEqual(['Control'])
  })

  test('no key of a fast scanner is lost while main looks at each', async () => {
    const { page, log } = await launch()
    await page.focus('#field')
    const session = await page.context().newCDPSession(page)
    const code = '2900000000101'
    const strokes = Array.from(code).flatMap((key) =>
      (['keyDown', 'keyUp'] as const).map((type) => ({
        type,
        key,
        ...(type === 'keyDown' ? { text: key } : {}),
      })),
    )
    await Promise.all(strokes.map((stroke) => session.send('Input.dispatchKeyEvent', stroke)))
    expect(await page.inputValue('#field')).toBe(code)
    expect(await log()).toHaveLength(code.length)
  })

  test('the permission handlers decide what the page may do', async () => {
    const { page } = await launch({ args: ['--use-fake-device-for-media-stream'] })
    const outcome = await page.evaluate(async () => {
      const ask = (constraints: MediaStreamConstraints): Promise<string> =>
        navigator.mediaDevices.getUserMedia(constraints).then(
          (stream) => stream.getTracks()[0]?.kind ?? '',
          (error: unknown) => (error as Error).name,
        )
      const { state } = await navigator.permissions.query({ name: 'geolocation' })
      return [await ask({ video: true }), await ask({ audio: true }), state]
    })
    expect(outcome).toEqual(['video', 'NotAllowedError', 'denied'])
  })

  test('a page that crashes is told to main and can be loaded again', async () => {
    const { app, log } = await launch()
    await app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.forcefullyCrashRenderer())
    await expect.poll(log).toContain('gone crashed')
    await app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.reload())
    await expect
      .poll(() => app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.isCrashed()))
      .toBe(false)
    const echo = (): Promise<unknown> =>
      app.evaluate(({ webContents }) =>
        webContents.getAllWebContents()[0]?.executeJavaScript('window.fixture?.invoke("echo", "back")'),
      )
    await expect.poll(echo).toBe('back')
  })

  test('a page that hangs is unresponsive, then responsive again', async () => {
    const { app, page } = await launch({ env: { STAMPWELL_HOST_UNRESPONSIVE_MS: '300' } })
    await app.evaluate(({ BrowserWindow }) => {
      const { log } = globalThis as unknown as { log: string[] }
      const window = BrowserWindow.getAllWindows()[0]
      window?.on('unresponsive', () => log.push('unresponsive'))
      window?.on('responsive', () => log.push('responsive'))
    })
    await page.evaluate(() => {
      const end = performance.now() + 1500
      while (performance.now() < end);
    })
    await expect
      .poll(() => app.evaluate(() => (globalThis as { log?: unknown[] }).log))
      .toEqual(['unresponsive', 'responsive'])
  })

  test('a colour scheme that main sets is what the page is told', async () => {
    const { app, page } = await launch()
    const dark = (): Promise<boolean> =>
      page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
    for (const [source, expected] of [
      ['dark', true],
      ['light', false],
    ] as const) {
      await app.evaluate(({ nativeTheme }, value) => (nativeTheme.themeSource = value), source)
      await expect.poll(dark).toBe(expected)
    }
  })
})
