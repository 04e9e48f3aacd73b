import { requireNode } from './lib/require-node.mjs'

requireNode()
const { runTests } = await import('./lib/run-tests.ts')
process.exitCode = await runTests(process.argv.slice(2))
