import type { CacheFile } from '../db/open-cache.ts'

/** The table `kept` of a member copy: a few values by their names, each as JSON text. */
export interface Kept {
  text(name: string): string | undefined
  /** Null where nothing was kept. Throws a `SyntaxError`, which is damage, where it is no record. */
  record(name: 'pull' | 'programme'): object | null
  put(name: string, text: string): void
  drop(name: string): void
}

/** Prepares them for an open member copy. */
export function prepareKept(db: CacheFile): Kept {
  const put = db.prepare<[string, string]>('INSERT OR REPLACE INTO kept VALUES (?, ?)')
  const get = db.prepare<[string], string>('SELECT value FROM kept WHERE name = ?').pluck()
  const drop = db.prepare<[string]>('DELETE FROM kept WHERE name = ?')
  return {
    text: (name) => get.get(name),
    record(name) {
      const text = get.get(name)
      if (text === undefined) return null
      const value: unknown = JSON.parse(text)
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
      throw new SyntaxError(`what was kept of the ${name} is something else`)
    },
    put: (name, text) => void put.run(name, text),
    drop: (name) => void drop.run(name),
  }
}
