import { availableParallelism } from 'node:os'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { apart } from './test/house/apart.ts'
import { plantNamed } from './test/planted/plants.ts'
import { plantPlugin } from './test/planted/vite-plugin.ts'
import { wordsPlugin } from './scripts/lib/words-plugin.ts'

const words = wordsPlugin(path.join(import.meta.dirname, 'renderer/i18n'))

// A mistake to plant into the product, so that a proof can be seen to notice it.
const { STAMPWELL_PLANT: plant } = process.env
const planted = plant === undefined ? [] : [plantPlugin(plantNamed(plant))]

/** What runs in its large size takes its time. What is started before a test is as much as what a test starts. */
const testTimeout = process.env['STAMPWELL_FULL'] === '1' ? 300_000 : 20_000
const timeouts = { testTimeout, hookTimeout: testTimeout } as const
/** What is waited for comes when the machine has time for it: no law is about how soon that is. */
const waits = { expect: { poll: { timeout: 10_000 } } } as const

const node = { environment: 'node', ...timeouts, ...waits } as const

const forBrowsers = Object.fromEntries(
  ['webhid-barcode-scanner', 'webserial-barcode-scanner'].map((name) => [
    `@point-of-sale/${name}`,
    path.join(import.meta.dirname, `node_modules/@point-of-sale/${name}/dist/${name}.esm.js`),
  ]),
)

/**
 * Where Node keeps what it compiled. A till starts its directory in a thread and proofs start tills in processes, and each
 * would read, strip and compile the same sources again: that was half of their time. A source that changed has another hash.
 */
const compiled = path.join(import.meta.dirname, 'node_modules/.cache/stampwell/compiled')

export default defineConfig({
  test: {
    env: { NODE_COMPILE_CACHE: compiled },
    // A module that was kept from another run would hide the mistake, or bring it into a run without one.
    fsModuleCache: plant === undefined,
    maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
    projects: [
      {
        plugins: [...planted, words],
        // No module of the product keeps anything (there are no singletons), so the files of a worker share what one of
        // them has loaded. A third of the processor's time went into loading it again for each.
        test: { ...node, name: 'node', include: ['test/**/*.test.ts'], exclude: [...apart], isolate: false },
      },
      { plugins: planted, test: { ...node, name: 'apart', include: [...apart] } },
      {
        plugins: [words, react()],
        // They are for browsers alone, and say so.
        resolve: { alias: forBrowsers },
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['test/**/*.test.tsx'],
          setupFiles: [path.join(import.meta.dirname, 'test/ui/patience.ts')],
          ...timeouts,
          ...waits,
        },
      },
    ],
    coverage: { provider: 'v8', include: ['electron/**', 'renderer/**', 'shared/**'] },
  },
})
