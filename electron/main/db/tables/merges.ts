import type { MemberKey, Ulid } from '../../../../shared/domain/ids.ts'
import type { Query, ReadDb, WriteDb } from '../handle.ts'

/** A cashier's word that two entries are one person; columns are told in the schema. */
export interface MergeRow {
  readonly id: Ulid
  readonly kept: MemberKey
  readonly gone: MemberKey
  readonly cause: string
  readonly made_at: number
  readonly made_by: Ulid | null
  readonly undone_at: number | null
  readonly undone_by: Ulid | null
}

/** Two members that may be one person, the one that sorts first first. */
export interface PairRow {
  readonly one: MemberKey
  readonly other: MemberKey
  readonly cause: string
  readonly found_at: number
}

const columns = 'id, kept, gone, cause, made_at, made_by, undone_at, undone_by'
const keptOf: Query<{ readonly kept: MemberKey }> = {
  sql: 'select kept from member_merge where connection_id = ? and gone = ? and undone_at is null',
}
const goneOf: Query<{ readonly gone: MemberKey }> = {
  sql: `with recursive one(key) as (
      select @key
      union
      select gone from member_merge join one on member_merge.kept = one.key
        where connection_id = @connection and undone_at is null
    )
    select key as gone from one where key <> @key`,
}
const about: Query<MergeRow> = {
  sql: `select ${columns} from member_merge where connection_id = @connection and kept = @key
    union select ${columns} from member_merge where connection_id = @connection and gone = @key
    order by made_at desc, id desc limit @limit`,
}
const byId: Query<MergeRow & { readonly connection_id: Ulid }> = {
  sql: `select connection_id, ${columns} from member_merge where id = ?`,
}
const insert: Query<never> = {
  sql: `insert into member_merge (id, connection_id, kept, gone, cause, made_at, made_by)
    values (@id, @connection, @kept, @gone, @cause, @at, @by)`,
}
const undo: Query<never> = {
  sql: 'update member_merge set undone_at = @at, undone_by = @by where id = @id and undone_at is null',
}
const endOf: Query<never> = {
  sql: `update member_merge set undone_at = @at
    where connection_id = @connection and gone = @key and undone_at is null`,
}
const endInto: Query<never> = {
  sql: `update member_merge set undone_at = @at
    where connection_id = @connection and kept = @kept and gone = @key and undone_at is null`,
}
const endAllInto: Query<never> = {
  sql: `update member_merge set undone_at = @at
    where connection_id = @connection and kept = @kept and undone_at is null`,
}
const renameKept: Query<never> = {
  sql: `update member_merge set kept = @key where connection_id = @connection and kept = @old and gone <> @key`,
}
const renameGone: Query<never> = {
  sql: `update member_merge set gone = @key where connection_id = @connection and gone = @old and kept <> @key`,
}
const pairUp: Query<never> = {
  sql: `insert into member_pair (connection_id, one, other, cause, found_at, answer, answered_at, answered_by)
    values (@connection, min(@a, @b), max(@a, @b), @cause, @foundAt, @answer, @at, @by) on conflict do nothing`,
}
const answerPair: Query<never> = {
  sql: `update member_pair set answer = @answer, answered_at = @at, answered_by = @by
    where connection_id = @connection and one = min(@a, @b) and other = max(@a, @b)`,
}
const openPairs: Query<PairRow> = {
  sql: `select one, other, cause, found_at from member_pair
    where connection_id = +@connection and answer is null and (found_at, one, other) > (@foundAt, @one, @other)
    order by found_at, one, other limit +@limit`,
}
const openPairsOf: Query<PairRow> = {
  sql: `select one, other, cause, found_at from member_pair
      where connection_id = @connection and one = @key and answer is null
    union select one, other, cause, found_at from member_pair
      where connection_id = @connection and other = @key and answer is null
    order by found_at, one, other`,
}
type WholePair = PairRow & {
  readonly answer: string | null
  readonly answered_at: number | null
  readonly answered_by: Ulid | null
}
const pairsOf: Query<WholePair> = {
  sql: `select one, other, cause, found_at, answer, answered_at, answered_by from member_pair
    where connection_id = @connection and one = @key
    union select one, other, cause, found_at, answer, answered_at, answered_by from member_pair
    where connection_id = @connection and other = @key`,
}
const dropPairsOf: Query<never> = {
  sql: 'delete from member_pair where connection_id = @connection and (one = @key or other = @key)',
}

/** The member that is opened for one whose key is known: where nobody said otherwise, itself. */
export function followMerges(db: ReadDb, connectionId: Ulid, key: MemberKey): MemberKey {
  const seen = new Set<MemberKey>([key])
  for (let at = key; ;) {
    const next = db.get(keptOf, connectionId, at)?.kept
    if (next === undefined || seen.has(next)) return at
    seen.add(next)
    at = next
  }
}

/** Members that lead to this one now, one through another included. */
export function leadingTo(db: ReadDb, connectionId: Ulid, key: MemberKey): readonly MemberKey[] {
  return db.all(goneOf, { connection: connectionId, key }).map((row) => row.gone)
}

