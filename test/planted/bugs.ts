import type { Plant } from './plant.ts'

/** Mistakes that the simulation must notice. */
export const bugPlants: readonly Plant[] = []
