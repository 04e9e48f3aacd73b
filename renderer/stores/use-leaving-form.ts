import { useEffect, useRef } from 'react'
import { useTill } from './till-context.tsx'

/**
 * A form of the counter that stays as it is while the cashier looks at another screen.
 *
 * @param leave leaves it, with a question where something was typed
 */
export function useLeavingForm(leave: () => void): void {
  const till = useTill()
  const now = useRef(leave)
  useEffect(() => {
    now.current = leave
  })
  useEffect(() => {
    till.counter.setState({
      leaveForm: () => {
        now.current()
      },
    })
    return () => {
      till.counter.setState({ leaveForm: null })
    }
  }, [till])
}
