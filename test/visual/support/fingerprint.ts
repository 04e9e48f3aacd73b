import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import type { Pixels } from './png.ts'

/** Side of a cell, px: 64 x 40 of them on a window of 1280 x 800. */
const side = 20
/** Of each cell: mean red, green and blue, and how far its light lies to the right and to the bottom of its middle. */
const numbers = 5
/**
 * Levels of 255 that a number of a cell may differ by; one cell beyond it is a difference. Six pixels of a letter's edge,
 * which two drawings of the same page were seen to differ by, are 2 levels where they stand closest. A word of five
 * letters is ten and more, and a line of words that is one pixel lower is five.
 */
export const tolerance = 4

/** What a picture looked like, coarsely: some numbers of a byte for each cell. */
export type Fingerprint = Uint8Array

/** Where two pictures differ, px. */
export interface Difference {
  readonly cells: number
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The fingerprint of a picture, cell by cell from its first corner; what is left of the last ones is smaller. */
export function fingerprintOf({ width, height, data }: Pixels): Fingerprint {
  const columns = Math.ceil(width / side)
  const rows = Math.ceil(height / side)
  const cells = columns * rows
  const sums = new Float64Array(cells * numbers)
  const counts = new Uint32Array(cells)
  for (let y = 0; y < height; y += 1) {
    const down = ((y % side) - (side - 1) / 2) / (side / 2)
    for (let x = 0; x < width; x += 1) {
      const cell = Math.floor(y / side) * columns + Math.floor(x / side)
      const across = ((x % side) - (side - 1) / 2) / (side / 2)
      const at = (y * width + x) * 3
      const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]]
      const light = 0.3 * red + 0.59 * green + 0.11 * blue
      counts[cell] = (counts[cell] ?? 0) + 1
      add(sums, cell, red)
      add(sums, cells + cell, green)
      add(sums, 2 * cells + cell, blue)
      add(sums, 3 * cells + cell, light * across)
      add(sums, 4 * cells + cell, light * down)
    }
  }
  return Uint8Array.from(sums, (sum, at) => {
    const mean = sum / (counts[at % cells] ?? 1)
    return Math.round(at < 3 * cells ? mean : 128 + mean)
  })
}

function add(sums: Float64Array, at: number, what: number): void {
  sums[at] = (sums[at] ?? 0) + what
}

/** Where a picture of this width differs from what it was, or null where it does not. */
export function differenceOf(was: Fingerprint, is: Fingerprint, width: number): Difference | null {
  const columns = Math.ceil(width / side)
  const cells = cellsBeyond(was, is)
  if (cells.length === 0) return null
  const across = cells.map((cell) => cell % columns)
  const down = cells.map((cell) => Math.floor(cell / columns))
  return {
    cells: cells.length,
    left: Math.min(...across) * side,
    top: Math.min(...down) * side,
    right: (Math.max(...across) + 1) * side,
    bottom: (Math.max(...down) + 1) * side,
  }
}

/** The cells that differ; all of them where the pictures are not of one size. */
export function cellsBeyond(was: Fingerprint, is: Fingerprint): readonly number[] {
  const cells = is.length / numbers
  const all = Array.from({ length: cells }, (_, cell) => cell)
  return all.filter((cell) => was.length !== is.length || isBeyond(was, is, cell, cells))
}

function isBeyond(was: Fingerprint, is: Fingerprint, cell: number, cells: number): boolean {
  for (let at = cell; at < is.length; at += cells) {
    if (Math.abs((was[at] ?? 0) - (is[at] ?? 0)) > tolerance) return true
  }
  return false
}

/**
 * All fingerprints as one file: a line that says whose they are and how long each is, and they behind it. What is alike
 * is kept once, best where it stands together.
 */
export function packed(known: ReadonlyMap<string, Fingerprint>): Buffer {
  const all = [...known]
  const head = JSON.stringify(all.map(([name, { length }]) => [name, length]))
  const whole = Buffer.concat([Buffer.from(`${head}\n`), ...all.map(([, each]) => each)])
  return brotliCompressSync(whole, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: whole.length,
    },
  })
}

/** What {@link packed} made one file of. */
export function unpacked(file: Buffer): ReadonlyMap<string, Fingerprint> {
  const whole = brotliDecompressSync(file)
  const end = whole.indexOf('\n')
  const head = JSON.parse(whole.toString('utf8', 0, end)) as readonly (readonly [string, number])[]
  let at = end + 1
  return new Map(
    head.map(([name, length]) => {
      at += length
      return [name, whole.subarray(at - length, at)]
    }),
  )
}
