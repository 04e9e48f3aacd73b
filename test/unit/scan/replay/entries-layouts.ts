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
  {
    what: 'two scanners set up: one ends with Enter, the other with nothing',
    keys: [
      { scan: '4006381333931', by: 'Honeywell 1200g' },
      { scan: '4006381333948', by: 'Symcode, nothing behind', pause: 2_500 },
      { scan: '4006381333955', by: 'Honeywell 1200g', pause: 2_500 },
    ],
    calibrated: true,
    besides: ['Symcode, nothing behind'],
    scans: ['4006381333931', '4006381333948', '4006381333955'],
  },
  {
    what: 'one scanner set up, and another that ends with nothing: half a code for all that is known',
    keys: [
      { scan: '4006381333931', by: 'Honeywell 1200g' },
      { scan: '4006381333948', by: 'Symcode, nothing behind', pause: 2_500 },
    ],
    calibrated: true,
    scans: ['4006381333931'],
    halves: ['no-suffix'],
  },
  {
    what: 'two scanners set up, each with a frame of its own, at a French computer',
    keys: [
      { scan: 'LOY-0042', by: 'Zebra LS4208 with prefix and suffix' },
      { scan: 'LOY-0043', by: 'Datalogic Gryphon, STX and ETX', pause: 2_500 },
    ],
    system: 'fr',
    calibrated: true,
    besides: ['Datalogic Gryphon, STX and ETX'],
    scans: ['LOY-0042', 'LOY-0043'],
    pressed: ['b'],
  },
  {
    what: 'a slow scanner without an end beside a quick one with Enter',
    keys: [
      { scan: '4006381333931', by: 'Eyoyo EY-015, slow' },
      { scan: '4006381333948', by: 'Honeywell 1200g', pause: 2_500 },
    ],
    calibrated: true,
    besides: ['Honeywell 1200g'],
    scans: ['4006381333931', '4006381333948'],
  },
  {
    what: 'characters that were learned as an end, within a code',
    keys: [{ scan: 'LOY-.0042-.7', by: 'Opticon with characters behind' }],
    calibrated: true,
    scans: ['LOY-.0042-.7'],
  },
]
