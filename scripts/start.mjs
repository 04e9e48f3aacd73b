import { requireNode } from './lib/require-node.mjs'

requireNode()
const { start } = await import('./lib/start.ts')
process.exitCode = await start(process.argv.slice(2))
