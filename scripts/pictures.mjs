// Makes the pictures that later runs of the visual tests are compared with, on this platform and browser.
//
//   npm run pictures             the core, which `npm test` compares
//   npm run pictures -- --all    and the hashes of every screen, which `npm run test:full` compares
//
// Look at what has changed in `git diff` before it is committed: this is where a fault would become the rule.

import process from 'node:process'
import { requireNode } from './lib/require-node.mjs'

requireNode()
const { root, tools } = await import('./lib/project.ts')
const { run } = await import('./lib/run.ts')
const all = process.argv.includes('--all')
// One worker: each adds to the same list.
const args = ['test', '--project=visual', '--workers=1', ...(all ? [] : ['core']), '-g', 'looks as it did']
process.exitCode = await run(process.execPath, [tools.playwright, ...args], {
  cwd: root,
  env: {
    ...process.env,
    E2E_HOST: 'chromium',
    STAMPWELL_PICTURES: 'make',
    ...(all ? { STAMPWELL_FULL: '1' } : {}),
  },
})
