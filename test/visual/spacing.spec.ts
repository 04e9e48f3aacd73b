import { expect } from 'playwright/test'
import type { Page } from 'playwright/test'
import { sceneNames } from '../gallery/scene-names.ts'
import { openScene, test } from './support/gallery.ts'
import { faultsOf } from './support/measure.ts'

/** As far apart as a reader may set letters, words, lines and paragraphs (WCAG 1.4.12). */
const apart = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }
`
/** The others are in the whole run. */
const few = ['member-two-rewards', 'enrol-problems', 'messages']
const names = process.env['STAMPWELL_FULL'] === '1' ? sceneNames : few

/** Sets the words of what is on screen apart, and answers how far apart the letters of headings and sentences are, per cent of their size. */
function setApart(page: Page): Promise<readonly number[]> {
  return page.evaluate(async (style) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(style)
    document.adoptedStyleSheets.push(sheet)
    for (let at = 0; at < 2; at += 1) await new Promise((drawn) => requestAnimationFrame(drawn))
    return [...document.querySelectorAll('h1, h2, h3, p')].map((each) => {
      const { letterSpacing, fontSize } = getComputedStyle(each)
      return Math.round((100 * parseFloat(letterSpacing)) / parseFloat(fontSize))
    })
  }, apart)
}

test.use({ viewport: { width: 1280, height: 800 } })

for (const name of names) {
  test(`${name}: with letters, words and lines as far apart as a reader may set them nothing is cut or covered`, async ({
    page,
  }) => {
    await openScene(page, name)
    expect(new Set(await setApart(page))).toEqual(new Set([12]))
    expect(await faultsOf(page)).toEqual({ small: [], lost: [], covered: [], sideways: [] })
  })
}
