import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import { remoteKey } from '../../../shared/domain/ids.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import { formsOfCard } from '../../../shared/scan/card-forms.ts'
import { canonicalCode, maxCardLength } from '../../../shared/scan/scanned-code.ts'
import { cashierById } from '../db/tables/cashiers.ts'
import { canonicalKey, remoteIdOf } from '../db/tables/members.ts'
import * as replaced from '../db/tables/replaced-cards.ts'
import type { ReadDb } from '../db/handle.ts'
import type { ReplacedRow } from '../db/tables/replaced-cards.ts'
import type { Core } from './core.ts'
import { notSaved } from './enqueue.ts'
import type { ReplacedCard, ReplacedCards } from './pure/replaced.ts'
import { holdersOfCard, takeCard } from './take-card.ts'

/** The lost card of a code, in whatever form a reader gave it; null where it is not lost. */
export function findReplaced(db: ReadDb, connectionId: Ulid, code: string): ReplacedRow | null {
  for (const form of new Set(formsOfCard(code).map(canonicalCode))) {
    const row = replaced.replacedCard(db, connectionId, form)
    if (row !== null) return row
  }
  return null
}

/** Lost cards, over an open file. */
export function createReplaced(core: Core): ReplacedCards {
  const { db } = core
  const viewOf = (connectionId: Ulid, row: ReplacedRow): ReplacedCard => ({
    code: row.code,
    key: canonicalKey(db, connectionId, row.key),
    newCode: row.new_code,
    at: row.replaced_at,
    by: row.replaced_by === null ? null : (cashierById(db, row.replaced_by)?.name ?? null),
  })
  const find = (connectionId: Ulid, code: string): ReplacedRow | null => findReplaced(db, connectionId, code)
  const isSomebodyElses = (connectionId: Ulid, code: string, key: MemberKey): boolean =>
    holdersOfCard(db, connectionId, code).some((holder) => holder !== key)

  return {
    byCode: (connectionId, code) => {
      const row = find(connectionId, code)
      return row === null ? null : viewOf(connectionId, row)
    },
    among: (connectionId, codes) => {
      const found = new Map<string, ReplacedCard>()
      // A list asks for each of its rows, with every key; in most shops nobody has lost a card.
      if (codes.length === 0 || !replaced.hasReplaced(db, connectionId)) return found
      const forms = codes.map((code) => [code, formsOfCard(code).map(canonicalCode)] as const)
      const rows = replaced.replacedAmong(db, connectionId, [...new Set(forms.flatMap(([, all]) => all))])
      const byCode = new Map(rows.map((row) => [row.code, row]))
      for (const [code, all] of rows.length === 0 ? [] : forms) {
        const row = all.map((form) => byCode.get(form)).find((one) => one !== undefined)
        if (row !== undefined) found.set(code, viewOf(connectionId, row))
      }
      return found
    },
    of: (connectionId, key) =>
      replaced
        .replacedCardsOf(db, connectionId, canonicalKey(db, connectionId, key))
        .map((row) => viewOf(connectionId, row)),
    foundAgain: (connectionId, code, register = false) => {
      const row = find(connectionId, code)
      if (row === null) return err({ kind: 'not-found' })
      try {
        core.space.writeNew(() =>
          core.transact(() => {
            replaced.dropReplaced(db, connectionId, row.code)
            // A file from another till told of it as lost, and of nobody as its holder.
            if (register) takeCard(db, connectionId, { code: row.code, key: row.key, learnedAt: core.now() })
          }),
        )
      } catch (error) {
        core.deps.log.warn('cards.not-found-again', { error })
        return err(notSaved(error))
      }
      core.deps.log.info('cards.found-again')
      return ok(canonicalKey(db, connectionId, row.key))
    },
    clear: (connectionId) => {
      try {
        core.transact(() => replaced.dropAllReplaced(db, connectionId))
        return ok(null)
      } catch (error) {
        core.deps.log.warn('cards.not-cleared', { error })
        return err(notSaved(error))
      }
    },
    told: (connectionId) =>
      replaced.replacedCards(db, connectionId).flatMap(({ code, key, replaced_at: at }) => {
        const remoteId = remoteIdOf(db, connectionId, key)
        return remoteId === null || code.length > maxCardLength ? [] : [{ code, remoteId, at }]
      }),
    take: (connectionId, cards) => {
      try {
        core.space.writeNew(() =>
          core.transact(() => {
            for (const { code, remoteId, at } of cards) {
              const key = canonicalKey(db, connectionId, remoteKey(remoteId))
              if (find(connectionId, code) !== null || isSomebodyElses(connectionId, code, key)) continue
              const card = { connection: connectionId, code: canonicalCode(code), key, at }
              replaced.noteReplaced(db, { ...card, newCode: null, operation: null, by: null })
            }
          }),
        )
        return ok(null)
      } catch (error) {
        core.deps.log.warn('cards.not-taken', { error })
        return err(notSaved(error))
      }
    },
  }
}
