import path from 'node:path'
import Database from 'better-sqlite3'
import { memberName } from '../../shared/domain/member-name.ts'

/** A member that a bench can bring to the counter. */
export interface BenchMember {
  readonly code: string
  /** As the panel shows it. */
  readonly name: string
  readonly firstName: string
  readonly lastName: string | null
  readonly email: string | null
  readonly phone: string | null
}

interface Row {
  readonly code: string
  readonly firstName: string
  readonly lastName: string | null
  readonly email: string | null
  readonly phone: string | null
}

const oneCard = `select r.external_id as code, c.first_name as firstName, c.last_name as lastName, c.email, c.phone
  from customer c join reference r on r.customer_id = c.id and r.source = 'stampwell_card'
  where (select count(*) from customer_card k where k.customer_id = c.id) = 1
    and not exists (select 1 from customer_card k join reward w on w.card_id = k.card_id
      where k.customer_id = c.id and k.stamps >= w.stamps_required)
  order by c.id`

/** In an order that jumps through the shop: neighbours in the file would share pages, and names. */
export function readBenchMembers(userData: string): readonly BenchMember[] {
  const file = path.join(userData, 'practice', 'practice-backend.db')
  const db = new Database(file, { readonly: true, fileMustExist: true })
  try {
    const rows = db.prepare<[], Row>(oneCard).all()
    const stride = 997 // a prime: every row is met once
    return rows.map((_, at) => {
      const row = rows[(at * stride) % rows.length]
      if (row === undefined) throw new Error('the practice shop has no member with a card')
      return { ...row, name: memberName(row) }
    })
  } finally {
    db.close()
  }
}

/** So many in a row; throws where there are fewer. */
export function take<T>(all: readonly T[], from: number, count: number): readonly T[] {
  const taken = all.slice(from, from + count)
  if (taken.length < count) throw new Error(`${count} wanted, only ${taken.length} there`)
  return taken
}
