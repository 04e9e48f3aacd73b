import type { ReactNode } from 'react'
import { useCounter } from './stores/till-context.tsx'

/** The counter: the search field, and what it opened. */
export function CounterScreen(): ReactNode {
  return useCounter((counter) => counter.query)
}
