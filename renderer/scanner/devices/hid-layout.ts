import type { HidCollection, HidItem } from './device-types.ts'

/** Usage page of bar code scanners, from the HID Point of Sale Usage Tables. */
export const scannerUsagePage = 0x8c

/** Where a scanner's report has what. Offsets are bytes behind the report's id. */
export interface ReportLayout {
  readonly reportId: number
  /** How many bytes of data there are; null where the report does not say, and zeros fill it up. */
  readonly count: number | null
  /** The three characters of the AIM identifier. */
  readonly aim: number
  readonly data: number
  /** The most data that one report takes. */
  readonly most: number
  /** The lowest bit says that the next report goes on with the same code. */
  readonly more: number
}

/** How Honeywell, Zebra, Datalogic and Access-IS lay their report out: 63 bytes, 56 of them data. */
export const usualLayout: ReportLayout = { reportId: 2, count: 0, aim: 1, data: 4, most: 56, more: 62 }

const byteCount = 0x0001_003b
const symbologyIdentifier = 0x008c_00fb
const decodedData = 0x008c_00fe
const decodeDataContinued = 0x008c_00ff

/** Whether a device is a bar code scanner in HID POS mode. */
export function isScanner(collections: readonly HidCollection[]): boolean {
  return collections.some(({ usagePage }) => usagePage === scannerUsagePage)
}

/**
 * Reads from a device's own description where its report has what. Most leave it at the usual layout; one that says
 * otherwise is believed where what it says is whole.
 */
export function layoutOf(collections: readonly HidCollection[]): ReportLayout {
  for (const { inputReports = [], children = [] } of collections) {
    for (const { reportId = 0, items = [] } of inputReports) {
      const layout = readItems(reportId, items)
      if (layout !== null) return layout
    }
    const inner = layoutOf(children)
    if (inner !== usualLayout) return inner
  }
  return usualLayout
}

function readItems(reportId: number, items: readonly HidItem[]): ReportLayout | null {
  const at = new Map<number, { readonly bit: number; readonly item: HidItem }>()
  let bit = 0
  for (const item of items) {
    const { reportSize = 0, reportCount = 0, usages = [] } = item
    for (const [place, usage] of usages.entries()) {
      // Several usages of one item are its fields, in their order.
      if (!at.has(usage)) at.set(usage, { bit: bit + place * reportSize, item })
    }
    bit += reportSize * reportCount
  }
  const data = at.get(decodedData)
  const more = at.get(decodeDataContinued)
  if (data === undefined || more === undefined) return null
  const { reportSize, reportCount = 0 } = data.item
  const aim = at.get(symbologyIdentifier)
  const isWhole = reportSize === 8 && reportCount >= 8 && data.bit % 8 === 0 && more.bit % 8 === 0
  if (!isWhole || (aim !== undefined && aim.bit % 8 !== 0)) return null
  const dataAt = data.bit / 8
  const aimAt = aim === undefined ? dataAt - 3 : aim.bit / 8
  const counted = at.get(byteCount)
  // Few name the count; it is what stands first, where anything stands before the identifier.
  const countAt = counted === undefined ? (aimAt > 0 ? 0 : null) : counted.bit / 8
  const overlaps = aimAt < 0 || aimAt + 3 > dataAt || (countAt !== null && countAt >= aimAt)
  if (overlaps || !Number.isInteger(countAt ?? 0)) return null
  return { reportId, count: countAt, aim: aimAt, data: dataAt, most: reportCount, more: more.bit / 8 }
}
