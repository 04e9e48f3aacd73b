// A loyalty system in a process of its own: customers without end, each with one card, and a book of arrivals.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Requests a second that it declares, as `RateLimit-*` headers do; none where absent. It refuses nothing. */
const [limit] = process.argv.slice(2)
const declared = limit === undefined ? {} : { 'ratelimit-limit': limit, 'ratelimit-policy': `${limit};w=1` }

const stamps = new Map<string, number>()
let arrivals: number[] = []
let connections = 0

const server = createServer((request, response) => {
  arrivals.push(performance.timeOrigin + performance.now())
  request.resume()
  request.once('end', () => {
    const id = /\/customers\/(\d+)/.exec(request.url ?? '')?.[1] ?? '0'
    const count = stamps.get(id) ?? 0
    const isStamp = request.method === 'POST'
    if (isStamp) stamps.set(id, count + 1)
    const card = { id: Number(id), card_id: 1, card_name: 'Coffee', stamps_count: count + (isStamp ? 1 : 0) }
    const customer = { id: Number(id), first_name: 'Nora', last_name: 'Ashdown', customer_cards: [card] }
    const body = JSON.stringify(isStamp ? card : customer)
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...declared,
    })
    response.end(body)
  })
})
server.on('connection', (socket) => {
  connections += 1
  socket.setNoDelay(true)
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 1_024 }, () => {
  process.send?.({ port: (server.address() as AddressInfo).port })
})
process.on('message', () => {
  process.send?.({ arrivals, connections })
  arrivals = []
  connections = 0
})
process.on('disconnect', () => process.exit())
