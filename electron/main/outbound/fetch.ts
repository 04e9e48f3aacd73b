import { Agent } from 'node:http'
import type { ClientRequestArgs } from 'node:http'
import type { Duplex } from 'node:stream'
import type { SecureContext } from 'node:tls'
import { gunzipSync } from 'node:zlib'
import { createTrust } from './certificates.ts'
import { connect } from './connect.ts'
import { exchange } from './exchange.ts'
import type { AnswerLimits, Incoming, Outgoing } from './exchange.ts'
import { parsePac } from './proxy.ts'
import type { Route } from './proxy.ts'
import type { Transport } from './transport.ts'
import { TransportError } from './transport-error.ts'

/** Time and size limits of one request. */
export interface FetchLimits extends AnswerLimits {
  /** Name look-up, connection, proxy and TLS handshake together, ms; before that, as long again for which proxy it is. */
  readonly connectMs: number
}

/** Generous on purpose: a limit that strikes too early turns a slow answer into an unknown one. */
export const fetchLimits: FetchLimits = {
  connectMs: 5_000,
  headersMs: 30_000,
  bodyMs: 30_000,
  bodyBytes: 8 * 1024 * 1024,
}

/** How our fetch reaches the network. */
export interface FetchOptions {
  /** `fresh` for whatever changes something; `keep-alive` may reuse an idle connection. */
  readonly agent: 'fresh' | 'keep-alive'
  /** The system's answer for an address, as a PAC string; always direct where absent. */
  readonly proxy?: (url: string) => Promise<string>
  /** PEM certificates to trust besides Node's and the system's. */
  readonly ca?: readonly string[]
  /** Told once when the system's certificates cannot be used. */
  readonly onSystemStoreUnusable?: (error: unknown) => void
  readonly limits?: Partial<FetchLimits>
}

/** Both ways to the network with one set of rules. */
export function createTransport(options: Omit<FetchOptions, 'agent'> = {}): Transport {
  const trust = trustOf(options)
  return {
    read: createFetch({ ...options, agent: 'keep-alive' }, trust),
    write: createFetch({ ...options, agent: 'fresh' }, trust),
  }
}

/**
 * A fetch that does exactly one thing: sends the request once and gives back what was answered.
 *
 * No redirect is followed (3xx comes back as it is), nothing is repeated (421 and a lost connection
 * included), no cookie is kept. Every failure is a TransportError that says whether the connection stood.
 */
export function createFetch(options: FetchOptions, secureContext = trustOf(options)): typeof fetch {
  const limits: FetchLimits = { ...fetchLimits, ...options.limits }
  const pools = new Map<string, Agent>()

  const poolOf = (url: URL, route: Route): Agent => {
    const name = `${url.origin} ${JSON.stringify(route)}`
    const known = pools.get(name)
    if (known !== undefined) return known
    const made = new Pool(url, route, secureContext, limits.connectMs)
    pools.set(name, made)
    return made
  }

  const sendBy = async (route: Route, request: Omit<Outgoing, 'absoluteForm'>): Promise<Incoming> => {
    const { url, signal } = request
    const outgoing = { ...request, absoluteForm: route.kind === 'proxy' && url.protocol === 'http:' }
    if (options.agent === 'keep-alive') {
      return await exchange(outgoing, { kind: 'pool', agent: poolOf(url, route) }, limits)
    }
    const socket = await connect({ url, route, secureContext, timeoutMs: limits.connectMs, signal })
    return await exchange(outgoing, { kind: 'fresh', socket }, limits)
  }

  return async (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    const bytes = request.body === null ? null : new Uint8Array(await request.arrayBuffer())
    const routes =
      options.proxy === undefined
        ? [direct]
        : await routesFor(url, options.proxy, limits.connectMs, request.signal)
    let last: TransportError | null = null
    for (const route of routes) {
      try {
        const { method, headers, signal } = request
        return toResponse(
          await sendBy(route, { url, method, headers, body: bytes, signal }),
          limits.bodyBytes,
        )
      } catch (error) {
        if (!(error instanceof TransportError)) {
          throw new TransportError({ kind: 'no-answer', cause: 'other' }, error)
        }
        // Another way may only be tried while this one provably carried nothing.
        if (error.trouble.kind !== 'not-sent' || error.trouble.cause === 'aborted') throw error
        last = error
      }
    }
    throw last ?? new TransportError({ kind: 'not-sent', cause: 'unreachable' })
  }
}

/** Whom requests with these options trust; read once, for the system may take its time over its list. */
function trustOf({
  ca,
  onSystemStoreUnusable,
}: Pick<FetchOptions, 'ca' | 'onSystemStoreUnusable'>): () => SecureContext {
  return createTrust({
    ...(ca === undefined ? {} : { extra: ca }),
    ...(onSystemStoreUnusable === undefined ? {} : { onSystemStoreUnusable }),
  })
}

const direct: Route = { kind: 'direct' }

async function routesFor(
  url: URL,
  proxy: (url: string) => Promise<string>,
  patienceMs: number,
  signal: AbortSignal,
): Promise<readonly Route[]> {
  const deadline = AbortSignal.timeout(patienceMs)
  try {
    // A proxy script needs the host, never the path with its names and numbers.
    return parsePac(await unless(AbortSignal.any([signal, deadline]), proxy(`${url.origin}/`)))
  } catch (error) {
    const late = deadline.aborted ? 'connect-timeout' : 'unreachable'
    throw new TransportError({ kind: 'not-sent', cause: signal.aborted ? 'aborted' : late }, error)
  }
}

/** The system may look for a proxy script on a network that swallows the question: nobody waits for it for ever. */
function unless<T>(stop: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopped = (): void => {
      reject(new Error('nobody waits any more'))
    }
    stop.addEventListener('abort', stopped, { once: true })
    if (stop.aborted) stopped()
    work.then(resolve, reject).finally(() => {
      stop.removeEventListener('abort', stopped)
    })
  })
}

/** Idle connections to one place by one way. Closed after 4 s of rest, before servers usually close theirs. */
class Pool extends Agent {
  readonly #connect: () => Promise<Duplex>

  constructor(url: URL, route: Route, secureContext: () => SecureContext, timeoutMs: number) {
    super({ keepAlive: true, maxFreeSockets: 4, timeout: 4_000 })
    this.#connect = () => connect({ url, route, secureContext, timeoutMs, signal: null })
  }

  override createConnection(
    _options: ClientRequestArgs,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    this.#connect().then(
      (socket) => callback?.(null, socket),
      // The type asks for a stream beside the error; Node never looks at it.
      (error: unknown) => (callback as ((error: unknown) => void) | undefined)?.(error),
    )
    return undefined
  }
}

function toResponse(incoming: Incoming, most: number): Response {
  const { status } = incoming
  const unusable = (cause?: unknown): TransportError =>
    new TransportError({ kind: 'unusable', status }, cause)
  if (status < 200 || status > 599) throw unusable()
  try {
    const headers = new Headers()
    for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
      headers.append(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '')
    }
    const packed = headers.get('content-encoding')?.toLowerCase() === 'gzip' && incoming.body.byteLength > 0
    const body = packed ? gunzipSync(incoming.body, { maxOutputLength: most }) : incoming.body
    if (packed) headers.delete('content-encoding')
    const empty = status === 204 || status === 205 || status === 304
    return new Response(empty ? null : body, { status, headers })
  } catch (error) {
    throw unusable(error)
  }
}
