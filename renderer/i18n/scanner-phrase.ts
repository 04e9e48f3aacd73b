import type { Scanner, ScannerKind } from '../../shared/domain/scanner.ts'
import { phrase } from './phrase.ts'
import type { Phrase } from './phrase.ts'

// Vendors by the id that the USB Implementers Forum gave them.
const makers = new Map<number, 'honeywell' | 'zebra' | 'datalogic' | 'newland' | 'adapter'>([
  [0x0c2e, 'honeywell'],
  [0x0536, 'honeywell'],
  [0x05e0, 'zebra'],
  [0x05f9, 'datalogic'],
  [0x1eab, 'newland'],
  // FTDI, Prolific, Silicon Labs and QinHeng make what stands between a USB socket and a serial cable.
  [0x0403, 'adapter'],
  [0x067b, 'adapter'],
  [0x10c4, 'adapter'],
  [0x1a86, 'adapter'],
])

/** Who makes a device, as far as its ids tell. */
export function makerPhrase(
  { vendorId, productId }: Pick<Scanner, 'vendorId' | 'productId'>,
  kind: ScannerKind,
): Phrase {
  if (vendorId === null)
    return kind === 'serial' ? phrase('scanners.maker.board') : phrase('scanners.nameless')
  const maker = makers.get(vendorId)
  if (maker !== undefined) return phrase(`scanners.maker.${maker}`)
  const hex = (id: number): string => id.toString(16).padStart(4, '0')
  return phrase('scanners.ids', { vendor: hex(vendorId), product: hex(productId ?? 0) })
}
