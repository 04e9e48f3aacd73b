import type { MemberKey, Ulid } from '../../../../shared/domain/ids.ts'
import type { Query, ReadDb } from '../handle.ts'

// Every name and every merged entry of each member, and of each of their lanes only what is newest: by the lane's own
// index, whatever its length. What was moved to another till happened here all the same.
const newest: Query<{ readonly key: MemberKey; readonly at: number | null }> = {
  sql: `with recursive
    entry(key, name) as (
      select value, value from json_each(@keys)
      union
      select entry.key, m.gone from entry
        join member_merge m on m.connection_id = @connection and m.kept = entry.name and m.undone_at is null
    ),
    lane(key, name) as (
      select key, name from entry
      union all
      select entry.key, 'r:' || i.remote_id from entry
        join id_map i on i.connection_id = @connection and i.local_id = substr(entry.name, 3)
        where entry.name like 'l:%'
      union all
      select entry.key, a.alias from entry
        join member_alias a on a.connection_id = @connection and a.key = entry.name
    )
    select key, max((
      select created_at from op
        where op.connection_id = @connection and op.lane = lane.name
          and op.kind in ('stamps.add', 'reward.redeem', 'balance.adjust')
          and (op.state not in ('cancelled', 'discarded') or op.moved_to is not null)
        order by op.seq desc limit 1
    )) as at from lane group by key`,
}

/** When each of these members was last stamped, given a reward or adjusted here, UTC ms; those who never were are left out. */
export function lastVisits(
  db: ReadDb,
  connectionId: Ulid,
  keys: readonly MemberKey[],
): ReadonlyMap<MemberKey, number> {
  if (keys.length === 0) return new Map()
  const rows = db.all(newest, { connection: connectionId, keys: JSON.stringify(keys) })
  return new Map(rows.flatMap(({ key, at }) => (at === null ? [] : [[key, at] as const])))
}

const enrolled: Query<{ readonly local_id: string; readonly remote_id: string }> = {
  sql: 'select local_id, remote_id from id_map where connection_id = ? and at >= ? order by at desc limit ?',
}

/** Members whose enrolment here arrived lately, the newest first, with the provider's ids. */
export function enrolledSince(
  db: ReadDb,
  connectionId: Ulid,
  since: number,
  limit: number,
): readonly { readonly key: MemberKey; readonly remoteId: string }[] {
  return db
    .all(enrolled, connectionId, since, limit)
    .map(({ local_id, remote_id }) => ({ key: `l:${local_id}` as const, remoteId: remote_id }))
}
