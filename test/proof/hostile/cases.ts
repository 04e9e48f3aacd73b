import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { WireReply } from '../support/leal-book.ts'
import type { Manner } from './server.ts'

/** What the till must make of a mutation that was treated so. */
export type Expected =
  /** It was answered well after all. */
  | 'applied'
  /** Nobody knows: it is looked for. */
  | 'lost'
  /** It certainly was not done; it waits and is sent again. */
  | 'put-back'
  /** It never left. */
  | 'not-sent'
  /** Nothing may even be tried. */
  | 'never-tried'

/** One way in which a server, or whatever stands before it, misbehaves. */
export interface HostileCase {
  readonly name: string
  readonly manner: Manner
  readonly expected: Expected
  /** How the first attempt is recorded. */
  readonly outcome: string
  /** True where only the till's own limit of time ends it. */
  readonly slow?: true
}

type Say = (socket: Socket, body: string, elsewhere: string) => void

/** Done, or not, and then answered with whatever `say` writes; `body` is what an honest provider would have said. */
function answered(takesEffect: boolean, say: Say): Manner {
  return {
    kind: 'mutations',
    treatment: {
      takesEffect,
      answer: (socket, reply: WireReply | null, elsewhere) =>
        say(socket, JSON.stringify(reply?.body ?? {}), elsewhere),
    },
  }
}

