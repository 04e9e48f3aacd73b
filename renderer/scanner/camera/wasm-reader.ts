import { barSymbologies, matrixSymbologies, readOf } from './camera-read.ts'
import type { CameraRead, CameraSymbology, Effort } from './camera-read.ts'
import type { Grey } from './grey.ts'

/** What is used of zxing-cpp: its memory and one function. The package's types want Emscripten's, which are none. */
export interface ZXingCpp {
  readonly HEAPU8: Uint8Array
  _malloc(bytes: number): number
  _free(at: number): void
  readBarcodesFromPixmap(
    at: number,
    width: number,
    height: number,
    options: typeof plain & { readonly formats: string },
  ): { size(): number; get(index: number): Found | undefined; delete?(): void }
}

interface Found {
  readonly format: string
  readonly text: string
  readonly symbologyIdentifier: string
}

export type ReadGrey = (image: Grey, effort: Effort) => CameraRead | null

// As zxing-cpp calls them, and as it answers.
const formatOf: Readonly<Record<CameraSymbology, string>> = {
  'ean-13': 'EAN13,UPCA',
  'ean-8': 'EAN8',
  'code-128': 'Code128',
  'code-39': 'Code39',
  itf: 'ITF',
  codabar: 'Codabar',
  qr: 'QRCode',
  'data-matrix': 'DataMatrix',
  aztec: 'Aztec',
  pdf417: 'PDF417',
}

const symbologyOf: ReadonlyMap<string, CameraSymbology> = new Map([
  ['EAN13', 'ean-13'],
  ['UPCA', 'ean-13'],
  ['ISBN', 'ean-13'],
  ['EAN8', 'ean-8'],
  ['Code128', 'code-128'],
  ['Code39', 'code-39'],
  ['Code39Std', 'code-39'],
  ['Code39Ext', 'code-39'],
  ['Code32', 'code-39'],
  ['PZN', 'code-39'],
  ['ITF', 'itf'],
  ['ITF14', 'itf'],
  ['Codabar', 'codabar'],
  ['QRCode', 'qr'],
  ['QRCodeModel2', 'qr'],
  ['DataMatrix', 'data-matrix'],
  ['Aztec', 'aztec'],
  ['AztecCode', 'aztec'],
  ['PDF417', 'pdf417'],
])

// Without a check digit, a line that leaves a leaning code through its side reads a part of it: these are read from
// straightened bars only.
const wholeOnly: ReadonlySet<CameraSymbology> = new Set(['code-39', 'itf', 'codabar'])

const plain = {
  tryHarder: false,
  tryRotate: false,
  tryInvert: false,
  tryDownscale: false,
  tryDenoise: false,
  binarizer: 0,
  isPure: false,
  downscaleFactor: 3,
  downscaleThreshold: 500,
  minLineCount: 2,
  maxNumberOfSymbols: 1,
  validateOptionalChecksum: false,
  returnErrors: false,
  eanAddOnSymbol: 0,
  // The data as they are: FNC1 as GS, and no brackets around GS1 identifiers.
  textMode: 0,
  characterSet: 0,
  tryCode39ExtendedMode: true,
}

/** A reader over zxing-cpp. It takes grey pictures as they are; the package's own function would want colour. */
export function createWasmReader(module: ZXingCpp, symbologies: readonly CameraSymbology[]): ReadGrey {
  const names = (wanted: readonly CameraSymbology[]): string =>
    wanted.flatMap((one) => (symbologies.includes(one) ? [formatOf[one]] : [])).join(',')
  const checked = barSymbologies.filter((one) => !wholeOnly.has(one))
  const everywhere = names([...checked, ...matrixSymbologies])
  const search = { ...plain, formats: everywhere, tryHarder: true, tryRotate: true, tryDownscale: true }
  const settings = {
    strip: { ...plain, formats: names(barSymbologies), tryHarder: true },
    glance: { ...plain, formats: names(matrixSymbologies) },
    patch: { ...plain, formats: names(matrixSymbologies), tryHarder: true, tryDownscale: true },
    search,
    inverse: { ...search, tryInvert: true },
  }
  let room = 0
  let size = 0
  return (image, effort) => {
    const wanted = settings[effort]
    // An empty list would mean every format there is.
    if (wanted.formats === '') return null
    const { data, width, height } = image
    if (data.length > size) {
      if (room !== 0) module._free(room)
      room = module._malloc(data.length)
      size = data.length
    }
    module.HEAPU8.set(data, room)
    const found = module.readBarcodesFromPixmap(room, width, height, wanted)
    const first = found.size() > 0 ? found.get(0) : undefined
    // It lies in the other's memory, which nobody else tidies.
    found.delete?.()
    if (first === undefined) return null
    const symbology = symbologyOf.get(first.format)
    if (symbology === undefined || !symbologies.includes(symbology)) return null
    return readOf(symbology, first.text, /^\](?:C1|d2|Q3|z1)$/u.test(first.symbologyIdentifier))
  }
}
