import { readdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { close, launch } from '../../e2e/support/launch.ts'
import { startBare } from '../bare-start.ts'
import { openCounter, reopenCounter } from '../counter.ts'
import type { Counter } from '../counter.ts'
import type { Figure } from '../figure.ts'
import { take } from '../members.ts'
import { buildShop, fillCopy } from '../million/run.ts'
import { plain } from '../million/reader.ts'
import { drawFor } from '../people/draw.ts'
import { person } from '../people/people.ts'
import { summarise } from '../statistics.ts'
import { typeQuery } from './key-to-results.ts'
import { scanMember } from './scan-to-member.ts'

const distribution = 'west'
const warmUp = 4
const queries = 40
const scans = 64
const starts = 7
/** Until the next customer, ms. */
const pause = 150

/** The practice shop's copy, whatever its connection is called. */
function copyOf(userData: string): string {
  const folder = path.join(userData, 'practice')
  const [file, ...more] = readdirSync(folder).filter((name) => /^cache-\w+\.db$/.test(name))
  if (file === undefined || more.length > 0) throw new Error('the practice shop has not one member copy')
  return path.join(folder, file)
}

/** What a cashier types of somebody of the million: beginnings of names, of an e-mail, an ending of a phone. */
function queriesFor(members: number): readonly string[] {
  const draw = drawFor(41, 0)
  const typed = new Set<string>()
  while (typed.size < warmUp + queries) {
    const { firstName, lastName, email, phone } = person(distribution, draw.below(members)).details
    const kinds = [
      plain(lastName ?? firstName).slice(0, 6),
      phone?.slice(-4) ?? null,
      plain(firstName).slice(0, 4),
      email?.slice(0, 7) ?? null,
      lastName === null ? null : `${plain(lastName).slice(0, 4)} ${plain(firstName).slice(0, 2)}`,
    ]
    const query = kinds[typed.size % kinds.length] ?? null
    if (query !== null && query.length > 2 && /^[a-z0-9@. ]+$/.test(query)) typed.add(query)
  }
  return [...typed]
}

async function typeAll(counter: Counter, members: number): Promise<readonly number[]> {
  await counter.page.keyboard.press('Escape')
  await counter.page.keyboard.press('Escape')
  await delay(pause)
  const took: (readonly number[])[] = []
  for (const query of queriesFor(members)) took.push(await typeQuery(counter, query))
  return took.slice(warmUp).flat()
}

async function scanAll(counter: Counter): Promise<readonly number[]> {
  const took: number[] = []
  for (const [at, member] of take(counter.members, 0, warmUp + scans).entries()) {
    const scanned = await scanMember(counter, member)
    if (at >= warmUp) took.push(scanned.took)
    await delay(pause)
  }
  return took
}

/** From the beginning of the page until a search was answered, by the page's own clock. */
async function firstAnswer(userData: string): Promise<number> {
  const terminal = await launch(userData)
  try {
    await terminal.page.waitForFunction(() => 'terminal' in window)
    return await terminal.page.evaluate(async () => {
      for (;;) {
        const answer = await window.terminal.search({ query: 'mar' })
        if (answer.ok && answer.value.rows.length > 0) return performance.now()
        if (performance.now() > 30_000) throw new Error('nobody was found within half a minute')
      }
    })
  } finally {
    await close(terminal)
  }
}

/** The running app with the whole million in its copy. */
export const millionCounter: Figure = {
  name: 'million-counter',
  measure: async (bench) => {
    const userData = bench.folder('million-counter')
    // The morning of a first day, for the shop and its connection; then the copy grows while nobody has it open.
    await close((await openCounter(userData)).terminal)
    const small = [await startBare(userData), await startBare(userData), await startBare(userData)]
    await fillCopy(await buildShop(), copyOf(userData), distribution, bench.members)
    const started: number[] = []
    for (let at = 0; at < starts; at += 1) started.push((await startBare(userData)).ready)
    const answers: number[] = []
    for (let at = 0; at < starts; at += 1) answers.push(await firstAnswer(userData))
    const counter = await reopenCounter(userData, bench.members)
    try {
      const scanned = await scanAll(counter)
      const typed = await typeAll(counter, bench.members)
      const many = bench.members.toLocaleString('en')
      const within = { of: 'p95', limit: 50, is: 'most' } as const
      return [
        {
          id: 'million.counter.key',
          title: `Key down to rows painted, ${many} members`,
          unit: 'ms',
          ...summarise(typed),
          note: 'the running app; every key counted, the first one too',
          target: within,
        },
        {
          id: 'million.counter.scan',
          title: `Scan terminator to member painted, ${many} members`,
          unit: 'ms',
          ...summarise(scanned),
          note: 'the running app; cards of the 5,000 among them that the practice provider knows',
          target: within,
        },
        {
          id: 'million.counter.search',
          title: `Page begins to a search answered, ${many} members`,
          unit: 'ms',
          ...summarise(answers),
          note: 'the running app; the program that serves the page and the copy start together',
        },
        {
          id: 'million.counter.start',
          title: `Start: process to ready for a scan, ${many} members`,
          unit: 'ms',
          ...summarise(started),
          note: `with 5,000 in the copy, before: ${small.map(({ ready }) => ready.toFixed(0)).join(', ')} ms`,
        },
      ]
    } finally {
      await close(counter.terminal)
    }
  },
}
