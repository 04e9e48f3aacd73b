import type { MemberList, Provider, WalletPasses } from '../providers/provider.ts'
import type { Answer } from '../providers/provider.ts'
import type { Ledger } from '../../../shared/domain/ledger.ts'
import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import type { TierCandidate, TierView } from '../../../shared/domain/tier.ts'
import type { RequestArgs } from '../../../shared/ipc/contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { checkFields } from './check-fields.ts'
import { cleanText } from './clean-text.ts'
import { usableCode } from './lost-cards.ts'
import { viewOf } from './open-member.ts'
import { savedAnswer, someoneAtTheTill, stamped, whoIs } from './saved.ts'
import type { SavedAnswer } from './saved.ts'
import { detailRules, undoMs } from './shop.ts'
import type { Shop } from './shop.ts'
import type { DetailProblems } from './validate-details.ts'

/** How long a form waits for the provider's lists, ms. */
const patience = 6_000

/** Whom a change is for, where somebody at the till may make it and the loyalty system has it. */
async function changing(
  shop: Shop,
  { key, intent }: { readonly key: MemberKey; readonly intent: Ulid },
  isOffered: boolean,
) {
  const present = someoneAtTheTill(shop)
  if (!present.ok) return present
  if (!isOffered) return err({ kind: 'not-offered' } as const)
  const member = await viewOf(shop, key)
  if (member === null) return err({ kind: 'not-found' } as const)
  return ok({
    who: whoIs(member.details),
    head: {
      ...stamped(shop, intent),
      target: { kind: 'member', key: member.key },
      undoMs: undoMs(shop),
    } as const,
  })
}

/** Sets a member's affiliate code, or clears it. */
export async function setAffiliateCode(shop: Shop, asked: RequestArgs<'setAffiliateCode'>): SavedAnswer {
  const limits = shop.provider?.capabilities.affiliate ?? null
  const change = await changing(shop, asked, limits !== null)
  if (!change.ok) return change
  const { who, head } = change.value
  const code = asked.code?.trim() ?? ''
  if (limits !== null && Array.from(code).length > limits.longest) {
    return err({ kind: 'affiliate-code-too-long', most: limits.longest })
  }
  const payload = { who, code: code === '' ? null : code }
  return savedAnswer(shop, shop.outbox.enqueue({ ...head, kind: 'affiliate.set', payload }))
}

/** Puts a member on a list of the shop, or takes them off it. */
export async function setList(shop: Shop, asked: RequestArgs<'setList'>): SavedAnswer {
  const change = await changing(shop, asked, shop.provider?.capabilities.lists === true)
  if (!change.ok) return change
  const { who, head } = change.value
  const { listId, listName, on } = asked
  const payload = { who, listId, listName, on }
  return savedAnswer(shop, shop.outbox.enqueue({ ...head, kind: 'list.set', payload }))
}

/** Where a member gets the card into a phone's wallet. */
export async function walletPasses(
  shop: Shop,
  asked: RequestArgs<'walletPasses'>,
): Promise<Result<WalletPasses, RequestFailure>> {
  const { provider } = shop
  const { wallet } = provider ?? {}
  if (wallet === undefined) return err({ kind: 'not-offered' })
  const remoteId = shop.outbox.remoteIdOf(shop.connection.id, asked.key)
  if (remoteId === null) return err({ kind: 'not-found' })
  return await told(shop, provider, (how) => wallet(remoteId, asked.cardId, how))
}

/** What the provider recorded of a member's balance, whoever changed it. */
export async function memberLedger(
  shop: Shop,
  { key }: RequestArgs<'ledger'>,
): Promise<Result<Ledger, RequestFailure>> {
  const { provider } = shop
  const ledger = provider?.balance?.ledger ?? null
  if (ledger === null) return err({ kind: 'not-offered' })
  const remoteId = shop.outbox.remoteIdOf(shop.connection.id, key)
  if (remoteId === null) return err({ kind: 'not-found' })
  return await told(shop, provider, (how) => ledger(remoteId, how))
}

