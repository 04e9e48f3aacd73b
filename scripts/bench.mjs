import { requireNode } from './lib/require-node.mjs'

requireNode()
const { runBench } = await import('./lib/run-bench.ts')
process.exitCode = await runBench(process.argv.slice(2))
