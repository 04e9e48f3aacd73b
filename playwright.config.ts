import { defineConfig } from 'playwright/test'
import { hostInWords } from './test/e2e/support/host.ts'

const full = process.env['STAMPWELL_FULL'] === '1'
const report = process.env['E2E_REPORT']

// Workers read this file too; it is said once.
if (process.env['TEST_WORKER_INDEX'] === undefined) {
  console.log(`End-to-end tests run in ${hostInWords} on ${process.platform}-${process.arch}.`)
}

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'node_modules/.cache/stampwell/e2e',
  // One app at a time: the tests measure what a cashier would feel, on machines with two cores.
  workers: 1,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  ...(full ? {} : { grepInvert: /@full/ }),
  timeout: full ? 300_000 : 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ...(report === undefined ? [] : [['json', { outputFile: report }] as const])],
})
