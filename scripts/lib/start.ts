import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { ensureChromium } from './chromium.ts'
import { fetchElectron } from './electron-binary.ts'
import { chromiumHost, root, tools } from './project.ts'
import { exitOf, run } from './run.ts'

interface StartOptions {
  readonly host: 'electron' | 'chromium' | 'whichever'
  readonly retryElectron: boolean
  readonly appArgs: readonly string[]
}

const say = (line: string): void => {
  console.log(line)
}

/** `npm start`: builds the app and opens it in Electron, or, on Linux, in Chromium where Electron cannot be had. */
export async function start(args: readonly string[]): Promise<number> {
  const options = parse(args)
  if (typeof options === 'string') {
    console.error(options)
    return 2
  }
  const built = await run(process.execPath, [tools.electronVite, 'build', '--logLevel', 'warn'], {
    cwd: root,
  })
  if (built !== 0) return built
  if (options.host === 'chromium') return startInChromium(options)

  const binary = await fetchElectron({ retry: options.retryElectron, say })
  const reason = binary.kind === 'missing' ? binary.reason : whyNoWindow()
  if (binary.kind === 'ready' && reason === undefined) return startInElectron(binary.path, options)
  if (options.host === 'electron' || process.platform !== 'linux') {
    console.error(
      `Electron cannot be used: ${reason ?? 'unknown'}. Try again with: npm start -- --retry-electron`,
    )
    return 1
  }
  say(`Electron cannot be used here (${reason ?? 'unknown'}), so the same app opens in Chromium.`)
  return startInChromium(options)
}

function parse(args: readonly string[]): StartOptions | string {
  let host: StartOptions['host'] = 'whichever'
  let retryElectron = false
  const appArgs: string[] = []
  for (const [index, arg] of args.entries()) {
    if (arg === '--') return { host, retryElectron, appArgs: [...appArgs, ...args.slice(index + 1)] }
    const named = /^--host=(.*)$/.exec(arg)?.[1]
    if (named === 'electron' || named === 'chromium') host = named
    else if (named !== undefined) return `--host is electron or chromium, not ${named}.`
    else if (arg === '--retry-electron') retryElectron = true
    else appArgs.push(arg)
  }
  return { host, retryElectron, appArgs }
}

const hasDisplay = (): boolean => Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])

function whyNoWindow(): string | undefined {
  return process.platform === 'linux' && !hasDisplay() ? 'there is no display' : undefined
}

function startInElectron(electron: string, { appArgs }: StartOptions): Promise<number> {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  if (asRoot) say("Running as root: Chromium's sandbox is off (--no-sandbox).")
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  return run(electron, [...(asRoot ? ['--no-sandbox'] : []), root, ...appArgs], { env })
}

async function startInChromium({ appArgs }: StartOptions): Promise<number> {
  if (process.platform !== 'linux') {
    console.error('The Chromium host is for Linux; on this system the app opens in Electron: npm start')
    return 1
  }
  const chromium = ensureChromium(say)
  if (chromium.kind === 'not-installed') {
    console.error(
      `Chromium is not here and could not be installed (${chromium.reason}). This would help: ${chromium.fix}`,
    )
    return 1
  }
  if (hasDisplay()) {
    return run(chromiumHost, [root, ...appArgs], { env: { ...process.env, STAMPWELL_HOST_HEADED: '1' } })
  }
  const child = spawn(chromiumHost, ['--remote-debugging-port=0', root, ...appArgs], {
    stdio: ['inherit', 'inherit', 'pipe'],
  })
  createInterface(child.stderr).on('line', (line) => {
    const address = /^DevTools listening on ws:\/\/([^/]+)\//.exec(line)?.[1]
    if (address === undefined) console.error(line)
    else say(howToLook(address))
  })
  return exitOf(child)
}

function howToLook(address: string): string {
  return [
    'There is no display, so it runs without a window. To look at it:',
    `  in a Chromium on this machine, open chrome://inspect, add ${address} under "Configure" and press "inspect";`,
    '  or give it a display: DISPLAY=:0 npm start, or xvfb-run -a npm start for a screen that nobody sees.',
    'Ctrl-C ends it.',
  ].join('\n')
}
