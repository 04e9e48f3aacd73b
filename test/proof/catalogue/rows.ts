import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plant } from '../../planted/plant.ts'
import { root } from '../../../scripts/lib/project.ts'

/** Rows of the failure catalogue are numbered from 1 to this. */
export const lastRow = 42

const folder = 'test/catalogue'

/** The row that a mistake belongs to: `row-5-b` is one of row 5; null for a mistake of another proof. */
export function rowOf(plant: Pick<Plant, 'name'>): number | null {
  const found = /^row-(\d+)(?:-[a-z])?$/.exec(plant.name)
  return found === null ? null : Number(found[1])
}

/** Which files of the catalogue test which row, by the names of their tests. */
export function filesByRow(): ReadonlyMap<number, readonly string[]> {
  const files = new Map<number, Set<string>>()
  for (const name of readdirSync(path.join(root, folder)).sort()) {
    if (!name.endsWith('.test.ts')) continue
    const source = readFileSync(path.join(root, folder, name), 'utf8')
    for (const found of source.matchAll(/['"`]row (\d+): /g)) {
      const row = Number(found[1])
      files.set(row, (files.get(row) ?? new Set()).add(`${folder}/${name}`))
    }
  }
  return new Map([...files].map(([row, names]) => [row, [...names]]))
}
