import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFaults } from './faults.ts'
import type { Fault, Struck } from './faults.ts'
import { makeBooks } from './loke-books.ts'
import type { FakeBooks } from './loke-books.ts'
import { lokeError } from './loke-desk.ts'
import type { LokeReply, LokeRequest, LokeWays } from './loke-desk.ts'
import type { SeenRequest } from './loke-desk.ts'
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
  /** The next authorized requests of this kind meet these, one each, in order. */
  fault(on: Struck, ...faults: readonly Fault[]): void
  /** From now on such requests wait, until what is answered is called. */
  hold(which: (request: SeenRequest) => boolean): () => void
  /** Every token ends now. */
  endTokens(): void
  /** From now on reads are answered from this moment's books; false: from the true ones. */
  stale(on: boolean): void
  /** Does what is late and counts what was only written down. */
  catchUp(): Promise<void>
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
  updatedRuns: 'falling',
}

/** Starts a server that knows every path of LOKE's pages and nothing else. */
export async function startLoke(options: LokeServerOptions): Promise<LokeServer> {
  const ways = { ...usualWays, ...options.ways }
  const books = makeBooks(options.customers)
  const tokens = createTokens(options.clientId, options.clientSecret, options.tokenSeconds ?? 3_600)
  const seen: SeenRequest[] = []
  const faults = createFaults()
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
    await faults.answer(method, response, (done) => {
      const reply = answerLoke(asked, method === 'GET' ? (frozen ?? books) : books, ways, origin)
      // Written down, and not counted before `catchUp`.
      const record = books.organizations.flatMap((each) => each.points).at(-1)
      if (done === 'part' && record !== undefined) record.counted = false
      return reply
    })
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
    fault: faults.add,
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
    catchUp: async () => {
      await faults.applyLate()
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
