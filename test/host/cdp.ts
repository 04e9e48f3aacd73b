import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { CDPSession } from 'playwright'

/** A DevTools session with Playwright's own types for the protocol, spoken without Playwright. */
export interface DevTools {
  readonly send: CDPSession['send']
  readonly on: CDPSession['on']
}

interface Pending {
  readonly method: string
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: Error) => void
}

interface Incoming {
  readonly id?: number
  readonly sessionId?: string
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/**
 * The DevTools protocol over Chromium's --remote-debugging-pipe: JSON messages that end in a zero byte.
 * A pipe and not a port, because Chromium quits by itself when the pipe closes, so it cannot outlive the host.
 */
export class DevToolsPipe {
  readonly browser: DevTools
  private readonly browserEvents = new EventEmitter()
  private readonly sessions = new Map<string, EventEmitter>()
  private readonly pending = new Map<number, Pending>()
  private readonly output: Writable
  private unfinished: Buffer[] = []
  private lastId = 0
  private closed = false

  constructor(output: Writable, input: Readable) {
    this.output = output
    this.browser = this.open(this.browserEvents, undefined)
    output.on('error', () => this.close()) // EPIPE: Chromium is gone, and its exit is reported elsewhere
    input.on('data', (chunk: Buffer) => this.receive(chunk))
    input.on('close', () => this.close())
  }

  session(sessionId: string): DevTools {
    const events = new EventEmitter()
    this.sessions.set(sessionId, events)
    return this.open(events, sessionId)
  }

  private open(events: EventEmitter, sessionId: string | undefined): DevTools {
    events.setMaxListeners(0)
    const send = (method: string, params: object = {}): Promise<unknown> =>
      this.send(method, params, sessionId)
    return { send: send as CDPSession['send'], on: events.on.bind(events) as unknown as CDPSession['on'] }
  }

  private send(method: string, params: object, sessionId: string | undefined): Promise<unknown> {
    if (this.closed) return Promise.reject(new Error(`${method}: Chromium is gone`))
    return new Promise((resolve, reject) => {
      const id = ++this.lastId
      this.pending.set(id, { method, resolve, reject })
      this.output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
  }

  private receive(data: Buffer): void {
    let chunk = data
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0)) {
      const text = Buffer.concat([...this.unfinished, chunk.subarray(0, end)]).toString()
      this.unfinished = []
      chunk = chunk.subarray(end + 1)
      this.dispatch(JSON.parse(text) as Incoming)
    }
    if (chunk.length > 0) this.unfinished.push(chunk)
  }

  private dispatch(message: Incoming): void {
    if (message.id === undefined) {
      const events =
        message.sessionId === undefined ? this.browserEvents : this.sessions.get(message.sessionId)
      if (message.method !== undefined) events?.emit(message.method, message.params)
      return
    }
    const waiting = this.pending.get(message.id)
    this.pending.delete(message.id)
    if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`))
    else waiting?.resolve(message.result)
  }

  private close(): void {
    this.closed = true
    for (const { method, reject } of this.pending.values()) reject(new Error(`${method}: Chromium is gone`))
    this.pending.clear()
  }
}
