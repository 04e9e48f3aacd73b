import { inflateSync } from 'node:zlib'

/** What is drawn, row by row, three bytes for each pixel: red, green and blue. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])

/** The pixels of a picture as Chromium writes what it has drawn: three colours of eight bits, row by row. */
export function pixelsOf(png: Buffer): Pixels {
  if (!png.subarray(0, 8).equals(signature)) throw new Error('not a PNG')
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const [depth, kind, , , interlaced] = png.subarray(24, 29)
  if (depth !== 8 || kind !== 2 || interlaced !== 0) throw new Error('not a PNG of Chromium')
  const parts: Buffer[] = []
  for (let at = 8; at < png.length;) {
    const size = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + size))
    at += size + 12
  }
  return { width, height, data: unfiltered(inflateSync(Buffer.concat(parts)), width * 3, height) }
}

/** Each row says in its first byte what its bytes are counted from: nothing, the left, the row above, or both. */
function unfiltered(raw: Buffer, rowSize: number, height: number): Uint8Array {
  const out = new Uint8Array(rowSize * height)
  for (let y = 0; y < height; y += 1) {
    const from = y * (rowSize + 1)
    const filter = raw[from] ?? 0
    if (filter > 4) throw new Error('a row of an unknown kind')
    const start = y * rowSize
    for (let x = 0; x < rowSize; x += 1) {
      const left = x >= 3 ? (out[start + x - 3] ?? 0) : 0
      const above = y > 0 ? (out[start + x - rowSize] ?? 0) : 0
      const corner = y > 0 && x >= 3 ? (out[start + x - rowSize - 3] ?? 0) : 0
      out[start + x] = (raw[from + 1 + x] ?? 0) + expected(filter, left, above, corner)
    }
  }
  return out
}

function expected(filter: number, left: number, above: number, corner: number): number {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return above
  if (filter === 3) return (left + above) >> 1
  const byLeft = Math.abs(above - corner)
  const byAbove = Math.abs(left - corner)
  const byCorner = Math.abs(left + above - 2 * corner)
  if (byLeft <= byAbove && byLeft <= byCorner) return left
  return byAbove <= byCorner ? above : corner
}
