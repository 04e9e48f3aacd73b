/** Mutates the pure core of the outbox: a mutant that no unit law notices is a rule that nobody keeps. */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts', pool: 'forks' },
  plugins: ['@stryker-mutator/vitest-runner', './scripts/lib/mutation-figures.mjs'],
  mutate: [
    'electron/main/outbox/{op-state,backoff,classify,lanes,payloads,settle}.ts',
    'electron/main/outbox/pure/*.ts',
    'shared/domain/ids.ts',
  ],
  ignorePatterns: ['/out', '/docs', '/coverage', '/test-results', '/test/e2e', '/test/host'],
  tempDirName: 'test-results/mutants',
  reporters: ['clear-text', 'json', 'figures'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
  jsonReporter: { fileName: 'test-results/mutation.json' },
  logLevel: 'warn',
  // The schemas of payloads are made once, when they are imported: each of their mutants runs every law.
  warnings: { slow: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  thresholds: { high: 95, low: 90, break: 90 },
}
