import type { ReactNode } from 'react'
import type { SampleCard } from '../../shared/domain/views.ts'
import { barcodeOffset, barcodeShape } from './barcode-shape.ts'
import type { BarcodeShape } from './barcode-shape.ts'
import './barcode.css'

/** As wide as a code of squares may be, px: a long one gets smaller modules. */
const widestSquare = 376

/** Whole pixels a module: bars of uneven width are hard to read from a screen. */
function pixelsOf(symbology: SampleCard['symbology'], modules: number): number {
  return symbology === 'qrcode' ? Math.max(2, Math.min(7, Math.floor(widestSquare / modules))) : 2
}

function shapeOf(card: Pick<SampleCard, 'symbology' | 'code'>, hasFunctions: boolean): BarcodeShape | null {
  try {
    return barcodeShape(card.symbology, card.code, hasFunctions)
  } catch {
    // A code that its symbology cannot write: the caller says so in words.
    return null
  }
}

/** A card's code, drawn; dark on white in every theme, for no scanner reads light on dark. */
export function Barcode({
  card,
  fallback,
  hasFunctions = false,
}: {
  readonly card: Pick<SampleCard, 'symbology' | 'code'>
  readonly fallback: ReactNode
  /** Whether `^FNC3` in the code is the function character that tells a scanner to set itself up. */
  readonly hasFunctions?: boolean
}): ReactNode {
  const shape = shapeOf(card, hasFunctions)
  if (shape === null) return fallback
  const offset = barcodeOffset(card.symbology)
  const scale = pixelsOf(card.symbology, shape.width)
  return (
    <svg
      className={`barcode barcode--${card.symbology}`}
      width={shape.width * scale}
      height={shape.height * scale}
      viewBox={`0 0 ${shape.width} ${shape.height}`}
      preserveAspectRatio={card.symbology === 'qrcode' ? 'xMidYMid' : 'none'}
      shapeRendering="crispEdges"
      aria-hidden
    >
      <rect className="barcode__ground" width={shape.width} height={shape.height} />
      <path
        className="barcode__bars"
        fillRule="evenodd"
        d={shape.path}
        transform={`translate(${offset.x} ${offset.y})`}
      />
    </svg>
  )
}
