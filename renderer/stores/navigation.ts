import type { Overlay, Screen, Till, UnknownCard } from './till.ts'
import { leaveMember } from './leave-member.ts'

/** Goes to a screen; what lay over the one before is closed. */
export function goTo(till: Till, screen: Screen): void {
  till.nav.setState({ screen, overlay: null, connecting: false })
}

/** Opens something over the screen. */
export function openOverlay(till: Till, overlay: Overlay): void {
  till.nav.setState({ overlay })
}

/** Opens the settings with the dialog that connects a shop. */
export function openConnect(till: Till): void {
  till.nav.setState({ screen: 'settings', overlay: null, connecting: true })
}

/** Closes what lies over the screen. */
export function closeOverlay(till: Till): void {
  till.nav.setState({ overlay: null })
}

/** Opens and closes the scanner tester. */
export function setTesting(till: Till, testing: boolean): void {
  till.nav.setState({ testing })
}

/** Shows the counter with its field empty and nobody at it. */
export function toIdle(till: Till): void {
  leaveMember(till)
  show(till, { kind: 'idle' })
}

/** To the counter from anywhere: a form that was left for another screen is there as it was, and asks before it goes. */
export function toCounter(till: Till): void {
  const { leaveForm } = till.counter.getState()
  if (leaveForm === null) toIdle(till)
  else if (till.nav.getState().screen !== 'counter') goTo(till, 'counter')
  else leaveForm()
}

/** Shows the screen of a card that opened nobody. */
export function openUnknownCard(till: Till, card: UnknownCard): void {
  leaveMember(till)
  show(till, { kind: 'unknown-card', card })
}

/** Shows the form for a new member. */
export function openEnrolment(till: Till, code: string | null): void {
  leaveMember(till)
  show(till, { kind: 'enrol', code })
}

/** Shows the form that enrols a customer of the shop into a tier. */
export function openTier(till: Till, code: string | null): void {
  leaveMember(till)
  show(till, { kind: 'tier', code })
}

/** Puts something under the search field; the field is emptied, and answers still on their way change nothing. */
export function show(till: Till, place: ReturnType<Till['counter']['getState']>['place']): void {
  goTo(till, 'counter')
  till.counter.setState(({ ticket }) => ({
    place,
    query: '',
    answer: null,
    beyond: null,
    active: 0,
    armed: null,
    enterWaits: false,
    looking: false,
    ticket: ticket + 1,
  }))
}
