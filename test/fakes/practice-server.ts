// The practice provider as a process of its own, on a loopback socket: what the end-to-end story replays against.
//
//   node test/fakes/practice-server.ts --port 0 --file F --token-file T [--members N] [--requests LOG]
//                                      [--latency MS] [--drop-replies]
//
// Prints `listening <url>` once it answers. Lines on its input change its weather: `condition online [ms]`,
// `condition slow`, `condition offline` (its port is closed), `condition drop-replies`, `condition drop-requests`
// (changes are lost before anything is done), `latency <ms>`, `beside <customer>` (another till stamps too), `stop`. Each
// is answered with `done <line>` once it holds, so that nobody has to guess. It ends on SIGTERM, on `stop`, and when a
// piped input closes.
import { once } from 'node:events'
import { appendFileSync, fstatSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createPracticeBackend } from '../../electron/main/training/backend.ts'

const { values: given } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    file: { type: 'string' },
    'token-file': { type: 'string' },
    members: { type: 'string', default: '5000' },
    requests: { type: 'string' },
    latency: { type: 'string', default: '0' },
    'drop-replies': { type: 'boolean', default: false },
  },
})
if (given.file === undefined || given['token-file'] === undefined) {
  console.error('practice-server: --file and --token-file are needed')
  process.exit(2)
}

const token = readFileSync(given['token-file'], 'utf8').trim()
const backend = createPracticeBackend({
  file: given.file,
  members: Number(given.members),
  token,
  clock: Date,
  onFault: (error) => {
    console.error('practice-server:', error)
  },
})
let latency = Number(given.latency)
let drops = given['drop-replies']
let loses = false
let port = Number(given.port)
/** Customers whose card another till stamps as well, in the moment in which their next stamps arrive. */
const stampedBeside = new Set<string>()

const server = createServer((request, response) => {
  void answer(request, response)
})
void listen()
createInterface({ input: process.stdin })
  .on('line', (line) => {
    void obey(line.trim())
  })
  .on('close', () => {
    // A closed pipe means that whoever started us is gone; /dev/null says nothing.
    const input = fstatSync(0)
    if (input.isFIFO() || input.isSocket()) stop()
  })
process.on('SIGTERM', stop)
process.on('SIGINT', stop)

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const method = request.method ?? 'GET'
  const body = Buffer.concat(parts)
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`)
  note(request, url)
  if (latency > 0) await wait(latency)
  if (loses && method !== 'GET') {
    request.socket.resetAndDestroy()
    return
  }
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers.set(name, value)
  }
  const reply = await backend.handle(
    new Request(url, { method, headers, ...(body.byteLength > 0 ? { body } : {}) }),
  )
  await stampBeside(request, url, headers)
  // The work is done by now; the same weather as in the terminal: only answers to changes are lost.
  if (drops && method !== 'GET') {
    request.socket.resetAndDestroy()
    return
  }
  response.writeHead(reply.status, Object.fromEntries(reply.headers))
  response.end(Buffer.from(await reply.arrayBuffer()))
}

/** Another till's stamp on the same card, where it was asked for: nobody reads in between. */
async function stampBeside({ method }: IncomingMessage, url: URL, headers: Headers): Promise<void> {
  const [, customer] = /\/customers\/([^/]+)\/customer_cards\/[^/]+\/stamp$/.exec(url.pathname) ?? []
  if (method !== 'POST' || customer === undefined || !stampedBeside.delete(customer)) return
  await backend.handle(new Request(url, { method, headers, body: JSON.stringify({ stamps: 1 }) }))
}

/** One JSON line a request: what came, whether it was authorized, and nothing of what it said. */
function note(request: IncomingMessage, url: URL): void {
  if (given.requests === undefined) return
  const line = {
    at: Date.now(),
    method: request.method,
    path: url.pathname,
    host: request.headers.host ?? null,
    origin: request.headers.origin ?? null,
    agent: request.headers['user-agent'] ?? null,
    authorized: request.headers.authorization === `Bearer ${token}`,
    connection: request.headers.connection ?? null,
  }
  appendFileSync(given.requests, `${JSON.stringify(line)}\n`)
}

async function obey(line: string): Promise<void> {
  const [word, value, ms] = line.split(/\s+/)
  if (word === 'stop') stop()
  else if (word === 'latency') latency = Number(value)
  else if (word === 'beside') stampedBeside.add(value ?? '')
  else if (word === 'condition') {
    drops = value === 'drop-replies'
    loses = value === 'drop-requests'
    // Set before the port is open again: nothing may slip through faster than was asked for.
    latency = value === 'slow' ? 1_500 : Number(ms ?? 0)
    if (value === 'offline') await hangUp()
    else if (!server.listening) await listen()
  } else {
    console.error(`practice-server: not understood: ${line}`)
    return
  }
  console.log(`done ${line}`)
}

async function listen(): Promise<void> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
  console.log(`listening http://127.0.0.1:${port}`)
}

async function hangUp(): Promise<void> {
  if (!server.listening) return
  const gone = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await gone
}

function stop(): void {
  void hangUp()
  backend.close()
  process.exit(0)
}
