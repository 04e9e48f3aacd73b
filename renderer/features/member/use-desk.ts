import type { AdjustLimits } from '../../../shared/domain/unit.ts'
import type { CardView, MemberView, RewardView } from '../../../shared/domain/views.ts'
import { cardOf, targetOf } from '../../stores/card-choice.ts'
import { redeemMode } from '../../stores/redeem.ts'
import type { RedeemMode } from '../../stores/redeem.ts'
import { useMember, useStart, useStatus } from '../../stores/till-context.tsx'
import { mainAction, readyRewards } from './balance.ts'
import type { MainAction } from './balance.ts'

/** What can be done for the member at the counter, and how. */
export interface Desk {
  readonly view: MemberView
  readonly card: CardView | null
  readonly ready: readonly RewardView[]
  readonly mode: RedeemMode
  /** What may be added to the balance and taken from it; null where the chosen card is none. */
  readonly adjust: AdjustLimits | null
  readonly stamps: { readonly min: number; readonly max: number } | null
  readonly main: MainAction
}

/** Reads the desk from the stores; null with nobody at the counter. */
export function useDesk(): Desk | null {
  const view = useMember((member) => member.view)
  const chosen = useMember((member) => member.card)
  const limits = useStart((start) => start.capabilities.stamps)
  const balance = useStart((start) => start.capabilities.adjust)
  const canRedeem = useStart((start) => start.capabilities.redeem)
  const offlineRewards = useStart((start) => start.settings.offlineRewards)
  const link = useStatus((status) => status.link)
  if (view === null) return null
  const card = cardOf(view, chosen)
  const ready = card === null || !canRedeem ? [] : readyRewards(card)
  const mode = redeemMode(link, offlineRewards)
  const stamps = targetOf(view, chosen) === null ? null : limits
  const adjust = targetOf(view, chosen) === null ? null : balance
  return {
    view,
    card,
    ready,
    mode,
    stamps,
    adjust,
    main: mainAction(ready.length, mode !== 'off', stamps !== null),
  }
}
