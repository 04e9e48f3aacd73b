import type { Ulid } from '../../../../shared/domain/ids.ts'
import type { Cashier as CashierView } from '../../../../shared/domain/views.ts'
import type { Query, ReadDb, WriteDb } from '../handle.ts'

type Cashier = Pick<CashierView, 'id' | 'name'>

const active: Query<Cashier> = { sql: 'select id, name from cashier where active = 1 order by name, id' }
const byId: Query<Cashier> = { sql: 'select id, name from cashier where id = ?' }
const byName: Query<Cashier> = { sql: 'select id, name from cashier where name = ? and active = 1' }
const insert: Query<never> = {
  sql: 'insert into cashier (id, name, created_at, active) values (?, ?, ?, 1)',
}
const retire: Query<never> = { sql: 'update cashier set active = 0 where id = ?' }

const rename: Query<never> = { sql: 'update cashier set name = ? where id = ? and active = 1' }

/** Who may be at the till, by name. */
export function listCashiers(db: ReadDb): readonly Cashier[] {
  return db.all(active)
}

/** Also one who has left: old operations name them. */
export function cashierById(db: ReadDb, id: Ulid): Cashier | null {
  return db.get(byId, id) ?? null
}

/** The active cashier with exactly this name. */
export function cashierByName(db: ReadDb, name: string): Cashier | null {
  return db.get(byName, name) ?? null
}

/** Adds somebody; a name that is there already answers its owner. */
export function addCashier(db: WriteDb, cashier: Cashier, now: number): Cashier {
  return db.transaction(() => {
    const known = cashierByName(db, cashier.name)
    if (known !== null) return known
    db.run(insert, cashier.id, cashier.name, now)
    return cashier
  })
}

/** The same person is called something else; what was saved before keeps the name of then. */
export function renameCashier(db: WriteDb, id: Ulid, name: string): boolean {
  return db.run(rename, name, id).changes === 1
}

/** Somebody left: no longer offered, still named in the history. */
export function retireCashier(db: WriteDb, id: Ulid): boolean {
  return db.run(retire, id).changes === 1
}
