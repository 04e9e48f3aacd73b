import Database from 'better-sqlite3'
import type { Ending } from './story.ts'

/** One line of the comparison: what was done, for whom, and how much. */
export interface Line {
  readonly what: 'create' | 'edit' | 'stamp' | 'redeem'
  readonly customer: string
  readonly amount: number
}

interface OpRow {
  readonly kind: string
  readonly target: string
  readonly payload: string
  readonly remote: string | null
}

/** What the till believes has been done, operation by operation. */
export function linesOfTill({ outboxFile }: Ending): readonly Line[] {
  const db = new Database(outboxFile, { readonly: true })
  try {
    const rows = db
      .prepare<[], OpRow>(
        `select op.kind, op.target, op.payload,
           coalesce((select remote_id from attempt where attempt.op_seq = op.seq order by n desc limit 1),
                    (select remote_id from id_map where 'l:' || local_id = op.target)) as remote
         from op where state = 'done' order by seq`,
      )
      .all()
    return rows.map(lineOf).sort(byText)
  } finally {
    db.close()
  }
}

/** Operations that are not settled; empty at the end of a story. */
export function unsettled({ outboxFile }: Ending): number {
  const db = new Database(outboxFile, { readonly: true })
  try {
    return db.prepare<[], number>('select count(*) from op where live = 1').pluck().get() ?? -1
  } finally {
    db.close()
  }
}

function lineOf(row: OpRow): Line {
  const payload = JSON.parse(row.payload) as { amount?: number; cost?: number }
  const customer = row.remote ?? (row.target.startsWith('r:') ? row.target.slice(2) : `? ${row.target}`)
  switch (row.kind) {
    case 'member.create':
      return { what: 'create', customer, amount: 0 }
    case 'member.edit':
    case 'card.attach':
      return { what: 'edit', customer, amount: 0 }
    case 'stamps.add':
      return { what: 'stamp', customer, amount: payload.amount ?? Number.NaN }
    case 'reward.redeem':
      return { what: 'redeem', customer, amount: payload.cost ?? Number.NaN }
    default:
      throw new Error(`no line for ${row.kind}`)
  }
}

/** What the provider wrote into its own books. Welcome stamps are its own doing. */
export function linesOfProvider({ booksFile }: Ending): readonly Line[] {
  const db = new Database(booksFile, { readonly: true })
  try {
    const rows = db
      .prepare<[], { kind: Line['what'] | 'create-again' | 'welcome'; customer_id: number; amount: number }>(
        `select kind, customer_id, amount from ledger where kind not in ('welcome', 'create-again') order by id`,
      )
      .all()
    return rows
      .map((row) => ({
        what: row.kind as Line['what'],
        customer: String(row.customer_id),
        amount: Math.abs(row.amount),
      }))
      .sort(byText)
  } finally {
    db.close()
  }
}

function byText(a: Line, b: Line): number {
  return JSON.stringify(a).localeCompare(JSON.stringify(b))
}
