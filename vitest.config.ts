import { availableParallelism } from 'node:os'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { plantNamed } from './test/planted/plants.ts'
import { plantPlugin } from './test/planted/vite-plugin.ts'

// A mistake to plant into the product, so that a proof can be seen to notice it.
const { STAMPWELL_PLANT: plant } = process.env
const planted = plant === undefined ? [] : [plantPlugin(plantNamed(plant))]

const forBrowsers = Object.fromEntries(
  ['webhid-barcode-scanner', 'webserial-barcode-scanner'].map((name) => [
    `@point-of-sale/${name}`,
    path.join(import.meta.dirname, `node_modules/@point-of-sale/${name}/dist/${name}.esm.js`),
  ]),
)

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
        // They are for browsers alone, and say so.
        resolve: { alias: forBrowsers },
        test: { name: 'dom', environment: 'happy-dom', include: ['test/**/*.test.tsx'] },
      },
    ],
    coverage: { provider: 'v8', include: ['electron/**', 'renderer/**', 'shared/**'] },
  },
})
