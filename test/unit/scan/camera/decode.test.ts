import { describe, expect, it } from 'vitest'
import { Agreement } from '../../../../renderer/scanner/camera/agreement.ts'
import { allSymbologies, asScanned, readOf } from '../../../../renderer/scanner/camera/camera-read.ts'
import type { CameraSymbology } from '../../../../renderer/scanner/camera/camera-read.ts'
import { createDecoder } from '../../../../renderer/scanner/camera/decode.ts'
import type { Readers } from '../../../../renderer/scanner/camera/decode.ts'
import { half, lightIn, quarterTurn } from '../../../../renderer/scanner/camera/grey.ts'
import type { Grey } from '../../../../renderer/scanner/camera/grey.ts'
import { createScriptReader } from '../../../../renderer/scanner/camera/script-reader.ts'
import { createWasmReader } from '../../../../renderer/scanner/camera/wasm-reader.ts'
import type { ReadGrey } from '../../../../renderer/scanner/camera/wasm-reader.ts'
import { parseScannedCode } from '../../../../shared/scan/scanned-code.ts'
import { drawModules, ean13 } from '../../../fixtures/camera/barcode.ts'
import type { Kind } from '../../../fixtures/camera/barcode.ts'
import { expose, lightOf, random, renderScene, sceneOf } from '../../../fixtures/camera/scene.ts'
import type { Scene } from '../../../fixtures/camera/scene.ts'
import { zxingCpp } from '../../../fixtures/camera/zxing-cpp.ts'

const symbologyOf: Record<Kind, CameraSymbology> = {
  ean13: 'ean-13',
  ean8: 'ean-8',
  upca: 'ean-13',
  code128: 'code-128',
  code39: 'code-39',
  interleaved2of5: 'itf',
  rationalizedCodabar: 'codabar',
  qrcode: 'qr',
  datamatrix: 'data-matrix',
  azteccode: 'aztec',
  pdf417: 'pdf417',
}
const kinds = Object.keys(symbologyOf) as Kind[]

const cpp = await zxingCpp()
const script = createScriptReader(allSymbologies)
const both: Readers = { first: createWasmReader(cpp, allSymbologies), second: script }
const alone: Readers = { first: script, second: null }
const patient = { symbologies: allSymbologies, budgetMs: 10_000, now: () => 0 }

function digitsOf(seed: number, count: number): string {
  const chance = random(seed)
  return Array.from({ length: count }, () => String(Math.floor(chance() * 10))).join('')
}

/** What is printed, and what the camera says of it. */
function textsOf(kind: Kind, seed: number): readonly [printed: string, told: string] {
  const same = (text: string): readonly [string, string] => [text, text]
  if (kind === 'ean13') return same(ean13(`4006${digitsOf(seed, 8)}`))
  if (kind === 'ean8') return same(ean13(`00000${digitsOf(seed, 7)}`).slice(-8))
  if (kind === 'upca') {
    const text = ean13(`0${digitsOf(seed, 11)}`)
    return [text.slice(1), text]
  }
  if (kind === 'interleaved2of5') return same(digitsOf(seed, 12))
  if (kind === 'rationalizedCodabar') return same(`A${digitsOf(seed, 9)}B`)
  return same(`LOY-${digitsOf(seed, kind === 'code39' ? 4 : 8)}`)
}

function isMatrix(kind: Kind): boolean {
  return kind === 'qrcode' || kind === 'datamatrix' || kind === 'azteccode'
}

function frame(kind: Kind, text: string, change: Partial<Scene> = {}): Grey {
  const code = drawModules(kind, text)
  const clean = sceneOf(code, 640, 480, 0, 7)
  const module = isMatrix(kind) ? 5 : Math.min(3, 380 / code.width)
  return renderScene({ ...clean, module, x: 0.5, y: 0.5, ...change }, 7)
}

/** Each what a card before a camera does, gently. */
const holds: readonly (readonly [how: string, change: Partial<Scene>])[] = [
  ['leaning a little', { degrees: 12 }],
  ['upside down', { degrees: 180 }],
  ['blurred', { blur: 0.9 }],
  ['noisy', { noise: 8 }],
  ['dim', { white: 110, black: 55 }],
  ['round a cup', { curve: 0.5 }],
]

