import type { Connection, ProviderId } from '../../../../shared/domain/connection.ts'
import type { Ulid } from '../../../../shared/domain/ids.ts'
import type { Query, ReadDb, WriteDb } from '../handle.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly provider: ProviderId
  readonly mode: 'practice' | 'live'
  readonly base_url: string
  readonly store: string
  readonly zone: string
  readonly single_till: number
  readonly read_lag_ms: number
  readonly late_bound_ms: number
  readonly tills: number
}

const columns =
  'id, name, provider, mode, base_url, store, zone, single_till, read_lag_ms, late_bound_ms, tills'
const every: Query<Row> = { sql: `select ${columns} from connection order by created_at, id` }
const one: Query<Row> = { sql: `select ${columns} from connection where id = ?` }
const insert: Query<never> = {
  sql: `insert into connection (${columns}, created_at)
    values (@id, @name, @provider, @mode, @base_url, @store, @zone, @single_till, @read_lag_ms, @late_bound_ms, @tills, @created_at)
    on conflict (id) do update set name = excluded.name, zone = excluded.zone, single_till = excluded.single_till,
      read_lag_ms = excluded.read_lag_ms, late_bound_ms = excluded.late_bound_ms, tills = excluded.tills`,
}

function toConnection(row: Row): Connection {
  return {
    id: row.id,
    name: row.name,
    provider: row.provider,
    mode: row.mode,
    baseUrl: row.base_url,
    store: row.store,
    zone: row.zone,
    singleTill: row.single_till === 1,
    readLagMs: row.read_lag_ms,
    lateBoundMs: row.late_bound_ms,
    ...(row.tills === 1 ? {} : { tills: row.tills }),
  }
}

/** Every shop that this till knows, the oldest first. */
export function listConnections(db: ReadDb): readonly Connection[] {
  return db.all(every).map(toConnection)
}

/** One shop. */
export function connectionById(db: ReadDb, id: Ulid): Connection | null {
  const row = db.get(one, id)
  return row === undefined ? null : toConnection(row)
}

/**
 * Adds a shop, or changes what may change of a known one.
 *
 * Provider, mode, address and store stay as they were made: another store is another connection.
 */
export function saveConnection(db: WriteDb, connection: Connection, now: number): void {
  db.run(insert, {
    id: connection.id,
    name: connection.name,
    provider: connection.provider,
    mode: connection.mode,
    base_url: connection.baseUrl,
    store: connection.store,
    zone: connection.zone,
    single_till: connection.singleTill ? 1 : 0,
    read_lag_ms: connection.readLagMs,
    late_bound_ms: connection.lateBoundMs,
    tills: connection.tills ?? 1,
    created_at: now,
  })
}
