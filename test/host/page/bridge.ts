/** One end of the passage between the page's world and the preload's world. */
export interface Bridge {
  /** Puts a copy of the value, functions as proxies, on the other world's window. */
  readonly expose: (key: string, value: unknown) => void
}

interface Message {
  readonly kind: 'expose' | 'call' | 'return' | 'settle'
  readonly id?: number
  readonly key?: string
  readonly ok?: boolean
  readonly value?: unknown
  readonly args?: unknown[]
}

/**
 * Self-contained: run from its source text in both worlds. They reach each other by synchronous CustomEvents with a
 * random name; Chromium clones `detail` from one world to the other, so no object is ever shared, and functions and
 * promises travel as numbers. That is what Electron's contextBridge does natively.
 */
export function makeBridge(
  outgoing: string,
  incoming: string,
  onExpose: (key: string, value: unknown) => void,
): Bridge {
  const functions: ((...args: unknown[]) => unknown)[] = []
  const promises = new Map<number, { resolve: (value: unknown) => void; reject: (reason: unknown) => void }>()
  let promiseCount = 0
  let returned: Message = { kind: 'return', ok: true }
  const uncloneable = (): TypeError => new TypeError('An object could not be cloned.')

  const post = (message: Message): void => {
    let detail: Message
    try {
      detail = structuredClone(message) // a detail that cannot be cloned would arrive as null, in silence
    } catch {
      throw uncloneable()
    }
    window.dispatchEvent(new CustomEvent(outgoing, { detail }))
  }

  const isPlain = (value: object): boolean => Object.prototype.toString.call(value) === '[object Object]'
  const lower = (value: unknown, depth: number): unknown => {
    if (depth > 1000)
      throw new TypeError(
        'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
      )
    if (typeof value === 'function') return { $function: functions.push(value as () => unknown) - 1 }
    if (typeof value === 'symbol') throw uncloneable()
    if (value === null || typeof value !== 'object') return value
    if (value instanceof Promise) return lowerPromise(value)
    if (value instanceof Node)
      throw new TypeError('chromium host: DOM nodes over the context bridge is not implemented')
    if (Array.isArray(value)) return value.map((item) => lower(item, depth + 1))
    if (!isPlain(value)) return value
    const entries = Object.entries(value).map(([key, item]) => [key, lower(item, depth + 1)])
    return Object.fromEntries(entries) as unknown
  }
  const lowerPromise = (promise: Promise<unknown>): unknown => {
    const id = ++promiseCount
    const settle =
      (ok: boolean) =>
      (value: unknown): void => {
        try {
          post({ kind: 'settle', id, ok, value: lower(value, 0) })
        } catch (error) {
          post({ kind: 'settle', id, ok: false, value: error })
        }
      }
    promise.then(settle(true), settle(false))
    return { $promise: id }
  }

  const raise = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(raise)
    if (!isPlain(value)) return value
    const { $function: fn, $promise: promise } = value as { $function?: unknown; $promise?: unknown }
    if (typeof fn === 'number') return (...args: unknown[]) => call(fn, args)
    if (typeof promise === 'number') {
      return new Promise((resolve, reject) => promises.set(promise, { resolve, reject }))
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, raise(item)]))
  }
  const call = (id: number, args: unknown[]): unknown => {
    post({ kind: 'call', id, args: args.map((arg) => lower(arg, 0)) })
    const { ok, value } = returned
    if (ok === false) throw raise(value)
    return raise(value)
  }

  const receive = (message: Message): void => {
    if (message.kind === 'expose') onExpose(message.key ?? '', raise(message.value))
    else if (message.kind === 'return') returned = message
    else if (message.kind === 'settle') {
      const waiting = promises.get(message.id ?? 0)
      promises.delete(message.id ?? 0)
      if (message.ok === true) waiting?.resolve(raise(message.value))
      else waiting?.reject(raise(message.value))
    } else {
      let reply: Message
      try {
        const value = functions[message.id ?? -1]?.(...(message.args ?? []).map(raise))
        reply = { kind: 'return', ok: true, value: lower(value, 0) }
      } catch (error) {
        reply = { kind: 'return', ok: false, value: error }
      }
      post(reply)
    }
  }
  const onMessage = (event: Event): void => {
    event.stopImmediatePropagation()
    receive((event as CustomEvent<Message>).detail)
  }
  window.addEventListener(incoming, onMessage, true)

  return { expose: (key, value) => post({ kind: 'expose', key, value: lower(value, 0) }) }
}
