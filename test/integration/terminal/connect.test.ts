import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createSecretStore } from '../../../electron/main/secrets/secret-store.ts'
import { providerIds } from '../../../shared/domain/connection.ts'
import type { ProviderId } from '../../../shared/domain/connection.ts'
import type { Start } from '../../../shared/ipc/contract.ts'
import { leaksIn } from '../../e2e/support/user-data.ts'
import { hurriedTime } from '../../fakes/plain-terminal.ts'
import { startInveterate } from '../../fakes/inveterate-server.ts'
import { startLoke } from '../../fakes/loke-server.ts'
import { fakeId } from '../../fakes/loke-books.ts'
import { listen } from '../../fakes/socket-server.ts'
import { startSystem } from './connect-support.ts'
import type { SystemOnSocket } from './connect-support.ts'
import { startTerminal, temporaryFolder } from './support.ts'
import type { Rig } from './support.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

async function rigIn(folder: string, more: Parameters<typeof startTerminal>[2] = {}): Promise<Rig> {
  // Practice is not what these are about.
  const rig = await startTerminal(folder, { STAMPWELL_PRACTICE_MEMBERS: '1' }, more)
  ends.push(() => rig.close())
  return rig
}

async function newRig(more: Parameters<typeof startTerminal>[2] = {}): Promise<Rig> {
  const made = temporaryFolder()
  ends.push(made.remove)
  return await rigIn(made.folder, more)
}

