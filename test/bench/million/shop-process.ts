// One shop of a million: its copy is made by the product's own worker, asked, judged, changed while somebody types, and
// deleted. In a process of its own, so that nothing of one shop is in the memory of the next.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { keepHeapSmall } from '../../../electron/main/heap.ts'
import type { Distribution } from '../people/people.ts'
import { openCopy } from './ask.ts'
import type { Asked, Found, LastFour } from './ask.ts'
import { buildCopy } from './build.ts'
import type { Built } from './build.ts'
import type { JudgedLookUps } from './judge-process.ts'
import { measureOpening } from './opening.ts'
import type { Opening } from './opening.ts'
import { measureRivals } from './rivals.ts'
import type { Rival } from './rivals.ts'
import { typeWhileChanging } from './typing.ts'
import type { Typed } from './typing.ts'

/** What a shop is measured with. */
export interface ShopOrder {
  readonly distribution: Distribution
  readonly members: number
  readonly folder: string
  readonly worker: string
  /** Queries of each kind. */
  readonly queries: number
  /** The file of the look-ups that were judged. */
  readonly judged: string
  /** Keys that are typed while members change; 0 where that is not measured. */
  readonly keys: number
  /** Whether other ways of searching are measured over the same members. */
  readonly rivals: boolean
}

/** What was measured. */
export interface ShopTold {
  readonly built: Built
  readonly opening: Opening
  /** Of the worker's work while nobody asks, ms: all that brings the copy to rest, and the longest step. */
  readonly rest: { readonly ms: number; readonly longest: number }
  readonly asked: readonly Asked[]
  readonly found: readonly Found[]
  readonly beyond: JudgedLookUps['beyond']
  readonly lastFour: LastFour
  readonly typed: Typed | null
  readonly rivals: readonly Rival[]
}

keepHeapSmall()
const order = JSON.parse(process.argv[2] ?? '{}') as ShopOrder
const { distribution, members, folder, queries, rivals } = order
const file = path.join(folder, 'cache.db')
const workerUrl = pathToFileURL(order.worker)
const say = (line: string): void => {
  console.error(`  ${distribution}: ${line}`)
}

const built = await buildCopy({ file, workerUrl, distribution, members })
say(`built in ${(built.ms / 1_000).toFixed(1)} s`)
const opening = await measureOpening(file, workerUrl)
const copy = openCopy(file)
const rest = copy.rest()
say(`at rest after ${(rest.ms / 1_000).toFixed(1)} s`)
const { look, beyond } = JSON.parse(readFileSync(order.judged, 'utf8')) as JudgedLookUps
const asked = copy.ask(distribution, members, queries)
const found = copy.find(look)
const lastFour = copy.lastFour(distribution, members, queries)
copy.close()
say('asked')
// The million stays for whoever measures it next; what is changed here is changed last.
const { keys } = order
const typed = keys === 0 ? null : await typeWhileChanging({ file, workerUrl, distribution, members, keys })
say('done')
if (rivals) writeFileSync(path.join(folder, 'look-ups.json'), JSON.stringify(look))
const beside = rivals ? measureRivals({ folder, distribution, members, look }) : []
if (rivals) rmSync(path.join(folder, 'rivals.db'), { force: true })
const told: ShopTold = { built, opening, rest, asked, found, beyond, lastFour, typed, rivals: beside }
process.send?.(told, () => {
  process.disconnect()
})
