import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTransport } from '../../electron/main/outbound/fetch.ts'
import { createProvider } from '../../electron/main/providers/registry.ts'
import type { ProviderTools } from '../../electron/main/providers/http.ts'
import type { Provider } from '../../electron/main/providers/provider.ts'
import { createPracticeBackend } from '../../electron/main/training/backend.ts'
import type { PracticeBackend } from '../../electron/main/training/backend.ts'
import { readBooks } from '../../electron/main/training/books.ts'
import { inProcessTransport, practiceOrigin } from '../../electron/main/training/practice-transport.ts'
import { contractTools, describeProvider, practiceConnection } from './provider-contract.ts'
import type { ContractSubject } from './provider-contract.ts'

const members = 400
const token = 'practice-token'

function lealOver(transport: ProviderTools['transport'], baseUrl: string, key = token): Provider {
  const provider = createProvider(practiceConnection(baseUrl), contractTools(transport, key))
  if (provider === null) throw new Error('leal is not registered')
  return provider
}

/** Rewrites answers into the other forms that the vendor's pages leave open. */
function inOtherWords(
  handle: (request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  const bare = (customer: Record<string, unknown>): Record<string, unknown> => {
    const {
      customer_cards: _cards,
      external_references: _references,
      metadata: _metadata,
      ...rest
    } = customer
    return { ...rest, id: String(customer['id']), an_unknown_field: { deep: [1] } }
  }
  return async (request) => {
    const response = await handle(request)
    const path = new URL(request.url).pathname
    if (!response.ok) return response
    let body = (await response.json()) as Record<string, unknown>
    if (Array.isArray(body['customers'])) {
      body = { ...body, customers: (body['customers'] as Record<string, unknown>[]).map(bare) }
    } else if (/\/customers(\/\d+)?$/.test(path)) {
      const rest = { ...body, customer_cards: ['Coffee card'], stamps_count: '3' }
      body = { customer: rest }
    } else if (path.endsWith('/stamp')) {
      body = { customer_card: { ...body, stamps_count: String(body['stamps_count']), card_name: null } }
    } else if (path.endsWith('/customer_cards')) {
      return Response.json(body['customer_cards'], { headers: response.headers })
    }
    const headers = new Headers(response.headers)
    headers.set('content-type', 'application/vnd.leal+json')
    return new Response(JSON.stringify(body), { status: response.status, headers })
  }
}

describe('in this process', () => {
  let backend: PracticeBackend
  beforeAll(() => {
    backend = createPracticeBackend({ file: ':memory:', members, token, clock: Date })
  })
  afterAll(() => {
    backend.close()
  })
  const subject = (handle: (request: Request) => Promise<Response>): ContractSubject => ({
    provider: lealOver(inProcessTransport(handle), practiceOrigin),
    stranger: lealOver(inProcessTransport(handle), practiceOrigin, 'wrong'),
    cards: backend.sampleCards(),
    books: backend.books,
    members,
  })
  describeProvider('Leal, as the practice provider speaks', () => subject(backend.handle))
})

describe('in this process, in the other documented forms', () => {
  let backend: PracticeBackend
  beforeAll(() => {
    backend = createPracticeBackend({ file: ':memory:', members, token, clock: Date })
  })
  afterAll(() => {
    backend.close()
  })
  describeProvider('Leal with bare list rows, wrapped objects, ids and counts as text', () => ({
    provider: lealOver(inProcessTransport(inOtherWords(backend.handle)), practiceOrigin),
    stranger: lealOver(inProcessTransport(backend.handle), practiceOrigin, 'wrong'),
    cards: backend.sampleCards(),
    books: backend.books,
    members,
  }))
})

describe('over a socket', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stampwell-contract-'))
  const file = join(folder, 'practice-backend.db')
  const requests = join(folder, 'requests.jsonl')
  let server: ChildProcess
  let origin = ''
  let cards: ContractSubject['cards'] = []

  beforeAll(async () => {
    writeFileSync(join(folder, 'token'), `${token}\n`)
    // The file is made here first, for its sample cards; the server finds it.
    const made = createPracticeBackend({ file, members, token, clock: Date })
    cards = made.sampleCards()
    made.close()
    const script = new URL('../fakes/practice-server.ts', import.meta.url).pathname
    const args = [script, '--file', file, '--token-file', join(folder, 'token'), '--requests', requests]
    server = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    origin = await said(server, /^listening (http:\S+)$/m)
  })
  afterAll(async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.stdin?.end()
    await ended
    rmSync(folder, { recursive: true })
  })

  const transport = createTransport()
  describeProvider('Leal, over our own fetch', () => ({
    provider: lealOver(transport, origin),
    stranger: lealOver(transport, origin, 'wrong'),
    cards,
    books: () => readBooks(file),
    members,
  }))

  it('every change went over a connection of its own, authorized', () => {
    const lines = readFileSync(requests, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const changes = lines.filter((line) => line['method'] !== 'GET')
    expect(changes.length).toBeGreaterThan(20)
    expect(changes.every((line) => line['connection'] === 'close' && line['authorized'] === true)).toBe(true)
    expect(readFileSync(requests, 'utf8')).not.toContain(token)
  })

  it('its weather changes on request: replies are lost after the work, and a closed port refuses', async () => {
    const provider = lealOver(transport, origin)
    const member = (await provider.findByCode(cards[0]!.code, { priority: 'cashier' })) as {
      value: readonly { remoteId: string; cards: readonly { id: string; stamps: number }[] }[]
    }
    const { remoteId, cards: held } = member.value[0]!
    const stamp = (): ReturnType<Provider['addStamps']> =>
      provider.addStamps(remoteId, held[0]!.id, 2, { priority: 'background', tag: 'T1-00000000' })
    await tell(server, 'condition drop-replies')
    expect(await stamp()).toMatchObject({ failure: { kind: 'no-answer', cause: 'reset' } })
    await tell(server, 'condition offline')
    expect(await stamp()).toMatchObject({ failure: { kind: 'not-sent', cause: 'refused' } })
    await tell(server, 'condition online')
    await expect
      .poll(async () => (await provider.ping({ priority: 'cashier' })).ok, { timeout: 5_000 })
      .toBe(true)
    const now = await provider.member(remoteId, { priority: 'cashier' })
    expect(now).toMatchObject({ value: { cards: [{ stamps: held[0]!.stamps + 2 }] } })
  })
})

function said(server: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const hear = (bytes: Buffer): void => {
      text += bytes.toString()
      const found = pattern.exec(text)
      if (found === null) return
      server.stdout?.off('data', hear)
      resolve(found[1] ?? '')
    }
    server.stdout?.on('data', hear)
    server.once('exit', (code) =>
      reject(new Error(`the practice server ended with ${String(code)}: ${text}`)),
    )
  })
}

async function tell(server: ChildProcess, line: string): Promise<void> {
  const heard = said(server, new RegExp(`^done ${line}$`, 'm'))
  server.stdin?.write(`${line}\n`)
  await heard
}
