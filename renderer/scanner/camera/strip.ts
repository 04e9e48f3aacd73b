import type { BarField } from './find-bars.ts'
import type { Grey } from './grey.ts'

/** Rows of a strip. Each is read for itself, so that two rows that agree are two reads. */
const stripRows = 16
/** Lines of the picture whose mean is one row. */
const stripLines = 5
/** Room for the quiet zone, and for a field that was found too short. */
const margin = 0.14

/**
 * Cuts bars out of a picture and lays them straight: each row is the mean of some lines along the bars, which takes
 * noise off without smearing them.
 *
 * @param length pixels that the strip should have, as far as the picture is worth them
 */
export function stripOf(image: Grey, field: BarField, length: number): Grey {
  const reach = field.reach * (1 + margin) + 20
  const scale = Math.min(4, Math.max(1, length / 2 / reach))
  // The outer lines of a field are half off the bars.
  return straighten(image, field, {
    reach,
    rise: field.rise * 0.8,
    scale,
    rows: stripRows,
    lines: stripLines,
  })
}

/** Cuts a field with its surroundings out of a picture and lays it straight, for codes of several rows. */
export function patchOf(image: Grey, field: BarField): Grey {
  const reach = field.reach * (1 + margin) + 20
  const rise = field.rise * (1 + margin) + 20
  const scale = Math.min(3, Math.max(1, 450 / reach))
  return straighten(image, field, { reach, rise, scale, rows: Math.round(2 * rise * scale), lines: 1 })
}

interface Cut {
  readonly reach: number
  readonly rise: number
  readonly scale: number
  readonly rows: number
  readonly lines: number
}

function straighten({ data, width, height }: Grey, { x, y, angle }: BarField, cut: Cut): Grey {
  const { reach, rise, scale, rows, lines } = cut
  const length = Math.round(reach * 2 * scale)
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const out = new Uint8ClampedArray(length * rows)
  const step = (2 * rise) / (rows * lines)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < length; column += 1) {
      const u = (column + 0.5) / scale - reach
      let sum = 0
      for (let line = 0; line < lines; line += 1) {
        const v = (row * lines + line + 0.5) * step - rise
        sum += sample(data, width, height, x + u * cos - v * sin, y + u * sin + v * cos)
      }
      out[row * length + column] = sum / lines
    }
  }
  return { data: out, width: length, height: rows }
}

function sample(data: Uint8ClampedArray, width: number, height: number, x: number, y: number): number {
  const fromX = Math.min(width - 1.001, Math.max(0, x - 0.5))
  const fromY = Math.min(height - 1.001, Math.max(0, y - 0.5))
  const left = Math.floor(fromX)
  const top = Math.floor(fromY)
  const a = fromX - left
  const at = top * width + left
  const above = (data[at] ?? 0) * (1 - a) + (data[at + 1] ?? 0) * a
  const below = (data[at + width] ?? 0) * (1 - a) + (data[at + width + 1] ?? 0) * a
  return above + (below - above) * (fromY - top)
}

/**
 * Takes a lens's blur back along the rows: what a pixel differs from the mean around it is added once more.
 *
 * @param reach pixels to each side of which the mean is taken
 */
export function sharpenRows({ data, width, height }: Grey, reach: number, strength: number): Grey {
  const out = new Uint8ClampedArray(data.length)
  const span = 2 * reach + 1
  for (let y = 0; y < height; y += 1) {
    const row = y * width
    let sum = 0
    for (let x = -reach; x <= reach; x += 1) sum += data[row + Math.max(0, x)] ?? 0
    for (let x = 0; x < width; x += 1) {
      const value = data[row + x] ?? 0
      out[row + x] = value + strength * (value - sum / span)
      sum += data[row + Math.min(width - 1, x + reach + 1)] ?? 0
      sum -= data[row + Math.max(0, x - reach)] ?? 0
    }
  }
  return { data: out, width, height }
}
