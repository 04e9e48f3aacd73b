import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright/test'
import { createPracticeBackend } from '../../electron/main/training/backend.ts'
import type { SampleCard } from '../../shared/domain/views.ts'
import type { Kind } from '../fixtures/camera/barcode.ts'
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
function filming(file: string, kind: Kind, text: string): LaunchOptions {
  writeFileSync(file, makeVideo({ kind, text }))
  return { args: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`] }
}

/** Remembers each camera picture that the page gets from now on, and what its workers say. */
async function watchCameras(page: Page): Promise<void> {
  await page.evaluate(() => {
    const wide = window as unknown as { streams: MediaStream[]; said: string[] }
    wide.said = []
    const Plain = window.Worker
    window.Worker = class extends Plain {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given)
        this.addEventListener('message', ({ data }: MessageEvent<{ kind: string }>) =>
          wide.said.push(data.kind),
        )
      }
    }
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

/** What may run here. Outside of what the tester itself evaluates, which is let through. */
function whatRuns(): Promise<Readonly<Record<string, string>>> {
  const named = (error: unknown): string => (error instanceof Error ? error.name : 'thrown')
  const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])
  return new Promise((resolve) => {
    setTimeout(() => {
      let text = 'ran'
      try {
        ;(0, eval)('1 + 1')
      } catch (error) {
        text = named(error)
      }
      void Promise.all([
        WebAssembly.compile(empty).then(() => 'ran', named),
        fetch('/index.html').then(() => 'ran', named),
      ]).then(([webAssembly, request]) => resolve({ text, webAssembly, request }))
    })
  })
}

const ready = async (page: Page): Promise<void> => {
  await tillPage(page).sayWhoIsHere('Robin')
  await tillPage(page).memberListComplete()
  await watchCameras(page)
}

/** The card of a purpose, printed as the shop prints it or as something else. */
const printed: readonly (readonly [purpose: SampleCard['purpose'], as?: Kind])[] = [
  ['member'],
  ['two-cards'],
  ['reward-ready'],
  ['member', 'pdf417'],
  ['unknown', 'datamatrix'],
]

for (const [purpose, as] of printed) {
  const card = sampleCards().find((one) => one.purpose === purpose)
  if (card === undefined) throw new Error(`no sample card: ${purpose}`)
  const kind = as ?? card.symbology
  test(`a card held before the camera (${kind}, ${purpose}) opens, and the camera is off`, async ({
    userData,
    start,
  }) => {
    const { page } = await start(filming(path.join(userData, 'film.mjpeg'), kind, card.code))
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

/** Every other kind, with a code that belongs to nobody. */
const others: readonly (readonly [kind: Kind, text: string, told: string])[] = [
  ['ean8', '96385074', '96385074'],
  ['upca', '036000291452', '0036000291452'],
  ['code39', 'LOY-4277', 'LOY-4277'],
  ['interleaved2of5', '9876543210', '9876543210'],
  ['rationalizedCodabar', 'A40156B', 'A40156B'],
  ['azteccode', 'LOY-00427781', 'LOY-00427781'],
]
// In an ordinary run one kind of bars and of squares each, above, stand for them.
const filmed = process.env['STAMPWELL_FULL'] === '1' ? others : []
for (const [kind, text, told] of filmed) {
  test(`a card held before the camera (${kind}) is read`, async ({ userData, start }) => {
    const { page } = await start(filming(path.join(userData, 'film.mjpeg'), kind, text))
    await ready(page)
    await page.getByRole('button', { name: 'Scan with the camera' }).click()
    await expect(page.getByRole('main').getByText(told)).toBeVisible({ timeout: 30_000 })
    await expect.poll(() => cameras(page)).toEqual(['video ended'])
  })
}

test('closing the panel turns the camera off', async ({ userData, start }) => {
  const [card] = sampleCards()
  if (card === undefined) throw new Error('no sample card')
  // A film of an empty counter: there is nothing to read.
  const options = filming(path.join(userData, 'film.mjpeg'), card.symbology, card.code)
  writeFileSync(
    path.join(userData, 'film.mjpeg'),
    makeVideo({ kind: card.symbology, text: card.code, empty: 20, shown: 0 }),
  )
  const { page } = await start(options)
  await ready(page)
  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  const panel = page.getByRole('dialog', { name: 'Camera' })
  await expect(panel.getByText('Hold the card in front of the camera.')).toBeVisible()
  await expect(panel.getByText('Camera on')).toBeVisible()
  expect(await cameras(page)).toEqual(['video live'])
  // The worker compiles the decoder and may no more than the page; the page may not even that.
  const decoder = () => page.workers().find((one) => one.url().includes('camera-worker'))
  // The picture may be there before whoever drives this browser has heard of the worker.
  await expect.poll(() => decoder() !== undefined).toBe(true)
  expect(await decoder()?.evaluate(whatRuns)).toEqual({
    text: 'EvalError',
    webAssembly: 'ran',
    request: 'TypeError',
  })
  expect(await page.evaluate(whatRuns)).toEqual({
    text: 'EvalError',
    webAssembly: 'CompileError',
    request: 'TypeError',
  })
  // Frames are read, and by the quick decoder: the worker would have said that it could not be started.
  const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said)
  await expect.poll(async () => (await said()).length).toBeGreaterThan(5)
  expect(new Set(await said())).toEqual(new Set(['looked']))
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
