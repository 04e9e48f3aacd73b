import { requireNode } from './lib/require-node.mjs'

requireNode()
const { probe } = await import('./probe/main.ts')
process.exitCode = await probe({
  args: process.argv.slice(2),
  env: process.env,
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
})
