import { rmSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { build } from 'vite'
import { chromium } from 'playwright'
import type { Page } from 'playwright'
import { findChromium } from '../../host/find-chromium.ts'
import { inWords, thisMachine } from '../machine.ts'
import { table } from '../table.ts'
import { benchKinds, frameOf, sizes } from './frames.ts'
import type { Frame } from './frames.ts'
import { measureLive } from './live.ts'
import type { Answer, CameraBenchPage } from './page/page.ts'
import { report, tally } from './report.ts'
import type { Seen } from './report.ts'

interface Options {
  readonly json: boolean
  readonly frames: number
  /** How often each kind of card is held before the running app; 0 leaves that part out. */
  readonly live: number
  readonly kinds: readonly string[]
  readonly widths: readonly number[]
}

const usage = `Usage: npm run bench:camera -- [--json] [--frames=60] [--live=20] [--only=${benchKinds.map(({ kind }) => kind).join(',')}] [--widths=640,1280]`

function parse(args: readonly string[]): Options | undefined {
  let options: Options = {
    json: false,
    frames: 60,
    live: 20,
    kinds: benchKinds.map(({ kind }) => kind),
    widths: sizes.map(({ width }) => width),
  }
  for (const arg of args) {
    const [name, value = ''] = arg.split('=')
    if (arg === '--json') options = { ...options, json: true }
    else if (name === '--frames' && /^[1-9]\d*$/u.test(value)) options = { ...options, frames: Number(value) }
    else if (name === '--live' && /^\d+$/u.test(value)) options = { ...options, live: Number(value) }
    else if (name === '--only') options = { ...options, kinds: value.split(',') }
    else if (name === '--widths') options = { ...options, widths: value.split(',').map(Number) }
    else return undefined
  }
  const isKnown =
    options.kinds.every((kind) => benchKinds.some((one) => one.kind === kind)) &&
    options.widths.every((width) => sizes.some((size) => size.width === width))
  return isKnown ? options : undefined
}

/** Serves the built page, and the frame that is looked at now. */
async function serve(folder: string, frame: () => Frame | undefined) {
  const types = new Map([
    ['.html', 'text/html'],
    ['.js', 'text/javascript'],
  ])
  const server = createServer((request, response) => {
    const name = (request.url ?? '/').split('?')[0] ?? '/'
    if (name === '/frame') {
      response.end(Buffer.from(frame()?.image.data ?? []))
      return
    }
    readFile(path.join(folder, path.normalize(name))).then(
      (body) => response.setHeader('content-type', types.get(path.extname(name)) ?? 'text/plain').end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { address: `http://127.0.0.1:${port}`, close: () => server.close() }
}

function look(page: Page, { width, height }: Frame['image']): Promise<readonly Answer[]> {
  return page.evaluate(
    ([wide, high]) =>
      (window as unknown as { cameraBench: CameraBenchPage }).cameraBench.look('/frame', wide, high),
    [width, height] as const,
  )
}

async function runCameraBench(options: Options): Promise<number> {
  const executablePath = findChromium()
  if (executablePath === undefined) {
    console.error('Not run: there is no Chromium here.')
    return 1
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'stampwell-camera-'))
  let current: Frame | undefined
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      root: path.join(import.meta.dirname, 'page'),
      build: { outDir: folder, emptyOutDir: true, target: 'esnext', chunkSizeWarningLimit: 10_000 },
    })
    const server = await serve(folder, () => current)
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    try {
      const page = await browser.newPage()
      page.on('pageerror', (error) => console.error(error.message))
      await page.goto(`${server.address}/index.html`)
      await page.waitForFunction(() => 'cameraBench' in window, undefined, { timeout: 30_000 })
      const names = await page.evaluate(
        () => (window as unknown as { cameraBench: CameraBenchPage }).cameraBench.names,
      )
      const seen: Seen[] = []
      for (const size of sizes.filter(({ width }) => options.widths.includes(width))) {
        for (const kind of benchKinds.filter((one) => options.kinds.includes(one.kind))) {
          // A compiler that has not seen this kind yet would be part of the time.
          current = frameOf(kind, size, 0, options.frames)
          for (let warm = 0; warm < 3; warm += 1) await look(page, current.image)
          for (let at = 0; at < options.frames; at += 1) {
            current = frameOf(kind, size, at, options.frames)
            const { text, trouble, severity } = current
            const answers = await look(page, current.image)
            seen.push({ kind: kind.kind, width: size.width, text, trouble, severity, answers })
          }
          console.error(`${kind.title} ${size.width}x${size.height}`)
        }
      }
      const tallies = tally(names, seen)
      const live = options.live === 0 ? [] : await measureLive(folder, options.live, options.kinds)
      const machine = thisMachine(folder)
      if (options.json)
        console.log(JSON.stringify({ machine, browser: browser.version(), tallies, live }, null, 2))
      else {
        const tables = [report(names, tallies), ...(live.length === 0 ? [] : [table(live)])].join('\n\n')
        console.log(`\n${inWords(machine)}; Chromium ${browser.version()}\n\n${tables}`)
      }
      return 0
    } finally {
      await browser.close()
      server.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

const options = parse(process.argv.slice(2))
if (options === undefined) {
  console.error(usage)
  process.exitCode = 2
} else {
  process.exitCode = await runCameraBench(options)
}
