import type { TourStep } from '../../shared/domain/tour.ts'
import { toIdle } from './navigation.ts'
import { tellFailure } from './notices.ts'
import { patchStart } from './session.ts'
import type { Till } from './till.ts'

/** The tour is here from now on, and at the next start. It goes on where that could not be kept. */
export async function goToStep(till: Till, step: TourStep): Promise<void> {
  patchStart(till, { tour: step })
  const answer = await till.terminal.call('tour', { step })
  if (!answer.ok) tellFailure(till, answer.error)
}

/** Begins it, or begins it once more. */
export function startTour(till: Till): void {
  toIdle(till)
  void goToStep(till, 1)
}
