import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { createPracticeBackend } from '../../../electron/main/training/backend.ts'
import type { PracticeBackend, PracticeOptions } from '../../../electron/main/training/backend.ts'
import { readBooks } from '../../../electron/main/training/books.ts'

const folders: string[] = []
const open: PracticeBackend[] = []
afterEach(() => {
  for (const backend of open.splice(0)) backend.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function file(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stampwell-practice-'))
  folders.push(folder)
  return join(folder, 'practice-backend.db')
}

function backend(over: Partial<PracticeOptions> = {}): PracticeBackend {
  const clock = { now: () => Date.UTC(2026, 10, 20, 10) }
  const made = createPracticeBackend({ file: ':memory:', members: 30, token: 'right', clock, ...over })
  open.push(made)
  return made
}

interface Told {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

async function ask(
  { handle }: PracticeBackend,
  method: string,
  path: string,
  body?: unknown,
  token: string | null = 'right',
): Promise<Told> {
  const response = await handle(
    new Request(`https://practice.invalid${path}`, {
      method,
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  )
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  }
}

const store = '/api/v1/accounts/4711'
const ada = { first_name: 'Ada', email: 'ada@example.com' }

describe('the door', () => {
  it('only the health page opens without the key', async () => {
    const there = backend()
    for (const token of [null, '', 'wrong', 'righ', 'rightt']) {
      expect((await ask(there, 'GET', store, undefined, token)).status).toBe(401)
      expect((await ask(there, 'POST', `${store}/customers`, { customer: ada }, token)).status).toBe(401)
    }
    const health = await ask(there, 'GET', '/api/v1/status', undefined, null)
    expect(health).toMatchObject({
      status: 200,
      body: { rate_limit: { limit: 6_000, scope: 'token', window_seconds: 60 } },
    })
    expect(there.books()).toEqual([])
  })

  it.each([
    ['GET', '/'],
    ['GET', '/api/v1'],
    ['GET', '/api/v2/accounts/4711'],
    ['GET', '/api/v1/accounts/1'],
    ['PATCH', store],
    ['DELETE', `${store}/customers/1`],
    ['PUT', `${store}/customers/1`],
    ['GET', `${store}/customers/`],
    ['GET', `${store}/customers/1/`],
    ['GET', `${store}/customers/1e0`],
    ['GET', `${store}/customers/-1`],
    ['GET', `${store}/customers/1/ledger`],
    ['GET', `${store}/customers/1/customer_cards/1/stamp`],
    ['POST', `${store}/customers/1/customer_cards/1/unstamp`],
    ['POST', `${store}/customers/1/customer_cards/1/stamp/again`],
    ['POST', `${store}/customers/2/customer_cards/1/stamp`],
    ['POST', `${store}/cards`],
    ['POST', `${store}/customers/1/customer_cards`],
    ['GET', `${store}/locations`],
    ['GET', `${store}/webhook_subscriptions`],
  ])('%s %s is 404', async (method, path) => {
    const there = backend()
    expect(await ask(there, method, path, method === 'GET' ? undefined : {})).toMatchObject({
      status: 404,
      body: { error: 'Not found' },
    })
    expect(there.books()).toEqual([])
  })

  it('above its limit it answers 429 with a time, and works again in the next window', async () => {
    const clock = { at: 1_000_000, now: () => clock.at }
    const there = backend({ clock, rateLimit: { limit: 2, windowMs: 10_000 } })
    expect((await ask(there, 'GET', store)).headers.get('ratelimit-remaining')).toBe('1')
    expect((await ask(there, 'GET', store)).status).toBe(200)
    const refused = await ask(there, 'POST', `${store}/customers`, { customer: ada })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10'])
    clock.at += 10_000
    const again = await ask(there, 'GET', store)
    expect([again.status, again.headers.get('ratelimit-policy')]).toEqual([200, '2;w=10'])
    expect(there.books()).toEqual([])
  })
})

describe('lists', () => {
  it('pages do not overlap and the count is right', async () => {
    const there = backend()
    const ids: unknown[] = []
    for (const page of [1, 2, 3, 4, 5]) {
      const { body } = await ask(there, 'GET', `${store}/customers?page=${page}&items=7`)
      expect(body['pagination']).toEqual({ count: 30, items: 7, page, pages: 5 })
      ids.push(...(body['customers'] as { id: number }[]).map((each) => each.id))
    }
    expect(ids).toEqual(Array.from({ length: 30 }, (_each, at) => at + 1))
  })

  it.each(['page=0', 'page=-1', 'page=x', 'items=0', 'items=99999', 'page=999999999999999999', 'search=%00'])(
    '%s is answered, not obeyed',
    async (query) => {
      const { status, body } = await ask(backend(), 'GET', `${store}/customers?${query}`)
      expect(status).toBe(200)
      expect((body['customers'] as unknown[]).length).toBeLessThanOrEqual(100)
    },
  )

  it.each([
    ['ashdown nora', ['Nora']],
    ['ASHD', ['Nora']],
    ['wisniewski lukasz', ['Łukasz']],
    ['020 7946 0142', []],
    ['7946 0142', ['Nora']],
    ['佐藤', ['さくら']],
    ['sakura.sato@example.com', ['さくら']],
    ['SW7K2F9QXD', ['Łukasz']],
    ['SW7K2F9QX', []],
    ["'; --", []],
    ['100%', []],
    ['_', []],
  ])('a search for %s', async (search, names) => {
    const there = backend({ members: 3 })
    const { body } = await ask(there, 'GET', `${store}/customers?search=${encodeURIComponent(search)}`)
    expect((body['customers'] as { first_name: string }[]).map((each) => each.first_name)).toEqual(names)
  })
})

describe('changes', () => {
  it.each<[string, unknown]>([
    ['no JSON', '{"customer":'],
    ['an array', []],
    ['no customer', {}],
    ['a customer of text', { customer: 'Ada' }],
    ['no contact', { customer: { first_name: 'Ada' } }],
    ['a blank name', { customer: { ...ada, first_name: '  ' } }],
    ['a number for a name', { customer: { ...ada, first_name: 5 } }],
    ['a name of 300', { customer: { ...ada, first_name: 'a'.repeat(300) } }],
    ['an e-mail without a domain', { customer: { ...ada, email: 'ada@' } }],
    ['a phone of letters', { customer: { ...ada, phone: 'call me' } }],
    ['a birthday that never was', { customer: { ...ada, birthday: '2025-02-30' } }],
    ['a birthday to come', { customer: { ...ada, birthday: '2999-01-01' } }],
    ['a card that is not offered', { customer: ada, card_id: 99 }],
    ['references of text', { customer: { ...ada, external_references: ['x'] } }],
    ['metadata of text', { customer: { ...ada, metadata: 'x' } }],
    ['an e-mail of another in capitals', { customer: { ...ada, email: 'NORA.Ashdown@example.com' } }],
    [
      "one reference of another's",
      {
        customer: {
          ...ada,
          external_references: [
            { source: 'stampwell_card', external_id: 'SW7K2F9QXD' },
            { source: 'a', external_id: 'b' },
          ],
        },
      },
    ],
  ])('%s is 422 and changes nothing', async (_name, body) => {
    const there = backend()
    expect((await ask(there, 'POST', `${store}/customers`, body)).status).toBe(422)
    const { body: list } = await ask(there, 'GET', `${store}/customers?items=1`)
    expect(list['pagination']).toMatchObject({ count: 30 })
    expect(there.books()).toEqual([])
  })

  it('metadata is merged by name, fields are cleared by null, references are only added', async () => {
    const there = backend()
    const references = [{ source: 'a', external_id: '1' }]
    const made = await ask(there, 'POST', `${store}/customers`, {
      customer: { ...ada, last_name: 'L', metadata: { x: 1, y: 1 }, external_references: references },
    })
    expect(made.status).toBe(201)
    const changed = await ask(there, 'PATCH', `${store}/customers/${String(made.body['id'])}`, {
      customer: {
        last_name: null,
        metadata: { y: 2 },
        external_references: [{ source: 'b', external_id: '2' }],
      },
    })
    expect(changed.body).toMatchObject({
      first_name: 'Ada',
      last_name: null,
      metadata: { x: 1, y: 2 },
      external_references: [{ source: 'a' }, { source: 'b' }],
    })
    const none = { customer: { email: null } }
    expect((await ask(there, 'PATCH', `${store}/customers/${String(made.body['id'])}`, none)).status).toBe(
      422,
    )
  })

  it('the books hold one row for each applied change, and the same request has the same fingerprint', async () => {
    const there = backend()
    const card = `${store}/customers/1/customer_cards/1`
    await ask(there, 'POST', `${card}/stamp`, { stamps: 2 })
    await ask(there, 'POST', `${card}/stamp`, { stamps: 2 })
    await ask(there, 'POST', `${card}/stamp`, { stamps: 0 })
    await ask(there, 'POST', `${card}/redeem`, { reward_id: 2 })
    await ask(there, 'POST', `${card}/redeem`, { reward_id: 1 })
    const books = there.books()
    expect(books.map((entry) => [entry.kind, entry.amount, entry.customerCardId])).toEqual([
      ['stamp', 2, 1],
      ['stamp', 2, 1],
      ['redeem', -5, 1],
    ])
    expect(books[0]?.fingerprint).toBe(books[1]?.fingerprint)
    expect(books[2]?.fingerprint).not.toBe(books[1]?.fingerprint)
    const { body } = await ask(there, 'GET', card)
    expect(body).toMatchObject({ stamps_count: 3, stamps_remaining: 7, progress_percentage: 30 })
  })
})

describe('its file', () => {
  it('what was acknowledged is there after a restart, and the books can be read beside it', async () => {
    const path = file()
    const first = backend({ file: path })
    expect(first.found).toBe('new')
    await ask(first, 'POST', `${store}/customers`, { customer: ada, card_id: 1 })
    expect(readBooks(path).map((entry) => [entry.kind, entry.amount])).toEqual([
      ['create', 0],
      ['welcome', 1],
    ])
    first.close()
    const second = backend({ file: path, members: 5 })
    expect(second.found).toBe('kept')
    const { body } = await ask(second, 'GET', `${store}/customers?search=ada@example.com`)
    expect(body).toMatchObject({ customers: [{ first_name: 'Ada', stamp_count: 1 }] })
  })

  it.each<[string, (path: string) => void]>([
    [
      'is not a database',
      (path) => writeFileSync(path, 'GIF89a, and then some text that is no database. '.repeat(40)),
    ],
    [
      'is of another version',
      (path) => {
        const db = new Database(path)
        db.pragma('user_version = 99')
        db.close()
      },
    ],
    [
      'belongs to somebody else',
      (path) => {
        const db = new Database(path)
        db.exec('CREATE TABLE op (seq INTEGER)')
        db.close()
      },
    ],
  ])('a file that %s is set aside, never deleted', async (_name, spoil) => {
    const path = file()
    spoil(path)
    const there = backend({ file: path })
    expect(there.found).toBe('set-aside')
    expect((await ask(there, 'GET', store)).status).toBe(200)
    const names = readdirSync(join(path, '..'))
    expect(names.filter((name) => /^practice-backend\.db\.set-aside-\d+$/.test(name))).toHaveLength(1)
  })

  it('a reset brings the first day back, and no id is given out twice', async () => {
    const there = backend()
    const made = await ask(there, 'POST', `${store}/customers`, { customer: ada })
    await ask(there, 'POST', `${store}/customers/1/customer_cards/1/stamp`, { stamps: 5 })
    there.reset()
    expect(there.books()).toEqual([])
    expect((await ask(there, 'GET', `${store}/customers/1`)).body).toMatchObject({ stamp_count: 4 })
    expect((await ask(there, 'GET', `${store}/customers/${String(made.body['id'])}`)).status).toBe(404)
    const again = await ask(there, 'POST', `${store}/customers`, { customer: ada })
    expect(Number(again.body['id'])).toBeGreaterThan(Number(made.body['id']))
  })

  it('a defect in here is a 500 and is told', async () => {
    const faults: unknown[] = []
    const there = backend({ onFault: (error) => faults.push(error) })
    there.close()
    expect((await ask(there, 'GET', `${store}/customers`)).status).toBe(500)
    expect(faults).toHaveLength(1)
  })
})

describe('sample cards', () => {
  it('there is one for each lesson, and the unknown one is known to nobody', async () => {
    const there = backend()
    expect(there.sampleCards().map((card) => card.purpose)).toEqual([
      'member',
      'reward-ready',
      'two-cards',
      'unknown',
    ])
    const unknown = there.sampleCards()[3]!
    const { body } = await ask(there, 'GET', `${store}/customers?search=${unknown.code}`)
    expect(body['customers']).toEqual([])
  })

  it('they follow the shop: a taken reward is no longer ready, an enrolled card no longer unknown', async () => {
    const there = backend({ members: 400 })
    const before = there.sampleCards()
    const [ready, unknown] = [before[1]!, before[3]!]
    const { body } = await ask(there, 'GET', `${store}/customers?search=${ready.code}`)
    const member = (body['customers'] as { id: number; customer_cards: { id: number }[] }[])[0]!
    const card = `${store}/customers/${member.id}/customer_cards/${member.customer_cards[0]!.id}`
    expect((await ask(there, 'POST', `${card}/redeem`, { reward_id: 2 })).status).toBe(200)
    const reference = { source: 'stampwell_card', external_id: unknown.code }
    await ask(there, 'POST', `${store}/customers`, { customer: { ...ada, external_references: [reference] } })
    const after = there.sampleCards()
    expect(after).toHaveLength(4)
    expect(after[1]?.code).not.toBe(ready.code)
    expect(after[3]?.code).not.toBe(unknown.code)
  })
})
