import { afterAll, beforeAll, expect, it } from 'vitest'
import { startLeal } from '../fakes/leal-server.ts'
import type { LealServer } from '../fakes/leal-server.ts'

/*
 * A fake that takes everything proves nothing: what a careless client would send is refused here. Sent by Node's own
 * fetch, which is not ours.
 */
const token = 'practice-token'
const store = '/api/v1/accounts/4711'
const customers = `${store}/customers`
const stamp = `${customers}/1/customer_cards/1/stamp`
const redeem = `${customers}/1/customer_cards/1/redeem`
const whole = { accept: 'application/json', 'content-type': 'application/json' }
const ada = { first_name: 'Ada', email: 'ada@example.com' }

let server: LealServer
beforeAll(async () => {
  server = await startLeal({ token, members: 3 })
})
afterAll(() => server.close())

it.each<readonly [number, string, string, unknown, Record<string, string>]>([
  [200, 'GET', store, null, {}],
  [200, 'GET', '/api/v1/status', null, {}],
  [401, 'GET', store, null, { authorization: 'Bearer other' }],
  [401, 'GET', store, null, { authorization: token }],
  [406, 'GET', store, null, { accept: 'text/html' }],
  [404, 'GET', '/api/v1/accounts/4712', null, {}],
  [404, 'GET', `${store}/`, null, {}],
  [404, 'GET', `${store}/locations`, null, {}],
  [404, 'DELETE', `${customers}/1`, null, {}],
  [404, 'PUT', `${customers}/1`, { customer: ada }, {}],
  [404, 'GET', stamp, null, {}],
  [422, 'GET', `${customers}?limit=5`, null, {}],
  [422, 'GET', `${customers}?page=0`, null, {}],
  [422, 'GET', `${customers}?page=1&page=2`, null, {}],
  [422, 'GET', `${customers}?source=till`, null, {}],
  [422, 'GET', `${store}/rewards?active=yes`, null, {}],
  [422, 'GET', `${customers}/1?fields=all`, null, {}],
  [415, 'POST', stamp, { stamps: 1 }, { 'content-type': 'text/plain' }],
  [400, 'POST', stamp, null, {}],
  [400, 'POST', stamp, [1], {}],
  [422, 'POST', stamp, {}, {}],
  [422, 'POST', stamp, { stamps: '1' }, {}],
  [422, 'POST', stamp, { stamps: 1.5 }, {}],
  [422, 'POST', stamp, { stamps: -1 }, {}],
  [422, 'POST', stamp, { stamps: 1, note: 'x' }, {}],
  [422, 'POST', stamp, { stamps: 1, skip_notifications: 'no' }, {}],
  [422, 'POST', `${stamp}?force=1`, { stamps: 1 }, {}],
  [422, 'POST', redeem, { reward_id: '1' }, {}],
  [422, 'POST', redeem, { reward: 1 }, {}],
  [404, 'POST', redeem, { reward_id: 77 }, {}],
  [422, 'POST', customers, { first_name: 'Ada' }, {}],
  [422, 'POST', customers, { customer: { ...ada, name: 'Ada' } }, {}],
  [422, 'POST', customers, { customer: { first_name: 'Ada' } }, {}],
  [422, 'POST', customers, { customer: { ...ada, birthday: '1.4.1988' } }, {}],
  [422, 'POST', customers, { customer: { ...ada, external_references: [{ source: 'till' }] } }, {}],
  [422, 'POST', customers, { customer: ada, card_id: '1' }, {}],
  [422, 'POST', customers, { customer: ada, send_card_links: 1 }, {}],
  [422, 'PATCH', `${customers}/1`, { first_name: 'Ada' }, {}],
  [422, 'PATCH', `${customers}/1`, { customer: { stamp_count: 5 } }, {}],
])('Leal’s fake answers %i to %s %s %j', async (status, method, path, body, headers) => {
  const response = await fetch(`${server.origin}${path}`, {
    method,
    headers: { ...whole, authorization: `Bearer ${token}`, ...headers },
    body: body === null ? null : JSON.stringify(body),
  })
  const told = (await response.json()) as { readonly error?: unknown }
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  expect(typeof told.error).toBe(status === 200 ? 'undefined' : 'string')
  expect(server.books()).toEqual([])
})
