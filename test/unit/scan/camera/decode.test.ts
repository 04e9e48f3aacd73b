import { describe, expect, it } from 'vitest'
import { Agreement } from '../../../../renderer/scanner/camera/agreement.ts'
import { createDecoder } from '../../../../renderer/scanner/camera/decode.ts'
import type { CameraSymbology } from '../../../../renderer/scanner/camera/decode.ts'
import { half, isBlack, quarterTurn } from '../../../../renderer/scanner/camera/grey.ts'
import type { Grey } from '../../../../renderer/scanner/camera/grey.ts'
import { drawModules, ean13 } from '../../../fixtures/camera/barcode.ts'
import type { Kind } from '../../../fixtures/camera/barcode.ts'
import { expose, lightOf, random, renderScene, sceneOf } from '../../../fixtures/camera/scene.ts'
import type { Scene } from '../../../fixtures/camera/scene.ts'

const all: readonly CameraSymbology[] = ['ean-13', 'code-128', 'qr']
const symbologyOf: Record<Kind, CameraSymbology> = { ean13: 'ean-13', code128: 'code-128', qrcode: 'qr' }
const patient = { symbologies: all, budgetMs: 10_000, now: () => 0 }

function textOf(kind: Kind, seed: number): string {
  const chance = random(seed)
  const digits = String(Math.floor(chance() * 1e8)).padStart(8, '0')
  if (kind === 'ean13') return ean13(`4006${digits}`)
  return kind === 'code128' ? `LOY-${digits}` : `loyalty:v1:${digits}`
}

function frame(kind: Kind, text: string, change: Partial<Scene> = {}): Grey {
  const clean = sceneOf(drawModules(kind, text), 640, 480, 0, 7)
  return renderScene({ ...clean, module: kind === 'qrcode' ? 5 : 3, x: 0.5, y: 0.5, ...change }, 7)
}

const kinds: readonly Kind[] = ['ean13', 'code128', 'qrcode']

describe.each(kinds)('the camera reads %s', (kind) => {
  const text = textOf(kind, 42)
  const decode = createDecoder(patient)
  const read = { text, symbology: symbologyOf[kind] }

  it.each([-25, -18, -9, 0, 9, 18, 25, 90, -90, 180])('turned by %i degrees', (degrees) => {
    expect(decode(frame(kind, text, { degrees }))).toEqual(read)
  })

  it.each([0.3, 0.6, 1])('blurred by %d pixels', (blur) => {
    expect(decode(frame(kind, text, { blur }))).toEqual(read)
  })

  it('noisy, dim, at a slant and in a corner', () => {
    expect(decode(frame(kind, text, { noise: 9 }))).toEqual(read)
    expect(decode(frame(kind, text, { white: 120, black: 60 }))).toEqual(read)
    expect(decode(frame(kind, text, { slant: 0.2 }))).toEqual(read)
    expect(decode(frame(kind, text, { x: 0.6, y: 0.35 }))).toEqual(read)
  })
})

describe('over worse and worse frames', () => {
  // All is seeded, so a fall below these is a loss and not chance.
  const least: Record<Kind, number> = { ean13: 18, code128: 17, qrcode: 18 }

  it.each(kinds)('%s becomes a scan often enough, and never a wrong one', (kind) => {
    const decode = createDecoder(patient)
    let right = 0
    for (let i = 0; i < 20; i += 1) {
      const [width, height] = i % 5 === 4 ? [1280, 720] : [640, 480]
      const text = textOf(kind, i + width)
      const scene = sceneOf(drawModules(kind, text), width, height, i / 19, i * 7 + width)
      const agreement = new Agreement()
      // A frame's noise makes a wrong read now and then; it does not make the same one twice.
      const light = lightOf(scene)
      const scans = [0, 1, 2].flatMap((n) => {
        const read = decode(expose(scene, light, i * 10 + n))
        return read === null ? [] : (agreement.take(read, n * 33) ?? [])
      })
      if (scans.length > 0) {
        expect(scans, `scene ${i}`).toEqual([{ text, symbology: symbologyOf[kind] }])
        right += 1
      }
    }
    expect(right).toBeGreaterThanOrEqual(least[kind])
  })

  it('an empty counter, noise and stripes are no code', () => {
    const decode = createDecoder(patient)
    const chance = random(5)
    const noise = new Uint8ClampedArray(640 * 480).map(() => chance() * 255)
    const stripes = new Uint8ClampedArray(640 * 480).map((_, i) => ((i % 640) % 8 < 4 ? 20 : 220))
    expect(decode({ data: noise, width: 640, height: 480 })).toBeNull()
    expect(decode({ data: stripes, width: 640, height: 480 })).toBeNull()
    for (let seed = 0; seed < 4; seed += 1) {
      expect(decode(renderScene(sceneOf(null, 640, 480, seed / 3, seed), seed))).toBeNull()
    }
  })
})

describe('the decoder', () => {
  it('looks only for what it was told to', () => {
    const image = frame('qrcode', 'loyalty:v1:1')
    expect(createDecoder({ ...patient, symbologies: ['qr'] })(image)?.text).toBe('loyalty:v1:1')
    expect(createDecoder({ ...patient, symbologies: ['ean-13', 'code-128'] })(image)).toBeNull()
    expect(createDecoder({ ...patient, symbologies: [] })(image)).toBeNull()
  })

  it('ends a frame when its time is up, and makes the attempts left out on the next ones', () => {
    let now = 0
    // Each look at the clock costs 10 ms of 15: one attempt a frame, after the straight ones.
    const decode = createDecoder({ symbologies: all, budgetMs: 15, now: () => (now += 10) })
    const text = textOf('ean13', 3)
    const upright = frame('ean13', text, { degrees: 90 })
    const reads = [1, 2, 3, 4].map(() => decode(upright))
    expect(reads.map((read) => read?.text)).toEqual([undefined, undefined, undefined, text])
  })

  it('keeps the leading zero of an EAN-13', () => {
    const text = ean13('003600029145')
    expect(createDecoder(patient)(frame('ean13', text))).toEqual({ text, symbology: 'ean-13' })
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

  it('are black under a lid, not on a dim counter', () => {
    const chance = random(1)
    const lid = new Uint8ClampedArray(640 * 480).map(() => 4 + chance() * 12)
    const dim = new Uint8ClampedArray(640 * 480).map((_, i) => 10 + 40 * Math.abs(Math.sin(i / 3_000)))
    expect(isBlack({ data: lid, width: 640, height: 480 })).toBe(true)
    expect(isBlack({ data: dim, width: 640, height: 480 })).toBe(false)
  })
})
