import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { formsOfCard } from '../../../shared/scan/card-forms.ts'
import type { ReplacedCard } from '../outbox/pure/replaced.ts'
import { canonicalKey } from './known-member.ts'
import type { Shop } from './shop.ts'
import { validateCode } from './validate-code.ts'

/** A code that may become somebody's, or be stamped: a card, and none that was lost. */
export function usableCode(shop: Shop, raw: string): Result<string, RequestFailure> {
  const code = validateCode(raw)
  if (!code.ok) return err({ kind: 'invalid-code', problem: code.error })
  const lost = shop.outbox.replaced.byCode(shop.connection.id, code.value)
  return lost === null ? ok(code.value) : err({ kind: 'card-replaced', at: lost.at })
}

/** What is known of a scanned code as that of a lost card. */
export interface LostScan {
  readonly card: ReplacedCard
  /** Who has the code, but for whoever lost it: somebody else's by now, and no lost card any more. */
  readonly others: readonly MemberKey[]
}

/**
 * The lost card of any of a code's forms; null where there is none. A holder who has the card that took its place too is
 * who lost it: the loyalty system has made them anew, and the card is theirs from then on.
 */
export async function lostCard(
  shop: Shop,
  forms: readonly string[],
  holders: readonly MemberKey[],
  holdersOf: (code: string) => Promise<readonly MemberKey[]>,
): Promise<LostScan | null> {
  const { replaced } = shop.outbox
  const card = forms.map((form) => replaced.byCode(shop.connection.id, form)).find((lost) => lost !== null)
  if (card === undefined) return null
  const owner = canonicalKey(shop, card.key)
  const strangers = holders.filter((holder) => canonicalKey(shop, holder) !== owner)
  if (strangers.length === 0 || card.newCode === null) return { card, others: strangers }
  const withNew = new Set((await Promise.all(formsOfCard(card.newCode).map(holdersOf))).flat())
  const [anew] = strangers.filter((holder) => withNew.has(holder))
  const others = strangers.filter((holder) => !withNew.has(holder))
  const isMade = anew !== undefined && !holders.some((holder) => canonicalKey(shop, holder) === owner)
  return { card: isMade ? { ...card, key: anew } : card, others }
}
