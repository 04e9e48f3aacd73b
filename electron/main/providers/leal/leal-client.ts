import type { z } from 'zod'
import type { Http } from '../http.ts'
import type { Answer, CallOptions } from '../provider.ts'
import {
  accountAnswer,
  cardsAnswer,
  customerAnswer,
  customerCardAnswer,
  customerCardsAnswer,
  customersAnswer,
  redeemAnswer,
  rewardsAnswer,
} from './leal-schemas.ts'

type Told<S extends z.ZodType> = Promise<Answer<z.output<S>>>

/** Leal's calls that the till needs, one function a path. docs/providers/leal.md has the shapes and their sources. */
export interface LealClient {
  account(options: CallOptions): Told<typeof accountAnswer>
  cards(page: number, options: CallOptions): Told<typeof cardsAnswer>
  rewards(page: number, options: CallOptions): Told<typeof rewardsAnswer>
  customers(query: CustomerQuery, options: CallOptions): Told<typeof customersAnswer>
  customer(id: string, options: CallOptions): Told<typeof customerAnswer>
  customerCards(id: string, options: CallOptions): Told<typeof customerCardsAnswer>
  createCustomer(body: unknown, options: CallOptions): Told<typeof customerAnswer>
  updateCustomer(id: string, body: unknown, options: CallOptions): Told<typeof customerAnswer>
  stamp(id: string, cardId: string, stamps: number, options: CallOptions): Told<typeof customerCardAnswer>
  redeem(id: string, cardId: string, rewardId: string, options: CallOptions): Told<typeof redeemAnswer>
}

/** `search` is broad; `source` with `external_id` is exact. */
export type CustomerQuery =
  | { readonly page: number; readonly items: number }
  | { readonly page: number; readonly items: number; readonly search: string }
  | { readonly source: string; readonly external_id: string }

/** Binds the paths to one store. */
export function createLealClient(http: Http, account: string): LealClient {
  const store = `/api/v1/accounts/${part(account)}`
  const member = (id: string): string => `${store}/customers/${part(id)}`
  const card = (id: string, cardId: string): string => `${member(id)}/customer_cards/${part(cardId)}`
  return {
    account: (options) => http.call({ method: 'GET', path: store, schema: accountAnswer, ...options }),
    cards: (page, options) =>
      http.call({ method: 'GET', path: `${store}/cards`, query: { page }, schema: cardsAnswer, ...options }),
    rewards: (page, options) =>
      http.call({
        method: 'GET',
        path: `${store}/rewards`,
        query: { active: 'true', page },
        schema: rewardsAnswer,
        ...options,
      }),
    customers: (query, options) =>
      http.call({
        method: 'GET',
        path: `${store}/customers`,
        query: { ...query },
        schema: customersAnswer,
        ...options,
      }),
    customer: (id, options) =>
      http.call({ method: 'GET', path: member(id), schema: customerAnswer, ...options }),
    customerCards: (id, options) =>
      http.call({
        method: 'GET',
        path: `${member(id)}/customer_cards`,
        schema: customerCardsAnswer,
        ...options,
      }),
    createCustomer: (body, options) =>
      http.call({ method: 'POST', path: `${store}/customers`, body, schema: customerAnswer, ...options }),
    updateCustomer: (id, body, options) =>
      http.call({ method: 'PATCH', path: member(id), body, schema: customerAnswer, ...options }),
    stamp: (id, cardId, stamps, options) =>
      http.call({
        method: 'POST',
        path: `${card(id, cardId)}/stamp`,
        body: { stamps, skip_notifications: false },
        schema: customerCardAnswer,
        ...options,
      }),
    redeem: (id, cardId, rewardId, options) =>
      http.call({
        method: 'POST',
        path: `${card(id, cardId)}/redeem`,
        body: { reward_id: wireId(rewardId) },
        schema: redeemAnswer,
        ...options,
      }),
  }
}

/** One part of a path. Half a surrogate pair would make the encoder throw; dots alone would walk up the path. */
function part(text: string): string {
  return /^\.{0,2}$/.test(text) ? '_' : encodeURIComponent(text.toWellFormed())
}

/** Ids are whole numbers on the wire; we keep them as text. */
export function wireId(id: string): number | string {
  return /^\d{1,15}$/.test(id) ? Number(id) : id
}
