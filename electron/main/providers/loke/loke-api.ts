import type { Answer, CallOptions } from '../provider.ts'
import type { LokeCustomer, LokeList, LokeListMember, LokeMembership, LokePayment } from './loke-normalize.ts'
import type { Page, Whole } from './loke-pages.ts'

/** The order of a listing. Which way it runs is not documented for customers: see `observedOrder`. */
export type LokeSort = 'created' | 'updated'

/**
 * LOKE's calls for one organization, one function a path; docs/providers/loke.md has shapes, errors and sources. What
 * LOKE could not take is refused before it is sent (`evidence.http` is null). No call is ever repeated but after a 401.
 */
export interface LokeClient {
  /** One page of all customers, at most 1000; `sort` counts for the first page alone. */
  customers(
    page: { readonly cursor: string | null; readonly sort: LokeSort | null },
    options: CallOptions,
  ): Promise<Answer<Page<LokeCustomer>>>
  /** Everybody with exactly this e-mail. */
  customersByEmail(email: string, options: CallOptions): Promise<Answer<Whole<LokeCustomer>>>
  /** Everybody with this phone: it is not unique. */
  customersByPhone(phone: string, options: CallOptions): Promise<Answer<Whole<LokeCustomer>>>
  customer(id: string, options: CallOptions): Promise<Answer<LokeCustomer>>
  /** All of a customer's memberships; LOKE tells ten a page. */
  memberships(id: string, options: CallOptions): Promise<Answer<Whole<LokeMembership>>>
  /** Adds (or takes, where negative) points. `null` once LOKE said 204; `isDuplicatePoints` tells its 409. */
  putPoints(customer: string, change: PointsChange, options: CallOptions): Promise<Answer<null>>
  /** Takes the change with this reference back. 404: no such customer, or no such change. */
  deletePoints(
    customer: string,
    undo: Omit<PointsChange, 'amount'>,
    options: CallOptions,
  ): Promise<Answer<null>>
  lists(options: CallOptions): Promise<Answer<Whole<LokeList>>>
  list(id: string, options: CallOptions): Promise<Answer<LokeList>>
  /** Not safe to repeat: a second list with the same name may be made. */
  createList(name: string, options: CallOptions): Promise<Answer<LokeList>>
  /** For lists that this client made; others are refused. Said of the name alone, not of who is on a list. */
  renameList(id: string, name: string, options: CallOptions): Promise<Answer<null>>
  /** One page of a list's members. */
  listMembers(id: string, cursor: string | null, options: CallOptions): Promise<Answer<Page<LokeListMember>>>
  /** Doing it twice is the same as doing it once. */
  addListMember(id: string, customer: string, options: CallOptions): Promise<Answer<null>>
  removeListMember(id: string, customer: string, options: CallOptions): Promise<Answer<null>>
  /** One page of payments, the newest first. */
  payments(
    page: {
      readonly cursor: string | null
      readonly location: string | null
      readonly sort: LokeSort | null
    },
    options: CallOptions,
  ): Promise<Answer<Page<LokePayment>>>
}

/** A change of points. */
export interface PointsChange {
  /** The operation's own id, the same for each repeat: LOKE takes each one once. */
  readonly reference: string
  /** Whole points, never 0; negative takes them away. */
  readonly amount: number
  /** For the points' history; it may be seen by others than the till. */
  readonly notes: string | null
}
