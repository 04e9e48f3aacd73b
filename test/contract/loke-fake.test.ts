import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fakeId } from '../fakes/loke-books.ts'
import { startLoke } from '../fakes/loke-server.ts'
import type { LokeServer } from '../fakes/loke-server.ts'
import { firstShop, lokePair } from './loke-till.ts'

/*
 * A fake that takes everything proves nothing: what a careless client would send is refused here. Sent by Node's own
 * fetch, which is not ours.
 */
let server: LokeServer
let token = ''
const customer = `/organizations/${firstShop}/customers/${fakeId('cust', 1)}`
const { clientId, clientSecret } = lokePair
const form = 'application/x-www-form-urlencoded'

beforeAll(async () => {
  server = await startLoke({ ...lokePair, customers: 3 })
})

afterAll(async () => {
  await server.close()
})

async function ask(
  type: string,
  body: string | URLSearchParams,
  basic: string | null = null,
): Promise<unknown> {
  const response = await fetch(server.tokenUrl, {
    method: 'POST',
    headers: {
      'content-type': type,
      ...(basic === null ? {} : { authorization: `Basic ${Buffer.from(basic).toString('base64')}` }),
    },
    body: String(body),
  })
  const told = (await response.json()) as { error?: string; access_token?: string }
  token = told.access_token ?? token
  return told.error ?? [response.status, response.headers.get('cache-control')]
}

describe('the token endpoint', () => {
  it('takes the client in the header or in the body, and no other way', async () => {
    const grant = { grant_type: 'client_credentials' }
    const inBody = { ...grant, client_id: clientId, client_secret: clientSecret }
    const basic = [clientId, clientSecret].map(encodeURIComponent).join(':')
    const asForm = (fields: Record<string, string>): URLSearchParams => new URLSearchParams(fields)
    expect(await ask(form, asForm(grant), basic)).toEqual([200, 'no-store'])
    expect(await ask(form, asForm(inBody))).toEqual([200, 'no-store'])
    expect(await ask(form, asForm(inBody), basic)).toBe('invalid_request')
    expect(await ask(form, asForm({ ...grant, extra: '1' }), basic)).toBe('invalid_request')
    expect(await ask('application/json', JSON.stringify(inBody))).toBe('invalid_request')
    expect(await ask(form, asForm({ ...inBody, grant_type: 'password' }))).toBe('unsupported_grant_type')
    expect(await ask(form, asForm({ ...inBody, client_secret: 'x' }))).toBe('invalid_client')
    expect(await ask(form, asForm(grant), `${clientId}:${clientSecret}`)).toBe('invalid_client')
    expect(await ask(form, asForm(grant))).toBe('invalid_client')
  })
})

describe('the API', () => {
  const json = { accept: 'application/json', 'content-type': 'application/json' }
  const points = `${customer}/points/r`

  it.each<readonly [number, string, string, string | null, Record<string, string>]>([
    [200, 'GET', customer, null, {}],
    [401, 'GET', customer, null, { authorization: 'Bearer other' }],
    [401, 'GET', customer, null, { authorization: 'x' }],
    [406, 'GET', customer, null, { accept: 'text/html' }],
    [400, 'GET', `${customer}?fields=all`, null, {}],
    [400, 'GET', `/organizations/${firstShop}/customers?sort=name`, null, {}],
    [400, 'GET', `/organizations/${firstShop}/customers?email=a@b&email=c@d`, null, {}],
    // An unescaped plus is a space.
    [400, 'GET', `/organizations/${firstShop}/customers?phoneNumber=+61411220001`, null, {}],
    [400, 'GET', `/organizations/${firstShop}/customers?after=made-up`, null, {}],
    [404, 'GET', `${customer}/`, null, {}],
    [404, 'GET', `${customer}/cards`, null, {}],
    [404, 'GET', points, null, {}],
    [404, 'POST', points, '{"amount":1}', {}],
    [404, 'PATCH', customer, '{"firstName":"A"}', {}],
    [400, 'PUT', points, '{"amount":"1"}', {}],
    [400, 'PUT', points, '{"amount":1.5}', {}],
    [400, 'PUT', points, '{"amount":0}', {}],
    [400, 'PUT', points, '{"notes":"x"}', {}],
    [400, 'PUT', points, '{"amount":1,"notes":null}', {}],
    [400, 'PUT', points, '{"amount":1,"reference":"r"}', {}],
    [400, 'PUT', points, '[1]', {}],
    [400, 'PUT', points, '{"amount":', {}],
    [400, 'PUT', points, null, {}],
    [400, 'PUT', `${points}?force=1`, '{"amount":1}', {}],
    [415, 'PUT', points, '{"amount":1}', { 'content-type': 'text/plain' }],
    [400, 'DELETE', points, '{"amount":1}', {}],
    [404, 'DELETE', points, '{}', {}],
    [400, 'POST', `/organizations/${firstShop}/customer-lists`, '{"name":"A","colour":"red"}', {}],
    [400, 'POST', `/organizations/${firstShop}/customer-lists`, '{}', {}],
    [404, 'POST', `/organizations/${firstShop}/customers`, '{"firstName":"A"}', {}],
    [404, 'POST', '/organizations', '{"name":"A"}', {}],
    [404, 'GET', '/', null, {}],
  ])('answers %i to %s %s %s', async (status, method, path, body, headers) => {
    const response = await fetch(`${server.origin}${path}`, {
      method,
      headers: { ...json, authorization: `Bearer ${token}`, ...headers },
      body,
    })
    await response.arrayBuffer()
    expect(response.status).toBe(status)
    expect(server.books.organizations[0]?.points).toEqual([])
    expect(server.books.organizations[0]?.lists).toHaveLength(2)
  })
})
