import {
  BinaryBitmap,
  Code128Reader,
  EAN13Reader,
  GlobalHistogramBinarizer,
  QRCodeReader,
} from '@zxing/library'
import { describe, expect, it } from 'vitest'
import { barcodeOffset, barcodeShape } from '../../renderer/components/barcode-shape.ts'
import { paintCode } from './paint-code.ts'

describe('a sample card', () => {
  it.each([
    ['ean13', '2012345678903', new EAN13Reader()],
    ['code128', 'SW-UNKNOWN-0042', new Code128Reader()],
    ['qrcode', 'SW:MEMBER:0007', new QRCodeReader()],
  ] as const)('drawn as %s reads back as the code that it shows', (symbology, text, reader) => {
    const source = paintCode({ ...barcodeShape(symbology, text), offset: barcodeOffset(symbology) }, 3)
    const read = reader.decode(new BinaryBitmap(new GlobalHistogramBinarizer(source)))
    expect(read.getText()).toBe(text)
  })

  it('drawn as squares has the four blank modules around it that its symbology asks for', () => {
    // Its smallest version has 21 modules a side.
    const { width, height } = barcodeShape('qrcode', 'SW:MEMBER:0007')
    expect([width, height]).toEqual([29, 29])
  })

  it('with a wrong check digit is refused rather than drawn as another code', () => {
    expect(() => barcodeShape('ean13', '2012345678900')).toThrow()
  })
})
