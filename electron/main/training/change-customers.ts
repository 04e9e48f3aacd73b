import { randomUUID } from 'node:crypto'
import { writeEntry } from './books.ts'
import type { BookedReference } from './books.ts'
import { haystackOf } from './practice-db.ts'
import type { PracticeDb } from './practice-db.ts'
import { good, invalid, notFound, objectIn } from './replies.ts'
import type { Complaints, Reply } from './replies.ts'
import { checkCustomer } from './check-customer.ts'
import type { CustomerInput } from './check-customer.ts'
import { customerJson, customerRow } from './wire-customers.ts'

/** A mutation on the wire. */
export interface Change {
  readonly db: PracticeDb
  readonly body: unknown
  readonly fingerprint: string
  /** UTC ms. */
  readonly now: number
}

/** `POST customers`: a new customer, or (with the references of one that is there) that one again. */
export function createCustomer(change: Change): Reply {
  const { db, now, fingerprint } = change
  const body = objectIn(change.body)
  const complaints: Complaints = {}
  const input = checkCustomer(body?.['customer'], complaints, now)
  if (input === null) return invalid({ customer: ['is missing'] })
  const holders = holdersOf(db, input.references)
  // The very same references: the vendor calls the repeat safe, and it gives no stamps a second time.
  const again = holders.size === 1 && !holders.has(null) ? ([...holders][0] ?? null) : null
  if (again === null && [...holders].some((holder) => holder !== null))
    taken(complaints, 'external_references')
  const template = templateOf(db, body?.['card_id'], complaints)
  needsNameAndContact(input, complaints)
  findTaken(db, input, again, complaints)
  if (Object.keys(complaints).length > 0) return invalid(complaints)
  if (again !== null) {
    update(db, again, input, now)
    book(change, 'create-again', again, input.references)
    return customerReply(db, again)
  }

  const { firstName, lastName, email, phone } = input
  const added = db
    .prepare(
      `INSERT INTO customer (first_name, last_name, email, phone, birthday, metadata, haystack, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      firstName,
      lastName ?? null,
      email ?? null,
      phone ?? null,
      input.birthday ?? null,
      JSON.stringify(input.metadata),
      haystackOf(firstName ?? '', lastName ?? null, email ?? null),
      now,
      now,
    )
  const id = Number(added.lastInsertRowid)
  putReferences(db, id, input)
  book(change, 'create', id, input.references)
  if (template !== null) {
    const card = db
      .prepare(
        `INSERT INTO customer_card (uuid, customer_id, card_id, stamps, pass_installed, issued_at, updated_at)
         VALUES (?, ?, ?, ?, 0, ?, ?)`,
      )
      .run(randomUUID(), id, template.id, template.initial_stamps, now, now)
    if (template.initial_stamps > 0) {
      writeEntry(db, {
        at: now,
        kind: 'welcome',
        customerId: id,
        customerCardId: Number(card.lastInsertRowid),
        rewardId: null,
        amount: template.initial_stamps,
        references: input.references,
        fingerprint,
      })
    }
  }
  return customerReply(db, id, 201)
}

/** `PATCH customers/{id}`: the given fields only; references are added, never taken away. */
export function updateCustomer(change: Change, id: number): Reply {
  const { db, now } = change
  const row = customerRow(db, id)
  if (row === undefined) return notFound
  const complaints: Complaints = {}
  const input = checkCustomer(objectIn(change.body)?.['customer'], complaints, now)
  if (input === null) return invalid({ customer: ['is missing'] })
  const merged = {
    ...input,
    firstName: input.firstName === undefined ? row.first_name : input.firstName,
    email: input.email === undefined ? row.email : input.email,
    phone: input.phone === undefined ? row.phone : input.phone,
  }
  needsNameAndContact(merged, complaints)
  findTaken(db, input, id, complaints)
  for (const holder of holdersOf(db, input.references)) {
    if (holder !== null && holder !== id) taken(complaints, 'external_references')
  }
  if (Object.keys(complaints).length > 0) return invalid(complaints)
  update(db, id, input, now)
  book(change, 'edit', id, input.references)
  return customerReply(db, id)
}

function customerReply(db: PracticeDb, id: number, status = 200): Reply {
  const row = customerRow(db, id)
  return row === undefined ? notFound : good(customerJson(db, row), status)
}

function update(db: PracticeDb, id: number, input: CustomerInput, now: number): void {
  const row = customerRow(db, id)
  if (row === undefined) return
  const kept = <T>(given: T | undefined, before: T): T => (given === undefined ? before : given)
  const firstName = input.firstName ?? row.first_name
  const lastName = kept(input.lastName, row.last_name)
  const email = kept(input.email, row.email)
  db.prepare(
    `UPDATE customer SET first_name = ?, last_name = ?, email = ?, phone = ?, birthday = ?, metadata = ?,
     haystack = ?, updated_at = ? WHERE id = ?`,
  ).run(
    firstName,
    lastName,
    email,
    kept(input.phone, row.phone),
    kept(input.birthday, row.birthday),
    JSON.stringify({ ...objectIn(JSON.parse(row.metadata)), ...input.metadata }),
    haystackOf(firstName, lastName, email),
    now,
    id,
  )
  putReferences(db, id, input)
}

function putReferences(db: PracticeDb, id: number, input: CustomerInput): void {
  const put = db.prepare(
    `INSERT INTO reference (source, external_id, customer_id, metadata) VALUES (?, ?, ?, ?)
     ON CONFLICT (source, external_id) DO UPDATE SET metadata = excluded.metadata WHERE excluded.metadata <> '{}'`,
  )
  for (const each of input.references) {
    put.run(each.source, each.external_id, id, JSON.stringify(each.metadata))
  }
}

/** Whose each reference is; null among them where one is nobody's yet. */
function holdersOf(db: PracticeDb, references: readonly BookedReference[]): ReadonlySet<number | null> {
  const find = db
    .prepare<[string, string], number>(
      'SELECT customer_id FROM reference WHERE source = ? AND external_id = ?',
    )
    .pluck()
  return new Set(references.map((each) => find.get(each.source, each.external_id) ?? null))
}

function templateOf(
  db: PracticeDb,
  wanted: unknown,
  complaints: Complaints,
): { readonly id: number; readonly initial_stamps: number } | null {
  if (wanted === undefined || wanted === null) return null
  const found = db
    .prepare<[number], { id: number; initial_stamps: number }>(
      'SELECT id, initial_stamps FROM template WHERE id = ?',
    )
    .get(Number(wanted))
  if (found === undefined) (complaints['card_id'] ??= []).push('is invalid')
  return found ?? null
}

function needsNameAndContact(input: Partial<CustomerInput>, complaints: Complaints): void {
  if ((input.firstName ?? '') === '') (complaints['first_name'] ??= []).push("can't be blank")
  if ((input.email ?? null) === null && (input.phone ?? null) === null && complaints['email'] === undefined) {
    ;(complaints['base'] ??= []).push('E-mail or phone is required')
  }
}

function findTaken(db: PracticeDb, input: CustomerInput, self: number | null, complaints: Complaints): void {
  for (const field of ['email', 'phone'] as const) {
    const value = input[field]
    if (value === undefined || value === null) continue
    const other = db
      .prepare<[string, number], number>(`SELECT id FROM customer WHERE ${field} = ? AND id <> ?`)
      .pluck()
      .get(value, self ?? -1)
    if (other !== undefined) taken(complaints, field)
  }
}

function taken(complaints: Complaints, field: string): void {
  const list = (complaints[field] ??= [])
  if (!list.includes('has already been taken')) list.push('has already been taken')
}

function book(
  change: Change,
  kind: 'create' | 'create-again' | 'edit',
  customerId: number,
  references: readonly BookedReference[],
): void {
  writeEntry(change.db, {
    at: change.now,
    kind,
    customerId,
    customerCardId: null,
    rewardId: null,
    amount: 0,
    references,
    fingerprint: change.fingerprint,
  })
}
