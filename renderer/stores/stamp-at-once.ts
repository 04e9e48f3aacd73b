import { memberName } from '../../shared/domain/member-name.ts'
import type { MemberView } from '../../shared/domain/views.ts'
import { phrase } from '../i18n/phrase.ts'
import { cardOf, isReady, targetOf } from './card-choice.ts'
import { signal } from './feedback.ts'
import { announce, tell } from './notices.ts'
import { addStamps } from './stamps.ts'
import type { Till } from './till.ts'

/** Whether a scan of now stamps: the shop wants it, and nothing is open that somebody works on. */
export function stampsAtOnce(till: Till): boolean {
  const session = till.session.getState()
  if (session.phase !== 'ready' || !session.start.settings.counter.scanStamps) return false
  if (session.start.capabilities.stamps === null) return false
  const { screen, overlay, testing } = till.nav.getState()
  const { place } = till.counter.getState()
  const isForm = place.kind === 'enrol' || place.kind === 'tier' || place.kind === 'unknown-card'
  const { question, editing, counting, extra, forgetting } = till.member.getState()
  const isAsked = question !== null || editing || counting || extra !== null || forgetting
  return screen === 'counter' && overlay === null && !testing && !isForm && !isAsked
}

/**
 * The stamp of a scan, by the same rules as one that is pressed: main asks where the card was here a moment ago, or over the
 * cap of the day. None is given over a reward that is ready, nor where a card is to be chosen, which is said at the member:
 * whoever is used to it would send the customer away without a stamp.
 *
 * @param isShown whether the member is the one on screen: of two quick scans, the later one is
 */
export async function stampAtOnce(till: Till, scanned: MemberView, isShown: boolean): Promise<void> {
  if (!isShown) {
    const name = memberName(scanned.details)
    tell(till, 'bad', phrase('at-once.not-stamped', { name }), { stays: true })
    return
  }
  const { view, card: chosen, redeemed } = till.member.getState()
  const session = till.session.getState()
  if (view?.key !== scanned.key || redeemed !== null || session.phase !== 'ready') return
  const { capabilities } = session.start
  const card = cardOf(view, chosen)
  if (capabilities.stamps === null) return
  if (targetOf(view, chosen) === null) {
    if (card === null && view.cards.length > 1) askFirst(till, 'card')
    return
  }
  if (capabilities.redeem && card !== null && isReady(card)) {
    askFirst(till, 'reward')
    return
  }
  await addStamps(till, capabilities.stamps.min)
}

function askFirst(till: Till, why: 'reward' | 'card'): void {
  till.member.setState({ unstamped: why })
  signal(till, 'question')
  announce(till, phrase(`at-once.not-yet.${why}`), 'assertive')
}
