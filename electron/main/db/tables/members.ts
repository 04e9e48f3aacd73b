import type { MemberKey, Ulid } from '../../../../shared/domain/ids.ts'
import { localKey, parseMemberKey, remoteKey } from '../../../../shared/domain/ids.ts'
import type { Query, ReadDb, WriteDb } from '../handle.ts'
import { followMerges, renameInMerges } from './merges.ts'
import { renameInReplaced } from './replaced-cards.ts'

const byLocal: Query<{ readonly remote_id: string }> = {
  sql: 'select remote_id from id_map where connection_id = ? and local_id = ?',
}
const byRemote: Query<{ readonly local_id: string }> = {
  sql: 'select local_id from id_map where connection_id = ? and remote_id = ?',
}
const mapped: Query<{ readonly at: number }> = {
  sql: 'select at from id_map where connection_id = ? and local_id = ?',
}
const relane: Query<never> = {
  sql: "update op set lane = ?, target_kind = 'member', target = ? where seq = ? and state = 'queued' and rev = ?",
}
const map: Query<never> = {
  sql: 'insert into id_map (connection_id, local_id, remote_id, at) values (?, ?, ?, ?)',
}
const aliasOf: Query<{ readonly key: MemberKey }> = {
  sql: 'select key from member_alias where connection_id = ? and alias = ?',
}
const aliases: Query<{ readonly alias: MemberKey }> = {
  sql: 'select alias from member_alias where connection_id = ? and key = ?',
}
const addAlias: Query<never> = {
  sql: 'insert into member_alias (connection_id, alias, key, at) values (?, ?, ?, ?) on conflict do nothing',
}
const repoint: Query<never> = {
  sql: 'update member_alias set key = @key where connection_id = @connection and key = @old',
}
const learn: Query<never> = {
  sql: 'insert into card_register (connection_id, code, key, learned_at) values (?, ?, ?, ?) on conflict do nothing',
}
const keys: Query<{ readonly key: MemberKey }> = {
  sql: 'select key from card_register where connection_id = ? and code = ? order by learned_at, key',
}
const codes: Query<{ readonly code: string }> = {
  sql: 'select code from card_register where connection_id = ? and key = ? order by code',
}
const forget: Query<never> = { sql: 'delete from card_register where connection_id = ? and key = ?' }
const moveLane: Query<never> = {
  sql: `update op set lane = @key, target = @key
    where connection_id = @connection and lane = @old and live = 1 and target_kind = 'member'`,
}
// As canonicalKey and remoteIdOf, of all at once: tens of thousands wait after an outage.
const waitedFor: Query<{ readonly id: string }> = {
  sql: `with waiting(lane) as materialized (
      select distinct lane from op where connection_id = @connection and live = 1 and lane >= 'l:'
    ), named(key) as materialized (
      select coalesce(own.key, became.key, lane) from waiting
        left join member_alias own on own.connection_id = @connection and own.alias = lane
        left join id_map on lane >= 'r:' and id_map.connection_id = @connection and id_map.remote_id = substr(lane, 3)
        left join member_alias became
          on became.connection_id = @connection and became.alias = 'l:' || id_map.local_id
    )
    select coalesce(remote_id, substr(key, 3)) as id from named
      left join id_map on key < 'r:' and connection_id = @connection and local_id = substr(key, 3)
      where key >= 'r:' or remote_id is not null`,
}

/**
 * The one key under which this till knows a member, whatever name was used: one entry at the provider, one key. What
 * waits for it goes there, whatever a cashier said of who is one person with whom: for that see {@link keptKey}.
 */
export function canonicalKey(db: ReadDb, connectionId: Ulid, key: MemberKey): MemberKey {
  const alias = db.get(aliasOf, connectionId, key)
  if (alias !== undefined) return alias.key
  const { origin, id } = parseMemberKey(key)
  if (origin === 'local') return key
  const mapped = db.get(byRemote, connectionId, id)
  if (mapped === undefined) return key
  const local = localKey(mapped.local_id)
  // Who was enrolled here may have become another at the provider since.
  return db.get(aliasOf, connectionId, local)?.key ?? local
}

/** The member that a cashier sees for one: another, where somebody said that the two are one person. */
export function keptKey(db: ReadDb, connectionId: Ulid, key: MemberKey): MemberKey {
  return followMerges(db, connectionId, canonicalKey(db, connectionId, key))
}

/** Keys that this till once had for a member and that lead to its key now. */
export function aliasesOf(db: ReadDb, connectionId: Ulid, key: MemberKey): readonly MemberKey[] {
  return db.all(aliases, connectionId, key).map((row) => row.alias)
}

