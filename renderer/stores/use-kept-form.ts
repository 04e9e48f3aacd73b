import { useEffect, useRef } from 'react'
import { phrase } from '../i18n/phrase.ts'
import { tell } from './notices.ts'
import { registerScanConsumer } from './scan-routing.ts'
import { useTill } from './till-context.tsx'

/** A form with something typed in it is not thrown away by the next customer's card: the cashier is told instead. */
export function useKeptForm(touched: boolean): void {
  const till = useTill()
  const now = useRef(touched)
  useEffect(() => {
    now.current = touched
  }, [touched])
  useEffect(
    () =>
      registerScanConsumer(till, () => {
        if (now.current) tell(till, 'info', phrase('edit.scan-kept'), { matter: 'scan' })
        return now.current
      }),
    [till],
  )
}
