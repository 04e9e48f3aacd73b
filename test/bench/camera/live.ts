import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright/test'
import { createPracticeBackend } from '../../../electron/main/training/backend.ts'
import type { SampleCard } from '../../../shared/domain/views.ts'
import { close, launch } from '../../e2e/support/launch.ts'
import { tillPage } from '../../e2e/support/till-page.ts'
import type { Kind } from '../../fixtures/camera/barcode.ts'
import { makeVideo } from '../../fixtures/camera/make-video.ts'
import type { Row } from '../figure.ts'
import { momentIn, startRecorder } from '../recorder.ts'
import type { Recorder } from '../recorder.ts'
import { summarise } from '../statistics.ts'

const members = 50
const warmUp = 2
const limitMs = 1_000

/** Kinds that the practice shop's cards can be filmed as: their numbers have thirteen digits. */
const filmed: readonly { readonly kind: Kind; readonly title: string }[] = [
  { kind: 'ean13', title: 'EAN-13' },
  { kind: 'code128', title: 'Code 128' },
  { kind: 'qrcode', title: 'QR' },
  { kind: 'datamatrix', title: 'Data Matrix' },
  { kind: 'pdf417', title: 'PDF417' },
]

function memberCard(): SampleCard {
  const backend = createPracticeBackend({
    file: ':memory:',
    members,
    token: 'x',
    clock: Date,
    onFault: (error) => {
      throw error instanceof Error ? error : new Error('the practice shop failed')
    },
  })
  const card = backend.sampleCards().find(({ purpose }) => purpose === 'member')
  backend.close()
  if (card === undefined) throw new Error('the practice shop has no member with one card')
  return card
}

/**
 * From the film's first frame that shows a card until the member is painted, in the running app: Chromium plays the
 * film as the computer's camera, from its beginning each time the camera is turned on. Cards are white and the counter
 * is not, so the page itself sees when one comes.
 */
export async function measureLive(
  folder: string,
  repetitions: number,
  kinds: readonly string[],
): Promise<readonly Row[]> {
  const card = memberCard()
  const rows: Row[] = []
  for (const { kind, title } of filmed.filter((one) => kinds.includes(one.kind))) {
    const userData = path.join(folder, `live-${kind}`)
    mkdirSync(userData)
    const film = path.join(userData, 'film.mjpeg')
    writeFileSync(film, makeVideo({ kind, text: card.code, width: 1280, height: 720, severity: 0.7 }))
    const terminal = await launch(userData, {
      env: { STAMPWELL_PRACTICE_MEMBERS: String(members) },
      args: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`],
    })
    try {
      const { page } = terminal
      const till = tillPage(page)
      await till.sayWhoIsHere('Robin')
      await till.memberListComplete()
      await watchForCards(page)
      const recorder = await startRecorder(page)
      const took: number[] = []
      for (let at = 0; at < warmUp + repetitions; at += 1) {
        const ms = await scanOnce(page, recorder)
        if (at >= warmUp) took.push(ms)
      }
      console.error(`${title}, live`)
      rows.push({
        id: `camera.to-member.${kind}`,
        title: `Camera: ${title} in the picture to member on screen`,
        unit: 'ms',
        ...summarise(took),
        note: null,
        target: { of: 'median', limit: limitMs, is: 'most' },
      })
    } finally {
      await close(terminal)
    }
  }
  return rows
}

async function scanOnce(page: Page, recorder: Recorder): Promise<number> {
  await page.evaluate(() => {
    Object.assign(window, { cardCameAt: null })
  })
  const from = await recorder.position()
  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  await page.getByRole('article').waitFor({ timeout: 20_000 })
  const shown = await recorder.until('member:painted', from)
  const came = await page.evaluate(() => (window as unknown as { cardCameAt: number | null }).cardCameAt)
  if (came === null) throw new Error('a member was shown before a card was in the picture')
  const { at } = momentIn(await recorder.since(from), 'member:painted')
  if (at !== shown.at) throw new Error('more than one member was shown')
  const member = page.getByRole('article')
  // The panel takes the first one for itself while it is still fading away.
  for (let tries = 0; tries < 5 && (await member.count()) > 0; tries += 1) {
    await page.keyboard.press('Escape')
    await member.waitFor({ state: 'detached', timeout: 1_000 }).catch(() => undefined)
  }
  return at - came
}

/** Looks at each frame of the panel's video, as the product does, and notes when something white comes. */
async function watchForCards(page: Page): Promise<void> {
  await page.evaluate(() => {
    const wide = window as unknown as { cardCameAt: number | null }
    const canvas = new OffscreenCanvas(32, 18)
    const context = canvas.getContext('2d', { willReadFrequently: true })
    const play = HTMLMediaElement.prototype.play
    HTMLMediaElement.prototype.play = function (this: HTMLVideoElement) {
      const look = (now: number): void => {
        if (context === null || this.srcObject === null) return
        context.drawImage(this, 0, 0, 32, 18)
        const { data } = context.getImageData(8, 5, 16, 8)
        const brightest = data.reduce((most, value, i) => (i % 4 === 0 ? Math.max(most, value) : most), 0)
        // The counter's brightest is 120, the darkest card 160.
        if (brightest > 140) wide.cardCameAt ??= now
        else this.requestVideoFrameCallback(look)
      }
      this.requestVideoFrameCallback(look)
      return play.call(this)
    }
  })
}
