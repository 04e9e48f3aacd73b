import { requireNode } from './lib/require-node.mjs'

requireNode()
const [name, ...args] = process.argv.slice(2)
const { prove } = await import(`../test/proof/${name}/main.ts`)
process.exitCode = await prove(args)
