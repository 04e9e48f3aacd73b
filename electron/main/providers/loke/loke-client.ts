import type { z } from 'zod'
import type { Call } from '../http.ts'
import type { Answer, CallOptions } from '../provider.ts'
import type { LokeClient } from './loke-api.ts'
import type { LokeReach } from './loke-http.ts'
import {
  addressPart,
  checkEmail,
  checkId,
  checkName,
  checkPhone,
  checkPoints,
  refuse,
} from './loke-limits.ts'
import type { Complaint } from './loke-limits.ts'
import { customerOf, listMemberOf, listOf, paymentOf, samePhone } from './loke-normalize.ts'
import type { LokeCustomer, LokeMembership } from './loke-normalize.ts'
import { isCursor, readAll, readPage } from './loke-pages.ts'
import type { Listing, Page, Whole } from './loke-pages.ts'
import {
  anyAnswer,
  customerListSchema,
  customerSchema,
  listMemberSchema,
  membershipSchema,
  nothingAnswer,
  paymentSchema,
} from './loke-schemas.ts'

/** Pages of a list that somebody waits for; memberships come ten a page. */
const mostPages = 50

/** Binds the paths to one organization. */
export function createLokeClient(reach: LokeReach, organization: string): LokeClient {
  const { http, baseUrl, clock } = reach
  const home = `/organizations/${addressPart(organization)}`
  const customerPath = (id: string): string => `${home}/customers/${addressPart(id)}`
  const listPath = (id: string): string => `${home}/customer-lists/${addressPart(id)}`
  const memberPath = (id: string, customer: string): string =>
    `${listPath(id)}/members/${addressPart(customer)}`
  const pointsPath = (customer: string, reference: string): string =>
    `${customerPath(customer)}/points/${addressPart(reference)}`
  /** An organization of dots or of nothing would lead to another path. */
  const wrongHome = checkId('organizationId', organization)

  /** Asks only where nothing is wrong with the request. */
  const guarded = async <T>(wrong: Complaint, ask: () => Promise<Answer<T>>): Promise<Answer<T>> => {
    const complaint = wrongHome ?? wrong
    return complaint === null ? await ask() : refuse(complaint, clock.now())
  }
  const one = <S extends z.ZodType, T>(
    wrong: Complaint,
    call: Call<S>,
    plain: (value: z.output<S>) => T,
  ): Promise<Answer<T>> =>
    guarded(wrong, async () => {
      const answer = await http.call(call)
      return answer.ok ? { ...answer, value: plain(answer.value) } : answer
    })
  const page = <S extends z.ZodType, T>(
    wrong: Complaint,
    listing: Listing<S, T>,
    cursor: string | null,
    options: CallOptions,
  ): Promise<Answer<Page<T>>> =>
    guarded(wrong ?? checkCursor(cursor), () => readPage(http, baseUrl, listing, cursor, options))
  const all = <S extends z.ZodType, T>(
    wrong: Complaint,
    listing: Listing<S, T>,
    options: CallOptions,
  ): Promise<Answer<Whole<T>>> => readAll((cursor) => page(wrong, listing, cursor, options), mostPages)
  /** A change that has nothing to tell: 204, or some JSON where LOKE's answer is not documented. */
  const change = <S extends z.ZodType>(wrong: Complaint, call: Call<S>): Promise<Answer<null>> =>
    guarded(wrong, async () => settled(await http.call(call)))

  const customers = (
    query: Readonly<Record<string, string>>,
  ): Listing<typeof customerSchema, LokeCustomer> => ({
    path: `${home}/customers`,
    query,
    row: customerSchema,
    plain: customerOf,
  })
  /** A server that overlooked the question would answer with everybody: that is no answer. */
  const found = (
    wrong: Complaint,
    query: Readonly<Record<string, string>>,
    isMeant: (customer: LokeCustomer) => boolean,
    options: CallOptions,
  ): Promise<Answer<Whole<LokeCustomer>>> =>
    readAll(async (cursor) => {
      const part = await page(wrong, customers(query), cursor, options)
      return part.ok && !part.value.rows.every(isMeant) ? badAnswer(part) : part
    }, mostPages)

  return {
    customers: ({ cursor, sort }, options) =>
      page(null, customers(sort === null ? {} : { sort }), cursor, options),
    customersByEmail: (email, options) => {
      const asked = email.toLowerCase()
      return found(
        checkEmail(email),
        { email },
        ({ details }) => details.email?.toLowerCase() === asked,
        options,
      )
    },
    customersByPhone: (phone, options) =>
      found(
        checkPhone(phone),
        { phoneNumber: phone },
        ({ details }) => samePhone(details.phone, phone),
        options,
      ),
    customer: (id, options) =>
      one(
        checkId('customerId', id),
        { method: 'GET', path: customerPath(id), succeeds: [200], schema: customerSchema, ...options },
        customerOf,
      ),
    memberships: (id, options) => {
      const path = `${customerPath(id)}/memberships`
      const listing = { path, query: {}, row: membershipSchema, plain: (row: LokeMembership) => row }
      return all(checkId('customerId', id), listing, options)
    },
    putPoints: (customer, { reference, amount, notes }, options) =>
      change(checkId('customerId', customer) ?? checkPoints(reference, amount, notes), {
        method: 'PUT',
        path: pointsPath(customer, reference),
        body: notes === null ? { amount } : { amount, notes },
        succeeds: [204],
        schema: nothingAnswer,
        ...options,
      }),
    deletePoints: (customer, { reference, notes }, options) =>
      change(checkId('customerId', customer) ?? checkPoints(reference, null, notes), {
        method: 'DELETE',
        path: pointsPath(customer, reference),
        body: notes === null ? {} : { notes },
        succeeds: [204],
        schema: nothingAnswer,
        ...options,
      }),
    lists: (options) =>
      all(
        null,
        { path: `${home}/customer-lists`, query: {}, row: customerListSchema, plain: listOf },
        options,
      ),
    list: (id, options) =>
      one(
        checkId('listId', id),
        { method: 'GET', path: listPath(id), succeeds: [200], schema: customerListSchema, ...options },
        listOf,
      ),
    createList: (name, options) =>
      one(
        checkName(name),
        {
          method: 'POST',
          path: `${home}/customer-lists`,
          body: { name },
          succeeds: [201],
          schema: customerListSchema,
          ...options,
        },
        listOf,
      ),
    renameList: (id, name, options) =>
      change(checkId('listId', id) ?? checkName(name), {
        method: 'PUT',
        path: listPath(id),
        body: { name },
        succeeds: [200, 204],
        schema: anyAnswer,
        ...options,
      }),
    listMembers: (id, cursor, options) => {
      const path = `${listPath(id)}/members`
      const listing = { path, query: {}, row: listMemberSchema, plain: listMemberOf }
      return page(checkId('listId', id), listing, cursor, options)
    },
    addListMember: (id, customer, options) =>
      change(checkId('listId', id) ?? checkId('customerId', customer), {
        method: 'PUT',
        path: memberPath(id, customer),
        succeeds: [200, 201, 204],
        schema: anyAnswer,
        ...options,
      }),
    removeListMember: (id, customer, options) =>
      change(checkId('listId', id) ?? checkId('customerId', customer), {
        method: 'DELETE',
        path: memberPath(id, customer),
        succeeds: [200, 204],
        schema: anyAnswer,
        ...options,
      }),
    payments: ({ cursor, location, sort }, options) => {
      const query = {
        ...(location === null ? {} : { locationId: location }),
        ...(sort === null ? {} : { sort }),
      }
      const listing = { path: `${home}/payments`, query, row: paymentSchema, plain: paymentOf }
      return page(location === null ? null : checkId('locationId', location), listing, cursor, options)
    },
  }
}

/** `undefined` under any status but 204 is a page of HTML, say: nothing that LOKE said. */
function settled(answer: Answer<unknown>): Answer<null> {
  if (!answer.ok) return answer
  return answer.value !== undefined || answer.evidence.http === 204
    ? { ...answer, value: null }
    : badAnswer(answer)
}

function badAnswer(answer: Answer<unknown>): Answer<never> {
  const { evidence } = answer
  return { ok: false, failure: { kind: 'bad-answer', status: evidence.http ?? 200 }, evidence }
}

function checkCursor(cursor: string | null): Complaint {
  return cursor === null || isCursor(cursor) ? null : { after: ['invalid'] }
}
