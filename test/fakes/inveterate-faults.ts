import type { ServerResponse } from 'node:http'
import type { Plain } from './inveterate-reads.ts'

/** What can go wrong with one request. */
export type Fault =
  /** The connection dies at once; the change is carried out when `applyLate` is called. */
  | { readonly kind: 'late' }
  /** The change is made, and its answer is lost. */
  | { readonly kind: 'lost-reply' }
  /** The connection dies before anything is done. */
  | { readonly kind: 'lost-request' }
  /** An error status with nothing, a part or all of the work done. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly done: 'nothing' | 'part' | 'all'
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
    }
  /** The work is done and something else answers: a portal, a proxy. */
  | { readonly kind: 'html'; readonly status: number }
  | { readonly kind: 'redirect' }
  /** The body comes a byte at a time and never ends. */
  | { readonly kind: 'drip' }
  /** Fewer bytes than were announced. */
  | { readonly kind: 'half-answer' }
  /** A whole HTTP answer around half a JSON text. */
  | { readonly kind: 'truncated' }
  /** The honest answer in other words. */
  | { readonly kind: 'rewrite'; readonly status?: number; readonly body: (honest: unknown) => unknown }

/** Whether the change is made although the request goes wrong. */
export function partDone(fault: Fault | null): 'nothing' | 'part' | 'all' {
  if (fault?.kind === 'late' || fault?.kind === 'lost-request') return 'nothing'
  return fault?.kind === 'status' ? fault.done : 'all'
}

/** Sends an answer, honestly or as the fault has it. */
export function send(response: ServerResponse, honest: Plain, fault: Fault | null): void {
  switch (fault?.kind) {
    case undefined:
      json(response, honest.status, honest.body)
      return
    case 'late':
    case 'lost-reply':
    case 'lost-request':
      response.socket?.resetAndDestroy()
      return
    case 'status':
      json(response, fault.status, fault.body ?? { message: 'Something went wrong' }, fault.headers)
      return
    case 'html':
      response.writeHead(fault.status, { 'content-type': 'text/html; charset=utf-8' })
      response.end('<html><body>Please sign in to the hotel network</body></html>')
      return
    case 'redirect':
      response.writeHead(302, { location: 'https://login.example.com/', 'content-type': 'application/json' })
      response.end('{}')
      return
    case 'drip': {
      response.writeHead(honest.status, { 'content-type': 'application/json' })
      const drip = setInterval(() => response.write(' '), 10)
      response.on('close', () => {
        clearInterval(drip)
      })
      return
    }
    case 'half-answer': {
      const text = JSON.stringify(honest.body)
      response.writeHead(honest.status, {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(text) + 20),
      })
      response.write(text, () => response.socket?.end())
      return
    }
    case 'truncated': {
      const text = JSON.stringify(honest.body)
      response.writeHead(honest.status, { 'content-type': 'application/json' })
      response.end(text.slice(0, Math.floor(text.length / 2)))
      return
    }
    case 'rewrite':
      json(response, fault.status ?? honest.status, fault.body(honest.body))
  }
}

function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(status === 204 ? undefined : JSON.stringify(body))
}