/** What was ever said of a member, newest first. */
export function mergesOf(db: ReadDb, connectionId: Ulid, key: MemberKey, limit: number): readonly MergeRow[] {
  return db.all(about, { connection: connectionId, key, limit })
}

/** One merge with its connection. */
export function mergeById(db: ReadDb, id: Ulid): (MergeRow & { readonly connection_id: Ulid }) | null {
  return db.get(byId, id) ?? null
}

/** Writes a merge of two members that lead nowhere else: no circle can come of it. */
export function insertMerge(
  db: WriteDb,
  merge: {
    readonly id: Ulid
    readonly connection: Ulid
    readonly kept: MemberKey
    readonly gone: MemberKey
    readonly cause: string
    readonly at: number
    readonly by: Ulid | null
  },
): void {
  db.run(insert, merge)
}

/** Takes a merge back; false where that was done already. */
export function undoMerge(db: WriteDb, id: Ulid, at: number, by: Ulid | null): boolean {
  return db.run(undo, { id, at, by }).changes === 1
}

/** Nobody leads to this member directly from now on. */
export function endMergesInto(db: WriteDb, connection: Ulid, kept: MemberKey, at: number): void {
  db.run(endAllInto, { connection, kept, at })
}

/** Notes two members that may be one person; a pair that was ever noted stays as it is. True where it is new. */
export function notePair(
  db: WriteDb,
  pair: {
    readonly connection: Ulid
    readonly a: MemberKey
    readonly b: MemberKey
    readonly cause: string
    readonly foundAt: number
    readonly answer: 'one' | 'two' | null
    readonly by: Ulid | null
  },
): boolean {
  const { answer, foundAt } = pair
  return db.run(pairUp, { ...pair, at: answer === null ? null : foundAt }).changes === 1
}

/** A person's word on a pair; false where it was never noted. */
export function settlePair(
  db: WriteDb,
  pair: {
    readonly connection: Ulid
    readonly a: MemberKey
    readonly b: MemberKey
    readonly answer: 'one' | 'two'
    readonly at: number
    readonly by: Ulid | null
  },
): boolean {
  return db.run(answerPair, pair).changes === 1
}

/** Pairs that nobody has spoken about, oldest first, behind one of them. */
export function unansweredPairs(
  db: ReadDb,
  connectionId: Ulid,
  after: PairRow | null,
  limit: number,
): readonly PairRow[] {
  const { found_at: foundAt, one, other } = after ?? { found_at: -1, one: '', other: '' }
  return db.all(openPairs, { connection: connectionId, foundAt, one, other, limit })
}

/** Pairs with this member that nobody has spoken about. */
export function unansweredPairsOf(db: ReadDb, connectionId: Ulid, key: MemberKey): readonly PairRow[] {
  return db.all(openPairsOf, { connection: connectionId, key })
}

/** A pair of which somebody said that they are two people, when it was asked about. */
export interface ApartRow {
  readonly one: MemberKey
  readonly other: MemberKey
  readonly answered_at: number
  readonly answered_by: Ulid | null
}

const apartOf: Query<ApartRow> = {
  sql: `select one, other, answered_at, answered_by from member_pair
      where connection_id = @connection and one = @key and answer = 'two' and cause <> 'asked'
    union select one, other, answered_at, answered_by from member_pair
      where connection_id = @connection and other = @key and answer = 'two' and cause <> 'asked'
    order by answered_at desc, one, other limit @limit`,
}

/** Of whom somebody said, asked about it, that this member is not the same person; newest first. */
export function toldApart(
  db: ReadDb,
  connectionId: Ulid,
  key: MemberKey,
  limit: number,
): readonly ApartRow[] {
  return db.all(apartOf, { connection: connectionId, key, limit })
}

/**
 * What was said of a member under one key is said of another key from now on, because both are one entry at the
 * provider. Words that would then lead in a circle, or to two members, have come true or are void: they end.
 */
export function renameInMerges(
  db: WriteDb,
  args: {
    readonly connectionId: Ulid
    readonly old: MemberKey
    readonly key: MemberKey
    readonly now: number
  },
): void {
  const { connectionId: connection, old, key, now: at } = args
  const throughOld = leadingTo(db, connection, old).includes(key)
  db.run(endInto, { connection, kept: key, key: old, at })
  db.run(endInto, { connection, kept: old, key, at })
  const oldLeads = db.get(keptOf, connection, old) !== undefined
  const keyLeads = db.get(keptOf, connection, key) !== undefined
  if (throughOld && keyLeads) db.run(endOf, { connection, key, at })
  else if (oldLeads && (keyLeads || leadingTo(db, connection, key).includes(old)))
    db.run(endOf, { connection, key: old, at })
  db.run(renameKept, { connection, old, key })
  db.run(renameGone, { connection, old, key })
  for (const pair of db.all(pairsOf, { connection, key: old })) {
    const other = pair.one === old ? pair.other : pair.one
    if (other === key) continue
    const { cause, found_at: foundAt, answer, answered_at, answered_by: by } = pair
    const said = { connection, a: key, b: other, answer, at: answered_at, by }
    const isNew = db.run(pairUp, { ...said, cause, foundAt }).changes === 1
    if (!isNew && answer !== null) db.run(answerPair, said)
  }
  db.run(dropPairsOf, { connection, key: old })
}
