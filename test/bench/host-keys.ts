import type { CDPSession } from 'playwright/test'
import { isolatedWorldName } from '../host/page/page-scripts.ts'

/**
 * Lets keys go straight to the page on the Chromium host. Its stand-in for `before-input-event` halts the page in a
 * debugger for each key, and Chromium drops the keys that come meanwhile: a scanner's do. It also costs milliseconds
 * a key that Electron does not take. Main is not asked about keys then; it has nothing to say about those of a scan.
 */
export async function letKeysThrough(devTools: CDPSession): Promise<void> {
  const worlds: number[] = []
  devTools.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name === isolatedWorldName) worlds.push(context.id)
  })
  await devTools.send('Runtime.enable')
  await devTools.send('Runtime.disable')
  const [world] = worlds
  if (world === undefined) throw new Error('the page has no preload world: is this the Chromium host?')
  const { exceptionDetails } = await devTools.send('Runtime.evaluate', {
    contextId: world,
    expression: 'hostEntry.watchInput = false',
  })
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text)
}
