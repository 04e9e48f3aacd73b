import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import { remoteKey } from '../../../shared/domain/ids.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import { formsOfCard } from '../../../shared/scan/card-forms.ts'
import { isDiskFull } from '../db/failure.ts'
import { countCards, countCodes, letCardGo, pageOfCards } from '../db/tables/card-register.ts'
import { aliasesOf, canonicalKey, codesOfKey, remoteIdOf } from '../db/tables/members.ts'
import { replacedCards } from '../db/tables/replaced-cards.ts'
import type { Core } from './core.ts'
import type { CardRegister } from './pure/register.ts'
import { findReplaced } from './replaced.ts'
import { takeCard } from './take-card.ts'

/** The card register, over an open file. */
export function createRegister(core: Core): CardRegister {
  const { db } = core
  const canonical = (connectionId: Ulid, key: MemberKey): MemberKey => canonicalKey(db, connectionId, key)

  return {
    count: (connectionId) => {
      const lost = replacedCards(db, connectionId).flatMap(({ code }) => formsOfCard(code))
      return countCards(db, connectionId) - countCodes(db, connectionId, [...new Set(lost)])
    },
    codesOf: (connectionId, key) => codesOfKey(db, connectionId, canonical(connectionId, key)),
    page: (connectionId, after, limit) => {
      const rows = pageOfCards(db, connectionId, after, limit)
      // A card that was lost is told to nobody as somebody's: see ReplacedCards.told.
      const mine = rows.filter(({ code }) => findReplaced(db, connectionId, code) === null)
      const cards = mine.flatMap(({ code, key, learned_at: learnedAt }) => {
        const remoteId = remoteIdOf(db, connectionId, key)
        return remoteId === null ? [] : [{ code, remoteId, learnedAt }]
      })
      const last = rows.length < limit ? undefined : rows.at(-1)
      return {
        cards,
        waiting: mine.length - cards.length,
        next: last === undefined ? null : { code: last.code, key: last.key },
      }
    },
    take: (connectionId, cards) => {
      try {
        return ok(
          core.space.writeNew(() =>
            core.transact(() =>
              cards.map(({ remoteId, ...card }) =>
                takeCard(db, connectionId, { ...card, key: remoteKey(remoteId) }),
              ),
            ),
          ),
        )
      } catch (error) {
        core.deps.log.warn('outbox.cards-not-taken', { error })
        return err({ kind: 'not-saved', cause: isDiskFull(error) ? 'disk-full' : 'database' })
      }
    },
    letGo: (connectionId, { code, key, before }) => {
      try {
        const known = canonical(connectionId, key)
        for (const name of [known, ...aliasesOf(db, connectionId, known)])
          letCardGo(db, { connectionId, code, key: name, before })
      } catch (error) {
        // The next telling says it again.
        core.deps.log.warn('outbox.code-not-let-go', { error })
      }
    },
  }
}
