import { requireNode } from './lib/require-node.mjs'

requireNode()
const { runOnHost } = await import('./lib/run-on-host.ts')
process.exitCode = await runOnHost('test/bench/camera/main.ts', process.argv.slice(2))
