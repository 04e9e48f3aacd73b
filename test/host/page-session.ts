import { readFile } from 'node:fs/promises'
import type { DevTools } from './cdp.ts'
import { emptyAppPage } from './chromium.ts'
import type { Chromium } from './chromium.ts'
import { bindingName, isolatedWorldName, pageScripts } from './page/page-scripts.ts'

export interface PageSession {
  readonly targetId: string
  readonly devTools: DevTools
  /** The preload's world of the page that is loaded now. */
  readonly world: () => number | undefined
  /** Calls into the preload's world; without effect when there is none. */
  readonly callWorld: (expression: string) => void
  /** Runs after the preload, in the world of every later load. */
  readonly runInLaterWorlds: (source: string) => Promise<void>
}

export interface PageOptions {
  readonly width: number
  readonly height: number
  readonly preload: string | undefined
  readonly keyPath: string
  readonly onMessage: (payload: string, world: number) => void
}

/** Makes a page in Chromium whose every load first runs the bridge and the preload. */
export async function openPage(chromium: Chromium, options: PageOptions): Promise<PageSession> {
  const { pipe } = chromium
  const { width, height, preload, onMessage } = options
  const source = preload === undefined ? '' : await readFile(preload, 'utf8')
  const { browser } = pipe
  const targetId =
    (await takeFirstWindow(chromium, width, height)) ?? (await newWindow(browser, width, height))
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true })
  const devTools = pipe.session(sessionId)
  let world: number | undefined
  devTools.on('Runtime.executionContextCreated', ({ context }) => {
    const { frameId } = (context.auxData ?? {}) as { frameId?: string }
    if (context.name === isolatedWorldName && frameId === targetId) world = context.id
  })
  devTools.on('Runtime.executionContextsCleared', () => {
    world = undefined
  })
  devTools.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name === bindingName) onMessage(payload, executionContextId)
  })
  const scripts = pageScripts(source, options.keyPath)
  await Promise.all([
    devTools.send('Page.enable'),
    devTools.send('Runtime.enable'),
    devTools.send('Runtime.addBinding', { name: bindingName, executionContextName: isolatedWorldName }),
    devTools.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.main }),
    devTools.send('Page.addScriptToEvaluateOnNewDocument', {
      source: scripts.isolated,
      worldName: isolatedWorldName,
    }),
  ])
  const callWorld = (expression: string): void => {
    // A page that is going away answers with an error, and its messages are lost in Electron too.
    if (world !== undefined)
      devTools.send('Runtime.evaluate', { expression, contextId: world }).catch(() => undefined)
  }
  const runInLaterWorlds = async (text: string): Promise<void> => {
    await devTools.send('Page.addScriptToEvaluateOnNewDocument', {
      source: text,
      worldName: isolatedWorldName,
    })
  }
  return { targetId, devTools, world: () => world, callWorld, runInLaterWorlds }
}

async function newWindow(browser: DevTools, width: number, height: number): Promise<string> {
  const target = { url: 'about:blank', newWindow: true, width, height }
  return (await browser.send('Target.createTarget', target)).targetId
}

/** The window that a headed Chromium starts with, unless the app has it already. */
async function takeFirstWindow(
  chromium: Chromium,
  width: number,
  height: number,
): Promise<string | undefined> {
  if (chromium.firstWindowTaken) return undefined
  chromium.firstWindowTaken = true
  const { browser } = chromium.pipe
  const { targetInfos } = await browser.send('Target.getTargets')
  const first = targetInfos.find(({ type, url }) => type === 'page' && url === emptyAppPage)
  if (first === undefined) return undefined
  const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId: first.targetId })
  await browser.send('Browser.setWindowBounds', { windowId, bounds: { width, height } })
  return first.targetId
}
