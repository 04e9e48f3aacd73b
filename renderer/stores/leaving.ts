import type { UnsentWork } from '../../shared/domain/views.ts'
import type { Till } from './till.ts'

/** Main holds a close back, because this would stay behind unsent. */
export function askToClose(till: Till, work: UnsentWork): void {
  till.leaving.setState({ work })
}

/** The question can be read: main waits for a person from here on. */
export function closingOnScreen(till: Till): void {
  void till.terminal.call('closing', { answer: 'on-screen' })
}

/** Work goes on; without a question nothing happens. */
export function stay(till: Till): void {
  if (till.leaving.getState().work === null) return
  till.leaving.setState({ work: null })
  void till.terminal.call('closing', { answer: 'stay' })
}

/** The program closes; the question stays until it has. */
export function closeAnyway(till: Till): void {
  void till.terminal.call('closing', { answer: 'close' })
}