async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  ends.push(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function hold(rig: Rig, provider: ProviderId, key: SystemOnSocket['key']): Promise<string> {
  return (await rig.ask('holdKey', { provider, key })).held
}

async function startOf(rig: Rig): Promise<Start> {
  const start = await rig.ask('start', undefined)
  if ('blocked' in start) throw new Error(start.blocked.kind)
  return start
}

const about = {
  name: ' Corner  Café ',
  zone: 'Europe/Berlin',
  singleTill: false,
  tills: 1,
  isKnown: false,
} as const

async function connect(rig: Rig, system: SystemOnSocket, more: { readonly zone?: string } = {}) {
  const held = await hold(rig, system.provider, system.key)
  const { origin: baseUrl, store } = system
  return await rig.ask('connectShop', { ...about, ...more, held, baseUrl, store })
}

describe.each(providerIds)('%s', (provider) => {
  let system: SystemOnSocket
  beforeAll(async () => {
    system = await startSystem[provider]()
  })
  afterAll(() => system.close())

  const problemAt = async (
    rig: Rig,
    baseUrl: string,
    key = system.key,
    store: string | null = null,
  ): Promise<unknown> => {
    const held = await hold(rig, provider, key)
    return await rig.refused('testConnection', { held, baseUrl, store })
  }
  const notConnected = (problem: string): unknown => ({ kind: 'not-connected', problem })

  test('is tested, connected and read, and its key is in no answer, event, line or file', async () => {
    const rig = await newRig()
    const held = await hold(rig, provider, system.key)
    const tested = await rig.ask('testConnection', { held, baseUrl: `${system.origin}/`, store: null })
    expect(tested.baseUrl).toBe(system.origin)
    expect(tested.stores?.map(({ id }) => id)).toContain(system.store)
    expect(existsSync(path.join(rig.userData, 'live'))).toBe(false)

    const made = await rig.ask('connectShop', {
      ...about,
      held,
      baseUrl: tested.baseUrl,
      store: system.store,
    })
    expect(made).toMatchObject({ kept: false, known: false })
    const start = await startOf(rig)
    expect(start.connection).toMatchObject({
      id: made.id,
      provider,
      mode: 'live',
      name: 'Corner Café',
      baseUrl: system.origin,
      store: system.store,
      zone: 'Europe/Berlin',
    })
    expect(start.connections.map(({ mode }) => mode)).toEqual(['practice', 'live'])
    await rig.until('the members are read', async () => {
      const { directory } = await startOf(rig)
      return directory.phase === 'complete' && directory.members === system.members
    })
    const said = JSON.stringify([rig.told, rig.lines, start, made, tested])
    expect(said).not.toContain(system.secret)
    expect(leaksIn(rig.userData, { key: system.secret })).toEqual([])
  })

  test('says what to correct, and saves nothing', async () => {
    const rig = await newRig()
    const { origin, wrongKey, wrongStore, key } = system
    const nobody = await listen(() => undefined)
    await nobody.close()
    const mistrusted = await listen(() => undefined, { tls: true })
    ends.push(() => mistrusted.close())
    const json =
      (status: number): RequestListener =>
      (_request, response) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end('{"message":"No"}')
      }
    const portal = await answering((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Sign in')
    })
    const breaking = await answering((request) => {
      request.socket.resetAndDestroy()
    })

    expect(await problemAt(rig, 'no address at all')).toEqual(notConnected('address-unfit'))
    expect(await problemAt(rig, 'http://example.com')).toEqual(notConnected('address-not-encrypted'))
    expect(await problemAt(rig, 'https://nobody.invalid')).toEqual(notConnected('no-such-host'))
    expect(await problemAt(rig, nobody.origin)).toEqual(notConnected('nobody-listens'))
    expect(await problemAt(rig, mistrusted.origin)).toEqual(notConnected('not-trusted'))
    expect(await problemAt(rig, portal)).toEqual(notConnected('another-product'))
    expect(await problemAt(rig, await answering(json(404)))).toEqual(notConnected('another-product'))
    expect(await problemAt(rig, await answering(json(403)))).toEqual(notConnected('key-not-allowed'))
    expect(await problemAt(rig, await answering(json(429)))).toEqual(notConnected('slow-down'))
    expect(await problemAt(rig, await answering(json(500)))).toEqual(notConnected('failing'))
    expect(await problemAt(rig, breaking)).toEqual(notConnected('broken-off'))
    expect(await problemAt(rig, origin, wrongKey)).toEqual(notConnected('key-refused'))
    expect(await problemAt(rig, origin, key, wrongStore)).toEqual(notConnected('no-such-store'))

    const held = await hold(rig, provider, key)
    const asked = { ...about, held, baseUrl: origin, store: system.store }
    expect(await rig.refused('connectShop', { ...asked, store: wrongStore ?? '' })).toEqual(
      notConnected('no-such-store'),
    )
    expect(await rig.refused('connectShop', { ...asked, name: ' \u200b ' })).toEqual(
      notConnected('name-unfit'),
    )
    expect(await rig.refused('connectShop', { ...asked, zone: 'Mars/Olympus' })).toEqual(
      notConnected('zone-unknown'),
    )
    expect((await startOf(rig)).connections).toHaveLength(1)
    expect(existsSync(path.join(rig.userData, 'live'))).toBe(false)
  })

  test('gets its key again after a start that knew none, and a wrong one changes nothing', async () => {
    const made = temporaryFolder()
    ends.push(made.remove)
    const first = await rigIn(made.folder)
    const { id } = await connect(first, system)
    await first.close()

    const rig = await rigIn(made.folder)
    await rig.until('nobody is signed in', async () => (await startOf(rig)).link.kind === 'signed-out')
    const bad = await hold(rig, provider, system.wrongKey)
    expect(await rig.refused('renewKey', { held: bad, id, isKnown: false })).toEqual(
      notConnected('key-refused'),
    )
    const good = await hold(rig, provider, system.key)
    expect(await rig.ask('renewKey', { held: good, id, isKnown: false })).toEqual({ kept: false })
    await rig.until('the shop is open again', async () => (await startOf(rig)).link.kind === 'online')
    // Used once: what is held is held no more.
    expect(await rig.refused('renewKey', { held: good, id, isKnown: false })).toEqual(
      notConnected('key-missing'),
    )
  })
})

