import type { Symbology } from '../../../../shared/scan/symbology.ts'
import { phrase } from '../../../i18n/phrase.ts'
import type { Phrase } from '../../../i18n/phrase.ts'
import type { ScanOrigin } from '../../../stores/scan-watch.ts'
import type { DroppedEntry, ScanEntry } from './trace.ts'

/** What kinds of codes are called everywhere. */
const symbologyNames: Readonly<Record<Symbology, string>> = {
  'ean-13': 'EAN-13',
  'ean-8': 'EAN-8',
  'upc-a': 'UPC-A',
  'upc-e': 'UPC-E',
  'code-128': 'Code 128',
  'code-39': 'Code 39',
  'code-93': 'Code 93',
  codabar: 'Codabar',
  itf: 'ITF',
  qr: 'QR',
  'data-matrix': 'Data Matrix',
  aztec: 'Aztec',
  pdf417: 'PDF417',
  databar: 'DataBar',
}

/** Which kind of code it was, as far as anybody said. */
export function kindPhrase({ code, aim }: ScanEntry): Phrase {
  if (code.symbology === null || aim === null) return phrase('tester.kind.unknown')
  const values = { name: symbologyNames[code.symbology], identifier: aim }
  return phrase(code.gs1 ? 'tester.kind.gs1' : 'tester.kind.told', values)
}

/** What sort of reader it came from. */
export function sortPhrase(origin: ScanOrigin): Phrase {
  if (origin.by === 'device') return phrase(`tester.from.${origin.kind}`)
  return phrase(`tester.from.${origin.by}`)
}

/** Which reader it came from, by the name that the shop gave it. */
export function originPhrase(origin: ScanOrigin): Phrase {
  const what = sortPhrase(origin)
  if (origin.by !== 'device' || origin.name === '') return what
  return phrase('tester.from.named', { name: origin.name, what })
}

/** Why something did not become a scan. */
export function droppedPhrase({ dropped }: DroppedEntry): Phrase {
  if (dropped.kind === 'slow') return phrase('tester.slow', { pace: dropped.pace, limit: dropped.limit })
  if (dropped.kind === 'ambiguous') return phrase('tester.ambiguous')
  return phrase(dropped.cause === null ? 'tester.half' : `tester.half.${dropped.cause}`)
}
