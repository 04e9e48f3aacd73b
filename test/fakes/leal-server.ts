import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPracticeBackend } from '../../electron/main/training/backend.ts'
import type { PracticeBackend } from '../../electron/main/training/backend.ts'

/** The practice backend on a loopback socket, in this process. */
export interface LealServer {
  readonly origin: string
  readonly books: PracticeBackend['books']
  close(): Promise<void>
}

/** Starts one with made-up members and nothing on disk. */
export async function startLeal(options: {
  readonly token: string
  readonly members: number
}): Promise<LealServer> {
  const backend = createPracticeBackend({ ...options, file: ':memory:', clock: Date })
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const headers = new Headers()
    for (const [name, value] of Object.entries(request.headers)) {
      if (typeof value === 'string') headers.set(name, value)
    }
    const body = parts.length === 0 ? {} : { body: Buffer.concat(parts) }
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const reply = await backend.handle(
      new Request(url, { method: request.method ?? 'GET', headers, ...body }),
    )
    response.writeHead(reply.status, Object.fromEntries(reply.headers))
    response.end(Buffer.from(await reply.arrayBuffer()))
  }
  const server = createServer((request, response) => {
    // Who asked may be gone already.
    answer(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    books: backend.books,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      backend.close()
    },
  }
}
