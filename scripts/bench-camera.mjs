import { requireNode } from './lib/require-node.mjs'

requireNode()
await import('../test/bench/camera/main.ts')
