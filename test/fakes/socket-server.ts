import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { testCertificate, testKey } from './tls-pair.ts'

/** A server of bare sockets, for answers that no honest HTTP server gives. */
export interface SocketServer {
  readonly port: number
  readonly origin: string
  /** Each connection's bytes as text, in order of connecting. */
  readonly received: readonly string[]
  close(): Promise<void>
}

export interface SocketServerOptions {
  readonly tls?: boolean
  /** Called once the head of a request has come (or at once, with `at: 'connect'`). */
  readonly at?: 'connect' | 'head'
}

/** `answer` gets the socket and how many requests came before on all connections. */
export async function listen(
  answer: (socket: Socket, index: number, head: string) => void,
  options: SocketServerOptions = {},
): Promise<SocketServer> {
  const received: string[] = []
  const sockets = new Set<Socket>()
  let requests = 0
  const onSocket = (socket: Socket): void => {
    const index = received.push('') - 1
    let pending = ''
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    if (options.at === 'connect') answer(socket, requests++, '')
    socket.on('data', (bytes: Buffer) => {
      const text = bytes.toString('latin1')
      received[index] = `${received[index] ?? ''}${text}`
      pending += text
      if (options.at === 'connect' || !pending.includes('\r\n\r\n')) return
      const head = pending
      pending = ''
      answer(socket, requests++, head)
    })
  }
  const server: Server =
    options.tls === true
      ? createTlsServer({ cert: testCertificate, key: testKey }, onSocket)
      : createServer(onSocket)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    origin: `${options.tls === true ? 'https://localhost' : 'http://127.0.0.1'}:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

/** A whole JSON answer as bytes of the wire. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): string {
  const body = JSON.stringify(value)
  const all = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, text]) => `${name}: ${text}`)
  return `HTTP/1.1 ${status} Words\r\n${lines.join('\r\n')}\r\n\r\n${body}`
}
