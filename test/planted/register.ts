import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { fileOf, planted } from './plant.ts'
import type { Plant } from './plant.ts'

/** Plants mistakes into modules that are imported after this, in this thread of Node. */
export function plantModules(plants: readonly Plant[]): void {
  const byUrl = new Map<string, Plant[]>()
  for (const plant of plants) {
    const url = pathToFileURL(fileOf(plant)).href
    byUrl.set(url, [...(byUrl.get(url) ?? []), plant])
  }
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context)
      const mine = byUrl.get(url)
      if (mine === undefined || loaded.source === undefined) return loaded
      const source =
        typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source)
      return { ...loaded, source: mine.reduce(planted, source) }
    },
  })
}
