import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { isDiskFull } from './failure.ts'
import type { Query, WriteDb } from './handle.ts'

/** One step of the schema. Written once, never changed after a release. */
export interface Migration {
  /** 1, 2, 3 ... without holes. */
  readonly version: number
  readonly name: string
  up(db: WriteDb): void
}

/** Why the schema is not what this version of the product needs. The file is as it was. */
export type MigrateFailure =
  | { readonly kind: 'database-newer'; readonly found: number; readonly known: number }
  | { readonly kind: 'migration-failed'; readonly version: number }
  | { readonly kind: 'disk-full' }

const versionNow: Query<{ readonly user_version: number }> = { sql: 'pragma user_version' }
const anyTable: Query<{ readonly name: string }> = { sql: 'select name from sqlite_schema limit 1' }
const keysHeld: Query<{ readonly foreign_keys: number }> = { sql: 'pragma foreign_keys' }
const dangling: Query<{ readonly table: string }> = { sql: 'pragma foreign_key_check' }

/** The schema's version in the file; 0 before the first migration. */
export function schemaVersion(db: WriteDb): number {
  return db.get(versionNow)?.user_version ?? 0
}

/** Whether a file holds nothing yet. */
export function isEmpty(db: WriteDb): boolean {
  return db.get(anyTable) === undefined
}

/**
 * Brings the schema to the newest version, each step in a transaction of its own.
 *
 * `backup` is called once before the first step, for a file that holds something; when it throws nothing is
 * migrated. A file from a newer product is refused before anything is written.
 */
export function migrate(
  db: WriteDb,
  migrations: readonly Migration[],
  backup: () => void,
): Result<number, MigrateFailure> {
  migrations.forEach((migration, index) => {
    if (migration.version !== index + 1) throw new Error(`Migration ${migration.name} is out of order.`)
  })
  const known = migrations.length
  const found = schemaVersion(db)
  if (found > known) return err({ kind: 'database-newer', found, known })
  const missing = migrations.slice(found)
  const first = missing[0]
  if (first === undefined) return ok(found)
  const failed = (error: unknown, version: number): Result<number, MigrateFailure> =>
    err(isDiskFull(error) ? { kind: 'disk-full' } : { kind: 'migration-failed', version })
  if (!isEmpty(db)) {
    try {
      backup()
    } catch (error) {
      return failed(error, first.version)
    }
  }
  const held = db.get(keysHeld)?.foreign_keys === 1
  // A table that others point to can only be made anew while nobody minds the pointers; each step looks at them
  // all before it commits.
  if (held) db.pragma('foreign_keys = off')
  try {
    for (const migration of missing) {
      try {
        db.transaction(() => {
          // Re-read under the writer's lock: another process may have come first.
          if (schemaVersion(db) !== migration.version - 1) return
          migration.up(db)
          if (db.get(dangling) !== undefined)
            throw new Error('A step of the schema left rows without their parents.')
          db.pragma(`user_version = ${migration.version}`)
        })
      } catch (error) {
        return failed(error, migration.version)
      }
    }
  } finally {
    if (held) db.pragma('foreign_keys = on')
  }
  return ok(known)
}
