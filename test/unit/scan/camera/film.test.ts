import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { encodeJpeg } from '../../../fixtures/camera/jpeg.ts'
import { makeVideo } from '../../../fixtures/camera/make-video.ts'

function frames(film: Uint8Array): number {
  let count = 0
  for (let i = 0; i + 2 < film.length; i += 1) {
    if (film[i] === 0xff && film[i + 1] === 0xd8 && film[i + 2] === 0xff) count += 1
  }
  return count
}

describe('the film for the fake camera', () => {
  const options = {
    kind: 'qrcode',
    text: 'loyalty:v1:1',
    width: 320,
    height: 240,
    empty: 2,
    shown: 3,
  } as const

  it('is the same bytes for the same seed, and other bytes for another', () => {
    const hash = (film: Uint8Array) => createHash('sha256').update(film).digest('hex')
    expect(hash(makeVideo(options))).toBe(hash(makeVideo(options)))
    expect(hash(makeVideo(options))).not.toBe(hash(makeVideo({ ...options, seed: 2 })))
  })

  it('has each frame once, whole, and in the form that Chromium takes: three planes, 4:2:0', () => {
    const film = makeVideo(options)
    expect(frames(film)).toBe(5)
    expect(Array.from(film.subarray(-2))).toEqual([0xff, 0xd9])
    const header = Buffer.from(film).indexOf(Buffer.from([0xff, 0xc0]))
    expect(Array.from(film.subarray(header + 4, header + 19))).toEqual([
      8, 0, 240, 1, 64, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0,
    ])
  })

  it('never shows a marker inside the picture data', () => {
    const data = new Uint8ClampedArray(64 * 64).map((_, i) => (i * 7919) % 256)
    const jpeg = encodeJpeg({ data, width: 64, height: 64 }, 90)
    const scan = Buffer.from(jpeg).indexOf(Buffer.from([0xff, 0xda]))
    const body = jpeg.subarray(scan + 14, -2)
    const markers = body.filter((byte, i) => byte === 0xff && body[i + 1] !== 0)
    expect(body.length).toBeGreaterThan(500)
    expect(Array.from(markers)).toEqual([])
  })
})
