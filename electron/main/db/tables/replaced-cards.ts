import type { MemberKey, Ulid } from '../../../../shared/domain/ids.ts'
import { formsOfCard } from '../../../../shared/scan/card-forms.ts'
import type { Query, ReadDb, WriteDb } from '../handle.ts'

/** A card that was lost and replaced. */
export interface ReplacedRow {
  /** Canonical. */
  readonly code: string
  readonly key: MemberKey
  readonly new_code: string | null
  /** UTC ms. */
  readonly replaced_at: number
  readonly replaced_by: string | null
}

const columns = 'r.code, r.key, r.new_code, r.replaced_at, r.replaced_by'
// Given up, the other card never came: then this one is the member's as before. What was moved was not given up; of what
// became another operation, or came back as one, the fate of that one decides.
const holdsOf = (operation: string): string => `not exists (
    with recursive fate(seq) as (
      select seq from op where id = ${operation}
      union select op.into_seq from fate join op using (seq) where op.into_seq is not null
    )
    select 1 from fate join op using (seq)
      where op.state in ('cancelled', 'discarded') and op.moved_to is null and op.into_seq is null)`
const holds = holdsOf('r.operation_id')

const one: Query<ReplacedRow> = {
  sql: `select ${columns} from replaced_card r where connection_id = ? and code = ? and ${holds}`,
}
const ofMember: Query<ReplacedRow> = {
  sql: `select ${columns} from replaced_card r where connection_id = ? and key = ? and ${holds}
    order by replaced_at desc, code`,
}
const among: Query<ReplacedRow> = {
  sql: `select ${columns} from replaced_card r where connection_id = @connection
    and code in (select value from json_each(@codes)) and ${holds}`,
}
const some: Query<{ readonly some: 1 }> = {
  sql: 'select 1 as some from replaced_card where connection_id = ? limit 1',
}
const every: Query<ReplacedRow> = {
  sql: `select ${columns} from replaced_card r where connection_id = ? and ${holds} order by code`,
}
const put: Query<never> = {
  sql: `insert into replaced_card (connection_id, code, key, new_code, operation_id, replaced_at, replaced_by)
    values (@connection, @code, @key, @newCode, @operation, @at, @by)
    on conflict (connection_id, code) do update set key = excluded.key, new_code = excluded.new_code,
      operation_id = excluded.operation_id, replaced_at = excluded.replaced_at, replaced_by = excluded.replaced_by
      where replaced_card.key <> excluded.key or not ${holdsOf('replaced_card.operation_id')}`,
}
const drop: Query<never> = { sql: 'delete from replaced_card where connection_id = ? and code = ?' }
const dropAll: Query<never> = { sql: 'delete from replaced_card where connection_id = ?' }
const rename: Query<never> = {
  sql: 'update replaced_card set key = @key where connection_id = @connection and key = @old',
}
const lanes = `connection_id = @connection and key in (select value from json_each(@lanes))`
const codesOf: Query<{ readonly code: string }> = {
  sql: `select code from replaced_card indexed by replaced_card_key where ${lanes}`,
}
const unlearn: Query<never> = { sql: `delete from card_register where ${lanes} and code = @code` }
const forget: Query<never> = { sql: `delete from replaced_card indexed by replaced_card_key where ${lanes}` }

/** The card, where it was replaced and nobody has found it since. The code is canonical. */
export function replacedCard(db: ReadDb, connectionId: Ulid, code: string): ReplacedRow | null {
  return db.get(one, connectionId, code) ?? null
}

/** Cards that a member lost, the newest first. The key is canonical. */
export function replacedCardsOf(db: ReadDb, connectionId: Ulid, key: MemberKey): readonly ReplacedRow[] {
  return db.all(ofMember, connectionId, key)
}

/** Those of these cards that are lost. The codes are canonical. */
export function replacedAmong(
  db: ReadDb,
  connectionId: Ulid,
  codes: readonly string[],
): readonly ReplacedRow[] {
  return db.all(among, { connection: connectionId, codes: JSON.stringify(codes) })
}

/** Whether any card of the shop was ever lost. */
export function hasReplaced(db: ReadDb, connectionId: Ulid): boolean {
  return db.get(some, connectionId) !== undefined
}

/** Every lost card of a shop. */
export function replacedCards(db: ReadDb, connectionId: Ulid): readonly ReplacedRow[] {
  return db.all(every, connectionId)
}

/** Notes that a card was lost. One that this member has lost already stays as it is. Code and key are canonical. */
export function noteReplaced(
  db: WriteDb,
  card: {
    readonly connection: Ulid
    readonly code: string
    readonly key: MemberKey
    readonly newCode: string | null
    readonly operation: Ulid | null
    readonly at: number
    readonly by: Ulid | null
  },
): void {
  db.run(put, card)
}

/** The card was found again; true where it counted as lost. */
export function dropReplaced(db: WriteDb, connectionId: Ulid, code: string): boolean {
  return db.run(drop, connectionId, code).changes === 1
}

/** No card of the shop counts as lost any more. */
export function dropAllReplaced(db: WriteDb, connectionId: Ulid): void {
  db.run(dropAll, connectionId)
}

/** What was kept under one key of a member is kept under another from now on. */
export function renameInReplaced(db: WriteDb, connectionId: Ulid, old: MemberKey, key: MemberKey): void {
  db.run(rename, { connection: connectionId, old, key })
}

/** Forgets which cards these members lost; none of them leads to anybody here any more. */
export function forgetReplaced(db: WriteDb, connectionId: Ulid, keys: readonly MemberKey[]): void {
  const of = { connection: connectionId, lanes: JSON.stringify(keys) }
  for (const { code } of db.all(codesOf, of)) {
    for (const form of formsOfCard(code)) db.run(unlearn, { ...of, code: form })
  }
  db.run(forget, of)
}
