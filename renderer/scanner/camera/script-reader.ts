import {
  AztecCodeReader,
  BarcodeFormat,
  BinaryBitmap,
  DataMatrixReader,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatOneDReader,
  PDF417Reader,
  QRCodeReader,
} from '@zxing/library'
import type { Reader } from '@zxing/library'
import { barSymbologies, matrixSymbologies, readOf } from './camera-read.ts'
import type { CameraRead, CameraSymbology } from './camera-read.ts'
import type { Grey } from './grey.ts'
import { GreyLuminance } from './luminance.ts'
import type { ReadGrey } from './wasm-reader.ts'

const formatsOf: Readonly<Record<CameraSymbology, readonly BarcodeFormat[]>> = {
  'ean-13': [BarcodeFormat.EAN_13],
  'ean-8': [BarcodeFormat.EAN_8],
  'code-128': [BarcodeFormat.CODE_128],
  'code-39': [BarcodeFormat.CODE_39],
  itf: [BarcodeFormat.ITF],
  codabar: [BarcodeFormat.CODABAR],
  qr: [BarcodeFormat.QR_CODE],
  'data-matrix': [BarcodeFormat.DATA_MATRIX],
  aztec: [BarcodeFormat.AZTEC],
  pdf417: [BarcodeFormat.PDF_417],
}

// Not MultiFormatReader: it writes a warning to the console for every frame without a code.
const matrixReaderOf: Readonly<Partial<Record<CameraSymbology, () => Reader>>> = {
  qr: () => new QRCodeReader(),
  'data-matrix': () => new DataMatrixReader(),
  aztec: () => new AztecCodeReader(),
  pdf417: () => new PDF417Reader(),
}

/**
 * A reader over @zxing/library, which is part of this script: it reads while zxing-cpp is still being loaded, where
 * it cannot be loaded, and what that one has missed.
 */
export function createScriptReader(symbologies: readonly CameraSymbology[]): ReadGrey {
  const bars = symbologies.filter((one) => barSymbologies.includes(one))
  const matrix = symbologies.filter((one) => matrixSymbologies.includes(one))
  const barHints = hintsFor(bars)
  const barReader = bars.length > 0 ? new MultiFormatOneDReader(barHints) : null
  const matrixHints = hintsFor(matrix)
  matrixHints.set(DecodeHintType.TRY_HARDER, true)
  const matrixReaders = matrix.flatMap((one) => matrixReaderOf[one]?.() ?? [])
  const symbologyOf = new Map(symbologies.flatMap((one) => formatsOf[one].map((format) => [format, one])))

  const attempt = (reader: Reader, hints: Hints, image: Grey): CameraRead | null => {
    try {
      const result = reader.decode(new BinaryBitmap(new HybridBinarizer(new GreyLuminance(image))), hints)
      const symbology = symbologyOf.get(result.getBarcodeFormat())
      return symbology === undefined ? null : readOf(symbology, result.getText())
    } catch {
      // How the library says "nothing here": NotFound, Checksum and Format, and index errors on torn codes.
      return null
    }
  }
  return (image, effort) => {
    if (effort === 'strip') return barReader === null ? null : attempt(barReader, barHints, image)
    for (const reader of matrixReaders) {
      const read = attempt(reader, matrixHints, image)
      if (read !== null) return read
    }
    return null
  }
}

type Hints = Map<DecodeHintType, unknown>

// Without TRY_HARDER: with bars it passes wrong reads that have the right check digit.
function hintsFor(symbologies: readonly CameraSymbology[]): Hints {
  return new Map<DecodeHintType, unknown>([
    [DecodeHintType.POSSIBLE_FORMATS, symbologies.flatMap((one) => formatsOf[one])],
    // As zxing-cpp tells it, so that the two agree on one text.
    [DecodeHintType.RETURN_CODABAR_START_END, true],
  ])
}
