import type { Grey } from '../../../renderer/scanner/camera/grey.ts'
import { drawModules, ean13 } from '../../fixtures/camera/barcode.ts'
import type { Kind } from '../../fixtures/camera/barcode.ts'
import { random, renderScene, sceneOf } from '../../fixtures/camera/scene.ts'
import type { Scene } from '../../fixtures/camera/scene.ts'

/** What is wrong with a frame; `mixed` has a little of everything. */
export const troubles = [
  'clean',
  'blurred',
  'turned',
  'upended',
  'dark',
  'noisy',
  'curved',
  'small',
  'slanted',
  'mixed',
] as const
export type Trouble = (typeof troubles)[number]

export const sizes = [
  { width: 640, height: 480 },
  { width: 1280, height: 720 },
] as const
export type Size = (typeof sizes)[number]

/** One kind of code: how bwip-js calls it, what people call it, and a text by chance. */
export interface BenchKind {
  readonly kind: Kind
  readonly title: string
  readonly text: (chance: () => number) => string
}

const digits = (chance: () => number, count: number): string =>
  Array.from({ length: count }, () => String(Math.floor(chance() * 10))).join('')
const card = (chance: () => number): string => `LOY-${digits(chance, 8)}`
const link = (chance: () => number): string => `loyalty:v1:${digits(chance, 10)}:${digits(chance, 6)}`

/** A number with the check digit of its last place, as GS1 counts it. */
function checked(number: string): string {
  return ean13(number.padStart(12, '0')).slice(-number.length - 1)
}

export const benchKinds: readonly BenchKind[] = [
  { kind: 'ean13', title: 'EAN-13', text: (chance) => ean13(`4${digits(chance, 11)}`) },
  { kind: 'ean8', title: 'EAN-8', text: (chance) => checked(`2${digits(chance, 6)}`) },
  { kind: 'upca', title: 'UPC-A', text: (chance) => checked(digits(chance, 11)) },
  { kind: 'code128', title: 'Code 128', text: card },
  { kind: 'code39', title: 'Code 39', text: (chance) => `LOY-${digits(chance, 6)}` },
  { kind: 'interleaved2of5', title: 'ITF', text: (chance) => digits(chance, 12) },
  { kind: 'rationalizedCodabar', title: 'Codabar', text: (chance) => `A${digits(chance, 10)}B` },
  { kind: 'qrcode', title: 'QR', text: link },
  { kind: 'datamatrix', title: 'Data Matrix', text: card },
  { kind: 'azteccode', title: 'Aztec', text: link },
  { kind: 'pdf417', title: 'PDF417', text: link },
]

export interface Frame {
  readonly kind: Kind
  readonly text: string
  readonly trouble: Trouble
  /** 0 is the mildest of its trouble, 1 the worst. */
  readonly severity: number
  readonly image: Grey
}

/** The n-th of so many frames of a kind: each trouble in turn, and worse from round to round. */
export function frameOf(kind: BenchKind, size: Size, at: number, count: number): Frame {
  const seed = (benchKinds.indexOf(kind) + 1) * 100_003 + size.width * 7 + at * 7_919
  const chance = random(seed)
  const text = kind.text(chance)
  const rounds = Math.max(1, Math.ceil(count / troubles.length) - 1)
  const severity = Math.min(1, Math.floor(at / troubles.length) / rounds)
  const trouble = troubles[at % troubles.length] ?? 'clean'
  const scene = troubled(sceneOf(drawModules(kind.kind, text), size.width, size.height, 0, seed), {
    trouble,
    severity,
    chance,
    seed,
  })
  return { kind: kind.kind, text, trouble, severity, image: renderScene(scene, seed) }
}

interface Ask {
  readonly trouble: Trouble
  readonly severity: number
  readonly chance: () => number
  readonly seed: number
}

function troubled(clean: Scene, { trouble, severity, chance, seed }: Ask): Scene {
  const side = chance() < 0.5 ? -1 : 1
  switch (trouble) {
    case 'clean':
      return clean
    case 'blurred': {
      // In modules: what a lens may lose does not depend on the picture's size.
      const shake = chance() < 0.4 ? 1.5 * severity * clean.module : 0
      return { ...clean, blur: (0.2 + 0.7 * severity) * clean.module, shake }
    }
    case 'turned':
      return { ...clean, degrees: side * (5 + 40 * severity) }
    case 'upended':
      return { ...clean, degrees: side * (60 + 120 * severity) }
    case 'dark':
      return { ...clean, white: 90 - 50 * severity, black: 28 - 8 * severity, noise: 2 + 3 * severity }
    case 'noisy':
      return { ...clean, noise: 6 + 18 * severity }
    case 'curved':
      return { ...clean, curve: 0.3 + 0.9 * severity, degrees: side * 6 * severity }
    case 'small':
      return { ...clean, module: clean.module * (0.7 - 0.4 * severity) }
    case 'slanted':
      return { ...clean, slant: side * (0.15 + 0.45 * severity), degrees: side * 8 * severity }
    case 'mixed':
      return {
        ...sceneOf(clean.code, clean.width, clean.height, 0.3 + 0.7 * severity, seed),
        module: clean.module,
      }
  }
}
