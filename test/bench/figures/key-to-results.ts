import { setTimeout as delay } from 'node:timers/promises'
import type { Counter } from '../counter.ts'
import type { Figure } from '../figure.ts'
import type { BenchMember } from '../members.ts'
import { momentIn } from '../recorder.ts'
import { summarise } from '../statistics.ts'

const warmUp = 3
const queries = 24
/** A quick typist, and slower than any scanner, ms. */
const pace = 110

/** What a cashier types: the start of a name, the end of a phone number, an address; all on a plain keyboard. */
function queriesOf(members: readonly BenchMember[]): readonly string[] {
  const plain = /^[a-z0-9@.]+$/
  const kinds: readonly ((member: BenchMember) => string | null)[] = [
    (member) => member.firstName.toLowerCase().slice(0, 4),
    (member) => member.phone?.slice(-4) ?? null,
    (member) => member.lastName?.toLowerCase().slice(0, 4) ?? null,
    (member) => member.email?.slice(0, 5) ?? null,
  ]
  const typed = members.flatMap((member, at) => {
    const query = kinds[at % kinds.length]?.(member) ?? null
    return query !== null && query.length > 2 && plain.test(query) ? [query] : []
  })
  return [...new Set(typed)].slice(0, warmUp + queries)
}

/** Types a query letter by letter; answers how long each key took until the list for it was painted, ms. */
export async function typeQuery({ page, recorder }: Counter, query: string): Promise<readonly number[]> {
  const took: number[] = []
  for (const [at, character] of Array.from(query).entries()) {
    const pressed = performance.now()
    const from = await recorder.position()
    await page.keyboard.press(character)
    const shown = await recorder.until('results:painted', from)
    const typed = query.slice(0, at + 1)
    const { screen } = shown
    if (screen.query !== typed || screen.rows === null) {
      throw new Error(`"${typed}" was typed, and the screen shows "${screen.query}" with ${screen.rows} rows`)
    }
    if (typed === query && screen.rows === 0) throw new Error(`"${query}" found nobody`)
    took.push(shown.at - momentIn(await recorder.since(from), `key:${character}`).at)
    await delay(Math.max(0, pace - (performance.now() - pressed)))
  }
  await page.keyboard.press('Escape')
  await delay(pace)
  return took
}

export const keyToResults: Figure = {
  name: 'search',
  measure: async (bench) => {
    const counter = await bench.counter()
    // Twice: what is in the field, then who is on the screen. A digit typed beside a member would be stamps.
    await counter.page.keyboard.press('Escape')
    await counter.page.keyboard.press('Escape')
    await delay(pace)
    const typed: (readonly number[])[] = []
    for (const query of queriesOf(counter.members)) typed.push(await typeQuery(counter, query))
    const counted = typed.slice(warmUp)
    if (counted.length < queries) throw new Error(`only ${counted.length} queries could be typed`)
    return [
      {
        id: 'search.key-to-results',
        title: 'Search: key to results on screen',
        unit: 'ms',
        ...summarise(counted.flat()),
        note: 'names, phone endings, e-mails among 5,000 members; every key counted, the first one too',
      },
    ]
  },
}
