import { afterEach, expect, it } from 'vitest'
import { startInveterate } from '../fakes/inveterate-server.ts'
import type { InveterateOptions, InveterateServer } from '../fakes/inveterate-server.ts'
import { valueOf } from './provider-contract.ts'
import { facet, marks, opening, quietly } from './systems/system.ts'
import { firstMember, stranger } from './inveterate-subject.ts'

/* What a careless client would send is refused. Sent by Node's own fetch, which is not ours. */
const members = '/v2.0/admin/members'
const member = `${members}/${firstMember}`
const credits = `${member}/credits`
const whole = { accept: 'application/json', 'content-type': 'application/json' }
const enrolment = {
  ...{ customerId: stranger, referrals: 'true', segmentId: '3a636361', overrideSpendThreshold: true },
  ...{ keepInSpendBasedTier: false, credits: 1, birthday: '1990-02-28' },
}
const edit = { firstName: 'A', lastName: 'B', notes: '', phoneNumber: '', birthday: '1990-02-28' }

let server: InveterateServer | null = null
afterEach(async () => {
  await server?.close()
  server = null
})

async function ask(
  options: InveterateOptions,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<number> {
  server = await startInveterate(options)
  const before = structuredClone([server.books.members, server.books.ledger])
  const response = await fetch(`${server.origin}${path}`, {
    method,
    headers: { ...whole, 'x-inveterate-api-key': 'inv-key', ...headers },
    body: body === null ? null : JSON.stringify(body),
  })
  const told = (await response.json()) as { readonly message?: unknown }
  expect(typeof told.message).toBe('string')
  if (!response.ok) expect([server.books.members, server.books.ledger]).toEqual(before)
  return response.status
}

it.each<readonly [number, string, string, unknown, Record<string, string>]>([
  [200, 'GET', `${members}?limit=5`, null, {}],
  [400, 'GET', `${members}?limit=5`, null, { 'x-inveterate-api-key': 'other' }],
  [400, 'GET', `${members}?limit=5`, null, { accept: 'text/html' }],
  [400, 'GET', members, null, {}],
  [400, 'GET', `${members}?limit=101`, null, {}],
  [400, 'GET', `${members}?limit=5&page=2`, null, {}],
  [400, 'GET', `${members}?limit=5&lastCustomerId=`, null, {}],
  [400, 'GET', `${members}?limit=5&limit=6`, null, {}],
  [200, 'GET', credits, null, {}],
  [400, 'GET', `${credits}?lastCreditEntry=2026+01`, null, {}],
  [404, 'GET', '/admin/members?limit=5', null, {}],
  [404, 'GET', `${member}/`, null, {}],
  [404, 'GET', '/v2.0/admin/tiers/3a636361/benefits/freeShipping', null, {}],
  [400, 'GET', '/v2.0/admin/tiers?includeBenefits=yes', null, {}],
  [404, 'PUT', member, edit, {}],
  [404, 'DELETE', member, null, { 'content-type': 'application/json' }],
  [201, 'POST', members, enrolment, {}],
  [400, 'POST', members, { ...enrolment, birthday: undefined }, {}],
  [400, 'POST', members, { ...enrolment, credits: 0.5 }, {}],
  [400, 'POST', members, { ...enrolment, credits: '1' }, {}],
  [400, 'POST', members, { ...enrolment, referrals: '6082598928002' }, {}],
  [400, 'POST', members, { ...enrolment, overrideSpendThreshold: 'true' }, {}],
  [400, 'POST', members, { ...enrolment, email: 'a@example.com' }, {}],
  [400, 'POST', members, enrolment, { 'content-type': 'text/plain' }],
  [200, 'PATCH', member, edit, {}],
  [400, 'PATCH', member, { ...edit, notes: undefined }, {}],
  [400, 'PATCH', member, { ...edit, notes: null }, {}],
  [400, 'PATCH', member, { ...edit, birthday: '28.2.1990' }, {}],
  [400, 'PATCH', member, { ...edit, email: 'a@example.com' }, {}],
  [201, 'POST', credits, { amount: 1 }, {}],
  [400, 'POST', credits, { amount: 0 }, {}],
  [400, 'POST', credits, { amount: '1' }, {}],
  [400, 'POST', credits, { amount: 1, tag: 'x' }, {}],
  [400, 'POST', credits, { amount: 1, force: 1 }, {}],
  [400, 'POST', `${credits}?force=true`, { amount: 1 }, {}],
])('Inveterate’s fake answers %i to %s %s %j', async (status, method, path, body, headers) => {
  expect(await ask({}, method, path, body, headers)).toBe(status)
})

it.each<readonly [number, string, string, unknown]>([
  [400, 'GET', `${credits}?limit=5`, null],
  [200, 'GET', `${credits}?limit=5&lastCreditEntry=`, null],
  [400, 'POST', members, enrolment],
  [400, 'PATCH', member, edit],
  [400, 'POST', credits, { amount: -1 }],
  [400, 'POST', credits, { amount: 1, note: 'x' }],
])('by the older documentation it answers %i to %s %s %j', async (status, method, path, body) => {
  expect(await ask({ documentation: 'older' }, method, path, body)).toBe(status)
})

it('a member as on the page of schemas has neither tier nor birthday: one is unknown, the other is asked for', async () => {
  server = await startInveterate({ fields: 'schema' })
  const open = opening('inveterate', { key: 'inv-key', store: 'inveterate', origin: server.origin })
  const provider = open()
  const candidate = valueOf(
    await facet(provider.tiers).candidate({ id: firstMember, shop: null }, quietly),
  )?.member
  expect(candidate).toMatchObject({ tierId: null, birthday: null })
  expect(await provider.edit(firstMember, { lastName: 'Byron' }, marks())).toMatchObject({
    ok: false,
    failure: { kind: 'refused', status: 0, fields: { birthday: ['missing'] } },
  })
  expect(server.mutations()).toEqual([])
})
