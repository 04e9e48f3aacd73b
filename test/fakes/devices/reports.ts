/*
 * Reports of HID POS scanners, made after documents and not recorded from devices: Honeywell's, Zebra's, Datalogic's
 * and Access-IS's layout is the one of the Access-IS LSR118 manual (appendix B) and of the package that reads them; the
 * shorter ones follow from the HID Point of Sale Usage Tables 1.02, which leave the layout to the maker.
 */

/** What a report is made of. */
export interface ReportParts {
  readonly aim: string
  readonly data: Uint8Array
  readonly more: boolean
}

/** A device's way to lay a report out, and its description of it. */
export interface ReportWay {
  readonly name: string
  readonly most: number
  readonly make: (parts: ReportParts) => Uint8Array
  readonly collections: readonly object[]
}

const bytesOf = (text: string): readonly number[] => Array.from(text, (each) => each.charCodeAt(0))

function padded(data: Uint8Array, length: number): readonly number[] {
  return [...data, ...Array.from({ length: length - data.length }, () => 0)]
}

const page = (usage: number): number => 0x008c_0000 + usage
const bytes = (reportCount: number, ...usages: readonly number[]) => ({ reportSize: 8, reportCount, usages })
const bits = (reportCount: number, ...usages: readonly number[]) => ({ reportSize: 1, reportCount, usages })
const describe = (items: readonly object[]) => [
  {
    usagePage: 0x8c,
    usage: 2,
    inputReports: [],
    children: [{ usagePage: 0x8c, usage: 0x12, inputReports: [{ reportId: 2, items }], children: [] }],
  },
]
const byteCount = 0x0001_003b

/** 63 bytes: count, identifier, 56 of data, two of the maker's own, and a flag. */
export const usualWay: ReportWay = {
  name: 'Honeywell, Zebra, Datalogic',
  most: 56,
  make: ({ aim, data, more }) =>
    Uint8Array.from([data.length, ...bytesOf(aim), ...padded(data, 56), 0x64, 0, more ? 1 : 0]),
  collections: describe([
    bytes(1, byteCount),
    bytes(3, page(0xfb), page(0xfc), page(0xfd)),
    bytes(56, page(0xfe)),
    bytes(2, 0xff66_0004, 0xff66_0000),
    bits(8, page(0xff)),
  ]),
}

/** As the usual one, of a device that does not describe itself to the page. */
export const silentWay: ReportWay = {
  ...usualWay,
  name: 'undescribed',
  collections: [{ usagePage: 0x8c, usage: 2 }],
}

/** As the usual one, with a byte between count and identifier: the package knows of such. */
export const shiftedWay: ReportWay = {
  name: 'one byte more',
  most: 56,
  make: ({ aim, data, more }) =>
    Uint8Array.from([data.length, 0, ...bytesOf(aim), ...padded(data, 57), more ? 1 : 0]),
  collections: silentWay.collections,
}

/** No bytes of the maker's own: the flag stands at once behind the data. */
export const shortWay: ReportWay = {
  name: 'without bytes of the maker’s own',
  most: 56,
  make: ({ aim, data, more }) =>
    Uint8Array.from([data.length, ...bytesOf(aim), ...padded(data, 56), more ? 1 : 0]),
  collections: describe([
    bytes(1, byteCount),
    bytes(3, page(0xfb), page(0xfc), page(0xfd)),
    bytes(56, page(0xfe)),
    bits(1, page(0xff)),
    bits(7),
  ]),
}

/** No count: zeros fill up what is free. */
export const uncountedWay: ReportWay = {
  name: 'without a count',
  most: 56,
  make: ({ aim, data, more }) => Uint8Array.from([...bytesOf(aim), ...padded(data, 56), more ? 1 : 0]),
  collections: describe([
    bytes(1, page(0xfb)),
    bytes(1, page(0xfc)),
    bytes(1, page(0xfd)),
    bytes(56, page(0xfe)),
    bits(1, page(0xff)),
    bits(7),
  ]),
}

/** All of them. */
export const reportWays: readonly ReportWay[] = [usualWay, silentWay, shiftedWay, shortWay, uncountedWay]

/** The reports that a scanner sends for a code. */
export function reportsOf(way: ReportWay, aim: string, code: string | Uint8Array): readonly Uint8Array[] {
  const data = typeof code === 'string' ? new TextEncoder().encode(code) : code
  const reports: Uint8Array[] = []
  for (let at = 0; at === 0 || at < data.length; at += way.most) {
    reports.push(way.make({ aim, data: data.slice(at, at + way.most), more: at + way.most < data.length }))
  }
  return reports
}
