import { RGBLuminanceSource } from '@zxing/library'

/** A drawn code: its path in modules, where that begins, and how many modules there are with the quiet zone. */
export interface DrawnCode {
  readonly path: string
  readonly width: number
  readonly height: number
  readonly offset: { readonly x: number; readonly y: number }
}

/**
 * Fills the path by the even-odd rule, as the page does, at `scale` pixels a module. Every edge lies between modules:
 * behind an upright one, whatever is to its right changes.
 */
export function paintCode({ path, width, height, offset }: DrawnCode, scale: number): RGBLuminanceSource {
  const turns = Array.from({ length: height }, () => new Uint8Array(width + 1))
  for (const part of path.split('Z').filter((each) => each !== '')) {
    const points = part
      .slice(1)
      .split('L')
      .map((point) => point.split(' ').map(Number) as [number, number])
    points.forEach(([x1, y1], index) => {
      const [x2, y2] = points[(index + 1) % points.length] ?? [x1, y1]
      if (![x1, y1, x2, y2].every(Number.isInteger)) throw new Error(`an edge within a module: ${part}`)
      if (x1 !== x2 && y1 !== y2) throw new Error(`an edge across modules: ${part}`)
      for (let y = Math.min(y1, y2); y < Math.max(y1, y2); y += 1) turns[y + offset.y]![x1 + offset.x]! ^= 1
    })
  }
  const pixels = new Uint8ClampedArray(width * height * scale ** 2).fill(255)
  turns.forEach((row, y) => {
    let dark = 0
    for (let x = 0; x < width; x += 1) {
      dark ^= row[x] ?? 0
      if (dark === 0) continue
      for (let line = y * scale; line < (y + 1) * scale; line += 1) {
        const from = (line * width + x) * scale
        pixels.fill(0, from, from + scale)
      }
    }
  })
  return new RGBLuminanceSource(pixels, width * scale, height * scale)
}

/** A code as it stands in the page. */
export function drawnIn(svg: Element): DrawnCode {
  const [, , width = 0, height = 0] = (svg.getAttribute('viewBox') ?? '').split(' ').map(Number)
  const bars = svg.querySelector('path')
  const moved = /^translate\((\d+) (\d+)\)$/u.exec(bars?.getAttribute('transform') ?? '')
  return {
    path: bars?.getAttribute('d') ?? '',
    width,
    height,
    offset: { x: Number(moved?.[1]), y: Number(moved?.[2]) },
  }
}
