import { LuminanceSource } from '@zxing/library'
import { quarterTurn } from './grey.ts'
import type { Grey } from './grey.ts'

/** A grey picture as ZXing wants it; the library's own sources need a canvas or cannot be turned. */
export class GreyLuminance extends LuminanceSource {
  private readonly image: Grey

  constructor(image: Grey) {
    super(image.width, image.height)
    this.image = image
  }

  override getRow(y: number, row?: Uint8ClampedArray): Uint8ClampedArray {
    const { data, width } = this.image
    const out = row !== undefined && row.length >= width ? row : new Uint8ClampedArray(width)
    out.set(data.subarray(y * width, (y + 1) * width))
    return out
  }

  override getMatrix(): Uint8ClampedArray {
    return this.image.data
  }

  override isRotateSupported(): boolean {
    return true
  }

  override rotateCounterClockwise(): LuminanceSource {
    return new GreyLuminance(quarterTurn(this.image))
  }

  override invert(): LuminanceSource {
    return new GreyLuminance({ ...this.image, data: this.image.data.map((value) => 255 - value) })
  }
}
