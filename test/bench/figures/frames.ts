import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from 'playwright/test'
import type { Figure } from '../figure.ts'
import { take } from '../members.ts'
import { summarise } from '../statistics.ts'
import { scanMember } from './scan-to-member.ts'

const warmUp = 2
const repetitions = 20
/** A digit key gives no more stamps than that. */
const mostStamps = 5
/** Members who are looked at to find so many whom one key brings a reward. */
const lookedAt = 150
/** How many times slower than this machine the page's own work is made. */
const slower = 4
/** A finger rests on a key; briefer is a scanner's, ms. */
const fingerMs = 60
/** A cashier looks at the name before pressing, ms. */
const look = 200
/** A moment in which nothing is drawn is over by then, ms. */
const patienceMs = 30_000

/** The times at which frames began while the moment was on screen, ms. */
function watchMoment(page: Page): Promise<readonly number[]> {
  return page.evaluate(
    (patience) =>
      new Promise<readonly number[]>((resolve, reject) => {
        const frames: number[] = []
        const until = performance.now() + patience
        const frame = (at: number): void => {
          const isThere = document.querySelector('[data-moment]') !== null
          if (isThere) frames.push(at)
          else if (frames.length > 0) {
            resolve(frames)
            return
          }
          if (at > until) reject(new Error('no moment came, or none that ended'))
          else requestAnimationFrame(frame)
        }
        requestAnimationFrame(frame)
      }),
    patienceMs,
  )
}

/** Stamps until the member on screen gets a reward. */
function missing(page: Page): Promise<number> {
  return page.evaluate(() =>
    Number(/\d+/.exec(document.querySelector('.stamp-card__note')?.textContent ?? '')?.[0] ?? 0),
  )
}

export const frames: Figure = {
  name: 'frames',
  measure: async (bench) => {
    const counter = await bench.counter()
    const { page } = counter
    const devTools = await page.context().newCDPSession(page)
    const rates: number[] = []
    const lasted: number[] = []
    let moments = 0
    try {
      for (const member of take(counter.members, 400, lookedAt)) {
        await scanMember(counter, member)
        await delay(look)
        const stamps = await missing(page)
        if (stamps < 1 || stamps > mostStamps) continue
        await devTools.send('Emulation.setCPUThrottlingRate', { rate: slower })
        const watched = watchMoment(page)
        await page.keyboard.press(String(stamps), { delay: fingerMs })
        const began = await watched
        await devTools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
        moments += 1
        if (moments <= warmUp) continue
        const each = began.slice(1).map((time, index) => time - (began[index] ?? time))
        rates.push((each.length / each.reduce((sum, one) => sum + one, 0)) * 1_000)
        lasted.push(...each)
        if (rates.length === repetitions) break
      }
    } finally {
      await devTools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
      await devTools.detach()
    }
    if (rates.length < repetitions) throw new Error(`only ${rates.length} members were so near to a reward`)
    const note = `each of another member, the page's work ${slower} times slower; ${lasted.length} frames`
    return [
      {
        id: 'frames.moment',
        title: 'Reward moment: frames a second, CPU throttled',
        unit: '/s',
        ...summarise(rates),
        note,
        target: { of: 'median', limit: 59, is: 'least' },
      },
      { id: 'frames.moment-each', title: 'the same: a frame', unit: 'ms', ...summarise(lasted), note: null },
    ]
  },
}