/** Everything in the full run; in the ordinary one each kind another part, so that all of it is seen once. */
const isFull = process.env['STAMPWELL_FULL'] === '1'

describe.each(kinds)('the camera reads %s', (kind) => {
  const [printed, text] = textsOf(kind, 42)
  const read = { text, symbology: symbologyOf[kind] }
  const chosen = holds.filter((_, at) => isFull || at % 6 === kinds.indexOf(kind) % 6)

  it.each(chosen)('%s', (_how, change) => {
    expect(createDecoder(patient)(frame(kind, printed, change), both).read).toEqual(read)
  })
})

const askew: readonly Kind[] = isFull
  ? ['ean13', 'ean8', 'upca', 'code128', 'code39', 'interleaved2of5', 'pdf417']
  : ['ean13', 'pdf417']

describe.each(askew)('bars that lie askew are laid straight: %s', (kind) => {
  const [printed, text] = textsOf(kind, 11)
  const read = { text, symbology: symbologyOf[kind] }

  it.each(isFull ? [-45, -12, 30, 90, 135] : [30])('turned by %i degrees', (degrees) => {
    const image = frame(kind, printed, { degrees })
    expect(createDecoder(patient)(image, both).read).toEqual(read)
    if (kind === 'ean13') expect(createDecoder(patient)(image, alone).read).toEqual(read)
  })
})

describe('over worse and worse frames', () => {
  // All is seeded, so a fall below this is a loss and not chance.
  const steps = isFull ? 10 : 3
  const chosen: readonly Kind[] = isFull ? kinds : ['code128', 'interleaved2of5']

  it.each(chosen)('%s becomes a scan, never a wrong one', (kind) => {
    const decode = createDecoder(patient)
    let right = 0
    for (let i = 0; i < steps; i += 1) {
      const [width, height] = i % 3 === 2 ? [1280, 720] : [640, 480]
      const [printed, text] = textsOf(kind, i + width)
      const scene = sceneOf(drawModules(kind, printed), width, height, i / steps, i * 7 + width)
      const agreement = new Agreement()
      const light = lightOf(scene)
      const scans = [0, 1, 2].flatMap((n) => {
        const { read } = decode(expose(scene, light, i * 10 + n), both)
        return read === null ? [] : (agreement.take(read, n * 33) ?? [])
      })
      if (scans.length > 0) {
        expect(scans, `scene ${i}`).toEqual([{ text, symbology: symbologyOf[kind] }])
        right += 1
      }
    }
    expect(right).toBeGreaterThanOrEqual(steps * 0.8)
  })

  it('an empty counter, noise and stripes are no code', () => {
    const chance = random(5)
    const noise = new Uint8ClampedArray(640 * 480).map(() => chance() * 255)
    const stripes = new Uint8ClampedArray(640 * 480).map((_, i) => ((i % 640) % 8 < 4 ? 20 : 220))
    for (const readers of [both, alone]) {
      const decode = createDecoder(patient)
      expect(decode({ data: noise, width: 640, height: 480 }, readers).read).toBeNull()
      expect(decode({ data: stripes, width: 640, height: 480 }, readers).read).toBeNull()
    }
    const empty = renderScene(sceneOf(null, 640, 480, 0.5, 3), 3)
    expect(createDecoder(patient)(empty, both)).toEqual({ read: null, bars: false })
  })

  it('a leaning ITF is read whole or not at all: never off the picture as it lies', () => {
    for (const degrees of isFull ? [8, 14, 20, 26, 32] : [14, 26]) {
      const [printed, text] = textsOf('interleaved2of5', degrees)
      const image = frame('interleaved2of5', printed, { degrees })
      expect(both.first(image, 'search')).toBeNull()
      expect(createDecoder(patient)(image, both).read).toEqual({ text, symbology: 'itf' })
    }
  })
})

