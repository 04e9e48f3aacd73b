import type { CounterSettings } from '../../shared/domain/counter-settings.ts'
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

const saving = new WeakMap<Till, Promise<unknown>>()

/**
 * Saves part of what is set of the counter, after what is being saved of it already: all of it goes in one piece, which would
 * else take an earlier change back.
 */
export function saveCounter(till: Till, change: Partial<CounterSettings>): Promise<boolean> {
  const save = (): Promise<boolean> => {
    const state = till.session.getState()
    if (state.phase !== 'ready') return Promise.resolve(false)
    return saveSettings(till, { counter: { ...state.start.settings.counter, ...change } })
  }
  const saved = (saving.get(till) ?? Promise.resolve()).catch(() => false).then(save)
  saving.set(till, saved)
  return saved
}
