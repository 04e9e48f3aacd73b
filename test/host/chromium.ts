import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { DevToolsPipe } from './cdp.ts'
import { chromiumCandidates, findChromium } from './find-chromium.ts'

export interface Chromium {
  readonly child: ChildProcess
  readonly pipe: DevToolsPipe
  /** Where a second DevTools client (Playwright, a person's browser) can attach; undefined when not asked for. */
  readonly debuggerUrl: string | undefined
  /** Whether a window has taken over the one that a headed Chromium starts with. */
  firstWindowTaken: boolean
  /** Ends Chromium and waits for it: it rewrites profile files until the very end. */
  readonly close: () => Promise<void>
}

export interface ChromiumOptions {
  readonly profileDir: string
  readonly headed: boolean
  readonly remoteDebugging: boolean
  readonly hostRules: string
  readonly extraArgs: readonly string[]
}

export const emptyAppPage = 'data:text/html,'

/** Quiet, with no first-run page, and with nothing slowed down because a window is not in front. */
const always = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-default-apps',
  '--disable-search-engine-choice-screen',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-infobars',
  '--password-store=basic',
  '--use-mock-keychain',
  '--force-color-profile=srgb',
  '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,MediaRouter,Translate,OptimizationHints',
]

function chromiumArgs(options: ChromiumOptions): string[] {
  const asRoot = process.getuid?.() === 0 && !options.extraArgs.includes('--no-sandbox')
  return [
    '--remote-debugging-pipe',
    ...(options.remoteDebugging ? ['--remote-debugging-port=0'] : []),
    `--user-data-dir=${options.profileDir}`,
    `--host-resolver-rules=${options.hostRules}`,
    // Headed, Chromium opens one window without tabs or address bar, which the app's first window takes.
    options.headed ? `--app=${emptyAppPage}` : '--no-startup-window',
    ...always,
    // With a window: no bar in it that calls the flags above unsupported.
    ...(options.headed ? ['--test-type'] : ['--headless', '--hide-scrollbars', '--mute-audio']),
    ...(asRoot ? ['--no-sandbox'] : []),
    ...options.extraArgs,
  ]
}

export async function launchChromium(options: ChromiumOptions): Promise<Chromium> {
  const binary = findChromium()
  if (binary === undefined) {
    const tried = process.env['STAMPWELL_CHROMIUM'] ?? chromiumCandidates.join(', ')
    throw new Error(`No Chromium at ${tried}: install it, or name its binary in STAMPWELL_CHROMIUM`)
  }
  mkdirSync(options.profileDir, { recursive: true })
  const child = spawn(binary, chromiumArgs(options), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    detached: true, // Ctrl-C in a terminal goes to the host alone, which then quits in order
  })
  const gone = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(`Chromium ended with ${code ?? signal ?? 'no code'}`))
  })
  const pipe = new DevToolsPipe(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const debuggerUrl = readDebuggerUrl(child.stderr as Readable)
  const started = Promise.all([
    options.remoteDebugging ? debuggerUrl : undefined,
    pipe.browser.send('Browser.getVersion'),
  ])
  const failed = gone.then((why) => {
    throw new Error(`${why} before it was ready. Is another instance using ${options.profileDir}?`)
  })
  const [url] = await Promise.race([started, failed])
  return {
    child,
    pipe,
    debuggerUrl: url,
    firstWindowTaken: !options.headed,
    close: async () => {
      pipe.browser.send('Browser.close').catch(() => undefined) // already closing
      const patience = setTimeout(() => child.kill('SIGKILL'), 3000)
      await gone
      clearTimeout(patience)
    },
  }
}

/** Chromium says it on stderr; the rest of stderr is shown with STAMPWELL_HOST_DEBUG=1 only. */
function readDebuggerUrl(stderr: Readable): Promise<string> {
  return new Promise((resolve) => {
    createInterface(stderr).on('line', (line) => {
      const url = /^DevTools listening on (ws:\/\/.*)$/.exec(line)?.[1]
      if (url !== undefined) resolve(url)
      else if (process.env['STAMPWELL_HOST_DEBUG'] === '1') console.error('[chromium]', line)
    })
  })
}
