import type { Ulid } from '../../../../shared/domain/ids.ts'
import type { Json } from '../hash.ts'
import type { Query, ReadDb, WriteDb } from '../handle.ts'

const one: Query<{ readonly gate: string; readonly changed_at: number }> = {
  sql: 'select gate, changed_at from connection_gate where connection_id = ?',
}
const put: Query<never> = {
  sql: `insert into connection_gate (connection_id, gate, changed_at) values (?, ?, ?)
    on conflict (connection_id) do update set gate = excluded.gate, changed_at = excluded.changed_at`,
}

/** The gate as it was stored, to be parsed by the caller, and when (UTC ms); null where there is none to read. */
export function readGate(
  db: ReadDb,
  connectionId: Ulid,
): { readonly gate: unknown; readonly changedAt: number } | null {
  const row = db.get(one, connectionId)
  if (row === undefined) return null
  try {
    return { gate: JSON.parse(row.gate) as unknown, changedAt: row.changed_at }
  } catch {
    return null
  }
}

/** Remembers a gate, so that an outage keeps its beginning over a restart. */
export function writeGate(db: WriteDb, connectionId: Ulid, gate: Json, now: number): void {
  db.run(put, connectionId, JSON.stringify(gate), now)
}
