import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import type { Figure, Row } from '../figure.ts'
import { host } from '../../e2e/support/host.ts'
import { summarise } from '../statistics.ts'

interface Process {
  readonly pid: number
  readonly parent: number
  readonly command: string
}

function processes(): readonly Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name): Process[] => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8')
        const parent = Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1])
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return [{ pid: Number(name), parent, command }]
      } catch {
        return [] // it ended meanwhile
      }
    })
}

/** Every process that comes from this one. */
function descendants(of: number, all: readonly Process[]): readonly Process[] {
  const children = all.filter((one) => one.parent === of)
  return [...children, ...children.flatMap((child) => descendants(child.pid, all))]
}

/** The page's process: the largest renderer, for Chromium keeps an empty one at hand. */
function rendererRss(main: number): number {
  const pageSize = Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' }))
  const sizes = descendants(main, processes())
    .filter(({ command }) => command.includes('--type=renderer'))
    .map(({ pid }) => Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageSize)
  if (sizes.length === 0) throw new Error('no renderer process was found')
  return Math.max(...sizes)
}

function megabytes(id: string, title: string, bytes: number, note: string | null = null): Row {
  return { id, title, unit: 'MB', ...summarise([bytes / 1_000_000]), note }
}

export const memory: Figure = {
  name: 'memory',
  measure: async (bench) => {
    const { terminal, page } = await bench.counter()
    const main = await terminal.app.evaluate(() => ({ ...process.memoryUsage(), pid: process.pid }))
    const devTools = await page.context().newCDPSession(page)
    await devTools.send('HeapProfiler.collectGarbage')
    await devTools.send('Performance.enable')
    const { metrics } = await devTools.send('Performance.getMetrics')
    await devTools.detach()
    const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN
    const rows = [
      megabytes(
        'memory.main-rss',
        'Memory: main process (RSS)',
        main.rss,
        host === 'electron'
          ? 'after the work above, practice backend and member copy’s worker included; Chromium’s browser process too'
          : 'after the work above, practice backend and member copy’s worker included; plain Node here, without Chromium’s browser process',
      ),
      megabytes('memory.main-heap', 'Memory: main process (JavaScript heap)', main.heapUsed),
      megabytes('memory.page-heap', 'Memory: page (JavaScript heap after collection)', heap),
    ]
    if (process.platform !== 'linux') return rows
    return [
      ...rows,
      megabytes(
        'memory.page-rss',
        'Memory: page’s process (RSS)',
        rendererRss(main.pid),
        'from /proc, with the pages of the program that all of its processes share',
      ),
    ]
  },
}
