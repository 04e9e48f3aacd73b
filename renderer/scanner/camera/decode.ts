import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatOneDReader,
  QRCodeReader,
} from '@zxing/library'
import type { Symbology } from '../../../shared/scan/symbology.ts'
import { blurRows, half, quarterTurn, smooth, turn } from './grey.ts'
import type { Grey } from './grey.ts'
import { GreyLuminance } from './luminance.ts'

/** What the camera looks for. Each further one costs time on every frame and adds wrong reads. */
export type CameraSymbology = Extract<Symbology, 'ean-13' | 'code-128' | 'qr'>

export interface CameraRead {
  readonly text: string
  readonly symbology: CameraSymbology
}

export interface DecoderOptions {
  readonly symbologies: readonly CameraSymbology[]
  /** Milliseconds after which no further attempt is begun on a frame. */
  readonly budgetMs: number
  /** Any clock in milliseconds. */
  readonly now: () => number
}

interface Known {
  readonly format: BarcodeFormat
  readonly shape: 'bars' | 'matrix'
}

const known: Readonly<Record<CameraSymbology, Known>> = {
  'ean-13': { format: BarcodeFormat.EAN_13, shape: 'bars' },
  'code-128': { format: BarcodeFormat.CODE_128, shape: 'bars' },
  qr: { format: BarcodeFormat.QR_CODE, shape: 'matrix' },
}

// From here on a picture has pixels to spare: its 2x2 mean reads better and four times as fast.
const wide = 1_000

/**
 * Makes a decoder for a stream of frames. Each frame gets the cheap attempts (bars as they lie, then matrix codes)
 * and, while the budget lasts, the dearer ones in turn: the picture smoothed, and turned by 18, -18 and 90 degrees.
 * Where the budget ends a frame early, the next frame goes on with the attempt that was left out.
 */
export function createDecoder(options: DecoderOptions): (frame: Grey) => CameraRead | null {
  const wanted = options.symbologies.map((symbology) => ({ symbology, ...known[symbology] }))
  const formatsOf = (shape: Known['shape']) => wanted.filter((each) => each.shape === shape)
  const bars = readerFor(formatsOf('bars'), false)
  const matrix = readerFor(formatsOf('matrix'), true)
  const dearer: readonly Attempt[] = [
    ...(matrix === null ? [] : [(image: Grey) => matrix(smooth(image))]),
    ...(bars === null
      ? []
      : [
          (image: Grey) => bars(blurRows(turn(image, 18))),
          (image: Grey) => bars(blurRows(turn(image, -18))),
          (image: Grey) => bars(blurRows(quarterTurn(image))),
        ]),
  ]
  let next = 0

  return (frame) => {
    const startedAt = options.now()
    const image = frame.width >= wide ? half(frame) : frame
    const straight = bars?.(blurRows(image)) ?? matrix?.(image) ?? null
    if (straight !== null) return straight
    for (let tried = 0; tried < dearer.length; tried += 1) {
      if (options.now() - startedAt >= options.budgetMs) return null
      const read = dearer[next]?.(image) ?? null
      next = (next + 1) % dearer.length
      if (read !== null) return read
    }
    return null
  }
}

type Attempt = (image: Grey) => CameraRead | null
type Wanted = Known & { readonly symbology: CameraSymbology }

// TRY_HARDER finds damaged matrix codes; with bars it passes wrong reads that have the right check digit.
function readerFor(wanted: readonly Wanted[], harder: boolean): Attempt | null {
  const [first] = wanted
  if (first === undefined) return null
  const hints = new Map<DecodeHintType, unknown>([
    [DecodeHintType.POSSIBLE_FORMATS, wanted.map(({ format }) => format)],
  ])
  if (harder) hints.set(DecodeHintType.TRY_HARDER, true)
  // Not MultiFormatReader: it writes a warning to the console for every frame without a code.
  const reader = first.shape === 'bars' ? new MultiFormatOneDReader(hints) : new QRCodeReader()
  return (image) => {
    try {
      const result = reader.decode(new BinaryBitmap(new HybridBinarizer(new GreyLuminance(image))), hints)
      const symbology = wanted.find(({ format }) => format === result.getBarcodeFormat())?.symbology
      return symbology === undefined ? null : { text: result.getText(), symbology }
    } catch {
      // How the library says "nothing here": NotFound, Checksum and Format, and index errors on torn codes.
      return null
    }
  }
}
