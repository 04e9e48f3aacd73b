import { requireNode } from './lib/require-node.mjs'

requireNode()
const [name, ...args] = process.argv.slice(2)
const { UsageError } = await import('../test/proof/support/arguments.ts')
const { prove, usage } = await import(`../test/proof/${name}/main.ts`)
try {
  process.exitCode = await prove(args)
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(`${name}: ${error.message}\nUsage: ${usage}`)
  process.exitCode = 2
}
