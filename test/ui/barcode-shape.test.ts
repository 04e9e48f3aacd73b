import {
  BinaryBitmap,
  Code128Reader,
  EAN13Reader,
  GlobalHistogramBinarizer,
  QRCodeReader,
  RGBLuminanceSource,
} from '@zxing/library'
import { describe, expect, it } from 'vitest'
import { barcodeOffset, barcodeShape } from '../../renderer/components/barcode-shape.ts'
import type { SampleCard } from '../../shared/domain/views.ts'

/** Fills the path by the even-odd rule, as the page does, at `scale` pixels a module. */
function paint(symbology: SampleCard['symbology'], text: string, scale: number): RGBLuminanceSource {
  const shape = barcodeShape(symbology, text)
  const offset = barcodeOffset(symbology)
  const polygons = shape.path
    .split('Z')
    .filter((part) => part !== '')
    .map((part) =>
      part
        .slice(1)
        .split('L')
        .map((point) => point.split(' ').map(Number) as [number, number]),
    )
  const width = shape.width * scale
  const height = shape.height * scale
  const pixels = new Uint8ClampedArray(width * height).fill(255)
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const x = (column + 0.5) / scale - offset.x
      const y = (row + 0.5) / scale - offset.y
      if (polygons.filter((polygon) => inside(polygon, x, y)).length % 2 === 1)
        pixels[row * width + column] = 0
    }
  }
  return new RGBLuminanceSource(pixels, width, height)
}

function inside(polygon: readonly (readonly [number, number])[], x: number, y: number): boolean {
  let odd = false
  polygon.forEach(([x1, y1], index) => {
    const [x2, y2] = polygon[(index + 1) % polygon.length]!
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd
  })
  return odd
}

describe('a sample card', () => {
  it.each([
    ['ean13', '2012345678903', new EAN13Reader()],
    ['code128', 'SW-UNKNOWN-0042', new Code128Reader()],
    ['qrcode', 'SW:MEMBER:0007', new QRCodeReader()],
  ] as const)('drawn as %s reads back as the code that it shows', (symbology, text, reader) => {
    const source = paint(symbology, text, 3)
    const read = reader.decode(new BinaryBitmap(new GlobalHistogramBinarizer(source)))
    expect(read.getText()).toBe(text)
  })

  it('with a wrong check digit is refused rather than drawn as another code', () => {
    expect(() => barcodeShape('ean13', '2012345678900')).toThrow()
  })
})
