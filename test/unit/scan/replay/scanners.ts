import type { LayoutId } from '../../../../shared/scan/layout.ts'
import type { Device } from '../keyboards.ts'

/** How a scanner types, as its maker or its users describe it. */
export interface Scanner extends Omit<Device, 'layout' | 'system' | 'start'> {
  readonly layout?: LayoutId
  /** What it sends before and after the data. */
  readonly before?: string
  readonly after?: string
}

/**
 * Scanners of the brands that shops have. Speeds, ends and ways to send control characters are those of the manuals and
 * reports that the field study names; the exact milliseconds are typical, not measured on the device.
 */
export const scanners = {
  'Zebra DS2208': { gap: 10, jitter: 1 },
  'Zebra LS2208, Enter': { gap: 16, after: '\r', jitter: 2 },
  'Zebra DS8178 on its cradle': { gap: 85, hold: 20, jitter: 5, after: '\r' },
  'Zebra LI4278 by Bluetooth': { gap: 100, hold: 25, jitter: 5 },
  'Zebra LS4208 with prefix and suffix': { gap: 12, before: '#', after: '\t' },
  'Zebra with AIM identifiers': { gap: 8, before: ']C0', after: '\r' },
  'Honeywell 1900': { gap: 8 },
  'Honeywell 1900, Tab': { gap: 8, after: '\t' },
  'Honeywell 1200g': { gap: 11, jitter: 2, after: '\r' },
  'Honeywell MS5145 entering numbers': { gap: 5, byNumber: true, after: '\r' },
  'Honeywell Xenon, CR LF': { gap: 6, after: '\r\n', lineFeed: 'ctrl-j' },
  'Datalogic QuickScan': { gap: 14, jitter: 3, after: '\r' },
  'Datalogic Magellan': { gap: 5, before: ']E0', after: '\r' },
  'Datalogic Gryphon, STX and ETX': { gap: 9, before: '\u0002', after: '\u0003' },
  'Newland HR22': { gap: 5, after: '\r\r' },
  'Newland NLS-FR40, FNC1 as F8': { gap: 10, separator: 'f8', after: '\r' },
  'Newland, FNC1 as Alt and 029': { gap: 10, separator: 'alt', after: '\r' },
  'Inateck BCST-70': { gap: 40, hold: 15, jitter: 6, after: '\r' },
  'Inateck BCST-20': { gap: 22, jitter: 4, after: '\r' },
  'Tera HW0002': { gap: 20, jitter: 3, after: '\r' },
  'Tera D5100, digits on the pad': { gap: 15, digits: 'numpad', padEnter: true, after: '\r' },
  'Symcode MJ-6708': { gap: 30, jitter: 4, after: '\r' },
  'Symcode, nothing behind': { gap: 28, jitter: 3 },
  'Eyoyo EY-002': { gap: 35, hold: 12, jitter: 5, after: '\r' },
  'Eyoyo EY-015, slow': { gap: 60, hold: 20, jitter: 4 },
  'NetumScan NT-1698': { gap: 45, hold: 18, jitter: 5, after: '\r' },
  'Posiflex CD-3600': { gap: 15, after: '\r' },
  'Socket Mobile S700': { gap: 24, jitter: 5, after: '\n', lineFeed: 'ctrl-j' },
  'Opticon with characters behind': { gap: 10, after: '-.' },
  'a line that reports presses alone': { gap: 12, releases: false, after: '\r' },
  'a French scanner': { gap: 10, layout: 'fr', after: '\r' },
  'a German scanner': { gap: 10, layout: 'de', after: '\r' },
  'a Swiss scanner, nothing behind': { gap: 10, layout: 'de-ch' },
  'a Czech scanner': { gap: 10, layout: 'cz', after: '\r' },
  'a Turkish scanner': { gap: 10, layout: 'tr-q', after: '\r' },
} as const satisfies Record<string, Scanner>

export type ScannerName = keyof typeof scanners
