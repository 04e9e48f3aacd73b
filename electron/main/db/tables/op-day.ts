import type { Query, ReadDb } from '../handle.ts'

/** Where an operation stands in time. */
export interface DayRow {
  readonly seq: number
  readonly connection_id: string
  readonly business_day: string
  readonly created_at: number
}

/** An operation of a day, without whom it is for. */
export interface DayOpRow {
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly created_at: number
  readonly actor: string | null
  readonly created_by: string | null
  /** Null where it was not replaced by another of this file. */
  readonly into_seq: number | null
  readonly moved_to: string | null
  /** Stamps, or what a balance was changed by; null where it has none, or it is not kept any more. */
  readonly amount: number | null
  /** JSON of the balance's unit. */
  readonly unit: string | null
  /** Whether its details are still kept. */
  readonly kept: number
  /** The id that what it takes back was made with. */
  readonly takes_back: string | null
  /** Why nothing could be sent when it was made; null where it could. */
  readonly away: string | null
}

const page: Query<DayRow> = {
  sql: `select seq, connection_id, business_day, created_at from op where seq < +? order by seq desc limit +?`,
}
// What came from another till was made there, and is in that till's day.
const ofDay: Query<DayOpRow> = {
  sql: `select id, kind, state, created_at, actor, created_by, into_seq, moved_to,
      json_extract(payload, '$.amount') as amount,
      json_extract(payload, '$.unit') as unit,
      payload is not null as kept,
      coalesce(json_extract(payload, '$.takesBack'),
        iif(kind = 'balance.revert', json_extract(payload, '$.key'), null)) as takes_back,
      (select json_extract(evidence, '$.away') from op_event e where e.op_seq = op.seq order by n limit 1) as away
    from op
    where seq between +@from and +@to and connection_id = @connection and business_day = @day and origin is null
    order by seq`,
}

const away: Query<{ readonly away: string | null }> = {
  sql: `select json_extract(evidence, '$.away') as away from op_event where op_seq = +? order by n limit 1`,
}

/** Why nothing could be sent when an operation was made; null where it could, or where nobody noted it. */
export function awayOf(db: ReadDb, seq: number): string | null {
  return db.get(away, seq)?.away ?? null
}

/** The next operations back in time, of every connection: those before a place. */
export function opsBefore(db: ReadDb, seq: number, limit: number): readonly DayRow[] {
  return db.all(page, seq, limit)
}

/** What was made here on a business day, between two places. */
export function opsOfDay(
  db: ReadDb,
  args: {
    readonly connection: string
    readonly day: string
    readonly from: number
    readonly to: number
  },
): readonly DayOpRow[] {
  return db.all(ofDay, args)
}
