import { barSymbologies } from './camera-read.ts'
import type { CameraRead, CameraSymbology } from './camera-read.ts'
import { findBars } from './find-bars.ts'
import type { BarField } from './find-bars.ts'
import { enlargeMiddle, half } from './grey.ts'
import type { Grey } from './grey.ts'
import { patchOf, sharpenRows, stripOf } from './strip.ts'
import type { ReadGrey } from './wasm-reader.ts'

export interface DecoderOptions {
  readonly symbologies: readonly CameraSymbology[]
  /** Milliseconds after which no further attempt is begun on a frame. */
  readonly budgetMs: number
  /** Any clock in milliseconds. */
  readonly now: () => number
}

/** Who reads pictures: the first, quick one, and the one that is asked about what it missed. */
export interface Readers {
  readonly first: ReadGrey
  readonly second: ReadGrey | null
}

/** What one frame gave. */
export interface Look {
  readonly read: CameraRead | null
  /** Whether something with bars stands in the picture, read or not. */
  readonly bars: boolean
}

// From here on a picture has pixels to spare: bars are found and matrix codes seen in its 2x2 mean first.
const wide = 1_000

/**
 * Makes a decoder for a stream of frames. Each frame gets the cheap attempts: bars are found by how brightness
 * changes, laid straight and read row by row; matrix codes are looked for as they lie. While the budget lasts come
 * the dearer ones in turn. Where the budget ends a frame early, the next frame goes on with the attempt that was
 * left out.
 */
export function createDecoder({ symbologies, budgetMs, now }: DecoderOptions) {
  const wantsBars = symbologies.some((one) => barSymbologies.includes(one))
  let next = 0

  return (frame: Grey, { first, second }: Readers): Look => {
    const startedAt = now()
    const small = frame.width >= wide ? half(frame) : frame
    const glance = first(small, 'glance')
    if (glance !== null) return { read: glance, bars: false }
    const fields = wantsBars ? fieldsIn(frame, small) : []
    const look = (read: CameraRead | null): Look => ({ read, bars: fields.length > 0 })
    const strips = (reader: ReadGrey, length: number, sharpen: number): CameraRead | null => {
      for (const field of fields) {
        const strip = stripOf(frame, field, length)
        const read = reader(sharpen === 0 ? strip : sharpenRows(strip, sharpen, 1.5), 'strip')
        if (read !== null) return read
      }
      return null
    }
    const patches = (): CameraRead | null => {
      for (const field of fields) {
        const read = first(patchOf(frame, field), 'patch')
        if (read !== null) return read
      }
      return null
    }
    const cheap = strips(first, 1_400, 5)
    if (cheap !== null) return look(cheap)

    const dearer: readonly (() => CameraRead | null)[] = [
      // First of them, or a busy machine's time would be over before it: no other reads a square that leans.
      () => first(frame, 'search'),
      patches,
      () => strips(first, 900, 0),
      () => strips(first, 900, 3),
      // A wide picture has the pixels already.
      ...(small === frame ? [() => first(enlargeMiddle(frame), 'search')] : []),
      () => first(small, 'inverse'),
      // Of matrix codes it reads none that the first does not, and takes its time over that.
      ...(second === null ? [] : [() => strips(second, 1_400, 5), () => strips(second, 900, 0)]),
    ]
    for (let tried = 0; tried < dearer.length; tried += 1) {
      if (now() - startedAt >= budgetMs) return look(null)
      const read = dearer[next % dearer.length]?.() ?? null
      if (read !== null) {
        next = 0
        return look(read)
      }
      next = (next + 1) % dearer.length
    }
    return look(null)
  }
}

function fieldsIn(frame: Grey, small: Grey): readonly BarField[] {
  const found = findBars(small)
  if (small === frame) return found
  // Bars that are too fine for the mean are still there in the picture itself.
  if (found.length === 0) return findBars(frame)
  return found.map(({ x, y, angle, reach, rise }) => ({
    x: x * 2,
    y: y * 2,
    angle,
    reach: reach * 2,
    rise: rise * 2,
  }))
}
