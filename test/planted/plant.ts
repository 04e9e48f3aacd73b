import { readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * A mistake that somebody could make in the product: one piece of source replaced by another while a proof runs.
 *
 * The product has no switch for it. A proof that stays green with the mistake in place proves nothing.
 */
export interface Plant {
  /** As `--plant` takes it. */
  readonly name: string
  /** What goes wrong with it, in one sentence. */
  readonly breaks: string
  /** From the root of the repository, with `/`. */
  readonly file: string
  /** Stands in the file exactly once. */
  readonly find: string
  readonly replace: string
}

const root = path.resolve(import.meta.dirname, '../..')

/** Absolute path of the file that a plant changes. */
export function fileOf(plant: Plant): string {
  return path.join(root, plant.file)
}

/** The source with the mistake in it. Throws where the piece is not there exactly once: the plant has rotted. */
export function planted(source: string, plant: Plant): string {
  const parts = source.split(plant.find)
  if (parts.length !== 2) {
    throw new Error(`${plant.name}: its piece stands ${parts.length - 1} times in ${plant.file}, not once.`)
  }
  return parts.join(plant.replace)
}

/** Plants whose piece is not in its file exactly once, with the reason. */
export function rotten(plants: readonly Plant[]): readonly string[] {
  return plants.flatMap((plant) => {
    try {
      planted(readFileSync(fileOf(plant), 'utf8'), plant)
      return []
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)]
    }
  })
}
