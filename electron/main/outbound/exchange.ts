import { request as httpRequest } from 'node:http'
import type { Agent, IncomingMessage, RequestOptions } from 'node:http'
import type { Socket } from 'node:net'
import { afterConnected, beforeConnected, TransportError } from './transport-error.ts'
import type { Trouble } from './transport-error.ts'

/** How long and how large an answer may be. */
export interface AnswerLimits {
  /** From the connection to the last header, ms. */
  readonly headersMs: number
  /** From the last header to the last byte, ms, however steadily it drips. */
  readonly bodyMs: number
  /** Bytes of body, also after unpacking. */
  readonly bodyBytes: number
}

/** A request taken apart, ready for the wire. */
export interface Outgoing {
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  readonly body: Uint8Array | null
  readonly signal: AbortSignal
  /** True where the request line must name the whole address (plain http through a proxy). */
  readonly absoluteForm: boolean
}

/** Over which connection: one that already stands, or one from a pool that connects by itself. */
export type Way =
  { readonly kind: 'fresh'; readonly socket: Socket } | { readonly kind: 'pool'; readonly agent: Agent }

/** What came back, whole. */
export interface Incoming {
  readonly status: number
  /** Names and values in turn, as received. */
  readonly rawHeaders: readonly string[]
  readonly body: Buffer<ArrayBuffer>
}

/** Sends one request once and reads the whole answer, or throws a TransportError. */
export function exchange(outgoing: Outgoing, way: Way, limits: AnswerLimits): Promise<Incoming> {
  return new Promise((resolve, reject) => {
    let connected = way.kind === 'fresh'
    let settled = false
    let timer: NodeJS.Timeout | null = null

    const settle = (): boolean => {
      if (settled) return false
      settled = true
      if (timer !== null) clearTimeout(timer)
      outgoing.signal.removeEventListener('abort', aborted)
      return true
    }
    const fail = (error: TransportError): void => {
      if (!settle()) return
      request.destroy()
      reject(error)
    }
    const failAs = (trouble: Trouble, cause?: unknown): void => {
      fail(new TransportError(trouble, cause))
    }
    const waitAtMost = (ms: number): void => {
      if (timer !== null) clearTimeout(timer)
      timer = setTimeout(() => {
        failAs({ kind: 'no-answer', cause: 'timeout' })
      }, ms)
    }
    const aborted = (): void => {
      failAs(connected ? { kind: 'no-answer', cause: 'aborted' } : { kind: 'not-sent', cause: 'aborted' })
    }

    const request = httpRequest(requestOptions(outgoing, way))
    request.once('socket', () => {
      connected = true
      waitAtMost(limits.headersMs)
    })
    request.on('error', (error) => {
      fail(connected ? afterConnected(error) : beforeConnected(error))
    })
    // Nobody asked to change the protocol; what speaks here is not the provider.
    request.once('upgrade', (reply) => {
      failAs({ kind: 'unusable', status: reply.statusCode ?? 0 })
    })
    request.once('response', (reply) => {
      waitAtMost(limits.bodyMs)
      readBody(reply, limits.bodyBytes, fail, (body) => {
        if (!settle()) return
        resolve({
          status: reply.statusCode ?? 0,
          rawHeaders: reply.rawHeaders,
          body,
        })
      })
    })
    outgoing.signal.addEventListener('abort', aborted, { once: true })
    if (outgoing.signal.aborted) aborted()
    else request.end(outgoing.body ?? undefined)
  })
}

function requestOptions(outgoing: Outgoing, way: Way): RequestOptions {
  const { url } = outgoing
  const headers: Record<string, string> = { host: url.host }
  for (const [name, value] of outgoing.headers) headers[name] = value
  headers['accept-encoding'] = 'gzip'
  if (outgoing.body !== null) headers['content-length'] = String(outgoing.body.byteLength)
  return {
    method: outgoing.method,
    // The pool names its connections by these.
    host: url.hostname,
    port: url.port,
    path: outgoing.absoluteForm
      ? `${url.origin}${url.pathname}${url.search}`
      : `${url.pathname}${url.search}`,
    headers,
    ...(way.kind === 'fresh' ? { createConnection: () => way.socket } : { agent: way.agent }),
  }
}

function readBody(
  reply: IncomingMessage,
  most: number,
  fail: (error: TransportError) => void,
  done: (body: Buffer<ArrayBuffer>) => void,
): void {
  const parts: Buffer[] = []
  let size = 0
  const half = (cause?: unknown): void => {
    fail(new TransportError({ kind: 'no-answer', cause: 'half-answer' }, cause))
  }
  reply.on('data', (part: Buffer) => {
    size += part.byteLength
    if (size > most) fail(new TransportError({ kind: 'unusable', status: reply.statusCode ?? 0 }))
    else parts.push(part)
  })
  reply.once('end', () => {
    if (reply.complete) done(Buffer.concat(parts))
    else half()
  })
  reply.once('error', half)
  reply.once('close', () => {
    if (!reply.complete) half()
  })
}
