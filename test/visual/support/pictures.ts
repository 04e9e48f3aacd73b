import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'playwright/test'
import type { Locator, Page } from 'playwright/test'
import { root } from '../../../scripts/lib/project.ts'
import { placeOfPictures } from './place.ts'

const place = placeOfPictures()
const folder = path.join(root, 'test/visual/baselines', place)
const listFile = path.join(folder, 'screens.json')

/** Whether this run makes the pictures that later ones are compared with. */
export function isMaking(): boolean {
  return process.env['STAMPWELL_PICTURES'] === 'make'
}

/** Says once that nothing was compared, and why: silence would look like success. */
function sayNotCompared(): void {
  const words = `NOT COMPARED: there are no pictures of ${place} to compare with`
  test.info().annotations.push({ type: 'pictures', description: words })
  console.log(words)
}

/** Compares what is drawn with its picture; what differs is in the report, side by side. */
export async function expectPicture(of: Page | Locator, name: string): Promise<void> {
  const file = path.join(folder, `${name}.png`)
  // Two drawings of the same page were seen to differ by six pixels of a letter's edge; a sign is more than this.
  const options = { animations: 'disabled', caret: 'hide', maxDiffPixels: 16 } as const
  if (isMaking()) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, await of.screenshot({ animations: options.animations, caret: options.caret }))
    return
  }
  if (!existsSync(folder)) {
    sayNotCompared()
    return
  }
  // Playwright's own comparison, with its pictures of what differs; the path is that of `playwright.config.ts`.
  if ('goto' in of) await expect(of).toHaveScreenshot(`${name}.png`, options)
  else await expect(of).toHaveScreenshot(`${name}.png`, options)
}

/** What every screen looked like, as the hashes of its pictures: some hundreds of them, too large to be kept whole. */
export interface KnownScreens {
  /** Compares a screen, or notes it where pictures are made; answers the file of the new picture where it differs. */
  readonly look: (page: Page, name: string) => Promise<string | null>
}

/** Screens whose pictures are compared by their hashes. */
export function knownScreens(): KnownScreens {
  return {
    async look(page, name) {
      const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' })
      const hash = createHash('sha256').update(picture).digest('hex').slice(0, 24)
      if (isMaking()) {
        const known = existsSync(listFile) ? readList() : {}
        mkdirSync(folder, { recursive: true })
        const all = Object.entries({ ...known, [name]: hash }).toSorted(([a], [b]) => (a < b ? -1 : 1))
        writeFileSync(listFile, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`)
        return null
      }
      if (!existsSync(listFile)) {
        sayNotCompared()
        return null
      }
      if (readList()[name] === hash) return null
      const file = test.info().outputPath(`${name}.png`)
      writeFileSync(file, picture)
      return file
    },
  }
}

function readList(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(listFile, 'utf8')) as Readonly<Record<string, string>>
}
