import { useEffect } from 'react'
import type { ReactNode } from 'react'
import type { UnsentWork } from '../../../shared/domain/views.ts'
import { LeaveQuestion } from '../../components/leave-question.tsx'
import { closeAnyway, closingOnScreen, stay } from '../../stores/leaving.ts'
import { useTill } from '../../stores/till-context.tsx'

/** The window is being closed while work is unsent. */
export function ClosingQuestion({ work }: { readonly work: UnsentWork }): ReactNode {
  const till = useTill()
  useEffect(() => {
    closingOnScreen(till)
  }, [till, work])
  return (
    <LeaveQuestion
      leaving={{ kind: 'quit' }}
      work={work}
      onStay={() => {
        stay(till)
      }}
      onLeave={() => {
        closeAnyway(till)
      }}
    />
  )
}
