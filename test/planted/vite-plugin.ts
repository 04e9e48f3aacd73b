import path from 'node:path'
import type { Plugin } from 'vite'
import { fileOf, planted } from './plant.ts'
import type { Plant } from './plant.ts'

/** Plants one mistake into what a test imports; the test is expected to fail then. */
export function plantPlugin(plant: Plant): Plugin {
  const file = path.normalize(fileOf(plant))
  return {
    name: 'planted-mistake',
    enforce: 'pre',
    transform: (source, id) =>
      path.normalize(id.split('?')[0] ?? id) === file ? { code: planted(source, plant), map: null } : null,
  }
}
