import { randomUUID } from 'node:crypto'
import { makeBridge } from './bridge.ts'
import { makeEvents } from './events.ts'
import { runIsolatedWorld } from './isolated-world.ts'
import type { IsolatedWorldSettings } from './isolated-world.ts'
import { runMainWorld } from './main-world.ts'
import { makeCloneCodec } from './structured-clone.ts'

/** The isolated world's name, as Electron calls it; the IPC binding exists in this world alone. */
export const isolatedWorldName = 'Electron Isolated Context'
export const bindingName = 'hostIpc'

/** The two scripts of a page load. Functions are sent as their source text, which is why they import no values. */
export function pageScripts(
  preloadSource: string,
  keyPath: string,
): { readonly main: string; readonly isolated: string } {
  const token = randomUUID()
  const settings: IsolatedWorldSettings = {
    toMain: `${token}-main`,
    toIsolated: `${token}-isolated`,
    popup: `${token}-popup`,
    binding: bindingName,
    keyPath,
    process: {
      type: 'renderer',
      platform: process.platform,
      arch: process.arch,
      env: {},
      versions: { ...process.versions },
      contextIsolated: true,
      sandboxed: true,
    },
  }
  const { toMain, toIsolated, popup } = settings
  const names = JSON.stringify({ toMain, toIsolated, popup })
  const preload = `function (require, process, exports, module) {\n${preloadSource}\n}`
  return {
    main: `(${runMainWorld.toString()})(${makeBridge.toString()}, ${names})`,
    isolated: `(${runIsolatedWorld.toString()})(${[makeBridge, makeCloneCodec, makeEvents].join(', ')}, ${JSON.stringify(settings)}, ${preload})`,
  }
}