function raw(status: number, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Buffer {
  const all = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, text]) => `${name}: ${text}\r\n`)
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Words\r\n${lines.join('')}\r\n`), Buffer.from(body)])
}

const html = { 'content-type': 'text/html' }
const page = '<!doctype html><title>Welcome to our Wi-Fi</title>'
/** Between two bytes of a drip, ms: far below every limit, so that only a limit for the whole can end it. */
const dripMs = 15

function drip(socket: Socket, bytes: string): void {
  let at = 0
  const timer = setInterval(() => {
    if (socket.destroyed || at >= bytes.length) {
      clearInterval(timer)
      return
    }
    socket.write(bytes.charAt(at))
    at += 1
  }, dripMs)
}

/** More than anybody reads, for as long as somebody takes it. */
function flood(socket: Socket): void {
  const block = Buffer.alloc(65_536, ' ')
  socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1099511627776\r\n\r\n{')
  const more = (): void => {
    while (!socket.destroyed && socket.write(block));
  }
  socket.on('drain', more)
  more()
}

/** 64 MB of spaces in 64 KB. */
const swelling = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '))

function lost(name: string, outcome: string, takesEffect: boolean, say: Say): HostileCase {
  return { name, outcome, expected: 'lost', manner: answered(takesEffect, say) }
}

function slow(name: string, outcome: string, takesEffect: boolean, say: Say): HostileCase {
  return { ...lost(name, outcome, takesEffect, say), slow: true }
}

function redirect(status: number, where: 'another origin' | 'the same origin'): HostileCase {
  return lost(`${status} to ${where}`, 'bad-answer', false, (socket, _body, elsewhere) => {
    const location =
      where === 'another origin' ? `${elsewhere}/api/v1/accounts/7/customers` : '/api/v1/accounts/7/moved'
    socket.write(raw(status, '', { location }))
  })
}

/** Every case. */
export const hostileCases: readonly HostileCase[] = [
  {
    name: 'reset before a byte was read',
    manner: { kind: 'at-claim', how: 'unread' },
    expected: 'lost',
    outcome: 'no-answer',
  },
  lost('reset after it was read', 'no-answer', false, (socket) => socket.resetAndDestroy()),
  lost('reset after it took effect', 'no-answer', true, (socket) => socket.resetAndDestroy()),
  lost('closed without a word', 'no-answer', true, (socket) => socket.end()),
  {
    name: 'kept connections that are reset under the next request',
    manner: { kind: 'kept-and-reset', connections: 5 },
    expected: 'applied',
    outcome: 'applied',
  },
  lost('half a body', 'no-answer', true, (socket, body) => {
    const whole = raw(200, body)
    socket.end(whole.subarray(0, whole.length - Math.ceil(body.length / 2)))
  }),
  slow('a body that drips', 'no-answer', true, (socket, body) => {
    socket.write(raw(200, '', { 'content-length': String(body.length + 10_000) }))
    drip(socket, body.padEnd(body.length + 10_000))
  }),
  slow('headers that drip', 'no-answer', true, (socket) => {
    drip(socket, `HTTP/1.1 200 OK\r\nx-filler: ${'a'.repeat(10_000)}`)
  }),
  slow('neither an answer nor an end', 'no-answer', true, () => undefined),
  lost('broken chunks', 'no-answer', true, (socket, body) => {
    socket.end(
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\nzz\r\n`,
    )
  }),
  lost('something that is not HTTP', 'no-answer', false, (socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n')),
  lost('headers without end', 'no-answer', true, (socket) => {
    socket.end(`HTTP/1.1 200 OK\r\nx-filler: ${'a'.repeat(200_000)}\r\n\r\n`)
  }),
  lost('HTML under 200', 'bad-answer', false, (socket) => socket.write(raw(200, page, html))),
  lost('HTML under 404', 'bad-answer', false, (socket) => socket.write(raw(404, page, html))),
  lost('JSON of another shape under 200', 'bad-answer', true, (socket) =>
    socket.write(raw(200, '{"hello":[1]}')),
  ),
  lost('JSON that is none under 200', 'bad-answer', true, (socket) => socket.write(raw(200, '{"id":'))),
  lost('nothing under 204', 'bad-answer', true, (socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n')),
  lost('another protocol', 'bad-answer', false, (socket) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'),
  ),
  lost('a body without end', 'bad-answer', true, flood),
  lost('a packed body that swells', 'bad-answer', true, (socket) =>
    socket.write(raw(200, swelling, { 'content-encoding': 'gzip' })),
  ),
  redirect(301, 'another origin'),
  redirect(302, 'another origin'),
  redirect(307, 'another origin'),
  redirect(308, 'another origin'),
  redirect(307, 'the same origin'),
  lost('421', 'bad-answer', false, (socket) => socket.write(raw(421, '{"error":"Misdirected"}'))),
  lost('500 after it took effect', 'server-error', true, (socket) => socket.write(raw(500, page, html))),
  lost('503 before anything was done', 'server-error', false, (socket) => socket.write(raw(503, '{}'))),
  {
    name: 'hints before the answer',
    manner: answered(true, (socket, body) => {
      socket.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n')
      socket.write(raw(200, body))
    }),
    expected: 'applied',
    outcome: 'applied',
  },
  {
    name: 'a second answer behind the first',
    manner: answered(true, (socket, body) => socket.end(Buffer.concat([raw(200, body), raw(500, '{}')]))),
    expected: 'applied',
    outcome: 'applied',
  },
  {
    name: '401',
    manner: answered(false, (socket) => socket.write(raw(401, '{"error":"No"}'))),
    expected: 'put-back',
    outcome: 'unauthorized',
  },
  {
    name: '429',
    manner: answered(false, (socket) => socket.write(raw(429, '{}', { 'retry-after': '2' }))),
    expected: 'put-back',
    outcome: 'rate-limited',
  },
  {
    name: 'TLS that is cut off',
    manner: { kind: 'at-claim', how: 'tls-cut-off' },
    expected: 'not-sent',
    outcome: 'not-sent',
  },
  {
    name: 'no TLS where TLS is expected',
    manner: { kind: 'at-claim', how: 'tls-not-spoken' },
    expected: 'not-sent',
    outcome: 'not-sent',
  },
  {
    name: 'a certificate that nobody trusts',
    manner: { kind: 'untrusted' },
    expected: 'never-tried',
    outcome: '',
  },
]
