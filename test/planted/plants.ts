import type { Plant } from './plant.ts'
import { bugPlants } from './bugs.ts'
import { rows1to10 } from './rows-1-10.ts'
import { rows11to21 } from './rows-11-21.ts'
import { rows22to42 } from './rows-22-42.ts'

/** Every mistake that a proof must notice. */
export const plants: readonly Plant[] = [...rows1to10, ...rows11to21, ...rows22to42, ...bugPlants]

/** The plant of a name. Throws where there is none: a proof must not run without the mistake that it was asked for. */
export function plantNamed(name: string): Plant {
  const found = plants.find((plant) => plant.name === name)
  if (found === undefined) throw new Error(`No mistake is called ${name}.`)
  return found
}
