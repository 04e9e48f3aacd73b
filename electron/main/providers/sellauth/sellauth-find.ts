import type { Answer, CallOptions, Failure } from '../provider.ts'
import type { SellAuthClient } from './sellauth-client.ts'
import type { CustomerFilters } from './sellauth-limits.ts'
import type { SellAuthCustomer, SellAuthTransaction } from './sellauth-normalize.ts'

/** Who was found by filters. */
export interface Found {
  /** Those who fit the filters exactly (letter case of e-mails and names aside). */
  readonly customers: readonly SellAuthCustomer[]
  /** Whether all that the provider found was looked at; where not, there may be more. */
  readonly complete: boolean
}

/** What the history says about a tag. */
export type TagVerdict =
  /** More than one entry means that the change was made more than once. */
  | { readonly kind: 'found'; readonly entries: readonly SellAuthTransaction[] }
  /**
   * Every line was read and none has it. `listing: 'bare'` means that the provider did not page, so that nothing
   * proves that older or newer lines were not left out.
   */
  | { readonly kind: 'absent'; readonly listing: 'paged' | 'bare' }
  /** The history cannot be read, is too long, or has no descriptions: only a person can tell. */
  | { readonly kind: 'unreadable' }

/** Pages that are read of one answer, before it is too much for a question at the counter. */
const mostPages = 20

/**
 * One customer. Where the inferred path answers 404, the documented list is asked for the same id, which also tells
 * a customer who is gone from a path that does not exist.
 */
export async function readCustomer(
  client: SellAuthClient,
  id: string,
  options: CallOptions,
): Promise<Answer<SellAuthCustomer>> {
  const answer = await client.customer(id, options)
  if (answer.ok || answer.failure.kind !== 'not-found') return answer
  const found = await findCustomers(client, { id }, options)
  if (!found.ok) return found
  const value = found.value.customers[0]
  if (value !== undefined) return { ok: true, value, evidence: found.evidence }
  // Not on the pages that were looked at is not the same as gone.
  const failure = found.value.complete
    ? answer.failure
    : ({ kind: 'bad-answer', status: found.evidence.http ?? 200 } as const)
  return { ok: false, failure, evidence: found.evidence }
}

/**
 * Customers who fit. The provider does not say whether its filters match in part, nor promise that it reads them
 * from the query: rows are checked here, and one that does not even contain what was asked for means that it
 * filters nothing, and that looking on would walk through the whole shop.
 */
export async function findCustomers(
  client: SellAuthClient,
  filters: CustomerFilters,
  options: CallOptions,
): Promise<Answer<Found>> {
  const customers: SellAuthCustomer[] = []
  let page = 1
  for (;;) {
    const answer = await client.customers({ page, perPage: 100, filters }, options)
    if (!answer.ok) return answer
    const { rows, next } = answer.value
    customers.push(...rows.filter((row) => fits(row, filters, (has, asked) => has === asked)))
    const filtered = rows.every((row) => fits(row, filters, (has, asked) => has.includes(asked)))
    if (next === null || page >= mostPages || !filtered) {
      return { ...answer, value: { customers, complete: next === null } }
    }
    page = next
  }
}

/** Looks for a change by its tag. Only reads; a failure on the way is answered as it is. */
export async function findTransaction(
  client: SellAuthClient,
  id: string,
  tag: string,
  options: CallOptions,
): Promise<Answer<TagVerdict>> {
  const entries: SellAuthTransaction[] = []
  let described = true
  let page = 1
  for (;;) {
    const answer = await client.balanceTransactions(id, page, options)
    if (!answer.ok) {
      // That the history cannot be read says nothing about the change.
      const unfit = await isUnfitHistory(client, answer.failure, options)
      return unfit ? { ok: true, value: { kind: 'unreadable' }, evidence: answer.evidence } : answer
    }
    const { rows, next, listing } = answer.value
    entries.push(...rows.filter((row) => carriesTag(row.description, tag)))
    described &&= rows.every((row) => row.description !== undefined)
    if (next !== null && page < mostPages) {
      page = next
      continue
    }
    if (entries.length > 0) return { ...answer, value: { kind: 'found', entries: distinct(entries) } }
    const whole = next === null && described
    return { ...answer, value: whole ? { kind: 'absent', listing } : { kind: 'unreadable' } }
  }
}

/** Whether the history was refused as such: its path and its shape are inferred, and may not fit. */
export async function isUnfitHistory(
  client: Pick<SellAuthClient, 'ping'>,
  failure: Failure,
  options: CallOptions,
): Promise<boolean> {
  return (
    failure.kind === 'not-found' ||
    failure.kind === 'refused' ||
    // Where the provider itself is there and speaks its own words, it is its history that we cannot read.
    (failure.kind === 'bad-answer' && (await client.ping(options)).ok)
  )
}

/** Whether a description has the tag as a word of its own: `T1-12` is not in `T1-123`. */
export function carriesTag(description: string | null | undefined, tag: string): boolean {
  if (description === null || description === undefined || tag === '') return false
  const part = /[\w.:-]/
  for (let at = description.indexOf(tag); at !== -1; at = description.indexOf(tag, at + 1)) {
    const before = description.charAt(at - 1)
    const after = description.charAt(at + tag.length)
    if (!part.test(before) && !part.test(after)) return true
  }
  return false
}

/** A line that moved to the next page between two reads is one line. */
function distinct(entries: readonly SellAuthTransaction[]): readonly SellAuthTransaction[] {
  return entries.filter(
    (entry, index) => entry.id === null || entries.findIndex((each) => each.id === entry.id) === index,
  )
}

function fits(
  customer: SellAuthCustomer,
  filters: CustomerFilters,
  match: (has: string, asked: string) => boolean,
): boolean {
  const plain = (text: string | null): string => (text ?? '').trim().toLowerCase()
  const same = (has: string | null, asked: string | undefined): boolean =>
    asked === undefined || match(plain(has), plain(asked))
  return (
    same(customer.id, filters.id) &&
    same(customer.email, filters.email) &&
    same(customer.discordId, filters.discordId) &&
    same(customer.discordUsername, filters.discordUsername) &&
    same(customer.affiliateCode, filters.affiliateCode) &&
    // Who referred them is told in a shape that is not documented: unknown is no reason to leave somebody out.
    (customer.affiliateReferrerEmail === null ||
      same(customer.affiliateReferrerEmail, filters.affiliateReferrerEmail)) &&
    (filters.subscribed === undefined || (customer.subscribed ?? filters.subscribed) === filters.subscribed)
  )
}
