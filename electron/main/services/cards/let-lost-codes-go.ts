import type { RemoteMember } from '../../../../shared/domain/member.ts'
import { canonicalCode, formsOfCode } from '../../../../shared/scan/scanned-code.ts'
import type { Shop } from '../shop.ts'

/**
 * Cards that the register has as this member's, that the provider no longer tells among theirs, and that somebody else
 * has: they were handed on, and the register lets them go. A card that nobody else has stays: it harms nobody, and a
 * provider may tell less than it knows.
 */
export async function letLostCodesGo(shop: Shop, told: RemoteMember, readAt: number): Promise<void> {
  const { outbox, connection, provider } = shop
  if (provider?.capabilities.codes !== 'provider') return
  const key = outbox.keyOf(connection.id, told.remoteId)
  const theirs = new Set(told.codes.map(canonicalCode))
  for (const code of outbox.register.codesOf(connection.id, key)) {
    if (theirs.has(canonicalCode(code)) || !(await isAnothers(shop, code, told.remoteId))) continue
    // What was attached a moment ago may be missing from what was read.
    outbox.register.letGo(connection.id, { code, key, before: readAt - connection.readLagMs })
  }
}

async function isAnothers(shop: Shop, code: string, remoteId: string): Promise<boolean> {
  const { outbox, connection, directory } = shop
  const key = outbox.keyOf(connection.id, remoteId)
  for (const form of formsOfCode(code)) {
    if (outbox.keysOfCode(connection.id, form).some((other) => other !== key)) return true
    if ((await directory.byCode(form)).some(({ member }) => member.remoteId !== remoteId)) return true
  }
  return false
}
