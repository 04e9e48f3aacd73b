// What can go wrong on the way to a provider and back, told once for the fakes of all four.
import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** How much of the work is done although the request goes wrong. */
export type Done = 'nothing' | 'part' | 'all'

/** What can go wrong with one request. */
export type Fault =
  /** The connection dies before anything is done. */
  | { readonly kind: 'lost-request' }
  /** The work is done, and its answer is lost. */
  | { readonly kind: 'lost-reply' }
  /** Nothing is done yet, and the connection dies or a gateway answers: the work waits for `applyLate`. */
  | { readonly kind: 'late'; readonly answer?: 504 }
  /** An error status with nothing, a part or all of the work done. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly done: Done
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
    }
  /** Too many requests; nothing is done. */
  | { readonly kind: 'limited'; readonly retryAfter: string | null }
  /** Something else answers: a portal, a proxy. */
  | { readonly kind: 'html'; readonly status: number; readonly done: boolean }
  /** The work is done and another address is named. */
  | { readonly kind: 'redirect' }
  /** The true answer in eight pieces. */
  | { readonly kind: 'slow'; readonly msEach: number }
  /** The work is done; the body comes a byte at a time and never ends. Who waits for that is told when it has begun. */
  | { readonly kind: 'endless'; readonly reached: () => void }
  /** The work is done and nothing is ever answered. */
  | { readonly kind: 'silent'; readonly reached: () => void }
  /** Fewer bytes than were announced. */
  | { readonly kind: 'half-answer' }
  /** A whole HTTP answer around half a JSON text. */
  | { readonly kind: 'truncated' }
  /** The true answer in other words. */
  | { readonly kind: 'rewrite'; readonly status?: number; readonly body: (honest: unknown) => unknown }
  /** Any bytes at all. */
  | {
      readonly kind: 'raw'
      readonly status: number
      readonly done: boolean
      readonly body: Buffer | string
      readonly headers?: Readonly<Record<string, string>>
    }

/** An answer before any fault. `body` undefined: none. */
export interface Honest {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Which requests a fault is for. */
export type Struck = 'any' | 'read' | 'change'

/** Faults that wait for their requests, and work that waits for its time. */
export interface Faults {
  /** The next requests of this kind meet these, one each, in order. */
  add(on: Struck, ...faults: readonly Fault[]): void
  /** Answers a request, honestly or as its fault has it. `act` does the work, all of it or a part. */
  answer(
    method: string,
    response: ServerResponse,
    act: (done: 'part' | 'all') => Honest | Promise<Honest>,
  ): Promise<void>
  /** Does what `late` put off. */
  applyLate(): Promise<void>
  forget(): void
}

/** None yet. */
export function createFaults(): Faults {
  const waiting: { readonly on: Struck; readonly fault: Fault }[] = []
  const late: (() => unknown)[] = []
  const take = (method: string): Fault | null => {
    const kind = method === 'GET' ? 'read' : 'change'
    const at = waiting.findIndex(({ on }) => on === 'any' || on === kind)
    return at < 0 ? null : (waiting.splice(at, 1)[0]?.fault ?? null)
  }
  return {
    add: (on, ...faults) => void waiting.push(...faults.map((fault) => ({ on, fault }))),
    answer: async (method, response, act) => {
      const fault = take(method)
      if (fault?.kind === 'late') late.push(() => act('all'))
      const done = doneUnder(fault)
      const honest = done === 'nothing' ? null : await act(done)
      await send(response, honest, fault)
    },
    applyLate: async () => {
      for (const work of late.splice(0)) await work()
    },
    forget: () => {
      waiting.length = 0
      late.length = 0
    },
  }
}

const undone: readonly Fault['kind'][] = ['lost-request', 'late', 'limited']

function doneUnder(fault: Fault | null): Done {
  if (fault === null) return 'all'
  if (fault.kind === 'status') return fault.done
  if (fault.kind === 'html' || fault.kind === 'raw') return fault.done ? 'all' : 'nothing'
  return undone.includes(fault.kind) ? 'nothing' : 'all'
}

const json = 'application/json; charset=utf-8'

async function send(response: ServerResponse, honest: Honest | null, fault: Fault | null): Promise<void> {
  const { status, body, headers } = honest ?? { status: 200 }
  // What is cut or dripped needs a body to do that to.
  const spoken = { status: status === 204 ? 200 : status, text: JSON.stringify(body ?? {}) }
  switch (fault?.kind) {
    case undefined:
      whole(response, { status, body, ...(headers === undefined ? {} : { headers }) })
      return
    case 'lost-request':
    case 'lost-reply':
      response.socket?.resetAndDestroy()
      return
    case 'late':
      if (fault.answer === undefined) response.socket?.resetAndDestroy()
      else bytes(response, fault.answer, { 'content-type': 'text/html' }, '<html>Gateway Time-out</html>')
      return
    case 'status':
      whole(response, {
        status: fault.status,
        body: fault.body ?? { message: 'Something went wrong' },
        headers: fault.headers ?? {},
      })
      return
    case 'limited':
      whole(response, {
        status: 429,
        body: { message: 'Too Many Attempts.' },
        headers: fault.retryAfter === null ? {} : { 'retry-after': fault.retryAfter },
      })
      return
    case 'html':
      bytes(response, fault.status, { 'content-type': 'text/html; charset=utf-8' }, '<!doctype html>Sign in')
      return
    case 'redirect':
      whole(response, { status: 302, body: {}, headers: { location: 'https://login.example.com/' } })
      return
    case 'slow': {
      const sent = Buffer.from(spoken.text)
      response.writeHead(status, { 'content-type': json, ...headers })
      const step = Math.ceil(sent.length / 8)
      for (let at = 0; at < sent.length && !response.destroyed; at += step) {
        response.write(sent.subarray(at, at + step))
        await wait(fault.msEach)
      }
      response.end()
      return
    }
    case 'endless': {
      response.writeHead(spoken.status, { 'content-type': json })
      const drip = setInterval(() => response.write(' '), 10)
      fault.reached()
      response.on('close', () => {
        clearInterval(drip)
      })
      return
    }
    case 'silent':
      fault.reached()
      return
    case 'half-answer': {
      const length = String(Buffer.byteLength(spoken.text) + 20)
      response.writeHead(spoken.status, { 'content-type': json, 'content-length': length })
      response.write(spoken.text, () => response.socket?.end())
      return
    }
    case 'truncated': {
      const half = spoken.text.slice(0, Math.floor(spoken.text.length / 2))
      bytes(response, spoken.status, { 'content-type': json }, half)
      return
    }
    case 'rewrite':
      whole(response, { status: fault.status ?? status, body: fault.body(body), headers: headers ?? {} })
      return
    case 'raw':
      bytes(response, fault.status, { 'content-type': 'application/json', ...fault.headers }, fault.body)
  }
}

function whole(response: ServerResponse, { status, body, headers }: Honest): void {
  if (body === undefined || status === 204) {
    response.writeHead(status, { ...headers }).end()
    return
  }
  bytes(response, status, { 'content-type': json, ...headers }, JSON.stringify(body))
}

function bytes(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Buffer | string,
): void {
  response.writeHead(status, headers).end(body)
}
