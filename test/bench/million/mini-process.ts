// MiniSearch over as many of the members as its heap holds: it grows, is asked at each size, and says so; where the
// heap is full the process ends, and what it said last is its size.
import { readFileSync } from 'node:fs'
import MiniSearch from 'minisearch'
import { person } from '../people/people.ts'
import type { Distribution } from '../people/people.ts'
import { rowsThatCount } from './judge.ts'
import type { Judged } from './judge.ts'
import { plain } from './reader.ts'
import { some } from './rivals.ts'

/** What MiniSearch is and answers at one size. */
export interface MiniTold {
  readonly members: number
  readonly buildMs: number
  readonly heapMB: number
  readonly took: readonly number[]
  readonly found: number
  readonly asked: number
}

interface Document {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly phone: string
}

const [distribution = 'west', most = '0', file = ''] = process.argv.slice(2)
const look = JSON.parse(readFileSync(file, 'utf8')) as readonly Judged[]
const sizes = [50_000, 100_000, 250_000, 500_000, 1_000_000].filter((size) => size <= Number(most))
if (sizes.length === 0) sizes.push(Number(most))

// As its documentation has it, with accents taken off as everywhere in this bench; the ending of a phone is a word of
// its own, for it finds beginnings alone.
const search = new MiniSearch<Document>({
  fields: ['name', 'email', 'phone'],
  storeFields: [],
  processTerm: (term) => plain(term),
  searchOptions: { prefix: true, fuzzy: 1, combineWith: 'AND' },
})

let from = 0
let buildMs = 0
for (const size of sizes) {
  for (; from < size; from += 1) {
    const { firstName, lastName, email, phone } = person(distribution as Distribution, from).details
    const started = performance.now()
    search.add({
      id: from,
      name: `${firstName} ${lastName ?? ''}`,
      email: email ?? '',
      phone: phone === null ? '' : `${phone.slice(1)} ${phone.slice(-4)}`,
    })
    buildMs += performance.now() - started
  }
  globalThis.gc?.()
  const asked = some(
    look.filter(({ member }) => member < size),
    240,
  )
  const took: number[] = []
  let found = 0
  for (const { text, member } of asked) {
    const started = performance.now()
    const hits = search.search(text)
    took.push(performance.now() - started)
    if (hits.slice(0, rowsThatCount).some(({ id }) => id === member)) found += 1
  }
  const told: MiniTold = {
    members: size,
    buildMs,
    heapMB: process.memoryUsage().heapUsed / 1e6,
    took,
    found,
    asked: asked.length,
  }
  process.send?.(told)
}
process.disconnect()
