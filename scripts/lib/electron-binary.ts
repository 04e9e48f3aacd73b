import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { cache, root } from './project.ts'

export type ElectronBinary =
  { readonly kind: 'ready'; readonly path: string } | { readonly kind: 'missing'; readonly reason: string }

export interface FetchOptions {
  /** Try again although an earlier try in this checkout failed. */
  readonly retry: boolean
  /** How long the download may stand still, in milliseconds. */
  readonly patience?: number
  readonly say: (line: string) => void
}

const packageDir = path.join(root, 'node_modules/electron')
const failureFile = path.join(cache, 'electron-not-fetched.json')
const downloads = path.join(cache, 'electron-download')

/** Electron's executable if it is here and of the right version; never downloads. The same test as its install.js. */
export function installedElectron(): string | undefined {
  try {
    const relative = readFileSync(path.join(packageDir, 'path.txt'), 'utf8')
    const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(packageDir, 'dist')
    const has = readFileSync(path.join(packageDir, 'dist/version'), 'utf8').trim().replace(/^v/, '')
    const executable = path.join(dist, relative)
    return has === wantedVersion() && existsSync(executable) ? executable : undefined
  } catch {
    return undefined // no path.txt, no dist: not installed
  }
}

/** Lets Electron fetch its binary, given up after a minute without progress, and makes sure that it starts. */
export async function fetchElectron({
  retry,
  patience = 60_000,
  say,
}: FetchOptions): Promise<ElectronBinary> {
  const present = installedElectron()
  if (present !== undefined) return usable(present)
  const earlier = retry ? undefined : earlierFailure()
  if (earlier !== undefined) {
    return { kind: 'missing', reason: `${earlier}; that was an earlier try, --retry-electron makes another` }
  }
  say(`Fetching Electron ${wantedVersion()} ...`)
  const failure = await download(patience, say)
  const fetched = installedElectron()
  if (failure === undefined && fetched !== undefined) return usable(fetched)
  const reason = failure ?? 'its download ended without an executable'
  mkdirSync(cache, { recursive: true })
  writeFileSync(failureFile, JSON.stringify({ version: wantedVersion(), reason }))
  return { kind: 'missing', reason }
}

function wantedVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8')) as {
    version: string
  }
  return version
}

function earlierFailure(): string | undefined {
  if (!existsSync(failureFile)) return undefined
  const { version, reason } = JSON.parse(readFileSync(failureFile, 'utf8')) as {
    version: string
    reason: string
  }
  return version === wantedVersion() ? reason : undefined
}

/** As plain Node it needs neither a display nor a sandbox, but all of its libraries. */
function usable(executable: string): ElectronBinary {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const { status, stderr, error } = spawnSync(executable, ['-e', '0'], {
    env,
    encoding: 'utf8',
    timeout: 30_000,
  })
  if (status === 0) return { kind: 'ready', path: executable }
  const why = stderr.trim().split('\n')[0] ?? ''
  return {
    kind: 'missing',
    reason: `it does not start here: ${why || (error?.message ?? `status ${status ?? '?'}`)}`,
  }
}

/** Resolves with why it failed, or undefined. */
function download(patience: number, say: (line: string) => void): Promise<string | undefined> {
  rmSync(downloads, { recursive: true, force: true })
  mkdirSync(downloads, { recursive: true })
  // Its own temporary directory, so that growth can be seen and nothing is left behind.
  const temporary = { TMPDIR: downloads, TMP: downloads, TEMP: downloads }
  const child = spawn(process.execPath, [path.join(packageDir, 'install.js')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...temporary },
  })
  let said = ''
  let lastProgress = Date.now()
  let lastSize = 0
  let lastTold = 0
  const heard = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-4000)
    lastProgress = Date.now()
  }
  child.stdout.on('data', heard)
  child.stderr.on('data', heard)
  return new Promise((resolve) => {
    let gaveUp = false
    const watch = setInterval(() => {
      const size = sizeOf(downloads) + sizeOf(path.join(packageDir, 'dist'))
      if (size !== lastSize) {
        lastSize = size
        lastProgress = Date.now()
        if (Date.now() - lastTold > 5000) {
          lastTold = Date.now()
          say(`  ${Math.round(size / 1e6)} MB`)
        }
      }
      if (Date.now() - lastProgress > patience) {
        gaveUp = true
        child.kill('SIGKILL')
      }
    }, 500)
    const finish = (reason: string | undefined): void => {
      clearInterval(watch)
      rmSync(downloads, { recursive: true, force: true, maxRetries: 5 })
      resolve(reason)
    }
    stopWithParent(child)
    child.once('error', (error) => finish(error.message))
    child.once('close', (code) => {
      if (code === 0) finish(undefined)
      else finish(gaveUp ? `no progress for ${Math.round(patience / 1000)} s` : whyItFailed(said))
    })
  })
}

function stopWithParent(child: ChildProcess): void {
  const stop = (): void => void child.kill('SIGKILL')
  process.once('exit', stop)
  child.once('close', () => process.off('exit', stop))
}

/** install.js prints a whole stack; the cause is its most telling line. */
function whyItFailed(said: string): string {
  const lines = said.split('\n').map((line) => line.trim())
  const telling =
    lines.find((line) => /(E[A-Z]{5,}|getaddrinfo|HTTP|status)/.test(line)) ??
    lines.find((line) => line !== '')
  // Node's own words for "no connection", which help nobody.
  if (telling === undefined || /^TypeError: fetch failed$/.test(telling)) return 'its download failed'
  return `its download failed: ${telling.slice(0, 160)}`
}

function sizeOf(directory: string): number {
  if (!existsSync(directory)) return 0
  let total = 0
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    try {
      total += statSync(path.join(entry.parentPath, entry.name)).size
    } catch {
      // moved away between listing and asking: the next look sees it
    }
  }
  return total
}
