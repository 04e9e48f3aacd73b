import { findChromium } from '../../test/host/find-chromium.ts'
import { installPackages } from './system-packages.ts'
import type { Installation } from './system-packages.ts'

/** Fonts so that every script that a name may be written in can be seen. */
const packages = ['chromium', 'fonts-noto-core', 'fonts-noto-cjk']

/** Makes sure that the Chromium host has a Chromium. */
export function ensureChromium(say: (line: string) => void): Installation {
  if (findChromium() !== undefined) return { kind: 'installed' }
  if (process.env['STAMPWELL_CHROMIUM'] !== undefined) {
    const reason = 'STAMPWELL_CHROMIUM names no file'
    return { kind: 'not-installed', reason, fix: 'correct STAMPWELL_CHROMIUM, or unset it' }
  }
  const installation = installPackages(packages, say)
  if (installation.kind === 'not-installed' || findChromium() !== undefined) return installation
  const reason = 'the chromium package brought no Chromium that runs outside a sandboxed store'
  return {
    kind: 'not-installed',
    reason,
    fix: 'install Google Chrome, or name a Chromium in STAMPWELL_CHROMIUM',
  }
}
