import type { MemberKey, Ulid } from '../../../../shared/domain/ids.ts'
import type { Query, ReadDb, WriteDb } from '../handle.ts'
import { sha256 } from '../hash.ts'
import { noCode } from './op-queue.ts'
import { forgetReplaced } from './replaced-cards.ts'

const every: Query<{ readonly remote_hash: string }> = {
  sql: 'select remote_hash from forgotten_member where connection_id = ?',
}
const put: Query<never> = {
  sql: 'insert into forgotten_member (connection_id, remote_hash, at) values (?, ?, ?) on conflict do nothing',
}
const drop: Query<never> = {
  sql: 'delete from forgotten_member where connection_id = ? and remote_hash = ?',
}
// Indexes are named: the planner takes a list for a long one, and would rather go through all that waits in the shop.
const codes: Query<{ readonly code: string }> = {
  sql: `select code from card_register indexed by card_register_key where connection_id = @connection
    and key in (select value from json_each(@lanes))`,
}
const live: Query<{ readonly n: number }> = {
  sql: `select count(distinct seq) as n from (
      select seq from op indexed by op_live where connection_id = @connection and live = 1
        and lane in (select value from json_each(@lanes) union all select value from json_each(@cards))
      union all select seq from op indexed by op_live2 where connection_id = @connection and live = 1
        and lane2 is not null and lane2 in (select value from json_each(@cards)))`,
}
/** Cards that lead to these members and to nobody else. */
const ownLanes = `select 'card:' || code from card_register r indexed by card_register_key
    where connection_id = @connection and key in (select value from json_each(@lanes))
      and not exists (select 1 from card_register o where o.connection_id = @connection and o.code = r.code
        and o.key not in (select value from json_each(@lanes)))`
const forgetCards: Query<never> = {
  sql: `delete from card_register indexed by card_register_key where connection_id = @connection
    and key in (select value from json_each(@lanes))`,
}
// What left for another till stays until its time is over: the file of all that left with it is made of it once more.
const settled = `connection_id = @connection and lane in (select value from json_each(@lanes)) and live = 0
    and moved_to is null`
const stripRevisions: Query<never> = {
  sql: `delete from op_revision where op_seq in (select seq from op where ${settled})`,
}
const strip: Query<never> = {
  sql: `update op set payload = null, salt = null, reason = null, note = null, lane2 = null where ${settled}`,
}
const onCards = `connection_id = @connection and lane in (${ownLanes}) and live = 0 and moved_to is null`
const stripCardRevisions: Query<never> = {
  sql: `delete from op_revision where op_seq in (select seq from op where ${onCards})`,
}
const stripCards: Query<never> = {
  sql: `update op set payload = null, salt = null, reason = null, note = null, lane2 = null,
      target = '${noCode}', lane = 'card:${noCode}' where ${onCards}`,
}
const unwritten: Query<{ readonly n: number }> = {
  sql: `select count(*) as n from op where connection_id = @connection
    and lane in (select value from json_each(@lanes)) and live = 0
    and moved_to in (select id from moved_out where written_at is null)`,
}

/** What stands for a member that is to be forgotten: whoever reads the list without the ids learns nobody. */
export function remoteHash(connectionId: Ulid, remoteId: string): string {
  return sha256('forgotten\n', connectionId, '\n', remoteId)
}

/** Hashes of those who are to be forgotten. */
export function forgottenHashes(db: ReadDb, connectionId: Ulid): readonly string[] {
  return db.all(every, connectionId).map((row) => row.remote_hash)
}

/** Notes that a member is not kept here from now on. */
export function noteForgotten(db: WriteDb, connectionId: Ulid, hash: string, at: number): void {
  db.run(put, connectionId, hash, at)
}

/** A member is kept here again. */
export function dropForgotten(db: WriteDb, connectionId: Ulid, hash: string): void {
  db.run(drop, connectionId, hash)
}

/** Operations of these lanes that are not settled, or lie here alone until their file is written. */
export function workOnLanes(db: ReadDb, connectionId: Ulid, lanes: readonly MemberKey[]): number {
  const of = { connection: connectionId, lanes: JSON.stringify(lanes) }
  const cards = JSON.stringify(db.all(codes, of).map(({ code }) => `card:${code}`))
  const counts = [db.get(live, { ...of, cards }), db.get(unwritten, of)]
  return counts.reduce((sum, row) => sum + (row?.n ?? 0), 0)
}

/** Takes what settled operations of these lanes tell of a person, and the cards learned for them where asked. */
export function stripLanes(
  db: WriteDb,
  args: {
    readonly connectionId: Ulid
    readonly lanes: readonly MemberKey[]
    readonly cards: 'keep' | 'forget'
  },
): void {
  const of = { connection: args.connectionId, lanes: JSON.stringify(args.lanes) }
  db.transaction(() => {
    db.run(stripRevisions, of)
    db.run(strip, of)
    forgetReplaced(db, args.connectionId, args.lanes)
    if (args.cards === 'keep') return
    db.run(stripCardRevisions, of)
    db.run(stripCards, of)
    db.run(forgetCards, of)
  })
}
