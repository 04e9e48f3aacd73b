import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { installedElectron } from '../../scripts/lib/electron-binary.ts'
import { chromiumHost, root } from '../../scripts/lib/project.ts'
import { host } from '../e2e/support/host.ts'

/** When the counter could take a scan, ms since the process was started. */
export interface Started {
  readonly ready: number
  /** When the page began to load: before that, it is the program and its window. */
  readonly page: number
}

const patience = 30_000

/**
 * Starts the app, asks its page when it was ready, and ends it in order. Without Playwright, which holds the app back
 * until it has attached; the page's own clock says when, so that asking late changes nothing.
 */
export async function startBare(userData: string): Promise<Started> {
  const executable = host === 'chromium' ? chromiumHost : installedElectron()
  if (executable === undefined) throw new Error('Electron is not installed')
  const spawned = performance.timeOrigin + performance.now()
  const child = spawn(executable, ['--remote-debugging-port=0', `--user-data-dir=${userData}`, root], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  try {
    const { origin, ready } = await askPage(await pageAddress(await debuggingPort(child)))
    return { ready: origin + ready - spawned, page: origin - spawned }
  } finally {
    await end(child)
  }
}

/** Chromium says it on stderr, in Electron as under the host. */
function debuggingPort(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const giveUp = (why: string): void => reject(new Error(`the app ${why} before it opened its window`))
    const tooLong = setTimeout(giveUp, patience, 'took more than half a minute')
    child.once('exit', () => giveUp('ended'))
    child.once('error', () => giveUp('could not be started'))
    if (child.stderr === null) return
    createInterface(child.stderr).on('line', (line) => {
      const port = /^DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line)?.[1]
      if (port === undefined) return
      clearTimeout(tooLong)
      resolve(port)
    })
  })
}

async function pageAddress(port: string): Promise<string> {
  const deadline = performance.now() + patience
  while (performance.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`)
    const targets = (await answer.json()) as readonly {
      readonly type: string
      readonly url: string
      readonly webSocketDebuggerUrl: string
    }[]
    const page = targets.find(({ type, url }) => type === 'page' && url.endsWith('/index.html'))
    if (page !== undefined) return page.webSocketDebuggerUrl
    await delay(50)
  }
  throw new Error('the app opened no page within half a minute')
}

interface Answer {
  readonly result?: {
    readonly result?: { readonly value?: { readonly origin: number; readonly ready: number | null } }
  }
}

const question = `({
  origin: performance.timeOrigin,
  ready: performance.getEntriesByName('scan:ready')[0]?.startTime ?? null,
})`

/** Asks a few times a second, so that the asking takes nothing from the start that it measures. */
async function askPage(address: string): Promise<{ readonly origin: number; readonly ready: number }> {
  const socket = new WebSocket(address)
  try {
    await once(socket, 'open', { signal: AbortSignal.timeout(patience) })
    for (let id = 1; id <= patience / 200; id += 1) {
      const answered = once(socket, 'message', { signal: AbortSignal.timeout(patience) })
      socket.send(
        JSON.stringify({
          id,
          method: 'Runtime.evaluate',
          params: { expression: question, returnByValue: true },
        }),
      )
      const [event] = (await answered) as [MessageEvent<string>]
      const { result } = JSON.parse(event.data) as Answer
      const value = result?.result?.value
      if (value !== undefined && value.ready !== null) return { origin: value.origin, ready: value.ready }
      await delay(200)
    }
  } finally {
    socket.close()
  }
  throw new Error('the counter was not ready for a scan within half a minute')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const tooLong = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await gone
  clearTimeout(tooLong)
}
