import type { Entry } from './play-entry.ts'

const ean = '4006381333931'
const card = 'LOY-00427781'

/** Out of the box and as shops set them up: brands, speeds, ends. */
export const brandEntries: readonly Entry[] = [
  { what: 'an EAN without an end', keys: [{ scan: ean, by: 'Zebra DS2208' }], scans: [ean] },
  { what: 'letters and digits without an end', keys: [{ scan: card, by: 'Zebra DS2208' }], scans: [card] },
  { what: 'with Enter', keys: [{ scan: ean, by: 'Zebra LS2208, Enter' }], scans: [ean] },
  {
    what: 'a radio scanner at 85 ms with Enter',
    keys: [{ scan: ean, by: 'Zebra DS8178 on its cradle' }],
    scans: [ean],
  },
  {
    what: 'Bluetooth at 100 ms without an end stands in the field until the scanner is calibrated',
    keys: [{ scan: ean, by: 'Zebra LI4278 by Bluetooth' }],
    field: ean,
  },
  {
    what: 'Bluetooth at 100 ms without an end, calibrated',
    keys: [{ scan: ean, by: 'Zebra LI4278 by Bluetooth' }],
    calibrated: true,
    scans: [ean],
  },
  {
    what: 'a letter code at 100 ms without an end, calibrated',
    keys: [{ scan: card, by: 'Zebra LI4278 by Bluetooth' }],
    calibrated: true,
    scans: [card],
  },
  {
    what: '60 ms without an end stands in the field until the scanner is calibrated',
    keys: [{ scan: ean, by: 'Eyoyo EY-015, slow' }],
    field: ean,
  },
  {
    what: '60 ms without an end, calibrated',
    keys: [{ scan: ean, by: 'Eyoyo EY-015, slow' }],
    calibrated: true,
    scans: [ean],
  },
  {
    what: 'a learned prefix comes off, and its Tab moves nothing',
    keys: [{ scan: card, by: 'Zebra LS4208 with prefix and suffix' }],
    calibrated: true,
    scans: [card],
  },
  {
    what: 'an AIM identifier comes with the scan',
    keys: [{ scan: card, by: 'Zebra with AIM identifiers' }],
    scans: [`]C0${card}`],
  },
  { what: 'factory settings, no end', keys: [{ scan: ean, by: 'Honeywell 1900' }], scans: [ean] },
  { what: 'with Tab', keys: [{ scan: ean, by: 'Honeywell 1900, Tab' }], scans: [ean] },
  { what: 'uneven by 2 ms', keys: [{ scan: card, by: 'Honeywell 1200g' }], scans: [card] },
  {
    what: 'every character by Alt and its number',
    keys: [{ scan: card, by: 'Honeywell MS5145 entering numbers' }],
    scans: [card],
  },
  {
    what: 'every character by its number, at a French computer',
    keys: [{ scan: card, by: 'Honeywell MS5145 entering numbers' }],
    system: 'fr',
    scans: [card],
  },
  { what: 'Enter and Ctrl+J', keys: [{ scan: ean, by: 'Honeywell Xenon, CR LF' }], scans: [ean] },
  { what: 'uneven by 3 ms', keys: [{ scan: ean, by: 'Datalogic QuickScan' }], scans: [ean] },
  {
    what: 'an EAN with its AIM identifier at 5 ms',
    keys: [{ scan: ean, by: 'Datalogic Magellan' }],
    scans: [`]E0${ean}`],
  },
  {
    what: 'STX and ETX are no part of it',
    keys: [{ scan: card, by: 'Datalogic Gryphon, STX and ETX' }],
    scans: [card],
    // Ctrl+B came before anything could be known.
    pressed: ['b'],
  },
  { what: 'Enter twice', keys: [{ scan: ean, by: 'Newland HR22' }], scans: [ean] },
  {
    what: 'FNC1 as F8',
    keys: [{ scan: '8018735005385000000011\u001d10A1', by: 'Newland NLS-FR40, FNC1 as F8' }],
    scans: ['8018735005385000000011\u001d10A1'],
  },
  {
    what: 'FNC1 as Alt and 029',
    keys: [{ scan: '8018735005385000000011\u001d10A1', by: 'Newland, FNC1 as Alt and 029' }],
    scans: ['8018735005385000000011\u001d10A1'],
  },
  {
    what: 'FNC1 as Ctrl and the bracket',
    keys: [{ scan: '8018735005385000000011\u001d10A1', by: 'Zebra LS2208, Enter' }],
    scans: ['8018735005385000000011\u001d10A1'],
  },
  { what: 'Bluetooth at 40 ms', keys: [{ scan: ean, by: 'Inateck BCST-70' }], scans: [ean] },
  { what: 'the cable at 22 ms', keys: [{ scan: card, by: 'Inateck BCST-20' }], scans: [card] },
  { what: 'no other mode than a keyboard', keys: [{ scan: ean, by: 'Tera HW0002' }], scans: [ean] },
  { what: 'digits on the pad', keys: [{ scan: ean, by: 'Tera D5100, digits on the pad' }], scans: [ean] },
  { what: '30 ms', keys: [{ scan: ean, by: 'Symcode MJ-6708' }], scans: [ean] },
  { what: '28 ms, no end', keys: [{ scan: card, by: 'Symcode, nothing behind' }], scans: [card] },
  { what: '35 ms by radio', keys: [{ scan: '96385074', by: 'Eyoyo EY-002' }], scans: ['96385074'] },
  { what: '45 ms', keys: [{ scan: ean, by: 'NetumScan NT-1698' }], scans: [ean] },
  { what: 'ships with Return', keys: [{ scan: ean, by: 'Posiflex CD-3600' }], scans: [ean] },
  { what: 'Ctrl+J alone', keys: [{ scan: card, by: 'Socket Mobile S700' }], scans: [card] },
  {
    what: 'learned characters at the end come off',
    keys: [{ scan: card, by: 'Opticon with characters behind' }],
    calibrated: true,
    scans: [card],
  },
  {
    what: 'presses alone are reported',
    keys: [{ scan: ean, by: 'a line that reports presses alone' }],
    scans: [ean],
  },
  {
    what: 'a stall of 200 ms in the middle',
    keys: [{ scan: ean, by: 'Inateck BCST-20', stall: { after: 6, forMs: 200 } }],
    scans: [ean],
  },
  {
    what: 'a stall of 400 ms before the Enter',
    keys: [{ scan: ean, by: 'Tera HW0002', stall: { after: 13, forMs: 400 } }],
    scans: [ean],
  },
  {
    what: '4,000 characters',
    keys: [{ scan: '0123456789'.repeat(400), by: 'Honeywell 1200g' }],
    scans: ['0123456789'.repeat(400)],
  },
  {
    what: 'a wallet link',
    keys: [{ scan: 'https://loy.example/c/9f3c2a7b1d?v=1&s=%20x#k', by: 'Datalogic QuickScan' }],
    scans: ['https://loy.example/c/9f3c2a7b1d?v=1&s=%20x#k'],
  },
  {
    what: 'a piece of program is text',
    keys: [{ scan: '<script>alert(1)</script>', by: 'Zebra LS2208, Enter' }],
    scans: ['<script>alert(1)</script>'],
  },
]
