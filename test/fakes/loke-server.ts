import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { makeBooks } from './loke-books.ts'
import type { FakeBooks } from './loke-books.ts'
import { lokeError } from './loke-desk.ts'
import type { LokeReply, LokeRequest, LokeWays } from './loke-desk.ts'
import type { Fault, SeenRequest } from './loke-faults.ts'
import { answerLoke } from './loke-routes.ts'
import { createTokens } from './loke-tokens.ts'

/** A LOKE of our own on a loopback socket. */
export interface LokeServer {
  readonly origin: string
  readonly tokenUrl: string
  readonly books: FakeBooks
  /** Requests to the API, in order; the token endpoint's are not among them. */
  readonly seen: readonly SeenRequest[]
  /** Requests to the token endpoint that were granted. */
  readonly tokensGranted: () => number
  /** Requests to the token endpoint of any kind. */
  readonly tokensAsked: () => number
  /** The next requests of this method meet these faults, one each. */
  fail(method: string, ...faults: readonly Fault[]): void
  /** From now on such requests wait, until what is answered is called. */
  hold(which: (request: SeenRequest) => boolean): () => void
  /** Every token ends now. */
  endTokens(): void
  /** From now on reads are answered from this moment's books; false: from the true ones. */
  stale(on: boolean): void
  /** Does what is late and counts what was only written down. */
  catchUp(): void
  close(): Promise<void>
}

/** How to build one. */
export interface LokeServerOptions {
  readonly clientId: string
  readonly clientSecret: string
  readonly customers: number
  readonly tokenSeconds?: number
  readonly ways?: Partial<LokeWays>
}

const usualWays: LokeWays = {
  errorShape: 'code',
  nextPage: 'url',
  referenceScope: 'customer',
  belowZero: 'allowed',
  overlooksFilters: false,
  quietAnswer: 'nothing',
  pageSize: 1000,
}

/** Starts a server that knows every path of LOKE's pages and nothing else. */
export async function startLoke(options: LokeServerOptions): Promise<LokeServer> {
  const ways = { ...usualWays, ...options.ways }
  const books = makeBooks(options.customers)
  const tokens = createTokens(options.clientId, options.clientSecret, options.tokenSeconds ?? 3_600)
  const seen: SeenRequest[] = []
  const faults: { readonly method: string; readonly fault: Fault }[] = []
  const late: (() => void)[] = []
  let frozen: FakeBooks | null = null
  let held: {
    readonly which: (request: SeenRequest) => boolean
    readonly until: Promise<void>
  } | null = null
  let origin = ''

  const server = createServer((request, response) => {
    // A client that goes away in the middle of an answer is what these tests are about.
    void serve(request, response).catch(() => response.destroy())
  })

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const bytes: Buffer[] = []
    for await (const part of request) bytes.push(part as Buffer)
    const text = Buffer.concat(bytes).toString('utf8')
    const url = new URL(request.url ?? '/', origin)
    if (url.pathname === '/token') {
      write(response, tokens.answer(request, text))
      return
    }
    const authorized = tokens.isGood(request.headers.authorization)
    const method = request.method ?? ''
    const shown: SeenRequest = {
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: parsed(text),
      authorized,
      connection: request.headers.connection ?? null,
    }
    seen.push(shown)
    if (!authorized) {
      write(response, lokeError(401, 'unauthorized', ways.errorShape))
      return
    }
    const wrong = malformed(request, url, text)
    if (wrong !== null) {
      write(response, lokeError(wrong, 'bad_request', ways.errorShape))
      return
    }
    const parts = url.pathname.slice(1).split('/').map(decodeURIComponent)
    const asked: LokeRequest = {
      method,
      parts,
      path: url.pathname,
      query: url.searchParams,
      body: parsed(text),
    }
    if (held?.which(shown) === true) await held.until
    const at = faults.findIndex((each) => each.method === method)
    const fault = at < 0 ? null : (faults.splice(at, 1)[0]?.fault ?? null)
    await spoil(response, fault, () =>
      answerLoke(asked, method === 'GET' ? (frozen ?? books) : books, ways, origin),
    )
  }

  const spoil = async (
    response: ServerResponse,
    fault: Fault | null,
    act: () => LokeReply,
  ): Promise<void> => {
    switch (fault?.kind) {
      case undefined:
        write(response, act())
        return
      case 'answer':
        if (fault.when === 'after') act()
        response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers })
        response.end(fault.text)
        return
      case 'reset':
        if (fault.when === 'after') act()
        response.socket?.resetAndDestroy()
        return
      case 'late':
        late.push(act)
        response.socket?.resetAndDestroy()
        return
      case 'partly': {
        act()
        const record = books.organizations.flatMap((each) => each.points).at(-1)
        if (record !== undefined) record.counted = false
        write(response, lokeError(500, 'internal', ways.errorShape))
        return
      }
      case 'half': {
        const body = JSON.stringify(act().body ?? {})
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length + 8 })
        response.write(body.slice(0, body.length / 2), () => response.socket?.destroy())
        return
      }
      case 'drip': {
        const reply = act()
        const body = JSON.stringify(reply.body ?? {})
        response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
        for (const letter of body) {
          if (response.destroyed) return
          response.write(letter)
          await wait(fault.msEach)
        }
        response.end()
        return
      }
      case 'reword': {
        const reply = act()
        write(response, { ...reply, body: fault.change(reply.body) })
        return
      }
    }
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    tokenUrl: `${origin}/token`,
    books,
    seen,
    tokensGranted: tokens.granted,
    tokensAsked: tokens.asked,
    fail: (method, ...some) => {
      for (const fault of some) faults.push({ method, fault })
    },
    hold: (which) => {
      const { promise, resolve } = Promise.withResolvers<undefined>()
      held = { which, until: promise.then(() => undefined) }
      return () => {
        held = null
        resolve(undefined)
      }
    },
    endTokens: tokens.endAll,
    stale: (on) => {
      frozen = on ? structuredClone(books) : null
    },
    catchUp: () => {
      for (const act of late.splice(0)) act()
      for (const organization of books.organizations)
        for (const record of organization.points) record.counted = true
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** The status for what is no proper request; null where it is one. */
function malformed(request: IncomingMessage, url: URL, text: string): number | null {
  const { headers } = request
  if (!(headers.accept ?? '').includes('application/json')) return 406
  if (url.pathname.includes('//') || url.pathname.endsWith('/')) return 404
  if (request.method === 'GET') return text === '' ? null : 400
  if (text === '') return null
  if (headers['transfer-encoding'] !== undefined || headers['content-length'] === undefined) return 411
  if (!/^application\/json(?:;|$)/.test(headers['content-type'] ?? '')) return 415
  return parsed(text) === undefined ? 400 : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A reply as LOKE sends it: JSON with a charset, or nothing. */
function write(response: ServerResponse, reply: LokeReply): void {
  if (reply.body === undefined) {
    response.writeHead(reply.status, { ...reply.headers })
    response.end()
    return
  }
  response.writeHead(reply.status, { 'content-type': 'application/json; charset=utf-8', ...reply.headers })
  response.end(JSON.stringify(reply.body))
}
