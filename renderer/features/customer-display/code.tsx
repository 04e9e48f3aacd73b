import type { ReactNode } from 'react'
import { Barcode } from '../../components/barcode.tsx'

/** An address as a code. */
export function Code({ address }: { readonly address: string }): ReactNode {
  return <Barcode card={{ symbology: 'qrcode', code: address }} fallback={null} />
}