// A plain key and a session: in nothing else do the systems differ here.
test.each(['leal', 'loke'] as const)('a %s that says nothing is given up after a while', async (provider) => {
  const rig = await newRig(hurriedTime(50, Date.now()))
  const silent = await listen(() => undefined)
  ends.push(() => silent.close())
  const key =
    provider === 'leal'
      ? ({ kind: 'key', key: 'k' } as const)
      : ({ kind: 'pair', id: 'i', secret: 's' } as const)
  const held = await hold(rig, provider, key)
  expect(await rig.refused('testConnection', { held, baseUrl: silent.origin, store: null })).toEqual({
    kind: 'not-connected',
    problem: 'no-answer-in-time',
  })
})

test('a known shop gets the new key and its new name, and stays the same shop', async () => {
  const system = await startSystem.sellauth()
  ends.push(() => system.close())
  const rig = await newRig()
  const first = await connect(rig, system)
  const again = await connect(rig, { ...system, origin: `${system.origin}/v1/` }, { zone: 'Asia/Tokyo' })
  expect(again).toEqual({ id: first.id, kept: false, known: true })
  const start = await startOf(rig)
  expect(start.connections).toHaveLength(2)
  expect(start.connection.zone).toBe('Asia/Tokyo')
})

test('of shops that no key tells, none is taken for another: a person names each, and says which is known', async () => {
  const server = await startInveterate({ key: 'inv-key', members: 3, merchantTold: 'name' })
  ends.push(() => server.close())
  const rig = await newRig()
  const key = { kind: 'key', key: 'inv-key' } as const
  const baseUrl = server.origin
  const held = await hold(rig, 'inveterate', key)
  expect(await rig.ask('testConnection', { held, baseUrl, store: null })).toEqual({
    ...{ baseUrl, stores: null, store: null },
  })
  const asking = { ...about, held, baseUrl }
  const first = await rig.ask('connectShop', { ...asking, store: 'Corner.myshopify.com' })
  expect(first).toMatchObject({ known: false })
  expect((await startOf(rig)).connection.store).toBe('named:corner.myshopify.com')

  const again = { ...asking, held: await hold(rig, 'inveterate', key), store: ' corner.myshopify.com' }
  expect(await rig.refused('connectShop', again)).toEqual({
    kind: 'not-connected',
    problem: 'store-known',
  })
  const other = await rig.ask('connectShop', { ...again, store: 'harbour.myshopify.com' })
  expect(other).toMatchObject({ known: false })
  const mine = { ...again, held: await hold(rig, 'inveterate', key), isKnown: true }
  expect(await rig.ask('connectShop', mine)).toMatchObject({ id: first.id, known: true })
  expect((await startOf(rig)).connections.filter(({ mode }) => mode === 'live')).toHaveLength(2)
  const renewed = await hold(rig, 'inveterate', key)
  expect(await rig.ask('renewKey', { held: renewed, id: other.id, isKnown: false })).toEqual({ kept: false })
})

test('a key that tells its shop is not given to one that was named, where that shop is here by itself', async () => {
  // The loyalty system begins to tell, or it is another shop's key. Nothing else is answered here.
  let data: Readonly<Record<string, string>> = { merchantName: 'Corner Shop' }
  const front = await answering((request, response) => {
    const isMerchant = request.url === '/v2.0/merchant'
    response.writeHead(isMerchant ? 200 : 500, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isMerchant ? { message: 'ok', data } : { message: 'not now' }))
  })
  const rig = await newRig()
  const key = { kind: 'key', key: 'inv-key' } as const
  const asking = async () => ({ ...about, held: await hold(rig, 'inveterate', key), baseUrl: front })
  const named = await rig.ask('connectShop', { ...(await asking()), store: 'corner' })
  data = { merchantId: 'inveterate' }
  expect(
    await rig.ask('renewKey', { held: await hold(rig, 'inveterate', key), id: named.id, isKnown: false }),
  ).toEqual({
    kept: false,
  })
  const told = await rig.ask('connectShop', { ...(await asking()), store: 'inveterate' })
  expect(
    await rig.refused('renewKey', { held: await hold(rig, 'inveterate', key), id: named.id, isKnown: false }),
  ).toEqual({
    kind: 'not-connected',
    problem: 'another-store',
  })
  // Nor the other way round, unless somebody says that it is its key: it may have been set up from a file.
  data = { merchantName: 'Corner Shop' }
  expect(
    await rig.refused('renewKey', { held: await hold(rig, 'inveterate', key), id: told.id, isKnown: false }),
  ).toEqual({
    kind: 'not-connected',
    problem: 'store-untold',
  })
  // What is told is believed before any person is.
  data = { merchantId: 'harbour' }
  expect(
    await rig.refused('renewKey', { held: await hold(rig, 'inveterate', key), id: told.id, isKnown: true }),
  ).toEqual({
    kind: 'not-connected',
    problem: 'another-store',
  })
})

