import { spawnSync } from 'node:child_process'
import { ensureChromium } from './chromium.ts'
import { fetchElectron } from './electron-binary.ts'
import { installPackages } from './system-packages.ts'

export type E2eHost =
  /** `wrapper` goes in front of the command that runs the tests. */
  | { readonly kind: 'electron' | 'chromium'; readonly wrapper: readonly string[] }
  | { readonly kind: 'none'; readonly reason: string; readonly fix: string }

type Say = (line: string) => void

/** The host that end-to-end tests run on: Electron where it can be had, else, on Linux, Chromium. E2E_HOST decides. */
export async function chooseE2eHost(retryElectron: boolean, say: Say): Promise<E2eHost> {
  const wanted = process.env['E2E_HOST']
  if (wanted === 'chromium') return inChromium(say)
  const binary = await fetchElectron({ retry: retryElectron, say })
  if (binary.kind === 'ready') {
    const wrapper = displayWrapper(say)
    if (wrapper !== undefined) return { kind: 'electron', wrapper }
  }
  const reason = binary.kind === 'missing' ? binary.reason : 'there is no display and no xvfb-run'
  if (wanted === 'electron' || process.platform !== 'linux') {
    return { kind: 'none', reason: `Electron cannot be used: ${reason}`, fix: 'npm test -- --retry-electron' }
  }
  say(`Electron cannot be used here (${reason}); end-to-end tests run in Chromium.`)
  return inChromium(say)
}

function inChromium(say: Say): E2eHost {
  const chromium = ensureChromium(say)
  if (chromium.kind === 'installed') return { kind: 'chromium', wrapper: [] }
  return { kind: 'none', reason: `no Chromium: ${chromium.reason}`, fix: chromium.fix }
}

/** Electron needs a display; on Linux a virtual one will do. */
function displayWrapper(say: Say): string[] | undefined {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return []
  const present = (): boolean => spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).status === 0
  if (!present()) installPackages(['xvfb', 'xauth'], say)
  return present() ? ['xvfb-run', '-a'] : undefined
}
