import type { makeBridge } from './bridge.ts'
import type { makeEvents } from './events.ts'
import type { WorldNames } from './main-world.ts'
import type { makeCloneCodec } from './structured-clone.ts'

export interface IsolatedWorldSettings extends WorldNames {
  /** The DevTools binding that carries messages to the host; only this world has it. */
  readonly binding: string
  /** Where main is asked about a key. */
  readonly keyPath: string
  readonly process: object
}

/** What the host calls in this world, by name. */
export interface HostEntry {
  deliver: (channel: string, data: string) => void
  reply: (id: number, ok: boolean, data: string) => void
  /** Whether main listens to before-input-event. */
  watchInput: boolean
}

type Listener = ((event: object, ...args: unknown[]) => void) & { wraps?: Listener }
type Preload = (require: (name: string) => unknown, process: object, exports: object, module: object) => void

/**
 * Self-contained: run at document start in the preload's isolated world. Gives the built preload what Electron gives
 * a sandboxed one (contextBridge, ipcRenderer, a few Node modules), then runs it.
 */
export function runIsolatedWorld(
  bridge: typeof makeBridge,
  makeCodec: typeof makeCloneCodec,
  events: typeof makeEvents,
  settings: IsolatedWorldSettings,
  preload: Preload,
): void {
  if (window.top !== window || location.href === 'about:blank') return
  const world = globalThis as unknown as Record<string, (payload: string) => void> & { hostEntry?: HostEntry }
  const codec = makeCodec()
  const listeners = new Map<string, Listener[]>()
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (reason: Error) => void }>()
  let lastId = 0
  const post = (message: object): void => world[settings.binding]?.(JSON.stringify(message))
  const lacking = (name: string): Error => new Error(`chromium host: ${name} is not implemented`)
  const loud = <T extends object>(name: string, target: T): T =>
    new Proxy(target, {
      get(object, key, receiver): unknown {
        if (key in object || typeof key === 'symbol' || key === 'then')
          return Reflect.get(object, key, receiver)
        throw lacking(`${name}.${key}`)
      },
    })

  const add = (channel: string, listener: Listener, first = false): object => {
    const list = listeners.get(channel) ?? []
    listeners.set(channel, first ? [listener, ...list] : [...list, listener])
    return ipcRenderer
  }
  const remove = (channel: string, listener: Listener): object => {
    const list = listeners.get(channel) ?? []
    const at = list.findLastIndex((item) => item === listener || item.wraps === listener)
    listeners.set(channel, at < 0 ? list : list.toSpliced(at, 1))
    return ipcRenderer
  }
  const removeAll = (channel?: string): object => {
    if (channel === undefined) listeners.clear()
    else listeners.delete(channel)
    return ipcRenderer
  }
  const ipcRenderer: object = loud('ipcRenderer', {
    send: (channel: string, ...args: unknown[]) => post({ kind: 'send', channel, data: codec.encode(args) }),
    // Executor errors reject: an argument that cannot be cloned rejects, as in Electron.
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const data = codec.encode(args)
        const id = ++lastId
        waiting.set(id, { resolve, reject })
        post({ kind: 'invoke', channel, id, data })
      }),
    on: (channel: string, listener: Listener) => add(channel, listener),
    addListener: (channel: string, listener: Listener) => add(channel, listener),
    prependListener: (channel: string, listener: Listener) => add(channel, listener, true),
    once: (channel: string, listener: Listener) => {
      const once: Listener = (...args) => {
        remove(channel, once)
        listener(...args)
      }
      once.wraps = listener
      return add(channel, once)
    },
    off: remove,
    removeListener: remove,
    removeAllListeners: removeAll,
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
  })

  const exposed = new Set<string>()
  const passage = bridge(settings.toMain, settings.toIsolated, () => undefined)
  const contextBridge = loud('contextBridge', {
    exposeInMainWorld: (key: string, api: unknown): void => {
      if (exposed.has(key))
        throw new Error('Cannot bind an API on top of an existing property on the window object')
      exposed.add(key)
      passage.expose(key, api)
    },
  })

  const modules: Record<string, unknown> = {
    electron: loud('electron (renderer)', { contextBridge, ipcRenderer }),
    timers: { setTimeout, clearTimeout, setInterval, clearInterval },
    url: { URL, URLSearchParams },
    events: events(),
  }
  const require = (name: string): unknown => {
    const found = modules[name.replace(/^node:/, '').replace(/^electron\/renderer$/, 'electron')]
    if (found === undefined) throw new Error(`module not found: ${name}`) // a sandboxed preload says the same
    return found
  }

  const entry: HostEntry = {
    deliver: (channel, data) => {
      const args = codec.decode(data) as unknown[]
      for (const listener of listeners.get(channel) ?? [])
        listener({ sender: ipcRenderer, ports: [] }, ...args)
    },
    reply: (id, ok, data) => {
      const call = waiting.get(id)
      waiting.delete(id)
      if (ok) call?.resolve(codec.decode(data))
      else call?.reject(new Error(codec.decode(data) as string))
    },
    watchInput: false,
  }
  world.hostEntry = entry

  window.addEventListener(settings.popup, (event) =>
    post({ kind: 'open', url: (event as CustomEvent<string>).detail }),
  )

  // before-input-event: the page stands still in a synchronous request until main has decided, so it never sees a
  // key that main prevented, and later keys wait in line.
  const askMain = (key: object): boolean => {
    const request = new XMLHttpRequest()
    try {
      request.open('POST', settings.keyPath, false)
      request.send(JSON.stringify(key))
      return request.status === 200 && request.responseText === 'prevented'
    } catch {
      return false // the host is gone, or the page is no page of a custom scheme
    }
  }
  const onKey = (event: KeyboardEvent): void => {
    if (!entry.watchInput || !event.isTrusted) return
    const { key, code, repeat, isComposing, shiftKey, ctrlKey, altKey, metaKey, location: place } = event
    const type = event.type === 'keydown' ? 'keyDown' : 'keyUp'
    if (!askMain({ type, key, code, repeat, isComposing, shiftKey, ctrlKey, altKey, metaKey, place })) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  window.addEventListener('keydown', onKey, true)
  window.addEventListener('keyup', onKey, true)

  preload(require, settings.process, {}, { exports: {} })
}