describe('the decoder', () => {
  it('looks only for what it was told to', () => {
    const image = frame('qrcode', 'loyalty:v1:1')
    const lookFor = (symbologies: readonly CameraSymbology[]) =>
      createDecoder({ ...patient, symbologies })(image, {
        first: createWasmReader(cpp, symbologies),
        second: createScriptReader(symbologies),
      }).read
    expect(lookFor(['qr'])?.text).toBe('loyalty:v1:1')
    expect(lookFor(['ean-13', 'code-128'])).toBeNull()
    expect(lookFor([])).toBeNull()
  })

  it('ends a frame when its time is up, and makes the attempts left out on the next ones', () => {
    let now = 0
    // Each look at the clock costs 10 ms of 15: one attempt a frame, after the cheap ones.
    const decode = createDecoder({ symbologies: ['qr'], budgetMs: 15, now: () => (now += 10) })
    const efforts: string[] = []
    const nobody: ReadGrey = (_image, effort) => {
      efforts.push(effort)
      return null
    }
    const image = frame('qrcode', 'loyalty:v1:1')
    for (let n = 0; n < 6; n += 1) decode(image, { first: nobody, second: null })
    expect(efforts.filter((effort) => effort === 'glance')).toHaveLength(6)
    expect(efforts.filter((effort) => effort === 'search')).toHaveLength(2)
    expect(efforts.filter((effort) => effort === 'inverse')).toHaveLength(1)
  })

  it('says that bars are there even when it cannot read them', () => {
    const image = frame('ean13', ean13('400638133393'), { blur: 5 })
    expect(createDecoder(patient)(image, both)).toEqual({ read: null, bars: true })
  })

  it('reads a light code on dark ground', () => {
    const image = frame('qrcode', 'loyalty:v1:1')
    const dark = { ...image, data: image.data.map((value) => 255 - value) }
    expect(createDecoder(patient)(dark, both).read).toEqual({ text: 'loyalty:v1:1', symbology: 'qr' })
  })

  it('tells a UPC-A as the EAN-13 that it is, whoever read it', () => {
    const text = ean13('003600029145')
    const image = frame('upca', text.slice(1))
    expect(createDecoder(patient)(image, both).read).toEqual({ text, symbology: 'ean-13' })
    expect(createDecoder(patient)(image, alone).read).toEqual({ text, symbology: 'ean-13' })
  })

  it('is no reader of four digits of ITF, nor of an odd number', () => {
    expect(readOf('itf', '1234')).toBeNull()
    expect(readOf('itf', '1234567')).toBeNull()
    expect(readOf('itf', '12345678')).toEqual({ text: '12345678', symbology: 'itf' })
  })

  it.each(allSymbologies)('hands %s on as a scanner does that names the kind of code', (symbology) => {
    const parsed = parseScannedCode(asScanned({ text: '4006381333931', symbology }))
    expect(parsed).toMatchObject({ text: '4006381333931', symbology, gs1: false })
  })

  it('says of GS1 data that they are', () => {
    const parsed = parseScannedCode(asScanned({ text: '8018123', symbology: 'code-128', gs1: true }))
    expect(parsed).toMatchObject({ text: '8018123', symbology: 'code-128', gs1: true })
  })
})

describe('grey pictures', () => {
  const image: Grey = { data: Uint8ClampedArray.from([10, 20, 30, 40, 50, 60, 70, 80]), width: 4, height: 2 }

  it('halve to the mean of four', () => {
    expect(half(image)).toEqual({ data: Uint8ClampedArray.from([35, 55]), width: 2, height: 1 })
  })

  it('are the same after four quarter turns', () => {
    const once = quarterTurn(image)
    expect([once.width, once.height]).toEqual([2, 4])
    expect(Array.from(once.data.subarray(0, 2))).toEqual([40, 80])
    expect(quarterTurn(quarterTurn(quarterTurn(once)))).toEqual(image)
  })

  it('are black under a lid, dark in the dusk, and light enough on a dim counter', () => {
    const chance = random(1)
    const size = { width: 640, height: 480 }
    const lid = new Uint8ClampedArray(640 * 480).map(() => 4 + chance() * 12)
    const dusk = new Uint8ClampedArray(640 * 480).map((_, i) => 10 + 40 * Math.abs(Math.sin(i / 3_000)))
    const dim = new Uint8ClampedArray(640 * 480).map((_, i) => 20 + 80 * Math.abs(Math.sin(i / 3_000)))
    expect(lightIn({ data: lid, ...size })).toBe('black')
    expect(lightIn({ data: dusk, ...size })).toBe('dark')
    expect(lightIn({ data: dim, ...size })).toBe('enough')
  })
})
