import type { LayoutId } from '../../../../shared/scan/layout.ts'
import type { Entry } from './play-entry.ts'

const ean = '4006381333931'
const card = 'LOY-00427781'
const hard = '{"id":"Aq-1_z@2"}'

/** A factory-set scanner at computers of all countries, once calibrated. */
const abroad: readonly Entry[] =
  (['gb', 'fr', 'be', 'de', 'de-ch', 'es', 'es-419', 'it', 'pt', 'se', 'no', 'dk', 'tr-q', 'tr-f', 'pl', 'cz', 'hu'] satisfies LayoutId[]) // prettier-ignore
    .map((system) => ({
      what: `an American scanner at a computer set to ${system}`,
      keys: [{ scan: hard, by: 'Zebra LS2208, Enter' }],
      system,
      calibrated: true,
      scans: [hard],
    }))

/** Layouts, Caps Lock, NumLock. */
export const layoutEntries: readonly Entry[] = [
  ...abroad,
  {
    what: 'digits alone need no calibration where the digits are plain',
    keys: [{ scan: ean, by: 'Tera HW0002' }],
    system: 'de',
    scans: [ean],
  },
  {
    what: 'an American scanner at a Belgian computer, not calibrated: what the computer made of it',
    keys: [{ scan: ean, by: 'Tera HW0002' }],
    system: 'be',
    scans: ['\'àà§"!&"""ç"&'],
  },
  {
    what: 'the same, calibrated',
    keys: [{ scan: ean, by: 'Tera HW0002' }],
    system: 'be',
    calibrated: true,
    scans: [ean],
  },
  {
    what: 'a French scanner at a French computer',
    keys: [{ scan: card, by: 'a French scanner' }],
    system: 'fr',
    scans: [card],
  },
  {
    what: 'a French scanner at an American computer, calibrated',
    keys: [{ scan: 'a@b#c[1]{2}', by: 'a French scanner' }],
    calibrated: true,
    scans: ['a@b#c[1]{2}'],
  },
  {
    what: "a German scanner's accent is lost where the layout is not known, and said",
    keys: [{ scan: 'AB^1234', by: 'a German scanner' }],
    system: 'de',
    halves: ['dead-key'],
  },
  {
    what: "a German scanner's accent arrives, calibrated",
    keys: [{ scan: 'AB^1234`x', by: 'a German scanner' }],
    system: 'de',
    calibrated: true,
    scans: ['AB^1234`x'],
  },
  {
    what: 'a Swiss scanner without an end, at a Swedish computer',
    keys: [{ scan: 'Z-1!y$2~', by: 'a Swiss scanner, nothing behind' }],
    system: 'se',
    calibrated: true,
    scans: ['Z-1!y$2~'],
  },
  {
    what: 'a Czech scanner, whose digits need Shift, at an American computer',
    keys: [{ scan: 'LOY-0042@CZ', by: 'a Czech scanner' }],
    calibrated: true,
    scans: ['LOY-0042@CZ'],
  },
  {
    what: 'a Turkish scanner at a German computer: i and I',
    keys: [{ scan: 'iI-1ilI', by: 'a Turkish scanner' }],
    system: 'de',
    calibrated: true,
    scans: ['iI-1ilI'],
  },
  {
    what: 'Caps Lock on, not calibrated: letters come exchanged',
    keys: [{ scan: 'Abc-1234', by: 'Honeywell 1200g' }],
    capsLock: true,
    scans: ['aBC-1234'],
  },
  {
    what: 'Caps Lock on, calibrated',
    keys: [{ scan: 'Abc-1234', by: 'Honeywell 1200g' }],
    capsLock: true,
    calibrated: true,
    scans: ['Abc-1234'],
  },
  {
    what: 'Caps Lock on at a French computer, whose digits it turns',
    keys: [{ scan: 'Abc-1234', by: 'Honeywell 1200g' }],
    system: 'fr',
    capsLock: true,
    calibrated: true,
    scans: ['Abc-1234'],
  },
]
