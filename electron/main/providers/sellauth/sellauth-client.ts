import type { z } from 'zod'
import type { Call, Http, HttpOptions } from '../http.ts'
import type { Answer, CallOptions } from '../provider.ts'
import {
  descriptionOf,
  faultOfAffiliateCode,
  faultOfChange,
  faultOfId,
  faultOfPage,
  wireFilters,
} from './sellauth-limits.ts'
import type { BalanceChange, CustomersQuery, Fault } from './sellauth-limits.ts'
import {
  balanceTold,
  customerOf,
  decimalOf,
  pageOf,
  readRefusal,
  shopOf,
  transactionOf,
} from './sellauth-normalize.ts'
import type {
  SellAuthCustomer,
  SellAuthPage,
  SellAuthShop,
  SellAuthTransaction,
} from './sellauth-normalize.ts'
import {
  changeAnswer,
  customerAnswer,
  customersAnswer,
  shopsAnswer,
  transactionsAnswer,
} from './sellauth-schemas.ts'
import type { WireList } from './sellauth-schemas.ts'

/** Where the API is, without its version: the paths bring `/v1` themselves. */
export const sellAuthBaseUrl = 'https://api.sellauth.com'

/** A base URL as somebody typed it: the documentation writes it with `/v1/` at its end. */
export function sellAuthBase(typed: string): string {
  return typed.trim().replace(/\/+$/, '').replace(/\/v1$/, '')
}

/** How the common HTTP layer speaks to SellAuth, which wants a content type of every request, reads included. */
export const sellAuthHttp: Pick<HttpOptions, 'authorize' | 'readRefusal'> = {
  authorize: (key) => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' }),
  readRefusal: (body) => readRefusal(body),
}

/**
 * SellAuth's calls, one function a path, bound to one shop; docs/providers/sellauth.md has shapes and sources.
 *
 * What a failure means for a change:
 * - certainly nothing done: `not-sent`, `unauthorized`, `rate-limited`, and with a JSON body 400, 403, 404, 405, 409,
 *   413, 415 and 422. A request that breaks a documented limit is never sent: it is `refused` with the field named,
 *   and its evidence has no `http` status.
 * - unknown: `no-answer`, `server-error`, `bad-answer` (HTML, a 2xx that nobody documented, or one that says in its
 *   body that it failed). A balance change has no idempotency key and must not be sent again before
 *   `findTransaction` has looked for its tag; an affiliate code may be sent again.
 *
 * `not-found` has two readings where a path is inferred: nobody has that id, or there is no such path. `readCustomer`
 * tells them apart.
 */
export interface SellAuthClient {
  /** `GET /v1/shops/{shop}/customers?page=1&perPage=1`: there is a shop, and the key opens it. */
  ping(options: CallOptions): Promise<Answer<null>>
  /** `GET /v1/shops/{shop}/customers`. */
  customers(query: CustomersQuery, options: CallOptions): Promise<Answer<SellAuthPage<SellAuthCustomer>>>
  /** `GET /v1/shops/{shop}/customers/{id}` [I path]. `readCustomer` does without, should the path not exist. */
  customer(id: string, options: CallOptions): Promise<Answer<SellAuthCustomer>>
  /** `POST /v1/shops/{shop}/customers/{id}/balance`. The balance is null where the answer does not tell it. */
  changeBalance(
    id: string,
    change: BalanceChange,
    options: CallOptions,
  ): Promise<Answer<{ readonly balanceMinor: number | null }>>
  /** `GET /v1/shops/{shop}/customers/{id}/balance-transactions` [I]. */
  balanceTransactions(
    id: string,
    page: number,
    options: CallOptions,
  ): Promise<Answer<SellAuthPage<SellAuthTransaction>>>
  /** `PUT /v1/shops/{shop}/customers/{id}/affiliate-code` [I]; null clears. */
  setAffiliateCode(id: string, code: string | null, options: CallOptions): Promise<Answer<null>>
}

/** What the client needs beside the wire. */
export interface SellAuthClientOptions {
  /** The numeric shop id. */
  readonly shop: string
  readonly clock: { now(): number }
}

