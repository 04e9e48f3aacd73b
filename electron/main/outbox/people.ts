import type { MemberKey, Ulid } from '../../../shared/domain/ids.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import { cashierById } from '../db/tables/cashiers.ts'
import { canonicalKey, keptKey } from '../db/tables/members.ts'
import * as merges from '../db/tables/merges.ts'
import type { MergeRow, PairRow } from '../db/tables/merges.ts'
import { enrolledSince, lastVisits } from '../db/tables/visits.ts'
import type { Core } from './core.ts'
import { notSaved } from './enqueue.ts'
import type { Merge, Pair, PairCause, People } from './pure/people.ts'

/** Pairs that are read at once. */
const pageOfPairs = 50

const causes: readonly PairCause[] = ['code', 'phone', 'email', 'name-and-birthday']

/** Who is one person with whom, over an open file. */
export function createPeople(core: Core): People {
  const { db } = core
  const own = (connectionId: Ulid, key: MemberKey): MemberKey => canonicalKey(db, connectionId, key)
  const kept = (connectionId: Ulid, key: MemberKey): MemberKey => keptKey(db, connectionId, key)
  const nameOf = (id: Ulid | null): string | null =>
    id === null ? null : (cashierById(db, id)?.name ?? null)
  const viewOf = (row: MergeRow): Merge => ({
    id: row.id,
    kept: row.kept,
    gone: row.gone,
    madeAt: row.made_at,
    madeBy: nameOf(row.made_by),
    undoneAt: row.undone_at,
    undoneBy: nameOf(row.undone_by),
  })
  const entries = (connectionId: Ulid, key: MemberKey): readonly MemberKey[] => {
    const of = kept(connectionId, key)
    return [of, ...merges.leadingTo(db, connectionId, of)]
  }
  const pairsOf = (connectionId: Ulid, rows: readonly PairRow[]): readonly Pair[] =>
    rows.flatMap((row): readonly Pair[] => {
      const cause = causes.find((one) => one === row.cause)
      // They have become one since, through a third.
      const isOne = kept(connectionId, row.one) === kept(connectionId, row.other)
      if (cause === undefined || isOne) return []
      return [{ one: row.one, other: row.other, cause, foundAt: row.found_at }]
    })
  /** One durable decision of a person. */
  const decide = <T>(work: () => T) => {
    try {
      return ok(core.space.writeNew(() => core.transact(work)))
    } catch (error) {
      core.deps.log.warn('people.not-saved', { error })
      return err(notSaved(error))
    }
  }
  const settle = (
    connection: Ulid,
    pair: readonly [MemberKey, MemberKey],
    answer: 'one' | 'two',
    by: Ulid | null,
  ): void => {
    const [a, b] = pair
    if (a === b) return
    const at = core.now()
    const isNew = merges.notePair(db, { connection, a, b, cause: 'asked', foundAt: at, answer, by })
    if (!isNew) merges.settlePair(db, { connection, a, b, answer, at, by })
  }

  return {
    ownOf: own,
    keptOf: kept,
    entriesOf: (connectionId, key) => merges.leadingTo(db, connectionId, key),
    mergesOf: (connectionId, key, limit) => merges.mergesOf(db, connectionId, key, limit).map(viewOf),
    apartOf: (connectionId, key, limit) => {
      const mine = own(connectionId, key)
      return merges.toldApart(db, connectionId, mine, limit).map((row) => ({
        other: row.one === mine ? row.other : row.one,
        at: row.answered_at,
        by: nameOf(row.answered_by),
      }))
    },
    merge: (id) => {
      const row = merges.mergeById(db, id)
      return row === null ? null : { ...viewOf(row), connectionId: row.connection_id }
    },
    join: (connection, members, actor) =>
      decide(() => {
        const [keeps, goes] = [kept(connection, members.kept), kept(connection, members.gone)]
        settle(connection, [own(connection, members.kept), own(connection, members.gone)], 'one', actor)
        // Said twice it is said once.
        if (keeps !== goes) {
          const words = { kept: keeps, gone: goes, cause: members.cause, at: core.now(), by: actor }
          merges.insertMerge(db, { ...words, id: core.newId(), connection })
          core.deps.log.info('people.joined', { kind: members.cause })
        }
        return keeps
      }),
    part: (id, actor) => {
      const row = merges.mergeById(db, id)
      if (row === null) return err({ kind: 'not-found' })
      return decide(() => {
        if (merges.undoMerge(db, id, core.now(), actor)) {
          settle(row.connection_id, [row.kept, row.gone], 'two', actor)
          core.deps.log.info('people.parted')
        }
        return null
      })
    },
    tellApart: (connection, pairs, actor) =>
      decide(() => {
        for (const [one, other] of pairs) {
          for (const a of entries(connection, one))
            for (const b of entries(connection, other)) settle(connection, [a, b], 'two', actor)
        }
        return null
      }),
    endInto: (connection, key) => {
      const lost = own(connection, key)
      if (kept(connection, lost) !== lost) return
      try {
        core.transact(() => {
          merges.endMergesInto(db, connection, lost, core.now())
        })
      } catch (error) {
        // The provider says it again.
        core.deps.log.warn('people.not-noted', { error })
      }
    },
    suspect: (connection, { one, other, cause, foundAt }) => {
      try {
        const [a, b] = [own(connection, one), own(connection, other)]
        if (a === b || kept(connection, a) === kept(connection, b)) return false
        const pair = { connection, a, b, cause, foundAt, answer: null, by: null }
        return core.transact(() => merges.notePair(db, pair))
      } catch (error) {
        // It is found again at the next start.
        core.deps.log.warn('people.not-noted', { error })
        return false
      }
    },
    suspected: (connectionId, of, limit) =>
      pairsOf(connectionId, merges.unansweredPairsOf(db, connectionId, own(connectionId, of))).slice(
        0,
        limit,
      ),
    *unanswered(connectionId) {
      for (let last: PairRow | undefined; ;) {
        const rows = merges.unansweredPairs(db, connectionId, last ?? null, pageOfPairs)
        yield* pairsOf(connectionId, rows)
        last = rows.at(-1)
        if (rows.length < pageOfPairs) return
      }
    },
    lastVisits: (connectionId, keys) => lastVisits(db, connectionId, keys),
    enrolledSince: (connectionId, since, limit) => enrolledSince(db, connectionId, since, limit),
  }
}
