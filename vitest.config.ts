import { availableParallelism } from 'node:os'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { plantNamed } from './test/planted/plants.ts'
import { plantPlugin } from './test/planted/vite-plugin.ts'

// A mistake to plant into the product, so that a proof can be seen to notice it.
const { STAMPWELL_PLANT: plant } = process.env
const planted = plant === undefined ? [] : [plantPlugin(plantNamed(plant))]

export default defineConfig({
  test: {
    // A module that was kept from another run would hide the mistake, or bring it into a run without one.
    fsModuleCache: plant === undefined,
    maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
    projects: [
      {
        plugins: planted,
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        plugins: [react()],
        test: { name: 'dom', environment: 'happy-dom', include: ['test/**/*.test.tsx'] },
      },
    ],
    coverage: { provider: 'v8', include: ['electron/**', 'renderer/**', 'shared/**'] },
  },
})
