import type { Settings } from '../../shared/ipc/contract.ts'
import { tellFailure } from './notices.ts'
import { patchStart } from './session.ts'
import type { Till } from './till.ts'

/** Saves part of the settings; true where it was saved. The page follows what main answers. */
export async function saveSettings(till: Till, change: Partial<Settings>): Promise<boolean> {
  const answer = await till.terminal.call('settings', change)
  if (answer.ok) patchStart(till, { settings: answer.value })
  else tellFailure(till, answer.error)
  return answer.ok
}
