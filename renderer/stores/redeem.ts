import type { Link } from '../../shared/domain/connection.ts'
import { newIntent } from '../api/intent.ts'
import { phrase } from '../i18n/phrase.ts'
import { cardOf, targetOf } from './card-choice.ts'
import { signal } from './feedback.ts'
import { announce, tellFailure } from './notices.ts'
import { takeSaved } from './operations.ts'
import type { Till } from './till.ts'

/** How a reward can be had now: asked for and confirmed, given provisionally, or not at all. */
export type RedeemMode = 'confirmed' | 'provisional' | 'off'

/** Decides by the link and by what the shop allows while the provider cannot be asked. */
export function redeemMode(link: Link, offlineRewards: number): RedeemMode {
  if (link.kind === 'online' || link.kind === 'rate-limited') return 'confirmed'
  return offlineRewards > 0 ? 'provisional' : 'off'
}

/** Redeems a reward of the chosen card. */
export async function redeem(till: Till, rewardId: string, again = false): Promise<void> {
  const { view, card, redeeming, redeemIntent } = till.member.getState()
  if (view === null || redeeming || cardOf(view, card) === null) return
  const target = targetOf(view, card)
  if (target === null) return
  till.member.setState({ redeeming: true, question: null })
  const answer = await till.terminal.call('redeem', {
    intent: redeemIntent,
    key: view.key,
    card: target,
    rewardId,
    again,
  })
  const here = till.member.getState().view?.key === view.key
  if (here) till.member.setState({ redeeming: false })
  if (answer.ok) {
    if (here) till.member.setState({ redeemed: answer.value.operation, redeemIntent: newIntent() })
    takeSaved(till, answer.value)
    const { facts } = answer.value.operation
    const provisional = facts.kind === 'reward.redeem' && facts.provisional
    if (provisional) {
      announce(till, phrase('announce.redeem.provisional', { reward: facts.rewardName }), 'assertive')
    } else announce(till, phrase('member.redeem.waiting.more'))
    // Only what may be handed over sounds like a reward.
    signal(till, provisional ? 'reward' : 'saved')
  } else if (answer.error.kind === 'just-done' && here) {
    till.member.setState({ question: { kind: 'reward', rewardId, earlier: answer.error.earlier } })
    signal(till, 'question')
  } else tellFailure(till, answer.error)
}

/** Does not wait for the undo window: the redemption is sent now, and the member stays open. */
export async function sendRedemption(till: Till): Promise<void> {
  const { view } = till.member.getState()
  if (view === null) return
  const answer = await till.terminal.call('leave', { key: view.key })
  if (!answer.ok) tellFailure(till, answer.error)
}

/** The reward was handed over, or the cashier has read why not. */
export function redemptionSeen(till: Till): void {
  till.member.setState({ redeemed: null })
}
