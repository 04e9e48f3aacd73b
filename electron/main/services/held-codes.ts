import type { MemberKey } from '../../../shared/domain/ids.ts'
import { isSameCard } from '../../../shared/scan/card-forms.ts'
import type { Shop } from './shop.ts'

/** Of a member's codes, those of cards that they lost: a list shows none of them as theirs. */
export function lostCodes(
  { outbox, connection }: Shop,
  key: MemberKey,
  codes: readonly string[],
): readonly string[] {
  const kept = (one: MemberKey): MemberKey => outbox.people.keptOf(connection.id, one)
  const found = outbox.replaced.among(connection.id, codes)
  return codes.filter((code) => {
    const lost = found.get(code)
    if (lost === undefined) return false
    // Whoever has the card that took its place is who lost it, under whatever name the provider has them by now.
    const hasNew = lost.newCode !== null && codes.some((one) => isSameCard(one, lost.newCode ?? ''))
    return hasNew || kept(lost.key) === kept(key)
  })
}

/** As {@link lostCodes}: those of cards that open the member. */
export function heldCodes(shop: Shop, key: MemberKey, codes: readonly string[]): readonly string[] {
  const lost = new Set(lostCodes(shop, key, codes))
  return lost.size === 0 ? codes : codes.filter((code) => !lost.has(code))
}
