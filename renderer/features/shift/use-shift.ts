import { useCallback, useEffect, useRef, useState } from 'react'
import type { ShiftSummary } from '../../../shared/domain/shift.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import type { ShiftAsked } from '../../../shared/ipc/shift-contract.ts'
import { useTill } from '../../stores/till-context.tsx'

/** What is done while the day is on screen is counted at most this often, ms. */
const restMs = 1_000

/** A day as it was read last. */
export interface ReadShift {
  /** Null until it is there; perhaps still that of another day or another cashier. */
  readonly summary: ShiftSummary | null
  /** Whether it is what is asked for. */
  readonly isAsked: boolean
  readonly failure: RequestFailure | null
  readonly read: () => void
}

/** Reads a day, and once more whenever something was done meanwhile. */
export function useShift({ day, cashier }: ShiftAsked): ReadShift {
  const till = useTill()
  const [told, setTold] = useState<{ readonly of: ShiftAsked; readonly summary: ShiftSummary } | null>(null)
  const [failure, setFailure] = useState<RequestFailure | null>(null)
  const ticket = useRef(0)
  const read = useCallback(() => {
    ticket.current += 1
    const mine = ticket.current
    void till.terminal.call('shift', { day, cashier }).then((answer) => {
      if (mine !== ticket.current) return
      setFailure(answer.ok ? null : answer.error)
      if (answer.ok) setTold({ of: { day, cashier }, summary: answer.value })
    })
  }, [till, day, cashier])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    read()
    const off = till.terminal.on('operation', () => {
      timer ??= setTimeout(() => {
        timer = undefined
        read()
      }, restMs)
    })
    return () => {
      off()
      clearTimeout(timer)
      ticket.current += 1
    }
  }, [till, read])
  const isAsked = told?.of.day === day && told.of.cashier === cashier
  return { summary: told?.summary ?? null, isAsked, failure, read }
}
