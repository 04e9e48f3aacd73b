import type { CDPSession } from 'playwright/test'
import { isolatedWorldName } from '../host/page/page-scripts.ts'

/**
 * Lets keys go straight to the page on the Chromium host. Its stand-in for `before-input-event` makes the page wait
 * for an answer from main at each key: milliseconds that Electron does not take, and that are not the product's.
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
