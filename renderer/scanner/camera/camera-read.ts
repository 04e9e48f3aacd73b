import type { Symbology } from '../../../shared/scan/symbology.ts'

/** What the camera can look for. A UPC-A is an EAN-13 that begins with a zero, bar for bar, and is told as one. */
export type CameraSymbology = Extract<
  Symbology,
  'ean-13' | 'ean-8' | 'code-128' | 'code-39' | 'itf' | 'codabar' | 'qr' | 'data-matrix' | 'aztec' | 'pdf417'
>

export interface CameraRead {
  readonly text: string
  readonly symbology: CameraSymbology
  /** Whether the symbol says that its data are GS1 element strings. */
  readonly gs1?: true
}

export const barSymbologies: readonly CameraSymbology[] = [
  'ean-13',
  'ean-8',
  'code-128',
  'code-39',
  'itf',
  'codabar',
]

export const matrixSymbologies: readonly CameraSymbology[] = ['qr', 'data-matrix', 'aztec', 'pdf417']

/** Everything, which is what the till looks for: nobody tells it what the shop's cards are. */
export const allSymbologies: readonly CameraSymbology[] = [...barSymbologies, ...matrixSymbologies]

const identifiers: Readonly<Record<CameraSymbology, readonly [plain: string, gs1: string]>> = {
  'ean-13': [']E0', ']E0'],
  'ean-8': [']E4', ']E4'],
  'code-128': [']C0', ']C1'],
  'code-39': [']A0', ']A0'],
  itf: [']I0', ']I0'],
  codabar: [']F0', ']F0'],
  qr: [']Q1', ']Q3'],
  'data-matrix': [']d1', ']d2'],
  aztec: [']z0', ']z1'],
  pdf417: [']L0', ']L0'],
}

/** The read as a scanner sends it that names the kind of code: with its AIM identifier in front. */
export function asScanned({ symbology, text, gs1 }: CameraRead): string {
  return identifiers[symbology][gs1 === true ? 1 : 0] + text
}

/** A short ITF is what a line across a leaning longer one sees: it has no check and no fixed length. */
const shortestItf = 6

/**
 * A text as a read, or null where it is no whole code of its kind.
 *
 * @param text as the decoder gave it; twelve digits of a UPC-A become the thirteen of its EAN-13
 */
export function readOf(symbology: CameraSymbology, text: string, gs1 = false): CameraRead | null {
  if (text === '') return null
  if (symbology === 'itf' && (text.length < shortestItf || text.length % 2 === 1)) return null
  const whole = symbology === 'ean-13' && text.length === 12 ? `0${text}` : text
  return gs1 ? { text: whole, symbology, gs1 } : { text: whole, symbology }
}

/**
 * How hard a reader looks. `strip`: rows of straightened bars; `glance`: codes that lie as they should; `patch`: the same
 * in a piece of a picture, with patience; `search`: any size and any turn; `inverse`: light codes on dark ground as well.
 */
export type Effort = 'strip' | 'glance' | 'patch' | 'search' | 'inverse'
