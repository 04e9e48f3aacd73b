import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright/test'
import { createPracticeBackend } from '../../electron/main/training/backend.ts'
import type { SampleCard } from '../../shared/domain/views.ts'
import { makeVideo } from '../fixtures/camera/make-video.ts'
import { expect, test } from './support/launch.ts'
import type { LaunchOptions } from './support/launch.ts'
import { tillPage } from './support/till-page.ts'

const members = 50
test.use({ hostOptions: { env: { STAMPWELL_PRACTICE_MEMBERS: String(members) } } })

/** The same shop as the till's, so that a card can be filmed before the till starts. */
function sampleCards(): readonly SampleCard[] {
  const backend = createPracticeBackend({
    file: ':memory:',
    members,
    token: 'x',
    clock: Date,
    onFault: (error) => {
      throw error instanceof Error ? error : new Error('the practice shop failed')
    },
  })
  const cards = backend.sampleCards()
  backend.close()
  return cards
}

/** Chromium plays the film as the computer's only camera. Whether the page may use it is still the app's to say. */
function filming(file: string, { symbology: kind, code: text }: SampleCard): LaunchOptions {
  writeFileSync(file, makeVideo({ kind, text }))
  return { args: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`] }
}

/** Remembers each camera picture that the page gets from now on. */
async function watchCameras(page: Page): Promise<void> {
  await page.evaluate(() => {
    const wide = window as unknown as { streams: MediaStream[] }
    wide.streams = []
    const devices = navigator.mediaDevices
    const open = devices.getUserMedia.bind(devices)
    devices.getUserMedia = async (wanted) => {
      const stream = await open(wanted)
      wide.streams.push(stream)
      return stream
    }
  })
}

function cameras(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    (window as unknown as { streams: MediaStream[] }).streams.flatMap((stream) =>
      stream.getTracks().map((track) => `${track.kind} ${track.readyState}`),
    ),
  )
}

const ready = async (page: Page): Promise<void> => {
  await tillPage(page).sayWhoIsHere('Robin')
  await tillPage(page).memberListComplete()
  await watchCameras(page)
}

for (const purpose of ['member', 'two-cards', 'reward-ready', 'unknown'] as const) {
  const card = sampleCards().find((one) => one.purpose === purpose)
  if (card === undefined) throw new Error(`no sample card: ${purpose}`)
  test(`a card held before the camera (${card.symbology}, ${purpose}) opens, and the camera is off`, async ({
    userData,
    start,
  }) => {
    const { page } = await start(filming(path.join(userData, 'film.mjpeg'), card))
    await ready(page)
    await page.getByRole('button', { name: 'Scan with the camera' }).click()
    await expect(page.getByRole('dialog', { name: 'Camera' })).toBeVisible()
    if (card.name === null) {
      await expect(page.getByRole('heading', { name: 'This card belongs to nobody yet' })).toBeVisible({
        timeout: 30_000,
      })
      await expect(page.getByRole('main').getByText(card.code)).toBeVisible()
    } else {
      await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toContainText(card.name, {
        timeout: 30_000,
      })
    }
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect.poll(() => cameras(page)).toEqual(['video ended'])
  })
}

test('closing the panel turns the camera off', async ({ userData, start }) => {
  const [card] = sampleCards()
  if (card === undefined) throw new Error('no sample card')
  // A film of an empty counter: there is nothing to read.
  const options = filming(path.join(userData, 'film.mjpeg'), card)
  writeFileSync(
    path.join(userData, 'film.mjpeg'),
    makeVideo({ kind: card.symbology, text: card.code, empty: 20, shown: 0 }),
  )
  const { page } = await start(options)
  await ready(page)
  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  const panel = page.getByRole('dialog', { name: 'Camera' })
  await expect(panel.getByText('Hold the card in front of the camera.')).toBeVisible()
  expect(await cameras(page)).toEqual(['video live'])
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  expect(await cameras(page)).toEqual(['video ended'])
  await expect(page.getByRole('heading', { name: 'Ready to scan' })).toBeVisible()
})

test('without a camera the till says so, and what to do instead', async ({ start }) => {
  const { page } = await start({ args: ['--use-fake-device-for-media-stream=device-count=0'] })
  await ready(page)
  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  const panel = page.getByRole('dialog', { name: 'Camera' })
  await expect(panel.getByText('No camera was found. Plug one in, or use the hand scanner.')).toBeVisible()
  await panel.getByRole('button', { name: 'Try again' }).click()
  await expect(panel.getByText('No camera was found. Plug one in, or use the hand scanner.')).toBeVisible()
  // The hand scanner works over the panel.
  const card = await tillPage(page).sampleCard('member')
  await tillPage(page).scan(card.code)
  await tillPage(page).expectMember(card.name ?? '')
  await expect(panel).toBeHidden()
})

test('a camera that the system refuses is said to be refused', async ({ start }) => {
  const { page, app } = await start({ args: ['--use-fake-device-for-media-stream'] })
  await expect(page.getByRole('dialog', { name: 'Who is at the till?' })).toBeVisible()
  await page.evaluate(() => {
    Object.assign(window, { before: true })
  })
  await app.evaluate(({ session, BrowserWindow }) => {
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
    session.defaultSession.setPermissionCheckHandler(() => false)
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    // Anew rather than again: the Chromium host asks about permissions when an address is loaded.
    void contents?.loadURL(contents.getURL())
  })
  await expect.poll(() => page.evaluate(() => 'before' in window).catch(() => true)).toBe(false)
  await ready(page)
  await expect
    .poll(() => page.evaluate(async () => (await navigator.permissions.query({ name: 'camera' })).state))
    .toBe('denied')
  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  await expect(
    page
      .getByRole('dialog', { name: 'Camera' })
      .getByText('The camera is not allowed. Allow it in this computer’s privacy settings.'),
  ).toBeVisible()
  expect(await cameras(page)).toEqual([])
})
