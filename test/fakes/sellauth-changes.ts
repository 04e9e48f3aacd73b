// What the SellAuth fake does when something is changed: everything is checked first, and done by `apply` alone.
import { customerRow } from './sellauth-books.ts'
import type { SellAuthBooks } from './sellauth-books.ts'
import { invalid, prohibited } from './sellauth-replies.ts'
import type { SellAuthDialect, SellAuthReply, SellAuthRequest } from './sellauth-replies.ts'

/** `POST .../balance`. */
export function balance(
  { body }: SellAuthRequest,
  books: SellAuthBooks,
  dialect: SellAuthDialect,
  id: number,
): SellAuthReply {
  const sent = fieldsOf(body, ['amount', 'description'])
  if (sent.kind === 'wrong') return sent.reply
  const { amount, description } = sent.fields
  if (amount === undefined) return invalid({ amount: ['The amount field is required.'] })
  // Read from the text that came, not from a float that was made of it.
  const written = /"amount"\s*:\s*(-?)(\d+)(?:\.(\d{1,2}))?\s*[,}]/.exec(body)
  if (typeof amount !== 'number' || written === null) {
    return invalid({ amount: ['The amount field must have 0-2 decimal places.'] })
  }
  const hundredths = Number(`${written[2]}${(written[3] ?? '').padEnd(2, '0')}`)
  const change = written[1] === '-' ? -hundredths : hundredths
  if (change > 100_000) return invalid({ amount: ['The amount field must not be greater than 1000.'] })
  if (change < -100_000) return invalid({ amount: ['The amount field must be at least -1000.'] })
  if (description !== undefined && description !== null && typeof description !== 'string') {
    return invalid({ description: ['The description field must be a string.'] })
  }
  if (typeof description === 'string' && !description.isWellFormed()) {
    return invalid({ description: ['The description field must be a valid UTF-8 string.'] })
  }
  if (typeof description === 'string' && Array.from(description).length > 255) {
    return invalid({ description: ['The description field must not be greater than 255 characters.'] })
  }
  if (!dialect.overdraft && books.customer(id).balance + change < 0) {
    return invalid({ amount: ['The customer has insufficient balance.'] })
  }
  const apply = (partly = false): void => books.change(id, change, description ?? null, !partly)
  return changed(books, dialect, id, apply, books.customer(id).balance + change)
}

/** `PUT .../affiliate-code`. */
export function affiliate(
  { body }: SellAuthRequest,
  books: SellAuthBooks,
  dialect: SellAuthDialect,
  id: number,
): SellAuthReply {
  const sent = fieldsOf(body, ['affiliate_code'])
  if (sent.kind === 'wrong') return sent.reply
  const code = sent.fields['affiliate_code'] ?? null
  if (code !== null && typeof code !== 'string') {
    return invalid({ affiliate_code: ['The affiliate code field must be a string.'] })
  }
  if (code !== null && Array.from(code).length > 50) {
    return invalid({ affiliate_code: ['The affiliate code field must not be greater than 50 characters.'] })
  }
  const others = [...books.now.customers.values()].filter((each) => each.id !== id)
  if (code !== null && others.some((each) => each.affiliateCode === code)) {
    return invalid({ affiliate_code: ['The affiliate code has already been taken.'] })
  }
  const apply = (): void => {
    books.customer(id).affiliateCode = code === '' ? null : code
  }
  return changed(books, dialect, id, apply, books.customer(id).balance)
}

function changed(
  books: SellAuthBooks,
  dialect: SellAuthDialect,
  id: number,
  apply: (partly?: boolean) => void,
  balanceAfter: number,
): SellAuthReply {
  switch (dialect.changes) {
    case 'no-content':
      return { status: 204, body: undefined, apply }
    case 'empty-object':
      return { status: 200, body: {}, apply }
    case 'empty-list':
      return { status: 200, body: [], apply }
    case 'message':
      return { status: 200, body: { success: true, message: 'Saved.' }, apply }
    case 'customer': {
      const after = { ...books.customer(id), balance: balanceAfter }
      return { status: 201, body: { customer: customerRow(after, books.now) }, apply }
    }
  }
}

function fieldsOf(
  body: string,
  names: readonly string[],
):
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, string | number | null | undefined>> }
  | { readonly kind: 'wrong'; readonly reply: SellAuthReply } {
  const wrong = (reply: SellAuthReply): { kind: 'wrong'; reply: SellAuthReply } => ({ kind: 'wrong', reply })
  let sent: unknown
  try {
    sent = JSON.parse(body)
  } catch {
    return wrong({ status: 400, body: { message: 'The body is not JSON.' } })
  }
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) {
    return wrong({ status: 400, body: { message: 'The body must be an object.' } })
  }
  const unknown = Object.keys(sent).filter((name) => !names.includes(name))
  if (unknown.length > 0) return wrong(invalid(prohibited(unknown)))
  return { kind: 'fields', fields: sent as Record<string, string | number | null | undefined> }
}
