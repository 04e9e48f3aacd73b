import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
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

/** Which of a code's forms counts as lost; null where none does, or where it is known to be somebody else's by now. */
export function lostCard(
  shop: Shop,
  forms: readonly string[],
  holders: readonly ReplacedCard['key'][],
): ReplacedCard | null {
  for (const form of forms) {
    const lost = shop.outbox.replaced.byCode(shop.connection.id, form)
    if (lost === null) continue
    const owner = canonicalKey(shop, lost.key)
    return holders.every((holder) => canonicalKey(shop, holder) === owner) ? lost : null
  }
  return null
}