test('a shop that a file set up, and that no key tells, gets its key from who says that it is its', async () => {
  const server = await startInveterate({ key: 'inv-key', members: 3, merchantTold: 'name' })
  ends.push(() => server.close())
  const { folder, remove } = temporaryFolder()
  ends.push(remove)
  const file = path.join(folder, 'provision.json')
  const shop = { name: 'Corner', provider: 'inveterate', baseUrl: server.origin, store: 'corner', key: 'old' }
  const how = { zone: 'Europe/Berlin', singleTill: false, readLagMs: 0, lateBoundMs: 0 }
  writeFileSync(file, JSON.stringify({ ...shop, ...how }))
  const rig = await startTerminal(folder, { STAMPWELL_PROVISION: file, STAMPWELL_PRACTICE_MEMBERS: '1' })
  ends.push(() => rig.close())
  const { id } = (await startOf(rig)).connection
  const held = await hold(rig, 'inveterate', { kind: 'key', key: 'inv-key' })
  expect(await rig.refused('renewKey', { held, id, isKnown: false })).toEqual({
    kind: 'not-connected',
    problem: 'store-untold',
  })
  expect(await rig.ask('renewKey', { held, id, isKnown: true })).toEqual({ kept: false })
  await rig.until('the shop is online', async () => (await startOf(rig)).link.kind === 'online')
})

test('a key that the system keeps is there after a restart', async () => {
  const system = await startSystem.inveterate()
  ends.push(() => system.close())
  const made = temporaryFolder()
  ends.push(made.remove)
  const turned = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xa5))
  const secrets = createSecretStore({
    safeStorage: {
      isAsyncEncryptionAvailable: () => Promise.resolve(true),
      encryptStringAsync: (text) => Promise.resolve(turned(Buffer.from(text))),
      decryptStringAsync: (bytes) =>
        Promise.resolve({ result: turned(bytes).toString(), shouldReEncrypt: false }),
      getSelectedStorageBackend: () => 'gnome_libsecret',
    },
    platform: 'linux',
    folder: path.join(made.folder, 'live', 'secrets'),
  })
  const first = await rigIn(made.folder, { secrets })
  expect(await connect(first, system)).toMatchObject({ kept: true })
  expect((await startOf(first)).keysNotKept).toBe(false)
  await first.close()
  const rig = await rigIn(made.folder, { secrets })
  await rig.until('the members are read', async () => (await startOf(rig)).directory.phase === 'complete')
  expect((await startOf(rig)).link.kind).toBe('online')
})

test('a key that opens other shops alone is not taken for this one’s', async () => {
  const server = await startLoke({ clientId: 'c', clientSecret: 's', customers: 5 })
  ends.push(() => server.close())
  const rig = await newRig()
  const pair = { kind: 'pair', id: 'c', secret: 's' } as const
  const store = fakeId('orgn', 1)
  const held = await hold(rig, 'loke', pair)
  const { id } = await rig.ask('connectShop', { ...about, held, baseUrl: server.origin, store })
  // The organization took the client out again; the other one still has it.
  server.books.organizations.shift()
  const again = await hold(rig, 'loke', pair)
  expect(await rig.refused('renewKey', { held: again, id, isKnown: false })).toEqual({
    kind: 'not-connected',
    problem: 'another-store',
  })
  const other = await hold(rig, 'leal', { kind: 'key', key: 'k' })
  expect(await rig.refused('renewKey', { held: other, id, isKnown: false })).toMatchObject({
    problem: 'key-missing',
  })
  expect(await rig.refused('renewKey', { held: other, id: other, isKnown: false })).toEqual({
    kind: 'not-found',
  })
})

