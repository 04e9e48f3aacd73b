import { startBare } from '../bare-start.ts'
import type { Started } from '../bare-start.ts'
import type { Figure, Row } from '../figure.ts'
import { median, summarise } from '../statistics.ts'

const firstStarts = 5
const laterStarts = 10

function row(id: string, title: string, starts: readonly Started[], more: string): Row {
  const before = median(starts.map(({ page }) => page))
  return {
    id,
    title,
    unit: 'ms',
    ...summarise(starts.map(({ ready }) => ready)),
    note: `${before.toFixed(0)} ms of it until the page began to load; ${more}`,
  }
}

export const start: Figure = {
  name: 'start',
  measure: async (bench) => {
    // Prepares the profile that a shop has after a day, and gives the machine back.
    await bench.counter()
    const used = await bench.quitCounter()
    const first: Started[] = []
    for (let at = 0; at < firstStarts; at += 1) first.push(await startBare(bench.folder(`first-${at}`)))
    const later: Started[] = []
    for (let at = 0; at < laterStarts; at += 1) later.push(await startBare(used))
    return [
      row('start.first', 'Start: process to ready for a scan, first', first, 'makes up the practice shop'),
      row('start.later', 'Start: process to ready for a scan, later', later, 'with 5,000 members copied'),
    ]
  },
}
