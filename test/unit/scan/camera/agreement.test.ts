import { describe, expect, it } from 'vitest'
import { Agreement, sameCodeMs } from '../../../../renderer/scanner/camera/agreement.ts'
import type { CameraRead } from '../../../../renderer/scanner/camera/camera-read.ts'

const ean: CameraRead = { text: '4006381333931', symbology: 'ean-13' }
const other: CameraRead = { text: '4006381333948', symbology: 'ean-13' }
const qr: CameraRead = { text: 'loyalty:v1:1', symbology: 'qr' }
const bars: CameraRead = { text: 'LOY-1', symbology: 'code-128' }

describe('reads become scans', () => {
  it('an EAN-13 when two reads agree, a code with a strong check at once', () => {
    const agreement = new Agreement()
    expect(agreement.take(ean, 0)).toBeNull()
    expect(agreement.take(ean, 33)).toEqual(ean)
    expect(agreement.take(qr, 66)).toEqual(qr)
    expect(agreement.take(bars, 99)).toEqual(bars)
  })

  it.each(['ean-8', 'code-39', 'itf', 'codabar', 'pdf417'] as const)(
    'one read of %s is none',
    (symbology) => {
      const agreement = new Agreement()
      const read: CameraRead = { text: '12345670', symbology }
      expect(agreement.take(read, 0)).toBeNull()
      expect(agreement.take(read, 33)).toEqual(read)
    },
  )

  it('a wrong read between two right ones is never one', () => {
    const agreement = new Agreement()
    const taken = [ean, other, ean, ean].map((read, i) => agreement.take(read, i * 33))
    expect(taken).toEqual([null, null, null, ean])
  })

  it('two reads too far apart do not agree', () => {
    const agreement = new Agreement()
    expect(agreement.take(ean, 0)).toBeNull()
    expect(agreement.take(ean, 1_600)).toBeNull()
    expect(agreement.take(ean, 1_700)).toEqual(ean)
  })

  it('a code held into the picture for a minute is one scan', () => {
    const agreement = new Agreement()
    let scans = 0
    for (let at = 0; at < 60_000; at += 33) if (agreement.take(ean, at) !== null) scans += 1
    expect(scans).toBe(1)
  })

  it('the same code is a new scan once it was out of sight', () => {
    const agreement = new Agreement()
    expect(agreement.take(qr, 0)).toEqual(qr)
    expect(agreement.take(qr, sameCodeMs - 1)).toBeNull()
    expect(agreement.take(qr, 2 * sameCodeMs - 2)).toBeNull()
    expect(agreement.take(qr, 3 * sameCodeMs)).toEqual(qr)
  })

  it('the next customer does not wait for the last', () => {
    const agreement = new Agreement()
    expect(agreement.take(qr, 0)).toEqual(qr)
    expect(agreement.take(bars, 33)).toEqual(bars)
  })
})
