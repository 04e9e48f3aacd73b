import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPracticeBackend } from '../../../electron/main/training/backend.ts'

/** Says an answer in other words. */
export type Reword = (body: Record<string, unknown>, url: URL) => unknown

/** The key that it takes. */
export const lealKey = 'practice-token-of-this-test'

/** Leal's dialect on a loopback socket, in this process, so that what it says can be changed. */
export async function startLeal(options: { readonly members: number; readonly reword: Reword }): Promise<{
  readonly origin: string
  readonly methods: readonly string[]
  /** What its members are called and reached by, as far as it was told to anybody. */
  readonly personal: () => readonly string[]
  readonly close: () => Promise<void>
}> {
  const methods: string[] = []
  const backend = createPracticeBackend({
    file: ':memory:',
    members: options.members,
    token: lealKey,
    clock: Date,
  })
  const ask = async (url: string, headers: Readonly<Record<string, string>>): Promise<Response> =>
    await backend.handle(new Request(url, { headers }))
  const answer = async (address: string, headers: Readonly<Record<string, string>>): Promise<Response> => {
    const told = await ask(address, headers)
    const body = options.reword((await told.json()) as Record<string, unknown>, new URL(address))
    return new Response(JSON.stringify(body), { status: told.status, headers: told.headers })
  }
  const server = createServer((request, response) => {
    methods.push(request.method ?? '')
    const { authorization = '' } = request.headers
    void answer(`http://127.0.0.1${request.url ?? '/'}`, { authorization }).then(async (reply) => {
      response.writeHead(reply.status, Object.fromEntries(reply.headers))
      response.end(Buffer.from(await reply.arrayBuffer()))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const everybody = (await (
    await ask('http://127.0.0.1/api/v1/accounts/4711/customers?items=100', {
      authorization: `Bearer ${lealKey}`,
    })
  ).json()) as { readonly customers: readonly Readonly<Record<string, unknown>>[] }
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    methods,
    personal: () =>
      everybody.customers.flatMap((row) =>
        ['first_name', 'last_name', 'email', 'phone', 'birthday'].flatMap((name) => {
          const text = row[name]
          return typeof text === 'string' && text !== '' ? [text] : []
        }),
      ),
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      backend.close()
    },
  }
}
