import type { PracticeCondition } from '../../shared/domain/connection.ts'
import { tellFailure } from './notices.ts'
import { patchStart } from './session.ts'
import type { Till } from './till.ts'

/** Makes the made-up connection behave otherwise. */
export async function setCondition(till: Till, condition: PracticeCondition): Promise<void> {
  const answer = await till.terminal.call('practiceCondition', { condition })
  if (answer.ok) patchStart(till, { practice: { condition: answer.value } })
  else tellFailure(till, answer.error)
}
