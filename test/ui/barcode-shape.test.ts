import {
  BinaryBitmap,
  Code128Reader,
  EAN13Reader,
  GlobalHistogramBinarizer,
  QRCodeReader,
} from '@zxing/library'
import { describe, expect, it } from 'vitest'
import { barcodeOffset, barcodeShape } from '../../renderer/components/barcode-shape.ts'
import { setupFamilies } from '../../renderer/features/scanner-setup/setup-codes.ts'
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

  it.each(setupFamilies.flatMap(({ id, codes }) => codes.map((code) => [id, code.does, code] as const)))(
    'of %s that sets a scanner up (%s) reads back as its command',
    (_id, _does, { symbology, code, hasFunctions }) => {
      const shape = { ...barcodeShape(symbology, code, hasFunctions), offset: barcodeOffset(symbology) }
      const reader = symbology === 'qrcode' ? new QRCodeReader() : new Code128Reader()
      const read = reader.decode(new BinaryBitmap(new GlobalHistogramBinarizer(paintCode(shape, 3))))
      expect(read.getText()).toBe(code.replace('^FNC3', ''))
      // The function character is there, and is none of the text: one symbol of eleven modules more.
      const plain = barcodeShape(symbology, code.replace('^FNC3', ''))
      expect(shape.width - plain.width).toBe(hasFunctions ? 11 : 0)
    },
  )

  it('with a wrong check digit is refused rather than drawn as another code', () => {
    expect(() => barcodeShape('ean13', '2012345678900')).toThrow()
  })
})
