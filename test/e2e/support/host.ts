import { installedElectron } from '../../../scripts/lib/electron-binary.ts'

/** Where the suite runs: Electron when its binary is here, else the Chromium host; E2E_HOST forces one. */
export const host: 'electron' | 'chromium' = chooseHost(process.env['E2E_HOST'])

function chooseHost(wanted: string | undefined): 'electron' | 'chromium' {
  if (wanted === 'electron' || wanted === 'chromium') return wanted
  if (wanted !== undefined) throw new Error(`E2E_HOST is electron or chromium, not ${wanted}`)
  return installedElectron() === undefined ? 'chromium' : 'electron'
}

/** For the one line that says what a run has proven. */
export const hostInWords = {
  electron: 'Electron',
  chromium: 'the Chromium host, without the Electron binary',
}[host]
