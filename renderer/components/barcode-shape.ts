import { code128, ean13, qrcode } from 'bwip-js/generic'
import type { SampleCard } from '../../shared/domain/views.ts'

/** A barcode as one SVG path in modules: it scales to any size and needs neither a canvas nor markup from a string. */
export interface BarcodeShape {
  readonly path: string
  /** Modules, quiet zones included. */
  readonly width: number
  readonly height: number
}

/** Blank modules that a scanner needs around the code: before, after, above and below. */
const quietZones = {
  ean13: { before: 11, after: 7, around: 4 },
  code128: { before: 10, after: 10, around: 4 },
  qrcode: { before: 4, after: 4, around: 4 },
} as const

const draw = { ean13, code128, qrcode } as const

/** Squares are drawn two by two, bars by one. */
const drawnPerModule = { ean13: 1, code128: 1, qrcode: 2 } as const

type Point = [number, number]

function polygonPath(points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${x} ${y}`).join('L')}Z`
}

/**
 * Draws a card's code.
 *
 * @param hasFunctions whether `^FNC3` and the like in the text are Code 128's function characters
 * @throws where the text cannot be written in that symbology
 */
export function barcodeShape(
  symbology: SampleCard['symbology'],
  text: string,
  hasFunctions = false,
): BarcodeShape {
  const quiet = quietZones[symbology]
  const drawn = drawnPerModule[symbology]
  const parts: string[] = []
  let size = { width: 0, height: 0 }
  draw[symbology](
    { bcid: symbology, text, scale: 1, includetext: false, parsefnc: hasFunctions },
    {
      scale: (x, y): Point => [x, y],
      measure: () => ({ width: 0, ascent: 0, descent: 0 }),
      init: (width, height) => {
        size = { width: width / drawn, height: height / drawn }
      },
      // A bar of odd width is given by the module behind its middle.
      line: (x, from, _x, to, width) => {
        const start = x - Math.ceil(width / 2)
        parts.push(
          polygonPath([
            [start, to],
            [start + width, to],
            [start + width, from],
            [start, from],
          ]),
        )
      },
      polygon: (points) => {
        parts.push(polygonPath(points.map(([x, y]): Point => [x / drawn, y / drawn])))
      },
      hexagon: () => undefined,
      ellipse: () => undefined,
      fill: () => undefined,
      text: () => undefined,
      end: () => undefined,
    },
  )
  return {
    path: parts.join(''),
    width: size.width + quiet.before + quiet.after,
    height: size.height + 2 * quiet.around,
  }
}

/** Where the drawn modules begin inside the shape. */
export function barcodeOffset(symbology: SampleCard['symbology']): {
  readonly x: number
  readonly y: number
} {
  const quiet = quietZones[symbology]
  return { x: quiet.before, y: quiet.around }
}
