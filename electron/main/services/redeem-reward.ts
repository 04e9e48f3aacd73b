import type { CardTarget } from '../../../shared/domain/operation.ts'
import type { CardView, MemberView } from '../../../shared/domain/views.ts'
import type { RequestArgs } from '../../../shared/ipc/contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { chosenCard } from './add-stamps.ts'
import { viewOf } from './open-member.ts'
import { saveOnce, someoneAtTheTill, stamped, whoIs } from './saved.ts'
import type { SavedAnswer } from './saved.ts'
import { undoMs } from './shop.ts'
import type { Shop } from './shop.ts'

/**
 * Takes a reward. Online it is a request that the provider confirms before the reward is handed over. While the
 * provider cannot be asked it is refused, unless the shop accepts the risk of a few rewards per member; it is then
 * marked provisional.
 */
export async function redeemReward(shop: Shop, asked: RequestArgs<'redeem'>): SavedAnswer {
  const present = someoneAtTheTill(shop)
  if (!present.ok) return present
  if (shop.provider !== null && !shop.provider.capabilities.redeem) return err({ kind: 'not-offered' })
  const member = await viewOf(shop, asked.key)
  if (member === null) return err({ kind: 'not-found' })
  const card = chosenCard(member, asked.card)
  if (!card.ok) return card
  const reward = affordable(member, card.value, asked.rewardId)
  if (!reward.ok) return reward
  const provisional = shop.outbox.link(shop.connection.id).kind !== 'online'
  if (provisional) {
    const allowed = withinRisk(shop, member)
    if (!allowed.ok) return allowed
  }
  return saveOnce(
    shop,
    {
      ...stamped(shop, asked.intent),
      kind: 'reward.redeem',
      target: { kind: 'member', key: member.key },
      payload: {
        who: whoIs(member.details),
        rewardId: reward.value.id,
        rewardName: reward.value.name,
        cost: reward.value.stampsRequired,
        card: card.value,
        provisional,
      },
      undoMs: undoMs(shop),
    },
    asked.again,
  )
}

function affordable(
  member: MemberView,
  target: CardTarget,
  rewardId: string,
): Result<CardView['rewards'][number], RequestFailure> {
  const card = member.cards.find((one) =>
    target.kind === 'held'
      ? one.id === target.cardId
      : target.kind === 'only' || one.templateId === target.templateId,
  )
  const reward = card?.rewards.find((one) => one.id === rewardId)
  if (card === undefined || reward === undefined) return err({ kind: 'not-found' })
  if (reward.ready) return ok(reward)
  const have = (card.stamps ?? card.welcome) + card.waiting
  return err({ kind: 'not-enough-stamps', have, need: reward.stampsRequired })
}

function withinRisk(shop: Shop, member: MemberView): Result<null, RequestFailure> {
  const limit = shop.settings().offlineRewards
  if (limit === 0) return err({ kind: 'offline-redeem-off' })
  const { id } = shop.connection
  // A person with two entries is one person.
  const entries = [member.key, ...shop.outbox.people.entriesOf(id, member.key)]
  const given = entries.reduce((sum, key) => sum + shop.outbox.provisional(id, key).sinceOutage, 0)
  return given < limit ? ok(null) : err({ kind: 'offline-redeem-limit', limit })
}
