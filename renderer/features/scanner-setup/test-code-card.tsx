import type { ReactNode } from 'react'
import { testCode } from '../../../shared/scan/calibration/test-code.ts'
import { Barcode } from '../../components/barcode.tsx'

/** The code that is scanned, drawn as wide as its bars need. */
export function TestCodeCard(): ReactNode {
  return (
    <div className="scanner-setup__code">
      <Barcode card={{ symbology: 'code128', code: testCode }} fallback={testCode} />
      <span className="scanner-setup__digits">{testCode}</span>
    </div>
  )
}
