import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root } from '../../../scripts/lib/project.ts'
import { playAftermath } from './aftermath.ts'
import { linesOfProvider, linesOfTill, unsettled } from './books.ts'
import { hostInWords } from './host.ts'
import { playScanning } from './scanning.ts'
import { playStory } from './story.ts'
import type { Audience } from './story.ts'
import { playSystems } from './systems.ts'
import { playTwoTills } from './two-tills.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'stampwell-tour-'))
const pictures = path.join(root, 'docs/screenshots')
mkdirSync(pictures, { recursive: true })
console.log(`The tour runs in ${hostInWords}.`)

let step = 0
let taken = 0
/** Each part plays in a shop of its own. */
function place(name: string): string {
  const made = path.join(folder, name)
  mkdirSync(made)
  return made
}
const audience: Audience = {
  say: (text) => {
    step += 1
    console.log(`${String(step).padStart(2)}. ${text}`)
  },
  async picture(name, page) {
    // Both are of the same moment: the page follows the system's choice while the shop has made none.
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await page.evaluate(() => document.fonts.ready.then(() => undefined))
      const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' })
      writeFileSync(path.join(pictures, `${name}-${scheme}.png`), picture)
      taken += 1
    }
    await page.emulateMedia({ colorScheme: 'light' })
  },
}
try {
  const ending = await playStory(place('story'), audience)
  const till = linesOfTill(ending)
  const provider = linesOfProvider(ending)
  const same = JSON.stringify(till) === JSON.stringify(provider) && unsettled(ending) === 0
  console.log(
    `The till has ${till.length} settled operations, the provider's books ${provider.length} entries: ` +
      (same ? 'the same, operation by operation.' : 'NOT the same.'),
  )
  await playAftermath(place('aftermath'), audience)
  await playSystems(place('systems'), audience)
  await playScanning(place('scanning'), audience)
  await playTwoTills(place('two-tills'), audience)
  console.log(`${taken} pictures in docs/screenshots.`)
  if (!same) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}
