import Quagga from '@ericblade/quagga2'
import { Html5QrcodeSupportedFormats } from 'html5-qrcode/esm/core.js'
import { ZXingHtml5QrcodeDecoder } from 'html5-qrcode/esm/zxing-html5-qrcode-decoder.js'
import { readBarcodes } from 'zxing-wasm/reader'
import type { ReaderOptions } from 'zxing-wasm/reader'
import type { Grey } from '../../../../renderer/scanner/camera/grey.ts'

/** One frame in every form that a decoder may want. Making them is in nobody's time. */
export interface Picture {
  readonly grey: Grey
  readonly colour: ImageData
  readonly canvas: HTMLCanvasElement
  /** Address of a lossless picture file. */
  readonly address: string
}

export type Decode = (picture: Picture) => Promise<string | null>

export interface Peer {
  readonly name: string
  readonly decode: Decode
}

const formats: NonNullable<ReaderOptions['formats']> = [
  'EAN13',
  'EAN8',
  'UPCA',
  'Code128',
  'Code39',
  'ITF',
  'Codabar',
  'QRCode',
  'DataMatrix',
  'Aztec',
  'PDF417',
]

const wasm =
  (options: ReaderOptions): Decode =>
  async ({ colour }) =>
    (await readBarcodes(colour, { formats, ...options }))[0]?.text ?? null

const { EAN_13, EAN_8, UPC_A, CODE_128, CODE_39, ITF, CODABAR, QR_CODE, DATA_MATRIX, AZTEC, PDF_417 } =
  Html5QrcodeSupportedFormats

/** As html5-qrcode calls its engine for each frame: a canvas, and no trying harder. */
const html5 = new ZXingHtml5QrcodeDecoder(
  [EAN_13, EAN_8, UPC_A, CODE_128, CODE_39, ITF, CODABAR, QR_CODE, DATA_MATRIX, AZTEC, PDF_417],
  false,
  { log: () => undefined, warn: () => undefined, logError: () => undefined, logErrors: () => undefined },
)

/** It has no reader for codes of rows or squares. What it does not find it answers with nothing at all. */
const quagga: Decode = async ({ address, canvas }) => {
  const result = (await Quagga.decodeSingle({
    src: address,
    numOfWorkers: 0,
    locate: true,
    inputStream: { size: canvas.width },
    locator: { patchSize: 'large', halfSample: true },
    decoder: {
      readers: [
        'ean_reader',
        'ean_8_reader',
        'upc_reader',
        'code_128_reader',
        'code_39_reader',
        'i2of5_reader',
        'codabar_reader',
      ],
    },
  })) as { readonly codeResult?: { readonly code: string | null } } | undefined
  return result?.codeResult?.code ?? null
}

interface NativeDetector {
  detect(image: HTMLCanvasElement): Promise<readonly { readonly rawValue: string }[]>
}

/** The browser's own detector; null where it has none, or one that knows no format. */
async function native(): Promise<Peer | null> {
  const found = (globalThis as { BarcodeDetector?: unknown }).BarcodeDetector
  if (typeof found !== 'function') return null
  const Detector = found as (new () => NativeDetector) & { getSupportedFormats(): Promise<readonly string[]> }
  const known = await Detector.getSupportedFormats().catch(() => [])
  if (known.length === 0) return null
  const detector = new Detector()
  return {
    name: 'BarcodeDetector',
    decode: async ({ canvas }) => (await detector.detect(canvas))[0]?.rawValue ?? null,
  }
}

/** Everybody else, each as its own documents say to use it. */
export async function peersHere(): Promise<readonly Peer[]> {
  const detector = await native()
  return [
    { name: 'zxing-wasm', decode: wasm({}) },
    { name: 'zxing-wasm, one code', decode: wasm({ maxNumberOfSymbols: 1 }) },
    { name: 'html5-qrcode', decode: async ({ canvas }) => (await html5.decodeAsync(canvas)).text },
    { name: 'quagga2', decode: quagga },
    ...(detector === null ? [] : [detector]),
  ]
}
