import type { Grey } from './grey.ts'

/**
 * The grey picture of a camera frame. Cameras give I420 or NV12, whose first plane is the grey picture already; any
 * other format is drawn and converted.
 */
export async function greyOf(frame: VideoFrame): Promise<Grey> {
  const width = frame.visibleRect?.width ?? frame.codedWidth
  const height = frame.visibleRect?.height ?? frame.codedHeight
  if (frame.format === 'I420' || frame.format === 'NV12') {
    const buffer = new Uint8ClampedArray(frame.allocationSize())
    const [plane] = await frame.copyTo(buffer)
    if (plane !== undefined) return { data: rowsOf(buffer, plane, width, height), width, height }
  }
  return drawn(frame, width, height)
}

function rowsOf(
  buffer: Uint8ClampedArray,
  { offset, stride }: PlaneLayout,
  width: number,
  height: number,
): Uint8ClampedArray {
  if (stride === width) return buffer.subarray(offset, offset + width * height)
  const data = new Uint8ClampedArray(width * height)
  for (let y = 0; y < height; y += 1) {
    const from = offset + y * stride
    data.set(buffer.subarray(from, from + width), y * width)
  }
  return data
}

function drawn(frame: VideoFrame, width: number, height: number): Grey {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no 2d context for a camera frame')
  context.drawImage(frame, 0, 0, width, height)
  const rgba = context.getImageData(0, 0, width, height).data
  const data = new Uint8ClampedArray(width * height)
  for (let i = 0, j = 0; i < data.length; i += 1, j += 4) {
    data[i] = ((rgba[j] ?? 0) * 77 + (rgba[j + 1] ?? 0) * 150 + (rgba[j + 2] ?? 0) * 29) >> 8
  }
  return { data, width, height }
}
