import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'playwright/test'
import type { Locator, Page } from 'playwright/test'
import { cache, root } from '../../../scripts/lib/project.ts'
import { cellsBeyond, differenceOf, fingerprintOf } from './fingerprint.ts'
import type { Difference, Fingerprint } from './fingerprint.ts'
import { settled } from './gallery.ts'
import { placeOfPictures } from './place.ts'
import { pixelsOf } from './png.ts'
import { knownIn, madeScreensIn, noteScreen, screensIn } from './screens-file.ts'

const place = placeOfPictures()
const folder = path.join(root, 'test/visual/baselines', place)
const made = madeScreensIn(cache)

/** Whether this run makes the pictures that later ones are compared with. */
function isMaking(): boolean {
  return process.env['STAMPWELL_PICTURES'] === 'make'
}

/** Says that something was not compared, and why: silence would look like success. */
function sayNotCompared(what: string): void {
  const words = `NOT COMPARED: ${what}, there are no pictures of ${place} to compare with`
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
    sayNotCompared(name)
    return
  }
  // Playwright's own comparison, with its pictures of what differs; the path is that of `playwright.config.ts`.
  if ('goto' in of) await expect(of).toHaveScreenshot(`${name}.png`, options)
  else await expect(of).toHaveScreenshot(`${name}.png`, options)
}

/** What every screen looked like, coarsely: some hundreds of pictures, too large to be kept whole. */
export interface KnownScreens {
  /** Compares a screen, or notes it where pictures are made; says what differs, and where its new picture is. */
  readonly look: (page: Page, name: string) => Promise<string | null>
}

/** How often a screen that differs is looked at again. */
const patience = 3

/** Screens whose pictures are compared by their fingerprints. */
export function knownScreens(): KnownScreens {
  let known: ReadonlyMap<string, Fingerprint> | undefined
  return {
    async look(page, name) {
      if (isMaking()) {
        // What two drawings agree on is complete.
        let before = fingerprintOf(pixelsOf(await drawn(page)))
        for (let left = patience; left > 0; left -= 1) {
          await settled(page)
          const now = fingerprintOf(pixelsOf(await drawn(page)))
          const same = cellsBeyond(before, now).length === 0
          before = now
          if (same) break
        }
        noteScreen(made, name, before)
        return null
      }
      known ??= knownIn(screensIn(folder))
      if (known === undefined) {
        sayNotCompared(name)
        return null
      }
      const was = known.get(name)
      for (let left = patience; ; left -= 1) {
        const picture = await drawn(page)
        const pixels = pixelsOf(picture)
        const differ = was === undefined ? null : differenceOf(was, fingerprintOf(pixels), pixels.width)
        if (was !== undefined && differ === null) return null
        // As Playwright's own comparison does: what is not complete yet is looked at again.
        if (was !== undefined && left > 0) {
          await settled(page)
          continue
        }
        const file = test.info().outputPath(`${name}.png`)
        writeFileSync(file, picture)
        return `${file}: ${differ === null ? 'not known yet' : inWords(differ)}`
      }
    },
  }
}

function drawn(page: Page): Promise<Buffer> {
  return page.screenshot({ animations: 'disabled', caret: 'hide' })
}

function inWords({ cells, left, top, right, bottom }: Difference): string {
  return `${String(cells)} cells, from ${String(left)}, ${String(top)} to ${String(right)}, ${String(bottom)} px`
}
