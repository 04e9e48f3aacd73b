import { setTimeout as delay } from 'node:timers/promises'
import type { Counter } from '../counter.ts'
import type { Figure } from '../figure.ts'
import { wedgePace } from '../keyboard.ts'
import { take } from '../members.ts'
import type { BenchMember } from '../members.ts'
import { momentIn } from '../recorder.ts'
import { summarise } from '../statistics.ts'

const warmUp = 6
const repetitions = 64
/** Until the next customer's card, ms: what the last one set going has come to rest. */
const pause = 150
/** How late a key may be, ms: less than tells a scanner from a person. */
const longestRest = 50

export interface Scanned {
  readonly took: number
  /** The member's key. */
  readonly key: string
}

/**
 * Scans a card and answers how long it took from its Enter until the member stood on the screen.
 *
 * No scanner rests in the middle of a code, but a machine with too much to do makes this one rest: such a scan is
 * cleared away and done again.
 */
export async function scanMember(counter: Counter, member: BenchMember): Promise<Scanned> {
  for (let tries = 0; tries < 10; tries += 1) {
    const from = await counter.recorder.position()
    const late = await counter.wedge.scan(member.code)
    if (late < longestRest) return await afterScan(counter, member, from)
    await delay(500)
    await counter.page.keyboard.press('Escape')
    await counter.page.keyboard.press('Escape')
    await delay(500)
  }
  throw new Error('this machine is too busy to send keys at the pace of a scanner')
}

async function afterScan({ recorder }: Counter, member: BenchMember, from: number): Promise<Scanned> {
  const shown = await recorder.until('member:painted', from)
  const ended = momentIn(await recorder.since(from), 'scan:terminator').at
  const { name, member: key, query } = shown.screen
  if (key === null || name !== member.name) throw new Error('the scan brought another member than the card’s')
  if (query !== '') throw new Error('the scan left something in the search field')
  return { took: shown.at - ended, key }
}

export const scanToMember: Figure = {
  name: 'scan',
  measure: async (bench) => {
    const counter = await bench.counter()
    const took: number[] = []
    for (const [at, member] of take(counter.members, 0, warmUp + repetitions).entries()) {
      const scanned = await scanMember(counter, member)
      if (at >= warmUp) took.push(scanned.took)
      await delay(pause)
    }
    return [
      {
        id: 'scan.to-member',
        title: 'Scan: Enter of the scanner to member on screen',
        unit: 'ms',
        ...summarise(took),
        note: `keys ${wedgePace} ms apart; every scan another member`,
      },
    ]
  },
}
