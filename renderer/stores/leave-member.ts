import { emptyMember } from './till.ts'
import type { Till } from './till.ts'

/** The member goes: its open undo window of a redemption ends in main, the panel is emptied, and what went well with them is not told beside the next one. */
export function leaveMember(till: Till): void {
  const { view, used } = till.member.getState()
  if (view === null) return
  till.member.setState(emptyMember(used), true)
  till.notices.setState(({ toasts }) => ({
    toasts: toasts.filter(({ tone, stays, matter }) => tone !== 'good' || stays || matter !== null),
  }))
  // Nothing to tell where it fails: main ends the window by itself when its time is over.
  void till.terminal.call('leave', { key: view.key })
}
