import { describe, expect, it } from 'vitest'
import type { ProviderId } from '../../shared/domain/connection.ts'
import { ledgerOf, mostLedgerLines } from '../../shared/domain/ledger.ts'
import type { Ledger } from '../../shared/domain/ledger.ts'
import { createTransport } from '../../electron/main/outbound/fetch.ts'
import type { Transport } from '../../electron/main/outbound/transport.ts'
import type { Provider } from '../../electron/main/providers/provider.ts'
import { startInveterate } from '../fakes/inveterate-server.ts'
import { startSellAuth } from '../fakes/sellauth-server.ts'
import { valueOf } from './provider-contract.ts'
import { opening, quietly } from './systems/system.ts'

function bound(id: ProviderId, origin: string, key: string, transport: Transport): Provider {
  return opening(id, { key, store: '38', origin })({ transport })
}

async function ledgerAt(provider: Provider, id: string): Promise<Ledger> {
  const ledger = provider.balance?.ledger
  if (ledger === null || ledger === undefined) throw new Error('no ledger is declared')
  return valueOf(await ledger(id, quietly))
}

/** A provider that answers this to everything. */
const answering = (body: unknown): Transport => {
  const answer: typeof fetch = async () => Response.json(body)
  return { read: answer, write: answer }
}

/** The only page of a list, as the vendor's own samples frame it. */
const pageOf = (data: readonly unknown[]) => ({
  data,
  current_page: 1,
  last_page: 1,
  next_page_url: null,
  total: data.length,
})

const systems = {
  inveterate: async () => {
    const server = await startInveterate({ members: 3 })
    const provider = bound('inveterate', server.origin, 'inv-key', createTransport())
    return { server, provider, somebody: '6082598928001' }
  },
  sellauth: async () => {
    const server = await startSellAuth({ customers: 3 })
    const provider = bound('sellauth', server.origin, server.key, createTransport())
    return { server, provider, somebody: '240' }
  },
}

describe.each(Object.entries(systems))('%s', (_, start) => {
  it('a ledger shows what was added and taken, with its sign, newest first, and what was written beside it', async () => {
    const { server, provider, somebody } = await start()
    const before = await ledgerAt(provider, somebody)
    for (const [n, amount] of [150, -50].entries()) {
      const marks = { ...quietly, tag: `T1AB-0000000${n + 1}` }
      valueOf(await provider.balance!.adjust(somebody, { amount, note: `number ${n + 1}` }, marks))
    }
    const after = await ledgerAt(provider, somebody)
    await server.close()
    if (before.kind !== 'lines' || after.kind !== 'lines') return expect.fail('it can be read')
    expect(after.whole).toBe(true)
    expect(after.lines).toHaveLength(before.lines.length + 2)
    const ours = after.lines.filter(({ amount }) => amount === 150 || amount === -50)
    expect(ours.map(({ amount }) => amount).toSorted()).toEqual([-50, 150])
    const times = after.lines.map(({ at }) => at ?? 0)
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    expect(times.at(-1)).toBeGreaterThan(0)
  })

  it('nobody’s ledger is no empty one', async () => {
    const { server, provider } = await start()
    const answer = await provider.balance!.ledger!('7999999999999', quietly)
    await server.close()
    if (answer.ok) expect(answer.value).toEqual({ kind: 'unreadable' })
    else expect(answer.failure.kind).toBe('not-found')
  })
})

it('a time without a zone is told as such, and a line without amount or time is kept as it is', async () => {
  const rows = [
    { id: 1, amount: '2.50', description: ' [T1AB-00000001] coffee ', created_at: '2025-07-27 18:04:28' },
    { id: 2, amount: null, description: null, created_at: null },
  ]
  const provider = bound('sellauth', 'https://sellauth.invalid', 'key', answering(pageOf(rows)))
  expect(await ledgerAt(provider, '240')).toEqual({
    kind: 'lines',
    whole: true,
    lines: [
      {
        amount: 250,
        at: Date.UTC(2025, 6, 27, 18, 4, 28),
        zoned: false,
        words: '[T1AB-00000001] coffee',
      },
      { amount: null, at: null, zoned: false, words: null },
    ],
  })
})

it('a list that no version of the documentation shows is unreadable where the provider itself is there', async () => {
  const provider = bound('sellauth', 'https://sellauth.invalid', 'key', {
    read: async (input) =>
      new URL(new Request(input).url).pathname.endsWith('balance-transactions')
        ? Response.json({ history: 'elsewhere' })
        : Response.json(pageOf([])),
    write: async () => new Response(null, { status: 405 }),
  })
  expect(await ledgerAt(provider, '240')).toEqual({ kind: 'unreadable' })
})

it('LOKE, which tells no list of points, declares none', () => {
  const provider = bound('loke', 'https://loke.invalid', 'a:b', answering([]))
  expect(provider.capabilities.ledger).toBe(false)
  expect(provider.balance?.ledger).toBeNull()
})

describe('the order of lines', () => {
  const line = (at: number | null) => ({ amount: 1, at, zoned: true, words: null })

  it('is by time where each has one, and as told where one has none', () => {
    const timed = ledgerOf([line(1), line(3), line(2)], true)
    expect(timed.kind === 'lines' && timed.lines.map(({ at }) => at)).toEqual([3, 2, 1])
    const some = ledgerOf([line(1), line(null), line(2)], true)
    expect(some.kind === 'lines' && some.lines.map(({ at }) => at)).toEqual([1, null, 2])
  })

  it('ends at so many lines, and says that there are more', () => {
    const many = ledgerOf(
      Array.from({ length: mostLedgerLines + 1 }, (_, at) => line(at)),
      true,
    )
    expect(many).toMatchObject({ whole: false })
    expect(many.kind === 'lines' && many.lines).toHaveLength(mostLedgerLines)
    expect(many.kind === 'lines' && many.lines[0]?.at).toBe(mostLedgerLines)
  })
})
