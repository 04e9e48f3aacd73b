import { useEffect, useRef } from 'react'
import { keepsForm, registerScanConsumer } from './scan-routing.ts'
import { useTill } from './till-context.tsx'

/** A form with something typed in it is not thrown away by the next customer's card: the cashier is told instead. */
export function useKeptForm(touched: boolean): void {
  const till = useTill()
  const now = useRef(touched)
  useEffect(() => {
    now.current = touched
  }, [touched])
  useEffect(() => {
    const isTouched = (): boolean => now.current
    const unregister = registerScanConsumer(till, () => keepsForm(till, [isTouched]))
    // A scan from before it was opened may find its member only now.
    till.scans.setState(({ kept }) => ({ kept: [...kept, isTouched] }))
    return () => {
      unregister()
      till.scans.setState(({ kept }) => ({ kept: kept.filter((other) => other !== isTouched) }))
    }
  }, [till])
}
