// Makes the pictures that later runs of the visual tests are compared with, on this platform and browser.
//
//   npm run pictures                 the core, which `npm test` compares
//   npm run pictures -- --screens    the fingerprints of every screen, which `npm run test:full` compares
//   npm run pictures -- --all        both
//
// Look at what has changed before it is committed (`git diff` of the core, the gallery for the screens that are named at
// the end): this is where a fault would become the rule.

import { rmSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { requireNode } from './lib/require-node.mjs'

requireNode()
const { cache, root, tools } = await import('./lib/project.ts')
const { run } = await import('./lib/run.ts')
const { keepScreens, madeScreensIn, screenNames, screensIn } =
  await import('../test/visual/support/screens-file.ts')
const { placeOfPictures } = await import('../test/visual/support/place.ts')
const { sceneNames } = await import('../test/gallery/scene-names.ts')

const all = process.argv.includes('--all')
const screens = all || process.argv.includes('--screens')
const files = (all ? ['core', 'screens'] : [screens ? 'screens' : 'core']).map(
  (each) => `visual/${each}\\.spec`,
)
const made = madeScreensIn(cache)
rmSync(made, { recursive: true, force: true })
const args = ['test', '--project=visual', '--workers=2', ...files, '-g', 'looks? as it did']
process.exitCode = await run(process.execPath, [tools.playwright, ...args], {
  cwd: root,
  env: {
    ...process.env,
    E2E_HOST: 'chromium',
    STAMPWELL_PICTURES: 'make',
    ...(screens ? { STAMPWELL_FULL: '1' } : {}),
  },
})
if (screens) {
  const file = screensIn(path.join(root, 'test/visual/baselines', placeOfPictures()))
  const changed = keepScreens(file, made, screenNames(sceneNames))
  console.log(`\n${changed.length} screens are new or have changed:\n${changed.join('\n')}`)
}
