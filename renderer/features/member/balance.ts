import type { CardView, RewardView } from '../../../shared/domain/views.ts'

/** The reward to collect for next and how many stamps it still takes; null where none is left to collect for. */
export function nextReward(card: CardView): { readonly reward: RewardView; readonly missing: number } | null {
  const soon = (card.stamps ?? 0) + card.waiting + card.welcome
  const open = card.rewards
    .filter((reward) => !reward.ready && reward.stampsRequired > soon)
    .toSorted((a, b) => a.stampsRequired - b.stampsRequired)
  const [reward] = open
  return reward === undefined ? null : { reward, missing: reward.stampsRequired - soon }
}

/** The rewards that can be had now, dearest first: the one collected for longest. */
export function readyRewards(card: CardView): readonly RewardView[] {
  return card.rewards.filter((reward) => reward.ready).toSorted((a, b) => b.stampsRequired - a.stampsRequired)
}

/** What the big button does. */
export type MainAction = 'redeem' | 'stamp' | 'none'

/** Redeeming comes first where it is possible; otherwise stamping. */
export function mainAction(ready: number, canRedeem: boolean, canStamp: boolean): MainAction {
  if (ready > 0 && canRedeem) return 'redeem'
  return canStamp ? 'stamp' : 'none'
}
