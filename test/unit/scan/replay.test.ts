import { beforeAll, describe, expect, it } from 'vitest'
import type { KeyboardLayout } from '../../../shared/scan/layout.ts'
import { loadLayouts } from '../../../shared/scan/layouts/load-layout.ts'
import { brandEntries } from './replay/entries-brands.ts'
import { handEntries } from './replay/entries-hands.ts'
import { layoutEntries } from './replay/entries-layouts.ts'
import { playEntry } from './replay/play-entry.ts'
import type { Entry } from './replay/play-entry.ts'

let layouts: readonly KeyboardLayout[]

beforeAll(async () => {
  layouts = await loadLayouts()
})

function title({ what, keys }: Entry): string {
  const by = keys.flatMap((part) => ('scan' in part ? [part.by] : []))[0]
  return by === undefined ? what : `${by}: ${what}`
}

describe.each([
  ['brands, speeds and ends', brandEntries],
  ['layouts and locks', layoutEntries],
  ['people and places', handEntries],
])('%s', (_, entries) => {
  it.each(entries.map((entry) => [title(entry), entry] as const))('%s', (_name, entry) => {
    const played = playEntry(entry, layouts)
    expect({
      scans: played.texts,
      halves: played.halves,
      field: played.value,
      pressed: played.pressed,
    }).toEqual({
      scans: entry.scans ?? [],
      halves: entry.halves ?? [],
      field: entry.field ?? '',
      pressed: entry.pressed ?? [],
    })
  })
})

it('the suite has what it is to have', () => {
  const all = [...brandEntries, ...layoutEntries, ...handEntries]
  expect(all.length).toBeGreaterThanOrEqual(60)
  expect(new Set(all.map((entry) => title(entry))).size).toBe(all.length)
})
