// Leal's dialect on a real loopback socket: the practice backend behind rules that are hard to please, with weather.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPracticeBackend } from '../../electron/main/training/backend.ts'
import type { PracticeBackend, PracticeOptions } from '../../electron/main/training/backend.ts'
import { practiceAccount } from '../../electron/main/training/wire-customers.ts'
import { createFaults } from './faults.ts'
import type { Fault, Honest, Struck } from './faults.ts'
import { refusedByLeal } from './leal-rules.ts'

/** A request that came, whatever became of it. Neither key nor body is kept. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly authorized: boolean
  readonly connection: string | null
}

/** Says a good answer in other words. */
export type Reword = (body: Record<string, unknown>, url: URL) => unknown

/** A Leal of our own. */
export interface LealServer {
  readonly origin: string
  readonly requests: readonly SeenRequest[]
  readonly sampleCards: PracticeBackend['sampleCards']
  readonly books: PracticeBackend['books']
  /** Requests that could change something. */
  mutations(): readonly SeenRequest[]
  /** What the true books answer to a read, without rules, words or weather. */
  read(path: string): Promise<Readonly<Record<string, unknown>>>
  /** What its members are called and reached by. */
  personal(): Promise<readonly string[]>
  /** The next requests of this kind meet these, one each, in order. */
  fault(on: Struck, ...faults: readonly Fault[]): void
  applyLate(): Promise<void>
  /** From now on reads are answered from this moment; false: from the true books. */
  stale(on: boolean): Promise<void>
  close(): Promise<void>
}

/** How to build one. */
export interface LealServerOptions extends Pick<PracticeOptions, 'members' | 'rateLimit'> {
  readonly token: string
  readonly reword?: Reword
}

/** Starts one with made-up members and nothing kept after it. */
export async function startLeal(options: LealServerOptions): Promise<LealServer> {
  const { token, reword = (body: unknown) => body } = options
  const open = (): PracticeBackend => createPracticeBackend({ ...options, file: ':memory:', clock: Date })
  const backend = open()
  let frozen: PracticeBackend | null = null
  const changes: Asked[] = []
  const requests: SeenRequest[] = []
  const faults = createFaults()

  const ask = async (from: PracticeBackend, { method, url, headers, body }: Asked): Promise<Honest> => {
    const authorization = headers.authorization ?? ''
    const init = { method, headers: { authorization }, ...(body === '' ? {} : { body }) }
    const reply = await from.handle(new Request(url, init))
    const told = (await reply.json()) as Record<string, unknown>
    const { 'content-type': _type, ...rest } = Object.fromEntries(reply.headers)
    return { status: reply.status, body: reply.ok ? reword(told, url) : told, headers: rest }
  }

  const act = (asked: Asked): Promise<Honest> => {
    if (asked.method === 'GET') return ask(frozen ?? backend, asked)
    changes.push(asked)
    return ask(backend, asked)
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const { method = 'GET', headers } = request
    const asked: Asked = { method, url, headers, body: Buffer.concat(parts).toString('utf8') }
    const authorized = headers.authorization === `Bearer ${token}`
    requests.push({ method, path: url.pathname, authorized, connection: headers.connection ?? null })
    const refused = authorized ? refusedByLeal(asked) : null
    await faults.answer(method, response, (done) => refused ?? act(partOf(asked, done)))
  }
  const server = createServer((request, response) => {
    // Who asked may be gone already.
    answer(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const read: LealServer['read'] = async (path) => {
    const url = `http://127.0.0.1/api/v1/accounts/${practiceAccount}${path}`
    const reply = await backend.handle(new Request(url, { headers: { authorization: `Bearer ${token}` } }))
    return (await reply.json()) as Readonly<Record<string, unknown>>
  }
  const thaw = (): void => {
    frozen?.close()
    frozen = null
  }
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    sampleCards: backend.sampleCards,
    books: backend.books,
    mutations: () => requests.filter(({ method }) => method !== 'GET'),
    read,
    personal: async () => personalIn((await read('/customers?items=100'))['customers']),
    fault: faults.add,
    applyLate: faults.applyLate,
    stale: async (on) => {
      thaw()
      if (!on) return
      // The same members and the same changes in the same order make the same shop.
      const then = open()
      for (const change of changes) await ask(then, change)
      frozen = then
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      thaw()
      backend.close()
    },
  }
}

interface Asked {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** What a server that dies halfway has done: a customer without the card, the first field alone, fewer stamps. */
function partOf(asked: Asked, done: 'part' | 'all'): Asked {
  if (done === 'all' || asked.body === '') return asked
  const { card_id: _card, customer, ...rest } = JSON.parse(asked.body) as Record<string, unknown>
  const first = Object.entries(customer ?? {}).slice(0, 1)
  const cut = asked.method === 'PATCH' ? Object.fromEntries(first) : customer
  const stamps = typeof rest['stamps'] === 'number' ? { stamps: Math.ceil(rest['stamps'] / 2) } : {}
  const body = { ...rest, ...stamps, ...(customer === undefined ? {} : { customer: cut }) }
  return { ...asked, body: JSON.stringify(body) }
}

function personalIn(customers: unknown): readonly string[] {
  return (customers as readonly Readonly<Record<string, unknown>>[]).flatMap((row) =>
    ['first_name', 'last_name', 'email', 'phone', 'birthday'].flatMap((name) => {
      const text = row[name]
      return typeof text === 'string' && text !== '' ? [text] : []
    }),
  )
}
