import type { MemberKey } from '../../shared/domain/ids.ts'
import type { MemberView } from '../../shared/domain/views.ts'
import { phrase } from '../i18n/phrase.ts'
import { announce } from './notices.ts'
import type { SignalKind, Till } from './till.ts'

/** Something happened that has a sound of its own: told only after what was asked for is durable, or failed. */
export function signal(till: Till, kind: SignalKind): void {
  till.feedback.setState(({ last }) => ({ last: { id: (last?.id ?? 0) + 1, kind } }))
}

function readyNames(view: MemberView): readonly string[] {
  return view.cards.flatMap(({ rewards }) => rewards.filter(({ ready }) => ready).map(({ name }) => name))
}

/** The reward that can be had since: the dearest of what became ready; null where nothing did. */
function becameReady(before: MemberView, after: MemberView): string | null {
  const had = new Map<string, number>()
  for (const name of readyNames(before)) had.set(name, (had.get(name) ?? 0) + 1)
  const fresh = readyNames(after).filter((name) => {
    const left = had.get(name) ?? 0
    had.set(name, left - 1)
    return left <= 0
  })
  return fresh.at(-1) ?? null
}

/** What was saved has its sound; where it filled a card, that is a moment of its own. */
export function signalSaved(till: Till, before: MemberView, after: MemberView | null): void {
  const reward = after === null ? null : becameReady(before, after)
  if (reward === null) {
    signal(till, 'saved')
    return
  }
  signal(till, 'reward')
  const { key: member } = after ?? before
  till.feedback.setState(({ last }) => ({ moment: { id: last?.id ?? 0, reward, member, at: Date.now() } }))
  // Beside what is said of the stamps, which would take its place.
  announce(till, phrase('announce.moment', { reward }), 'assertive')
}

/** What a member got was taken back: there is nothing to celebrate. */
export function momentUndone(till: Till, member: MemberKey): void {
  till.feedback.setState(({ moment }) => (moment?.member === member ? { moment: null } : {}))
}

/** The moment is over, unless another has begun. */
export function momentOver(till: Till, id: number): void {
  till.feedback.setState(({ moment }) => (moment?.id === id ? { moment: null } : {}))
}
