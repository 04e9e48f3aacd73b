// A provider's list of members in a process of its own: every page is rendered before the first is asked for.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ProviderId } from '../../../shared/domain/connection.ts'
import { madeUpMembers } from '../../unit/directory/made-up-members.ts'
import { dialects } from './dialects.ts'

const [provider = 'leal', size = '0'] = process.argv.slice(2)
const dialect = dialects[provider as ProviderId]
const count = Number(size)
const { perPage } = dialect
const pages = Math.ceil(count / perPage)

interface Ready {
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string | number>>
}

const rendered: Ready[] = []
let rows: object[] = []
const render = (): void => {
  const page = dialect.page(rows, { index: rendered.length, pages, perPage, count })
  const body = Buffer.from(page.body)
  rendered.push({
    body,
    headers: { 'content-type': 'application/json', 'content-length': body.length, ...page.headers },
  })
  rows = []
}
let at = 0
for (const member of madeUpMembers(count)) {
  rows.push(dialect.row(member, at))
  at += 1
  if (rows.length === perPage || at === count) render()
}
// Whoever asks behind the last page, where that one was full and named no next, is told that there is nobody.
render()

const token = Buffer.from(JSON.stringify({ access_token: 'bench', token_type: 'bearer', expires_in: 3_600 }))
const server = createServer((request, response) => {
  request.resume()
  const url = new URL(request.url ?? '/', 'http://bench')
  const page =
    url.pathname === dialect.path
      ? rendered[dialect.asked({ path: url.pathname, query: url.searchParams })]
      : undefined
  if (page !== undefined) {
    response.writeHead(200, page.headers)
    response.end(page.body)
  } else if (url.pathname === '/token') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': token.length })
    response.end(token)
  } else {
    response.writeHead(404, { 'content-type': 'application/json' })
    response.end('{}')
  }
})
server.on('connection', (socket) => {
  socket.setNoDelay(true)
})
server.listen({ port: 0, host: '127.0.0.1' }, () => {
  process.send?.({ port: (server.address() as AddressInfo).port })
})
// Any word asks for the processor time that the answers took so far, ms.
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMs: (user + system) / 1_000 })
})
process.on('disconnect', () => process.exit())
