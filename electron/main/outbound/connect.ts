import { request as httpRequest } from 'node:http'
import { connect as connectTcp, isIP } from 'node:net'
import type { Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { SecureContext } from 'node:tls'
import type { Route } from './proxy.ts'
import { beforeConnected, TransportError } from './transport-error.ts'

/** What connecting needs to know. */
export interface ConnectOptions {
  readonly url: URL
  readonly route: Route
  readonly secureContext: () => SecureContext
  /** For everything: name look-up, connection, proxy and TLS handshake. */
  readonly timeoutMs: number
  readonly signal: AbortSignal | null
}

/**
 * A connection that stands: for https its handshake is done and its certificate was accepted.
 *
 * Throws a TransportError of kind `not-sent` alone: no byte of the request has been written yet.
 */
export async function connect(options: ConnectOptions): Promise<Socket> {
  const deadline = AbortSignal.timeout(options.timeoutMs)
  const stop = options.signal === null ? deadline : AbortSignal.any([options.signal, deadline])
  try {
    return await connectBy(options, stop)
  } catch (error) {
    if (options.signal?.aborted === true) throw new TransportError({ kind: 'not-sent', cause: 'aborted' })
    if (deadline.aborted) throw new TransportError({ kind: 'not-sent', cause: 'connect-timeout' }, error)
    throw beforeConnected(error)
  }
}

async function connectBy(options: ConnectOptions, stop: AbortSignal): Promise<Socket> {
  const { url, route } = options
  const secure = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port)

  if (route.kind === 'direct') {
    const plain = await settled(connectTcp({ host, port }), 'connect', stop)
    return secure ? await handshake(plain, host, options, stop) : plain
  }
  const toProxy = await settled(connectTcp({ host: route.host, port: route.port }), 'connect', stop)
  const proxy = route.secure ? await handshake(toProxy, route.host, options, stop) : toProxy
  if (!secure) return proxy
  const tunnel = await openTunnel(proxy, `${url.hostname}:${port}`, stop)
  return await handshake(tunnel, host, options, stop)
}

async function handshake(
  socket: Socket,
  host: string,
  options: ConnectOptions,
  stop: AbortSignal,
): Promise<Socket> {
  // The secured socket reports every error of the one below it; without a listener there Node would throw it too.
  socket.on('error', () => undefined)
  const secured = connectTls({
    socket,
    host,
    // A server name must be a name: for an address there is none to send, and the certificate is still checked.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    secureContext: options.secureContext(),
    ALPNProtocols: ['http/1.1'],
  })
  try {
    return await settled(secured, 'secureConnect', stop)
  } catch (error) {
    socket.destroy()
    const sorted = beforeConnected(error)
    // Whatever breaks here breaks the handshake, a reset by a filtering box included.
    throw sorted.trouble.kind === 'not-sent' && sorted.trouble.cause === 'unreachable'
      ? new TransportError({ kind: 'not-sent', cause: 'tls' }, error)
      : sorted
  }
}

/** Asks a proxy for a tunnel. Any other answer than 200 means that our request went nowhere. */
function openTunnel(proxy: Socket, authority: string, stop: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const fail = (cause?: unknown): void => {
      proxy.destroy()
      reject(new TransportError({ kind: 'not-sent', cause: 'unreachable' }, cause))
    }
    const asking = httpRequest({
      createConnection: () => proxy,
      method: 'CONNECT',
      path: authority,
      headers: { host: authority },
      signal: stop,
    })
    asking.once('connect', (reply, socket, head) => {
      // Bytes before our own handshake cannot come from the server that we mean.
      if (reply.statusCode === 200 && head.length === 0) resolve(socket)
      else fail()
    })
    asking.once('response', () => {
      fail()
    })
    asking.once('error', fail)
    asking.end()
  })
}

function settled<S extends Socket>(
  socket: S,
  event: 'connect' | 'secureConnect',
  stop: AbortSignal,
): Promise<S> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      socket.off('error', failed)
      socket.off('close', closed)
      socket.off(event, stood)
      stop.removeEventListener('abort', stopped)
    }
    const failed = (error: Error): void => {
      done()
      socket.destroy()
      reject(error)
    }
    const closed = (): void => {
      failed(new Error('closed'))
    }
    const stopped = (): void => {
      failed(new TransportError({ kind: 'not-sent', cause: 'aborted' }))
    }
    const stood = (): void => {
      done()
      resolve(socket)
    }
    socket.once('error', failed)
    socket.once('close', closed)
    socket.once(event, stood)
    stop.addEventListener('abort', stopped, { once: true })
    if (stop.aborted) stopped()
  })
}
