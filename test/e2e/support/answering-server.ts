import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A loopback server that answers every request alike: not a loyalty system at all. */
export interface AnsweringServer {
  readonly url: string
  stop(): Promise<void>
}

/** Starts one. */
export async function startAnswering(
  status: number,
  contentType: string,
  body: string,
): Promise<AnsweringServer> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': contentType }).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
