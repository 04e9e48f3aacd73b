import type { Json } from '../hash.ts'
import type { Query, ReadDb, WriteDb } from '../handle.ts'

const one: Query<{ readonly value: string }> = { sql: 'select value from setting where key = ?' }
const every: Query<{ readonly key: string; readonly value: string }> = {
  sql: 'select key, value from setting order by key',
}
const put: Query<never> = {
  sql: 'insert into setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
}
const under: Query<{ readonly value: string }> = {
  sql: `select value from setting where key >= ? || ':' and key < ? || ';' order by key`,
}
const remove: Query<never> = { sql: 'delete from setting where key = ?' }

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** A setting as it was stored, to be parsed by the caller; undefined where there is none or it is damaged. */
export function readSetting(db: ReadDb, key: string): unknown {
  const row = db.get(one, key)
  return row === undefined ? undefined : parse(row.value)
}

/** All settings. */
export function readSettings(db: ReadDb): ReadonlyMap<string, unknown> {
  return new Map(db.all(every).map((row) => [row.key, parse(row.value)]))
}

/** Stores settings, all or none. */
export function writeSettings(db: WriteDb, values: Readonly<Record<string, Json>>): void {
  db.transaction(() => {
    for (const [key, value] of Object.entries(values)) db.run(put, key, JSON.stringify(value))
  })
}

/** What is stored under `<name>:…`, in the order of the keys. */
export function settingsUnder(db: ReadDb, name: string): readonly unknown[] {
  return db.all(under, name, name).map((row) => parse(row.value))
}

/** Removes a setting; nothing where there is none. */
export function removeSetting(db: WriteDb, key: string): void {
  db.run(remove, key)
}
