import { defineConfig } from 'vitest/config'

// The unit laws of the pure core, and nothing else: they run once for each mutant.
export default defineConfig({
  test: { environment: 'node', include: ['test/unit/outbox/*.test.ts'] },
})