/** Binds the paths to one shop. */
export function createSellAuthClient(http: Http, { shop, clock }: SellAuthClientOptions): SellAuthClient {
  const shopPath = `/v1/shops/${encodeURIComponent(shop.toWellFormed())}`
  const faultOfShop = faultOfId('shop', shop)

  const refusedHere = (fields: NonNullable<Fault>): Answer<never> => ({
    ok: false,
    failure: { kind: 'refused', status: 422, fields },
    evidence: { http: null, requestId: null, startedAt: clock.now(), ms: 0, serverDate: null },
  })

  /** The path of a customer, once the ids are known to be plain numbers. */
  const member = (
    id: string,
    more: Fault,
  ): { readonly path: string; readonly fault: null } | { readonly fault: NonNullable<Fault> } => {
    const fault = faultOfShop ?? faultOfId('customer', id) ?? more
    return fault === null ? { path: `${shopPath}/customers/${id}`, fault } : { fault }
  }

  const list = async <W, T>(
    call: Call<z.ZodType<WireList<W>>>,
    page: number,
    convert: (row: W) => T,
  ): Promise<Answer<SellAuthPage<T>>> => {
    const answer = await http.call(call)
    if (!answer.ok) return answer
    const value = pageOf(answer.value, page, convert)
    return value === null ? unfit(answer) : { ...answer, value }
  }

  const change = async (
    call: Pick<Call<typeof changeAnswer>, 'method' | 'path' | 'body'>,
    options: CallOptions,
  ): Promise<Answer<z.output<typeof changeAnswer>>> => {
    const answer = await http.call({ ...call, succeeds: [200, 201, 204], schema: changeAnswer, ...options })
    // Nothing at all is an answer under 204 alone; under 200 it was HTML, or no JSON.
    return answer.ok && answer.value === undefined && answer.evidence.http !== 204 ? unfit(answer) : answer
  }

  const customers: SellAuthClient['customers'] = async (query, options) => {
    const { page, perPage, orderColumn = 'id', orderDirection = 'asc' } = query
    const fault = faultOfShop ?? faultOfPage(page, perPage)
    if (fault !== null) return refusedHere(fault)
    const filters = wireFilters(query.filters ?? {})
    if (filters.kind === 'fault') return refusedHere(filters.fault)
    return await list(
      {
        method: 'GET',
        path: `${shopPath}/customers`,
        query: { page, perPage, orderColumn, orderDirection, ...filters.query },
        schema: customersAnswer,
        ...options,
      },
      page,
      customerOf,
    )
  }

  return {
    ping: async (options) => {
      const answer = await customers({ page: 1, perPage: 1 }, options)
      return answer.ok ? { ...answer, value: null } : answer
    },
    customers,
    customer: async (id, options) => {
      const place = member(id, null)
      if (place.fault !== null) return refusedHere(place.fault)
      const answer = await http.call({
        method: 'GET',
        path: place.path,
        schema: customerAnswer,
        ...options,
      })
      if (!answer.ok) return answer
      const value = customerOf(answer.value)
      return value.id === id ? { ...answer, value } : unfit(answer)
    },
    changeBalance: async (id, balance, options) => {
      const place = member(id, faultOfChange(balance))
      if (place.fault !== null) return refusedHere(place.fault)
      // The number is read from its decimal text, so that it is written with that text's digits and no others.
      const body = { amount: Number(decimalOf(balance.amountMinor)), description: descriptionOf(balance) }
      const answer = await change({ method: 'POST', path: `${place.path}/balance`, body }, options)
      return answer.ok ? { ...answer, value: { balanceMinor: balanceTold(answer.value) } } : answer
    },
    balanceTransactions: async (id, page, options) => {
      const perPage = 100
      const place = member(id, faultOfPage(page, perPage))
      if (place.fault !== null) return refusedHere(place.fault)
      return await list(
        {
          method: 'GET',
          path: `${place.path}/balance-transactions`,
          query: { page, perPage },
          schema: transactionsAnswer,
          ...options,
        },
        page,
        transactionOf,
      )
    },
    setAffiliateCode: async (id, code, options) => {
      const place = member(id, faultOfAffiliateCode(code))
      if (place.fault !== null) return refusedHere(place.fault)
      const body = { affiliate_code: code }
      const answer = await change({ method: 'PUT', path: `${place.path}/affiliate-code`, body }, options)
      return answer.ok ? { ...answer, value: null } : answer
    },
  }
}

/**
 * `GET /v1/shops`: the shops that a key opens, for the screen that connects one. The answer carries the shops'
 * secrets; they end at the schema.
 */
export async function listSellAuthShops(
  http: Http,
  options: CallOptions,
): Promise<Answer<readonly SellAuthShop[]>> {
  const answer = await http.call({ method: 'GET', path: '/v1/shops', schema: shopsAnswer, ...options })
  return answer.ok ? { ...answer, value: answer.value.rows.map(shopOf) } : answer
}

/** A 2xx that is not what was asked for. */
function unfit(answer: Answer<unknown>): Answer<never> {
  const { evidence } = answer
  return { ok: false, failure: { kind: 'bad-answer', status: evidence.http ?? 200 }, evidence }
}
