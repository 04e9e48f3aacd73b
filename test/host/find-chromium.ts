import { existsSync } from 'node:fs'

/** The binary itself: Debian's /usr/bin wrapper scans crash reports, loads extensions and writes to stderr. */
export const chromiumCandidates = [
  '/usr/lib/chromium/chromium',
  '/usr/lib64/chromium-browser/chromium-browser',
  '/opt/google/chrome/chrome',
  '/usr/lib/chromium-browser/chromium-browser',
] as const

/** The Chromium to use; the environment's word goes before all others, even when it is wrong. */
export function findChromium(): string | undefined {
  const named = process.env['STAMPWELL_CHROMIUM']
  return (named === undefined ? chromiumCandidates : [named]).find((file) => existsSync(file))
}
