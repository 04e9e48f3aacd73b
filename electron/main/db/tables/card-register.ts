import type { MemberKey, Ulid } from '../../../../shared/domain/ids.ts'
import type { Query, ReadDb, WriteDb } from '../handle.ts'

/** A code of the register and whom it leads to. */
export interface RegisterRow {
  readonly code: string
  readonly key: MemberKey
  /** UTC ms. */
  readonly learned_at: number
}

const count: Query<{ readonly n: number }> = {
  sql: 'select count(*) as n from card_register where connection_id = ?',
}
const countOf: Query<{ readonly n: number }> = {
  sql: `select count(*) as n from card_register
    where connection_id = @connection and code in (select value from json_each(@codes))`,
}
const page: Query<RegisterRow> = {
  sql: `select code, key, learned_at from card_register
    where connection_id = @connection and (code, key) > (@code, @key) order by code, key limit @limit`,
}
const put: Query<never> = {
  sql: 'insert into card_register (connection_id, code, key, learned_at) values (?, ?, ?, ?) on conflict do nothing',
}
const letGo: Query<never> = {
  sql: 'delete from card_register where connection_id = ? and code = ? and key = ? and learned_at < ?',
}
const others: Query<never> = {
  sql: 'delete from card_register where connection_id = ? and code = ? and key <> ?',
}

/** How many codes this till knows for a shop. */
export function countCards(db: ReadDb, connectionId: Ulid): number {
  return db.get(count, connectionId)?.n ?? 0
}

/** How many rows there are of these codes. */
export function countCodes(db: ReadDb, connectionId: Ulid, codes: readonly string[]): number {
  if (codes.length === 0) return 0
  return db.get(countOf, { connection: connectionId, codes: JSON.stringify(codes) })?.n ?? 0
}

/** At most `limit` rows behind a place, in order; from the beginning where the place is null. */
export function pageOfCards(
  db: ReadDb,
  connectionId: Ulid,
  after: Pick<RegisterRow, 'code' | 'key'> | null,
  limit: number,
): readonly RegisterRow[] {
  return db.all(page, {
    connection: connectionId,
    code: after?.code ?? '',
    key: after?.key ?? '',
    limit,
  })
}

/** Keeps a code with the time at which it was learned, wherever that was. The key is canonical. */
export function putCard(db: WriteDb, connectionId: Ulid, row: RegisterRow): void {
  db.run(put, connectionId, row.code, row.key, row.learned_at)
}

/** The code leads to this member no more, unless it was learned since. */
export function letCardGo(
  db: WriteDb,
  card: {
    readonly connectionId: Ulid
    readonly code: string
    /** As the row has it. */
    readonly key: MemberKey
    readonly before: number
  },
): void {
  db.run(letGo, card.connectionId, card.code, card.key, card.before)
}

/** The code was given to this member: to nobody else does it lead any more. */
export function letOthersGo(db: WriteDb, connectionId: Ulid, code: string, key: MemberKey): void {
  db.run(others, connectionId, code, key)
}
