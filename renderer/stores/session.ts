import type { Start } from '../../shared/ipc/contract.ts'
import { phrase } from '../i18n/phrase.ts'
import { tell } from './notices.ts'
import type { Till } from './till.ts'

/** Asks main for everything that the first screen needs, and says that the page listens. */
export async function boot(till: Till): Promise<void> {
  till.session.setState({ phase: 'starting' }, true)
  const answer = await till.terminal.call('start')
  if (!answer.ok) {
    till.session.setState({ phase: 'failed', failure: answer.error }, true)
    return
  }
  if ('blocked' in answer.value) {
    till.session.setState({ phase: 'blocked', blocked: answer.value.blocked }, true)
    return
  }
  const { link, queue, directory, cashierId } = answer.value
  till.status.setState({ link, queue, directory, safety: null })
  till.tiers.setState({ names: null })
  till.session.setState({ phase: 'ready', start: answer.value }, true)
  if (answer.value.wedgesLost)
    tell(till, 'bad', phrase('counter.set-up.lost'), {
      stays: true,
      matter: 'scanner',
      offer: 'scanner-setup',
    })
  if (cashierId === null) till.nav.setState({ overlay: 'staff' })
  // Answered with nothing: from here on main sends what it has to tell.
  await till.terminal.call('ready')
}

/** Changes part of what the terminal started with, after main confirmed it. */
export function patchStart(till: Till, change: Partial<Start>): void {
  till.session.setState((state) =>
    state.phase === 'ready' ? { phase: 'ready', start: { ...state.start, ...change } } : state,
  )
}
