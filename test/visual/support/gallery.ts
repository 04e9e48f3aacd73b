import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { test as base } from 'playwright/test'
import type { BrowserContext, Page } from 'playwright/test'
import { cache } from '../../../scripts/lib/project.ts'
import { findChromium } from '../../host/find-chromium.ts'

/** Where `gallery.setup.ts` puts the built gallery. */
export const builtGallery = process.env['STAMPWELL_GALLERY'] ?? path.join(cache, 'gallery')

const address = 'http://gallery.test/'
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** How the gallery is looked at. */
export interface Look {
  readonly theme: 'light' | 'dark' | 'contrast-light' | 'contrast-dark'
  /** The pseudo-language, or one of the product's. */
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
}

export const plainLook: Look = { theme: 'light', locale: 'en', direction: 'ltr' }

/** Every picture is of this moment, a Saturday in the shop's zone. */
const moment = new Date('2026-11-21T14:02:00+01:00')

/** The gallery from its files: no server, no network, no clock that goes on. */
async function prepare(context: BrowserContext): Promise<void> {
  await context.route('**/*', async (route) => {
    const { pathname, origin } = new URL(route.request().url())
    if (`${origin}/` !== address) {
      await route.abort()
      return
    }
    const file = pathname === '/' ? 'index.html' : pathname.slice(1)
    try {
      const body = await readFile(path.join(builtGallery, file))
      await route.fulfill({ body, contentType: types[path.extname(file)] ?? 'text/plain' })
    } catch {
      await route.fulfill({ status: 404, body: '' })
    }
  })
}

function emulate(page: Page, theme: Look['theme']): Promise<void> {
  return page.emulateMedia({
    colorScheme: theme.endsWith('dark') ? 'dark' : 'light',
    contrast: theme.startsWith('contrast') ? 'more' : 'no-preference',
    reducedMotion: 'reduce',
  })
}

async function open(page: Page, query: Readonly<Record<string, string>>, { theme }: Look): Promise<void> {
  await emulate(page, theme)
  await page.goto(`${address}?${new URLSearchParams(query).toString()}`)
}

/** The same scene in another theme, as a till that follows its computer. */
export async function repaint(page: Page, theme: Look['theme']): Promise<void> {
  await emulate(page, theme)
  await page.locator(`html[data-theme="${theme}"]`).waitFor()
  await rest(page)
}

/** What has been fetched is drawn, and nothing moves. */
async function rest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined)))
    for (let at = 0; at < 2; at += 1) await new Promise((drawn) => requestAnimationFrame(drawn))
  })
}

/** Opens one scene and waits until it has been played and drawn. */
export async function openScene(page: Page, name: string, look: Look = plainLook): Promise<void> {
  const { locale, direction } = look
  await open(page, { scene: name, locale, ...(direction === 'rtl' ? { dir: direction } : {}) }, look)
  const html = page.locator('html')
  await html.and(page.locator('[data-scene]')).waitFor()
  const how = await html.getAttribute('data-scene')
  if (how !== 'ready') throw new Error(`the scene ${name} could not be played: ${how ?? ''}`)
  await page.waitForFunction(
    () => document.querySelector('main, [role="dialog"], [role="alertdialog"]') !== null,
  )
  await rest(page)
}

/** What a screen fetches after it is there has come, and the moment of a reward is over: both take time of their own. */
export async function settled(page: Page): Promise<void> {
  // The moment is fetched when it is first wanted: it may begin after the screen is there.
  await quiet(page)
  await page.locator('[data-moment]').waitFor({ state: 'detached' })
  await quiet(page)
  await rest(page)
}

/** Nothing is added to the page, and nothing goes, for a while. */
async function quiet(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const quietMs = 300
        const observer = new MutationObserver(() => {
          clearTimeout(timer)
          timer = setTimeout(end, quietMs)
        })
        const end = (): void => {
          observer.disconnect()
          resolve()
        }
        let timer = setTimeout(end, quietMs)
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
  )
}

/** Opens the page of parts. */
export async function openParts(page: Page, look: Look = plainLook): Promise<void> {
  await open(page, {}, look)
  await page.getByRole('heading', { level: 1 }).waitFor()
  if (look.direction === 'rtl') await page.evaluate(() => (document.documentElement.dir = 'rtl'))
  await rest(page)
}

/** The names of all scenes, as the gallery has them. */
export async function builtScenes(page: Page): Promise<readonly string[]> {
  await openParts(page)
  return page.evaluate(() => (window as unknown as { scenes: readonly string[] }).scenes)
}

/** A page on the gallery, in the Chromium of the host. */
export const test = base.extend({
  launchOptions: async ({}, use) => {
    const found = findChromium()
    await use({
      ...(found === undefined ? {} : { executablePath: found }),
      args: ['--no-sandbox', '--font-render-hinting=none', '--disable-lcd-text'],
    })
  },
  context: async ({ context }, use) => {
    await prepare(context)
    await use(context)
  },
  page: async ({ page }, use) => {
    await page.clock.setFixedTime(moment)
    await use(page)
  },
})

/** The same page for all tests of a worker: a new one each costs Chromium more than a scene does. */
export const lastingTest = test.extend<object, { readonly lasting: Page }>({
  lasting: [
    async ({ browser }, use) => {
      const context = await browser.newContext()
      await prepare(context)
      const page = await context.newPage()
      await page.clock.setFixedTime(moment)
      await use(page)
      await context.close()
    },
    { scope: 'worker' },
  ],
  page: async ({ lasting }, use) => {
    await use(lasting)
  },
})
