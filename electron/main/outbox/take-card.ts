import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import { formsOfCode } from '../../../shared/scan/scanned-code.ts'
import type { ReadDb, WriteDb } from '../db/handle.ts'
import { letOthersGo, putCard } from '../db/tables/card-register.ts'
import { canonicalKey, keysOfCode } from '../db/tables/members.ts'
import type { CardTaken } from './pure/register.ts'

/** Members that the register names for a card, in whatever form a reader gave its code. */
export function holdersOfCard(db: ReadDb, connectionId: Ulid, code: string): readonly MemberKey[] {
  const keys = formsOfCode(code).flatMap((form) => keysOfCode(db, connectionId, form))
  return [...new Set(keys.map((key) => canonicalKey(db, connectionId, key)))]
}

/** Takes a card that somebody else tells of into the register; one that is another's here stays theirs. */
export function takeCard(
  db: WriteDb,
  connectionId: Ulid,
  card: { readonly code: string; readonly key: MemberKey; readonly learnedAt: number },
): CardTaken {
  const key = canonicalKey(db, connectionId, card.key)
  if (holdersOfCard(db, connectionId, card.code).some((holder) => holder !== key)) return 'other'
  if (keysOfCode(db, connectionId, card.code).length > 0) return 'known'
  putCard(db, connectionId, { code: card.code, key, learned_at: card.learnedAt })
  return 'new'
}

/** The card was given to this member: in no form does it lead to anybody else any more. The key is canonical. */
export function handCardTo(db: WriteDb, connectionId: Ulid, code: string, key: MemberKey): void {
  for (const form of formsOfCode(code)) letOthersGo(db, connectionId, form, key)
}
