import { fingerprintOf } from './books.ts'
import { redeem, stamp } from './change-cards.ts'
import { createCustomer, updateCustomer } from './change-customers.ts'
import type { Change } from './change-customers.ts'
import type { PracticeDb } from './practice-db.ts'
import { good, notFound, pageOf } from './replies.ts'
import type { Reply } from './replies.ts'
import {
  cardJson,
  cardRow,
  cardRows,
  customerJson,
  customerRow,
  listCustomers,
  practiceAccount,
} from './wire-customers.ts'

/** A request, taken apart; the body is parsed, or undefined where it is no JSON. */
export interface Asked {
  readonly db: PracticeDb
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly text: string
  readonly body: unknown
  readonly now: number
  readonly storeName: string
}

/** The public health page, before any key. */
export function status(limit: number, windowMs: number): Reply {
  return good({
    status: 'ok',
    api_version: 'v1',
    // Where the vendor's own pages would be told; nobody here follows them.
    documentation_url: null,
    openapi_url: null,
    developer_portal_url: null,
    rate_limit: { limit, scope: 'token', window_seconds: windowMs / 1_000 },
  })
}

/** Everything behind the key. Whatever the vendor does not document, or no till needs, is 404. */
export function route(asked: Asked): Reply {
  const parts = asked.path.split('/').slice(1)
  if (parts[0] !== 'api' || parts[1] !== 'v1' || parts[2] !== 'accounts') return notFound
  const [, , , account, resource, id, sub, subId, action, ...more] = parts
  if (more.length > 0 || parts.includes('')) return notFound
  if (account === undefined) return asked.method === 'GET' ? accounts(asked) : notFound
  if (account !== String(practiceAccount)) return notFound
  if (resource === undefined) return asked.method === 'GET' ? good(accountJson(asked)) : notFound
  if (resource === 'customers') return customers(asked, id, sub, subId, action)
  if (sub !== undefined || asked.method !== 'GET') return notFound
  if (resource === 'cards') return cards(asked, id)
  if (resource === 'rewards') return rewards(asked, id)
  return notFound
}

function customers(asked: Asked, id?: string, sub?: string, subId?: string, action?: string): Reply {
  const { db, method } = asked
  if (id === undefined) {
    if (method === 'GET') return good(listCustomers(db, asked.query))
    return method === 'POST' ? createCustomer(changeOf(asked)) : notFound
  }
  const customer = customerRow(db, number(id))
  if (customer === undefined) return notFound
  if (sub === undefined) {
    if (method === 'GET') return good(customerJson(db, customer))
    return method === 'PATCH' ? updateCustomer(changeOf(asked), customer.id) : notFound
  }
  if (sub !== 'customer_cards') return notFound
  if (subId === undefined) return method === 'GET' ? customerCards(asked, customer.id) : notFound
  const card = cardRow(db, customer.id, number(subId))
  if (card === undefined) return notFound
  if (action === undefined) return method === 'GET' ? good(cardJson(db, card)) : notFound
  if (method !== 'POST') return notFound
  if (action === 'stamp') return stamp(changeOf(asked), customer.id, card.id)
  return action === 'redeem' ? redeem(changeOf(asked), customer.id, card.id) : notFound
}

function customerCards({ db, query }: Asked, customerId: number): Reply {
  const all = cardRows(db, customerId)
  const { offset, items, pagination } = pageOf(query, all.length)
  return good({
    customer_cards: all.slice(offset, offset + items).map((card) => cardJson(db, card)),
    pagination,
  })
}

function accounts(asked: Asked): Reply {
  return good({ accounts: [accountJson(asked)], pagination: pageOf(asked.query, 1).pagination })
}

function accountJson({ storeName }: Asked): Record<string, unknown> {
  return { id: practiceAccount, name: storeName }
}

function cards({ db, query }: Asked, id?: string): Reply {
  const rows = db
    .prepare<[], Record<string, unknown>>(
      `SELECT t.*, (SELECT count(*) FROM reward r WHERE r.card_id = t.id) AS rewards_count,
       (SELECT count(*) FROM customer_card c WHERE c.card_id = t.id) AS customer_cards_count
       FROM template t ORDER BY t.id`,
    )
    .all()
    .map((row) => ({ ...row, archived_at: null }))
  return listOrOne('cards', rows, query, id)
}

function rewards({ db, query }: Asked, id?: string): Reply {
  const cardId = query.get('card_id')
  const active = query.get('active')
  const rows = db
    .prepare<[], { id: number; card_id: number; active: number }>('SELECT * FROM reward ORDER BY id')
    .all()
    .map((row, at) => ({
      ...row,
      account_id: practiceAccount,
      description: null,
      position: at + 1,
      active: row.active === 1,
    }))
    .filter((row) => id !== undefined || cardId === null || String(row.card_id) === cardId)
    .filter((row) => id !== undefined || active === null || String(row.active) === active)
  return listOrOne('rewards', rows, query, id)
}

function listOrOne(
  name: string,
  rows: readonly Readonly<Record<string, unknown>>[],
  query: URLSearchParams,
  id: string | undefined,
): Reply {
  if (id !== undefined) {
    const one = rows.find((row) => row['id'] === number(id))
    return one === undefined ? notFound : good(one)
  }
  const { offset, items, pagination } = pageOf(query, rows.length)
  return good({ [name]: rows.slice(offset, offset + items), pagination })
}

function changeOf({ db, method, path, text, body, now }: Asked): Change {
  return { db, body, now, fingerprint: fingerprintOf(method, path, text) }
}

function number(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : -1
}
