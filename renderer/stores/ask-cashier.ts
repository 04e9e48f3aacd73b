import type { RequestName } from '../../shared/ipc/channels.ts'
import type { RequestAnswer } from '../../shared/ipc/contract.ts'
import type { CallArgs, Terminal } from '../api/terminal.ts'
import { phrase } from '../i18n/phrase.ts'
import { signal } from './feedback.ts'
import { announce } from './notices.ts'
import { patchStart } from './session.ts'
import type { Till } from './till.ts'

/**
 * Main, asked by a till: what is refused because nobody is at the till asks who is there, and goes on by itself once a
 * name is chosen, so that nothing has to be pressed twice. It stays refused where the question is left, by a scan for one,
 * or where the member on screen is another by then.
 */
export function askingWhoIsThere(terminal: Terminal, till: () => Till): Terminal {
  return {
    ...terminal,
    call: async <N extends RequestName>(name: N, ...args: CallArgs<N>): Promise<RequestAnswer<N>> => {
      const answer = await terminal.call(name, ...args)
      if (answer.ok || answer.error.kind !== 'nobody-at-the-till') return answer
      return (await somebodyCame(till())) ? terminal.call(name, ...args) : answer
    },
  }
}

/** Asks who is at the till; true where somebody was chosen, for the member who was on screen all the time. */
async function somebodyCame(till: Till): Promise<boolean> {
  const { nav, member, session } = till
  const whose = member.getState().view?.key
  // Main has just said so.
  patchStart(till, { cashierId: null })
  nav.setState({ overlay: 'staff', goesOn: true })
  announce(till, phrase('staff.goes-on'))
  signal(till, 'question')
  await new Promise<void>((resolve) => {
    const stop = nav.subscribe(({ overlay }) => {
      if (overlay === 'staff') return
      stop()
      resolve()
    })
  })
  nav.setState({ goesOn: false })
  const state = session.getState()
  const isSomebodyThere = state.phase === 'ready' && state.start.cashierId !== null
  return isSomebodyThere && member.getState().view?.key === whose
}
