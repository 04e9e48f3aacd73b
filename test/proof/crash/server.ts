// The provider of the kill proof, in a process of its own: it outlives every till, keeps the book, loses what it is told
// to lose, and looks into the till's file at the moment a connection comes in.
//
// Talks to its parent over the channel of `fork`.
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { createLealBook, markOf } from '../support/leal-book.ts'
import type { Mark, WireReply, WireRequest } from '../support/leal-book.ts'
import { attemptsSince, claimedAt, markedRows, nameOf } from '../support/marks.ts'
import { createRandom } from '../support/random.ts'
import { codeOf, oldMembers } from './cashier.ts'
import { lateBoundMs, tillNow } from './clock.ts'
import type { Report, ToServer } from './messages.ts'

const [seed = '0', key = ''] = process.argv.slice(2)
const random = createRandom(Number(seed))
const book = createLealBook()
for (let member = 1; member <= oldMembers; member += 1) book.addMember({ code: codeOf(member) })

const sights: Record<string, number> = {}
const violations: string[] = []
const kills = { arrived: 0, applied: 0, replied: 0 }
/** Applications that are still to come. */
const late = new Map<string, number>()
const seenAtConnect = new WeakMap<Socket, ReadonlyMap<string, number>>()
/** However busy the machine is, a request is looked at this soon after it was claimed, ms of the till's clock. */
const longestStallMs = 600_000
let rough = false
let file: string | null = null
let pid: number | null = null
let killsHere = false

function inFile<T>(look: (db: Database.Database) => T): T | null {
  if (file === null) return null
  // Opened for each look: a connection kept open would do for the killed till what its next start must do itself.
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 5_000 })
  try {
    return look(db)
  } finally {
    db.close()
  }
}

function kill(moment: keyof typeof kills): void {
  if (pid === null) return
  try {
    process.kill(pid, 'SIGKILL')
    kills[moment] += 1
  } catch {
    // It is gone already.
  }
  pid = null
}

const server = createServer((request, response) => {
  void answer(request, response).catch((error: unknown) => {
    violations.push(`the server itself failed: ${String(error)}`)
    response.destroy()
  })
})
server.on('connection', (socket) => {
  // Before the first byte: what leaves over this connection must be marked on disk already. On a busy machine the till
  // may have given it up by now, so it is the record that counts, not the state.
  const recorded = inFile((db) => attemptsSince(db, tillNow() - longestStallMs))
  seenAtConnect.set(socket, recorded ?? new Map())
})

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = []
  try {
    for await (const part of request) parts.push(part as Buffer)
  } catch {
    // The till died while it spoke: half a request is none.
    return
  }
  const target = request.url ?? '/'
  const id = /^\/truth\/(\w+)$/.exec(target)?.[1]
  if (id !== undefined) {
    send(response, { status: 200, body: truthOf(id) })
    return
  }
  const text = Buffer.concat(parts).toString('utf8')
  if (request.headers.authorization !== `Bearer ${key}`) violations.push('a request without the key')
  if (/"l:|\/l(:|%3A)/.test(`${text}${target}`)) violations.push('a local id left the till')
  const wire: WireRequest = {
    method: request.method ?? 'GET',
    target,
    body: text === '' ? null : JSON.parse(text),
  }
  const mark = markOf(wire)
  if (mark === null) {
    if (rough && random.chance(2)) request.socket.resetAndDestroy()
    else send(response, book.handle(wire))
    return
  }
  await change(wire, mark, request.socket, response)
}

async function change(
  wire: WireRequest,
  mark: Mark,
  socket: Socket,
  response: ServerResponse,
): Promise<void> {
  const name = nameOf(mark)
  const times = (sights[name] ?? 0) + 1
  sights[name] = times
  const recorded = seenAtConnect.get(socket)?.get(name) ?? 0
  if (recorded < times)
    violations.push(`came ${times} times, recorded ${recorded} times when it came: ${name}`)
  if (killsHere && random.chance(8)) kill('arrived')
  const fault = rough ? random.between(0, 100) : 100
  const apply = (): WireReply | null => (isInTime(mark) ? book.handle(wire) : null)
  if (fault < 4) {
    socket.resetAndDestroy()
    return
  }
  if (fault < 8) {
    // Nobody is told, and it happens a moment after.
    const ms = random.between(5, 500)
    late.set(name, (late.get(name) ?? 0) + 1)
    setTimeout(() => {
      apply()
      late.set(name, (late.get(name) ?? 0) - 1)
    }, ms)
    socket.resetAndDestroy()
    return
  }
  if (fault < 10) {
    send(response, { status: 503, body: { error: 'Not now' } })
    return
  }
  if (fault < 14) await sleep(random.between(1, 60))
  // Longer than the till waits.
  if (fault === 14) await sleep(600)
  const reply = apply()
  if (killsHere && random.chance(10)) kill('applied')
  if (reply === null || (fault >= 14 && fault < 20)) socket.resetAndDestroy()
  else if (fault >= 20 && fault < 22) send(response, { status: 500, body: { error: 'Broken' } })
  else if (fault >= 22 && fault < 24) sendHalf(socket, reply)
  else send(response, reply)
  if (killsHere && random.chance(8)) kill('replied')
}

/** The bound is kept to by the till's own record of when it claimed, however long a busy machine held things up. */
function isInTime(mark: Mark): boolean {
  const claimed = inFile((db) => claimedAt(db, mark))
  return claimed !== null && tillNow() - claimed < lateBoundMs
}

function truthOf(id: string): { readonly applied: boolean; readonly final: boolean } {
  const row = inFile((db) => markedRows(db).find((each) => each.id === id)) ?? null
  if (row === null) return { applied: false, final: false }
  const name = nameOf(row)
  const applied = book.applied.some((each) => nameOf(each) === name)
  return { applied, final: applied || ((late.get(name) ?? 0) === 0 && !isInTime(row)) }
}

function send(response: ServerResponse, reply: WireReply): void {
  response.writeHead(reply.status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(reply.body))
}

function sendHalf(socket: Socket, reply: WireReply): void {
  const body = JSON.stringify(reply.body)
  socket.write(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`,
  )
  socket.end(body.slice(0, body.length / 2))
}

process.on('message', (message: ToServer) => {
  switch (message.kind) {
    case 'till':
      ;({ file, pid, rough, kills: killsHere } = message)
      break
    case 'report': {
      const report: Report = { applied: book.applied, sights, violations, kills }
      process.send?.({ kind: 'report', report })
      break
    }
  }
})
process.on('disconnect', () => process.exit(0))
server.listen(0, '127.0.0.1', () => {
  process.send?.({ kind: 'listening', port: (server.address() as AddressInfo).port })
})
