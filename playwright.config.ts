import path from 'node:path'
import { defineConfig } from 'playwright/test'
import { placeOfPictures } from './test/visual/support/place.ts'
import { hostInWords } from './test/e2e/support/host.ts'

const full = process.env['STAMPWELL_FULL'] === '1'
const report = process.env['E2E_REPORT']

// Each test starts the app, whose sources Node would compile again each time.
process.env['NODE_COMPILE_CACHE'] ??= path.join(import.meta.dirname, 'node_modules/.cache/stampwell/compiled')

// Workers read this file too; it is said once.
if (process.env['TEST_WORKER_INDEX'] === undefined) {
  console.log(`End-to-end tests run in ${hostInWords} on ${process.platform}-${process.arch}.`)
}

/**
 * A hand is measured, keys are counted against a clock, or time is hurried: nothing else runs meanwhile. All others wait for
 * the shop's server, a disk, axe, a camera or an undo window, and a scan says of each key when it was pressed: a few of them
 * disturb each other little.
 */
const alone = /(layout-shift|movements|outage|tasks)\.spec\.ts$/

export default defineConfig({
  testDir: 'test',
  snapshotPathTemplate: `{testDir}/baselines/${placeOfPictures()}/{arg}{ext}`,
  outputDir: 'node_modules/.cache/stampwell/e2e',
  // One app at a time: the tests measure what a cashier would feel, on machines with two cores. `npm test` gives the
  // first project several workers, in a run of its own.
  workers: 1,
  projects: [
    // Test by test, so that no worker is left with a whole file at the end.
    { name: 'beside', testDir: 'test/e2e', testIgnore: alone, fullyParallel: true },
    { name: 'alone', testDir: 'test/e2e', testMatch: alone },
    // The page alone, on a terminal in memory: what it looks like, in every theme, language and window.
    { name: 'gallery', testDir: 'test/visual', testMatch: /gallery\.setup\.ts$/ },
    { name: 'visual', testDir: 'test/visual', dependencies: ['gallery'], fullyParallel: true },
  ],
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  ...(full ? {} : { grepInvert: /@full/ }),
  timeout: full ? 300_000 : 60_000,
  // What is expected comes when the machine has time for it; no law is about how soon that is.
  expect: { timeout: 20_000 },
  reporter: [['list'], ...(report === undefined ? [] : [['json', { outputFile: report }] as const])],
})
