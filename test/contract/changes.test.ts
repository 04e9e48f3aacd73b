import { afterEach, describe, expect, it } from 'vitest'
import { createTransport } from '../../electron/main/outbound/fetch.ts'
import type { Provider } from '../../electron/main/providers/provider.ts'
import { createProvider } from '../../electron/main/providers/registry.ts'
import { fakeId } from '../fakes/loke-books.ts'
import type { LokeWays } from '../fakes/loke-desk.ts'
import { startLeal } from '../fakes/leal-server.ts'
import { startLoke } from '../fakes/loke-server.ts'
import type { SellAuthDialect } from '../fakes/sellauth-replies.ts'
import { startSellAuth } from '../fakes/sellauth-server.ts'
import { asCashier, contractTools, practiceConnection, valueOf } from './provider-contract.ts'
import { facet, opening } from './systems/system.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** Reads what is new to the end, a request a step. */
async function newIn(provider: Provider, from: string | null) {
  const ids = new Set<string>()
  let place = from
  for (let requests = 1; ; requests += 1) {
    const told = valueOf(await facet(provider.changes).read(place, asCashier))
    for (const { remoteId } of told.members) ids.add(remoteId)
    place = told.place
    if (told.isLast) return { ids, place, requests }
    expect(requests).toBeLessThan(60)
  }
}

describe('LOKE', () => {
  const start = async (ways: Partial<LokeWays>) => {
    const server = await startLoke({
      clientId: 'till',
      clientSecret: 's',
      customers: 60,
      ways: { pageSize: 10, ...ways },
    })
    closing.push(server.close)
    const [shop] = server.books.organizations
    if (shop === undefined) throw new Error('empty books')
    const provider = opening('loke', { key: 'till:s', store: shop.id, origin: server.origin })()
    const touch = (id: string, updatedAt: string): void => {
      const at = shop.customers.findIndex((each) => each.id === id)
      const before = shop.customers[at]
      if (before !== undefined) shop.customers[at] = { ...before, updatedAt }
    }
    return { server, provider, touch }
  }

  it.each(['falling', 'rising'] as const)('tells who changed where the order is %s', async (updatedRuns) => {
    const { provider, touch } = await start({ updatedRuns })
    expect(facet(provider.changes).tells).toBe('changed')
    const first = await newIn(provider, null)
    // Of the same second, and more than fit into a page.
    for (let n = 1; n <= 13; n += 1) touch(fakeId('cust', n), '2031-01-01T00:00:00.000Z')
    const { ids, requests } = await newIn(provider, first.place)
    for (let n = 1; n <= 13; n += 1) expect(ids).toContain(fakeId('cust', n))
    if (updatedRuns === 'falling') expect([first.requests, requests]).toEqual([1, 2])
    expect((await newIn(provider, (await newIn(provider, first.place)).place)).requests).toBeLessThanOrEqual(
      3,
    )
  })

  it('says of a list in no order that it tells nothing', async () => {
    const { provider } = await start({ updatedRuns: 'overlooked' })
    expect(await newIn(provider, null)).toMatchObject({ place: null, requests: 1 })
  })

  it('begins again from what it knew where a page is not known any more', async () => {
    const { provider, touch } = await start({ updatedRuns: 'falling' })
    const { place } = await newIn(provider, null)
    for (let n = 1; n <= 13; n += 1) touch(fakeId('cust', n), '2031-01-01T00:00:00.000Z')
    const step = valueOf(await facet(provider.changes).read(place, asCashier))
    expect(step.isLast).toBe(false)
    const lost = valueOf(
      await facet(provider.changes).read((step.place ?? '').replace('after=c10', 'after=gone'), asCashier),
    )
    expect(lost).toMatchObject({ members: [], isLast: false })
    const { ids } = await newIn(provider, lost.place)
    for (let n = 1; n <= 13; n += 1) expect(ids).toContain(fakeId('cust', n))
  })
})

describe('SellAuth', () => {
  it.each([
    ['heard', 1, 2],
    ['ignored', 2, 3],
  ] as const)('tells who came where a direction is %s', async (direction, quiet, busy) => {
    const dialect: Partial<SellAuthDialect> = { direction }
    const server = await startSellAuth({ customers: 234, dialect })
    closing.push(server.close)
    const { books, key, shop: store } = server
    const provider = opening('sellauth', { key, store, origin: server.origin })()
    expect(facet(provider.changes).tells).toBe('new')
    const first = await newIn(provider, null)
    expect(first.requests).toBe(quiet)
    const somebody = books.customer(240)
    const came = Array.from({ length: 110 }, (_, n) => 5_000 + n * 3)
    for (const id of came) books.now.customers.set(id, { ...somebody, id, email: `new${id}@example.com` })
    const { ids, requests } = await newIn(provider, first.place)
    for (const id of came) expect(ids).toContain(String(id))
    expect(requests).toBeLessThanOrEqual(busy + 1)
  })
})

describe('Leal', () => {
  it('tells who came, at the end of a list that runs from old to new', async () => {
    const server = await startLeal({ token: 'practice-token', members: 230 })
    closing.push(server.close)
    const tools = contractTools(createTransport(), 'practice-token')
    const provider = createProvider(practiceConnection(server.origin), tools)
    if (provider === null) throw new Error('leal is not spoken')
    const first = await newIn(provider, null)
    const details = {
      firstName: 'Zoe',
      lastName: null,
      email: 'zoe@example.com',
      phone: null,
      birthday: null,
    }
    const made = await provider.create(
      { details, code: null, templateId: null, sendLinks: false, tag: '01JDCHANGES00000000000000A' },
      asCashier,
    )
    const { ids, requests } = await newIn(provider, first.place)
    expect(ids).toContain(valueOf(made).remoteId)
    expect(requests).toBe(2)
  })
})
