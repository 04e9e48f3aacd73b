import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { testCertificate, testKey } from '../../fakes/tls-pair.ts'
import { createLealBook, markOf } from '../support/leal-book.ts'
import type { LealBook, Mark, WireReply, WireRequest } from '../support/leal-book.ts'
import { nameOf } from '../support/marks.ts'

/** A mutation that came in, however little of it was answered. */
export interface Arrival extends Mark {
  readonly authorized: boolean
  /** Requests that came over the same connection before. */
  readonly before: number
}

/** What is done with the first sight of a mutation; what comes again is answered well. */
export interface Treatment {
  readonly takesEffect: boolean
  /** `reply` is what an honest provider says; null where nothing was done. */
  readonly answer: (socket: Socket, reply: WireReply | null, elsewhere: string) => void
}

/** How the server behaves. */
export type Manner =
  | { readonly kind: 'mutations'; readonly treatment: Treatment }
  /** The first connections that are used a second time are reset under that request. */
  | { readonly kind: 'kept-and-reset'; readonly connections: number }
  /** Honest; but while it is told so, new connections come to nothing: before a byte is read, or within TLS. */
  | { readonly kind: 'at-claim'; readonly how: 'unread' | 'tls-cut-off' | 'tls-not-spoken' }
  /** Its certificate is one that nobody trusts. */
  | { readonly kind: 'untrusted' }

/** A provider of bare sockets. */
export interface HostileServer {
  readonly origin: string
  readonly book: LealBook
  readonly arrivals: readonly Arrival[]
  /** Connections that were reset before a byte was read. */
  readonly unread: () => number
  /** The most bytes that one connection could be made to take. */
  readonly mostTaken: () => number
  /** Only for the manner `at-claim`: from now on, or not any more. */
  refuse(refusing: boolean): void
  close(): Promise<void>
}

/** Bytes of a whole, honest answer. */
export function honest(reply: WireReply): string {
  const body = JSON.stringify(reply.body)
  const length = Buffer.byteLength(body)
  return `HTTP/1.1 ${reply.status} Words\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`
}

/** Starts it on a port of its own. `elsewhere` is another origin, to which it may point. */
export async function startHostile(manner: Manner, key: string, elsewhere: string): Promise<HostileServer> {
  const book = createLealBook()
  const arrivals: Arrival[] = []
  const treated = new Set<string>()
  const sockets = new Set<Socket>()
  let refusing = false
  let unread = 0
  let mostTaken = 0
  let kept = manner.kind === 'kept-and-reset' ? manner.connections : 0

  const respond = (socket: Socket, wire: WireRequest): void => {
    const mark = markOf(wire)
    if (mark === null || manner.kind !== 'mutations' || treated.has(nameOf(mark))) {
      socket.write(honest(book.handle(wire)))
      return
    }
    treated.add(nameOf(mark))
    const { treatment } = manner
    treatment.answer(socket, treatment.takesEffect ? book.handle(wire) : null, elsewhere)
  }
  const serve = (socket: Socket): void => {
    let pending: Buffer = Buffer.alloc(0)
    let before = 0
    socket.on('error', () => undefined)
    socket.on('data', (bytes: Buffer) => {
      pending = Buffer.concat([pending, bytes])
      for (let taken = takeRequest(pending); taken !== null; taken = takeRequest(pending)) {
        pending = taken.rest
        const mark = markOf(taken.wire)
        const authorized = taken.head.toLowerCase().includes(`authorization: bearer ${key}\r\n`)
        if (mark !== null) arrivals.push({ ...mark, authorized, before })
        before += 1
        if (before > 1 && kept > 0) {
          kept -= 1
          socket.resetAndDestroy()
        } else respond(socket, taken.wire)
      }
    })
  }
  const secured = createTlsServer({ cert: testCertificate, key: testKey }, serve)
  secured.on('tlsClientError', () => undefined)
  const isTls = manner.kind === 'untrusted' || (manner.kind === 'at-claim' && manner.how !== 'unread')
  const front = createServer({ pauseOnConnect: true }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      mostTaken = Math.max(mostTaken, socket.bytesWritten)
      sockets.delete(socket)
    })
    if (refusing && manner.kind === 'at-claim') {
      if (manner.how === 'unread') {
        unread += 1
        // Long enough for the request to lie in this machine's memory, unread.
        setTimeout(() => socket.resetAndDestroy(), 20)
      } else if (manner.how === 'tls-cut-off') socket.resetAndDestroy()
      else socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n')
      return
    }
    if (isTls) {
      secured.emit('connection', socket)
      socket.resume()
      return
    }
    serve(socket)
    socket.resume()
  })
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  const { port } = front.address() as AddressInfo
  return {
    origin: isTls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    book,
    arrivals,
    unread: () => unread,
    mostTaken: () => mostTaken,
    refuse: (now) => {
      refusing = now
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        front.close(() => {
          resolve()
        })
      }),
  }
}

/** The first whole request of what has come, and what came behind it. */
function takeRequest(
  bytes: Buffer,
): { readonly head: string; readonly wire: WireRequest; readonly rest: Buffer } | null {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = bytes.subarray(0, end + 2).toString('latin1')
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
  const from = end + 4
  if (bytes.length < from + length) return null
  const text = bytes.subarray(from, from + length).toString('utf8')
  const [method = '', target = ''] = head.split(' ')
  return {
    head,
    wire: { method, target, body: text === '' ? null : JSON.parse(text) },
    rest: bytes.subarray(from + length),
  }
}
