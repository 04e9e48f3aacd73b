import type { CustomerAnswer, CustomerDisplay, CustomerMatter } from '../../shared/domain/customer-display.ts'
import type { Ulid } from '../../shared/domain/ids.ts'
import { phrase } from '../i18n/phrase.ts'
import { targetOf } from './card-choice.ts'
import { announce } from './notices.ts'
import type { Till } from './till.ts'

/** The customer's screen, as far as the cashier has to do with it. */
export interface CustomerState {
  /** Null before main has told. */
  readonly display: CustomerDisplay | null
  /** The question that is open or answered, and the number that it was about; null for none. */
  readonly asked: { readonly id: Ulid; readonly phone: string } | null
  /** Null as long as the customer has said nothing to it. */
  readonly answer: CustomerAnswer | null
}

function matterOf(till: Till): CustomerMatter {
  const { place } = till.counter.getState()
  const { view, card, extra } = till.member.getState()
  if (till.session.getState().phase !== 'ready') return { kind: 'nobody' }
  if (place.kind === 'enrol' || place.kind === 'tier') return { kind: 'joining' }
  if (place.kind !== 'member' || view === null) return { kind: 'nobody' }
  return { kind: 'member', key: view.key, card: targetOf(view, card), pass: extra === 'wallet' }
}

/** Tells main what the cashier is at, for the customer's screen; nothing while there is none. The answer ends it. */
export function followCounter(till: Till): () => void {
  let told = ''
  let toldPlace: unknown = null
  let isDue = false
  let isEnded = false
  const tell = (): void => {
    isDue = false
    if (isEnded) return
    // A screen that opens shows nobody: it is told anew.
    if (till.customer.getState().display?.window !== 'open') {
      told = ''
      return
    }
    const matter = matterOf(till)
    const text = JSON.stringify(matter)
    // Opened again, as by another scan of the card, a member is shown again: the screen may be at rest by now.
    const { place } = till.counter.getState()
    if (text === told && (matter.kind !== 'member' || place === toldPlace)) return
    told = text
    toldPlace = place
    void till.terminal.call('showCustomer', matter)
  }
  // Stores change one after the other: what they say together is told once.
  const tellSoon = (): void => {
    if (!isDue) queueMicrotask(tell)
    isDue = true
  }
  const ends = [till.customer, till.session, till.counter, till.member].map((store) =>
    store.subscribe(tellSoon),
  )
  return () => {
    isEnded = true
    for (const end of ends) end()
  }
}

/** How often asking was ended: a question may still be on its way to the customer's screen then. */
const stops = new WeakMap<Till, number>()

/** Puts a number before the customer, or, empty, lets them type theirs. */
export async function askCustomer(till: Till, phone: string): Promise<void> {
  const stopped = stops.get(till)
  const answer = await till.terminal.call('askCustomer', { phone: phone === '' ? null : phone })
  // Unplugged a moment ago: the form goes on without it, and main tells that there is no screen.
  if (!answer.ok) return
  if (stops.get(till) !== stopped) {
    void till.terminal.call('showCustomer', matterOf(till))
    return
  }
  till.customer.setState({ asked: { id: answer.value.id, phone }, answer: null })
  announce(till, phrase('display.asking'))
}

/** The customer's answer, or, null, that none comes any more; one to another question is nobody's. */
export function customerAnswered(till: Till, id: Ulid, answer: CustomerAnswer | null): void {
  till.customer.setState((state) => {
    if (state.asked?.id !== id) return state
    return answer === null ? { asked: null, answer: null } : { answer }
  })
}

/** The number that the customer typed is the one that is asked about, from now on. */
export function takeTyped(till: Till, phone: string): void {
  till.customer.setState(({ asked }) => ({ asked: asked === null ? null : { ...asked, phone } }))
}

/** Nothing is asked any more. */
export function stopAsking(till: Till): void {
  stops.set(till, (stops.get(till) ?? 0) + 1)
  const { asked, answer } = till.customer.getState()
  if (asked === null) return
  till.customer.setState({ asked: null, answer: null })
  const isOpen = answer === null || answer.kind === 'no'
  // Nothing to tell where it fails: the question goes by itself when its time is over.
  if (isOpen) void till.terminal.call('showCustomer', matterOf(till))
}
