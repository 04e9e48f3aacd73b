import { useEffect, useState } from 'react'
import type { OperationView } from '../../../shared/domain/operation.ts'
import type { TourStep } from '../../../shared/domain/tour.ts'
import { useStart, useStatus, useTill } from '../../stores/till-context.tsx'
import { goToStep } from '../../stores/tour.ts'

/** Whether somebody did now what a step asks for; what is told of earlier work is none of it. */
function isDone(operation: OperationView, kind: OperationView['facts']['kind'], since: number): boolean {
  return operation.facts.kind === kind && operation.createdAt >= since && operation.plain !== 'undone'
}

/** How far the fifth step is. */
export type Plug = 'pull' | 'stamp' | 'back' | 'arriving'

/** Notices that a step was done, however it was done, and goes to the next. */
export function useTour(step: TourStep): Plug {
  const till = useTill()
  const condition = useStart((start) => start.practice?.condition ?? 'online')
  const arrived = useStatus(({ link, queue }) => link.kind === 'online' && queue.waiting === 0)
  const [keptId, setKept] = useState<string | null>(null)
  const isOffline = condition === 'offline'

  useEffect(
    () =>
      till.counter.subscribe((now, before) => {
        if (now.place === before.place || now.place.kind !== 'member') return
        if (step === 1 && before.looking) void goToStep(till, 2)
        if (step === 3 && before.query.trim() !== '') void goToStep(till, 4)
      }),
    [till, step],
  )

  useEffect(() => {
    const since = Date.now()
    return till.terminal.on('operation', (operation) => {
      if (step === 2 && isDone(operation, 'stamps.add', since)) void goToStep(till, 3)
      if (step === 4 && isDone(operation, 'member.create', since)) void goToStep(till, 5)
      if (step === 5 && isOffline && isDone(operation, 'stamps.add', since)) setKept(operation.id)
    })
  }, [till, step, isOffline])

  // A tour that begins anew asks for another stamp.
  useEffect(
    () => () => {
      setKept(null)
    },
    [step],
  )

  useEffect(() => {
    if (step === 5 && keptId !== null && !isOffline && arrived) void goToStep(till, 6)
  }, [till, step, keptId, isOffline, arrived])

  if (isOffline) return keptId === null ? 'stamp' : 'back'
  return keptId === null ? 'pull' : 'arriving'
}
