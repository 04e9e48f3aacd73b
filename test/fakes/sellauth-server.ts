// A SellAuth that is hard to please, on a real loopback socket, with weather on order.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFaults } from './faults.ts'
import type { Fault, Struck } from './faults.ts'
import { createSellAuthBooks } from './sellauth-books.ts'
import type { SellAuthBooks } from './sellauth-books.ts'
import type { SellAuthDialect } from './sellauth-replies.ts'
import { judgeSellAuth } from './sellauth-rules.ts'

/** A request that came, whatever became of it. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: string
  readonly authorized: boolean
  readonly connection: string | null
}

export interface SellAuthServer {
  readonly origin: string
  readonly key: string
  readonly shop: string
  readonly books: SellAuthBooks
  readonly dialect: SellAuthDialect
  readonly requests: readonly SeenRequest[]
  /** Requests that were not GETs. */
  mutations(): readonly SeenRequest[]
  /** The next requests of this kind meet these, one each, in order. */
  fault(on: Struck, ...faults: readonly Fault[]): void
  /** Does what `late` put off. */
  applyLate(): Promise<void>
  /** Forgets requests and faults; the books stay. */
  forget(): void
  close(): Promise<void>
}

export interface SellAuthServerOptions {
  readonly customers?: number
  readonly clock?: { now(): number }
  readonly dialect?: Partial<SellAuthDialect>
}

/** Starts one on a free port. */
export async function startSellAuth(options: SellAuthServerOptions = {}): Promise<SellAuthServer> {
  // Keys of this form are two parts with a bar between.
  const key = '5550001|fAkEkEyThAtOpEnSnOtHiNgElSe'
  const books = createSellAuthBooks(options.customers ?? 7, options.clock ?? Date)
  const dialect: SellAuthDialect = {
    history: 'paginator',
    customer: 'bare',
    changes: 'empty-object',
    filters: 'exact',
    direction: 'heard',
    overdraft: false,
    ...options.dialect,
  }
  const requests: SeenRequest[] = []
  const faults = createFaults()

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = Buffer.concat(parts).toString('utf8')
    const method = request.method ?? 'GET'
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`)
    requests.push({
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body,
      authorized: request.headers.authorization === `Bearer ${key}`,
      connection: request.headers.connection ?? null,
    })
    const headers = { ...request.headers } as Readonly<Record<string, string | undefined>>
    const reply = judgeSellAuth({ method, url, headers, body }, books, dialect, key)
    await faults.answer(method, response, (done) => {
      reply.apply?.(done === 'part')
      return { ...reply, ...(reply.status === 302 ? { headers: { location: '/login' } } : {}) }
    })
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    shop: String(books.shop),
    books,
    dialect,
    requests,
    mutations: () => requests.filter((each) => each.method !== 'GET'),
    fault: faults.add,
    applyLate: faults.applyLate,
    forget: () => {
      requests.length = 0
      faults.forget()
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
