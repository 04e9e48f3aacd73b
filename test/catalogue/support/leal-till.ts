import { setTimeout as delay } from 'node:timers/promises'
import type { Socket } from 'node:net'
import { expect } from 'vitest'
import { createTransport } from '../../../electron/main/outbound/fetch.ts'
import type { FetchOptions } from '../../../electron/main/outbound/fetch.ts'
import type { Transport } from '../../../electron/main/outbound/transport.ts'
import { createLealProvider } from '../../../electron/main/providers/leal/leal-provider.ts'
import type { Provider } from '../../../electron/main/providers/provider.ts'
import type { Connection } from '../../../shared/domain/connection.ts'
import { jsonAnswer, listen } from '../../fakes/socket-server.ts'
import { createTill, shop } from '../../integration/outbox/support/till.ts'
import type { Till } from '../../integration/outbox/support/till.ts'

/** A POST that has arrived: doing the work and answering are two things. */
export interface Posted {
  readonly socket: Socket
  /** Which one it is, from 0. */
  readonly index: number
  /** Adds the stamps that were asked for. */
  apply(): void
  /** Answers as the provider does when all is well. */
  answer(): void
}

/** A server of bare sockets that speaks as much Leal as one member with one card needs. */
export interface LealServer {
  readonly origin: string
  readonly port: number
  stamps: number
  /** What becomes of each POST; does the work and answers where a test says nothing else. */
  onPost: (posted: Posted) => void
  /** Each connection's bytes as text, in order of connecting. */
  readonly received: readonly string[]
  posts(): number
  close(): Promise<void>
}

const customer = (stamps: number): unknown => ({
  id: 1,
  first_name: 'Ada',
  customer_cards: [card(stamps)],
  external_references: [],
})
const card = (stamps: number): unknown => ({
  id: 'card-1',
  card_id: 'coffee',
  card_name: 'Coffee',
  stamps_count: stamps,
})

/** Starts one on a free port. */
export async function lealServer(stamps: number): Promise<LealServer> {
  let posts = 0
  const server: LealServer = {
    origin: '',
    port: 0,
    stamps,
    onPost: (posted) => {
      posted.apply()
      posted.answer()
    },
    received: [],
    posts: () => posts,
    close: () => Promise.resolve(),
  }
  const listening = await listen((socket, _index, head) => {
    if (head.startsWith('GET ')) {
      const about = head.startsWith('GET /api/v1/accounts/7 ') ? { id: 7 } : customer(server.stamps)
      socket.write(jsonAnswer(200, about))
      return
    }
    posts += 1
    const amount = Number(/"stamps":(\d+)/.exec(head)?.[1] ?? 1)
    server.onPost({
      socket,
      index: posts - 1,
      apply: () => {
        server.stamps += amount
      },
      answer: () => {
        socket.write(jsonAnswer(200, card(server.stamps)))
      },
    })
  })
  const { origin, port, received, close } = listening
  return Object.assign(server, { origin, port, received, close })
}

/** How the real adapter reaches its server. */
export interface Reaching extends Omit<FetchOptions, 'agent'> {
  readonly time?: Till['time']
  /** The way of mutations alone, as a PAC string; that of reads where absent. */
  readonly mutationsBy?: () => string
  /** What stands between the adapter and the way of mutations. */
  readonly around?: (write: Transport['write']) => Transport['write']
}

const asItIs = (write: Transport['write']): Transport['write'] => write

/** The real adapter over the real network code. */
export function lealOver(baseUrl: string, reaching: Reaching = {}): Provider {
  const { time, mutationsBy, around = asItIs, ...options } = reaching
  const network = { limits: { headersMs: 300, bodyMs: 300 }, ...options }
  const reads = createTransport(network)
  const writes =
    mutationsBy === undefined
      ? reads
      : createTransport({ ...network, proxy: () => Promise.resolve(mutationsBy()) })
  const connection: Connection = { ...shop, baseUrl }
  return createLealProvider(connection, {
    transport: { read: reads.read, write: around(writes.write) },
    key: () => 'secret-key',
    clock: time ?? Date,
    sleep: (ms) =>
      time === undefined
        ? delay(ms)
        : new Promise((resolve) => {
            time.timers.set(resolve, ms)
          }),
  })
}

/** A till whose provider is the real adapter, speaking to `server` over real sockets. */
export function tillTo(
  server: LealServer,
  connection: Partial<Connection> = {},
  reaching: Reaching = {},
): Till {
  const till = createTill({ connection: { baseUrl: server.origin, ...connection }, start: false })
  Object.assign(till.fake, { provider: lealOver(server.origin, { time: till.time, ...reaching }) })
  till.outbox.start()
  return till
}

/** Lets the till's time and the network run together until something is so. */
export async function until(till: Till, what: string, isSo: () => boolean, stepMs = 20): Promise<void> {
  for (let i = 0; i < 1_500; i += 1) {
    if (isSo()) return
    await till.time.advance(stepMs)
    await delay(1)
  }
  expect.fail(`never: ${what}`)
}