test('of keys that are entered the newest is held, until it is let go', async () => {
  const rig = await newRig()
  const ask = (held: string) =>
    rig.refused('testConnection', { held, baseUrl: 'http://127.0.0.1:1', store: null })
  const missing = { kind: 'not-connected', problem: 'key-missing' }
  const first = await hold(rig, 'leal', { kind: 'key', key: ' one ' })
  const second = await hold(rig, 'leal', { kind: 'key', key: 'two' })
  expect(await ask(first)).toEqual(missing)
  expect(await ask(second)).not.toEqual(missing)
  await rig.ask('dropKey', { held: second })
  expect(await ask(second)).toEqual(missing)
  // A page that begins anew, or that stopped for good, has dropped nothing and can name nothing.
  const third = await hold(rig, 'leal', { kind: 'key', key: 'three' })
  await startOf(rig)
  expect(await ask(third)).toEqual(missing)
  const fourth = await hold(rig, 'leal', { kind: 'key', key: 'four' })
  rig.terminal.block({ kind: 'page-crashed' })
  expect(await ask(fourth)).toEqual(missing)
  for (const key of [
    { kind: 'key', key: 'two words' },
    { kind: 'key', key: '' },
    { kind: 'pair', id: 'a', secret: 'b' },
  ] as const) {
    expect(await rig.refused('holdKey', { provider: 'leal', key })).toMatchObject({ problem: 'key-unfit' })
  }
  const pair = { kind: 'pair', id: 'a:b', secret: 'c' } as const
  expect(await rig.refused('holdKey', { provider: 'loke', key: pair })).toMatchObject({
    problem: 'key-unfit',
  })
})

test('the first reading of the list stops when it is told to, and goes on from that page', async () => {
  const server = await startLoke({
    clientId: 'c',
    clientSecret: 's',
    customers: 60,
    ways: { pageSize: 10 },
  })
  ends.push(() => server.close())
  // What is new is asked for beside it.
  const isPage = ({ path: to, query }: (typeof server.seen)[number]): boolean =>
    to.endsWith('/customers') && query['sort'] !== 'updated'
  const pages = () => server.seen.filter(isPage)
  const letGo = server.hold((request) => isPage(request) && pages().length > 3)
  const rig = await newRig()
  const held = await hold(rig, 'loke', { kind: 'pair', id: 'c', secret: 's' })
  await rig.ask('connectShop', { ...about, held, baseUrl: server.origin, store: fakeId('orgn', 1) })
  await rig.until('some are read', async () => (await startOf(rig)).directory.members === 30)
  expect(await rig.ask('pausePull', undefined)).toMatchObject({ phase: 'paused', finishedAt: null })
  // What was on its way is answered now, and is nobody's any more.
  letGo()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(pages()).toHaveLength(4)
  expect((await startOf(rig)).directory).toMatchObject({ phase: 'paused', members: 30 })
  expect(await rig.refused('readListAgain', undefined)).toEqual({ kind: 'not-offered' })

  expect(await rig.ask('resumePull', undefined)).toMatchObject({ phase: 'pulling' })
  await rig.until('all are read', async () => {
    const { directory } = await startOf(rig)
    return directory.phase === 'complete' && directory.members === 60
  })
  expect(pages().filter(({ query }) => query['after'] === undefined)).toHaveLength(1)
  expect(await rig.refused('pausePull', undefined)).toEqual({ kind: 'not-offered' })
  expect(await rig.refused('resumePull', undefined)).toEqual({ kind: 'not-offered' })

  const { finishedAt } = (await startOf(rig)).directory
  expect(await rig.ask('readListAgain', undefined)).toMatchObject({ phase: 'complete', members: 60 })
  await rig.until('all are read again', async () => {
    const { directory } = await startOf(rig)
    return directory.finishedAt !== finishedAt && directory.keeping?.pass === null
  })
  expect(pages().filter(({ query }) => query['after'] === undefined)).toHaveLength(2)
})