/** The shop's lists, as the provider tells them now. */
export function memberLists(shop: Shop): Promise<Result<readonly MemberList[], RequestFailure>> {
  const { provider } = shop
  const { lists } = provider ?? {}
  return lists === undefined
    ? Promise.resolve(err({ kind: 'not-offered' }))
    : told(shop, provider, (how) => lists.all(how))
}

/** The tiers that somebody can be enrolled into, with their benefits. */
export function tierViews(shop: Shop): Promise<Result<readonly TierView[], RequestFailure>> {
  const { provider } = shop
  const { tiers } = provider ?? {}
  return tiers === undefined
    ? Promise.resolve(err({ kind: 'not-offered' }))
    : told(shop, provider, (how) => tiers.all(how))
}

/** Whom somebody pasted, and what the loyalty system knows of them. */
export async function tierCandidate(
  shop: Shop,
  pasted: string,
): Promise<Result<TierCandidate, RequestFailure>> {
  const { provider } = shop
  const { tiers } = provider ?? {}
  if (tiers === undefined) return err({ kind: 'not-offered' })
  const customer = tiers.customerIn(pasted)
  if (customer === null) return err({ kind: 'no-customer' })
  const answer = await told(shop, provider, (how) => tiers.candidate(customer, how))
  if (!answer.ok) return answer
  return answer.value === null ? err({ kind: 'other-shops-customer' }) : ok(answer.value)
}

/** Enrols an existing customer of the shop into a tier. */
export async function enrolTier(shop: Shop, asked: RequestArgs<'enrolTier'>): SavedAnswer {
  const present = someoneAtTheTill(shop)
  if (!present.ok) return present
  const limits = shop.provider?.capabilities.tiers ?? null
  const tiers = shop.provider?.tiers
  if (limits === null || tiers === undefined) return err({ kind: 'not-offered' })
  if (tiers.customerIn(asked.customerId)?.id !== asked.customerId) return err({ kind: 'no-customer' })
  // Before anything is saved: an enrolment without the card is not what was asked for.
  const usable = asked.code === undefined ? null : usableCode(shop, asked.code)
  if (usable?.ok === false) return usable
  const { terms } = asked
  if (!Number.isSafeInteger(terms.credits) || terms.credits < limits.leastCredits) {
    return err({ kind: 'credits-too-few', least: limits.leastCredits })
  }
  if (terms.credits > limits.mostCredits) {
    return err({ kind: 'out-of-range', min: limits.leastCredits / 100, max: limits.mostCredits / 100 })
  }
  const key = shop.outbox.keyOf(shop.connection.id, asked.customerId)
  const known = await viewOf(shop, key)
  const name = known === null ? cleanText(asked.name) : whoIs(known.details).name
  const { problems } = checkFields({ birthday: terms.birthday }, detailRules(shop))
  const fields: DetailProblems = {
    ...problems,
    ...(terms.birthday === null && limits.birthday === 'needed' ? { birthday: 'missing' } : {}),
    // A member may have none; of who is no member yet the queue has nothing else to show.
    ...(name === '' && known === null && !asked.wasMember ? { firstName: 'missing' } : {}),
  }
  if (Object.keys(fields).length > 0) return err({ kind: 'invalid', fields })
  return savedAnswer(
    shop,
    shop.outbox.enqueue({
      ...stamped(shop, asked.intent),
      kind: 'tier.enrol',
      target: { kind: 'member', key },
      payload: {
        who: { name },
        tierId: asked.tierId,
        tierName: asked.tierName,
        terms,
        wasMember: asked.wasMember,
      },
      undoMs: undoMs(shop),
    }),
  )
}

async function told<T>(
  shop: Shop,
  provider: Provider | null,
  ask: (how: { readonly priority: 'cashier'; readonly signal: AbortSignal }) => Promise<Answer<T>>,
): Promise<Result<T, RequestFailure>> {
  if (provider === null || shop.outbox.link(shop.connection.id).kind !== 'online')
    return err({ kind: 'offline' })
  const answer = await ask({ priority: 'cashier', signal: AbortSignal.timeout(patience) })
  shop.outbox.hint(shop.connection.id, answer.ok || answer.failure.kind !== 'not-sent')
  return answer.ok ? ok(answer.value) : err({ kind: 'offline' })
}
