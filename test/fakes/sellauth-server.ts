// A SellAuth that is hard to please, on a real loopback socket, with weather on order.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { createSellAuthBooks } from './sellauth-books.ts'
import type { SellAuthBooks } from './sellauth-books.ts'
import type { SellAuthDialect, SellAuthReply } from './sellauth-replies.ts'
import { judgeSellAuth } from './sellauth-rules.ts'

/** What goes wrong with the next request. */
export type SellAuthFault =
  /** The connection is reset before anything is done. */
  | { readonly kind: 'lost-request' }
  /** Done, and then the connection is reset. */
  | { readonly kind: 'lost-reply' }
  /** Not done yet: an error or nothing is answered, and the work waits for `applyLate`. */
  | { readonly kind: 'late'; readonly answer: 'reset' | 504 }
  /** An error of the server's, before the work, after it, or in the middle of it. */
  | { readonly kind: 'failure'; readonly status: number; readonly when: 'before' | 'after' | 'partly' }
  | { readonly kind: 'limited'; readonly retryAfter: string | null }
  /** Somebody else's page; with `done` the work is done all the same. */
  | { readonly kind: 'html'; readonly status: number; readonly done?: boolean }
  /** The true answer, in pieces of a few bytes. */
  | { readonly kind: 'drip'; readonly ms: number }
  /** The true answer cut in the middle: as a whole answer, or with the connection closed too early. */
  | { readonly kind: 'truncated'; readonly honest: boolean }
  /** The true answer in other words. */
  | { readonly kind: 'rewrite'; readonly as: (body: unknown) => unknown }
  /** Any bytes at all. */
  | { readonly kind: 'raw'; readonly status: number; readonly type: string; readonly body: Buffer | string }

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
  /** The next requests meet these, one each, in order. */
  inject(...faults: readonly SellAuthFault[]): void
  /** Does what `late` put off. */
  applyLate(): void
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
    overdraft: false,
    ...options.dialect,
  }
  const requests: SeenRequest[] = []
  const faults: SellAuthFault[] = []
  const late: (() => void)[] = []

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
    await deliver(reply, faults.shift() ?? null, response, (work) => late.push(work))
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
    inject: (...more) => faults.push(...more),
    applyLate: () => {
      for (const work of late.splice(0)) work()
    },
    forget: () => {
      requests.length = 0
      faults.length = 0
      late.length = 0
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function deliver(
  reply: SellAuthReply,
  fault: SellAuthFault | null,
  response: ServerResponse,
  putOff: (work: () => void) => void,
): Promise<void> {
  const done = (partly = false): void => reply.apply?.(partly)
  switch (fault?.kind) {
    case undefined:
      done()
      {
        send(response, reply.status, reply.body)
        return
      }
    case 'lost-request': {
      reset(response)
      return
    }
    case 'lost-reply':
      done()
      {
        reset(response)
        return
      }
    case 'late':
      if (reply.apply !== undefined) putOff(reply.apply)
      if (fault.answer === 'reset') {
        reset(response)
        return
      }
      {
        raw(response, fault.answer, 'text/html', '<html>504 Gateway Time-out</html>')
        return
      }
    case 'failure':
      if (fault.when !== 'before') done(fault.when === 'partly')
      {
        send(response, fault.status, { message: 'Server Error' })
        return
      }
    case 'limited':
      response.setHeader('x-ratelimit-remaining', '0')
      if (fault.retryAfter !== null) response.setHeader('retry-after', fault.retryAfter)
      {
        send(response, 429, { message: 'Too Many Attempts.' })
        return
      }
    case 'html':
      if (fault.done === true) done()
      {
        raw(response, fault.status, 'text/html; charset=UTF-8', '<!doctype html><p>Please sign in.')
        return
      }
    case 'drip': {
      done()
      const bytes = Buffer.from(JSON.stringify(reply.body ?? null))
      response.writeHead(reply.status, { 'content-type': 'application/json' })
      const step = Math.ceil(bytes.length / 8)
      for (let at = 0; at < bytes.length; at += step) {
        response.write(bytes.subarray(at, at + step))
        await wait(fault.ms)
      }
      response.end()
      return
    }
    case 'truncated': {
      done()
      const bytes = Buffer.from(JSON.stringify(reply.body ?? null))
      const cut = bytes.subarray(0, Math.floor(bytes.length / 2))
      if (fault.honest) {
        raw(response, reply.status, 'application/json', cut)
        return
      }
      response.writeHead(reply.status, {
        'content-type': 'application/json',
        'content-length': String(bytes.length),
      })
      response.write(cut, () => response.socket?.end())
      return
    }
    case 'rewrite':
      done()
      {
        send(response, reply.status, fault.as(reply.body))
        return
      }
    case 'raw':
      done()
      {
        raw(response, fault.status, fault.type, fault.body)
        return
      }
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (status === 302) response.setHeader('location', '/login')
  if (body === undefined) {
    response.writeHead(status).end()
    return
  }
  raw(response, status, 'application/json', JSON.stringify(body))
}

function raw(response: ServerResponse, status: number, type: string, body: Buffer | string): void {
  response.writeHead(status, { 'content-type': type }).end(body)
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy()
}