/** Every lane on which this till ever put a member's operations: settled ones stay where they were. */
export function lanesOfMember(db: ReadDb, connectionId: Ulid, key: MemberKey): readonly MemberKey[] {
  const own = canonicalKey(db, connectionId, key)
  const remoteId = remoteIdOf(db, connectionId, own)
  const named = remoteId === null ? [] : [remoteKey(remoteId)]
  return [...new Set([own, key, ...named, ...aliasesOf(db, connectionId, own)])]
}

/** The provider's id of a member, once it has one. */
export function remoteIdOf(db: ReadDb, connectionId: Ulid, key: MemberKey): string | null {
  const { origin, id } = parseMemberKey(canonicalKey(db, connectionId, key))
  return origin === 'remote' ? id : (db.get(byLocal, connectionId, id)?.remote_id ?? null)
}

/** Provider's ids of members for whom anything is not settled. */
export function idsWaitedFor(db: ReadDb, connectionId: Ulid): ReadonlySet<string> {
  return new Set(db.all(waitedFor, { connection: connectionId }).map(({ id }) => id))
}

/** When an enrolment of this till arrived, UTC ms; null for a member that was not enrolled here. */
export function enrolledAt(db: ReadDb, connectionId: Ulid, key: MemberKey): number | null {
  return db.get(mapped, connectionId, parseMemberKey(key).id)?.at ?? null
}

/** An unsent operation for a code turned out to be for a member: it joins the member's lane at its own place. */
export function joinMemberLane(
  db: WriteDb,
  args: { readonly seq: number; readonly rev: number; readonly key: MemberKey },
): boolean {
  return db.run(relane, args.key, args.key, args.seq, args.rev).changes === 1
}

/**
 * A member that was enrolled here got the provider's id; in the transaction that settles the enrolment.
 *
 * Operations that were saved under the provider's id join the member's lane. Where another local member has
 * that id already the two are one: the key becomes an alias of the first. Answers the member's key.
 */
export function mapMember(
  db: WriteDb,
  args: {
    readonly connectionId: Ulid
    readonly key: MemberKey
    readonly remoteId: string
    readonly now: number
  },
): MemberKey {
  const { connectionId, key, remoteId, now } = args
  return db.transaction(() => {
    const known = canonicalKey(db, connectionId, remoteKey(remoteId))
    if (known === key) return key
    const taken = known !== remoteKey(remoteId)
    const [old, kept] = taken ? [key, known] : [remoteKey(remoteId), key]
    if (taken) db.run(addAlias, connectionId, old, kept, now)
    else db.run(map, connectionId, parseMemberKey(key).id, remoteId, now)
    bring(db, { connectionId, old, key: kept, now })
    return kept
  })
}

/** What was kept under one key of a member is kept under another from now on: lane, older names, codes. */
function bring(
  db: WriteDb,
  args: {
    readonly connectionId: Ulid
    readonly old: MemberKey
    readonly key: MemberKey
    readonly now: number
  },
): void {
  const { connectionId, old, key, now } = args
  db.run(repoint, { connection: connectionId, old, key })
  db.run(moveLane, { connection: connectionId, old, key })
  for (const { code } of db.all(codes, connectionId, old)) db.run(learn, connectionId, code, key, now)
  db.run(forget, connectionId, old)
  renameInReplaced(db, connectionId, old, key)
  renameInMerges(db, { connectionId, old, key, now })
}

/** A member that the provider does not know any more is another one now. Both keys are canonical. */
export function mergeMember(
  db: WriteDb,
  args: {
    readonly connectionId: Ulid
    readonly gone: MemberKey
    readonly key: MemberKey
    readonly now: number
  },
): void {
  const { connectionId, gone, key, now } = args
  db.transaction(() => {
    db.run(addAlias, connectionId, gone, key, now)
    bring(db, { connectionId, old: gone, key, now })
  })
}

/** A scanned code led to this member. */
export function learnCode(
  db: WriteDb,
  args: { readonly connectionId: Ulid; readonly code: string; readonly key: MemberKey; readonly now: number },
): void {
  const key = canonicalKey(db, args.connectionId, args.key)
  db.run(learn, args.connectionId, args.code, key, args.now)
}

/** Codes that are known to lead to a member. */
export function codesOfKey(db: ReadDb, connectionId: Ulid, key: MemberKey): readonly string[] {
  return db.all(codes, connectionId, key).map((row) => row.code)
}

/** Members that a code is known to lead to. */
export function keysOfCode(db: ReadDb, connectionId: Ulid, code: string): readonly MemberKey[] {
  return db.all(keys, connectionId, code).map((row) => row.key)
}
