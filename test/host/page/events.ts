type Listener = ((...args: unknown[]) => void) & { wraps?: Listener }

/** Self-contained: the part of Node's `events` that a sandboxed preload gets. */
export function makeEvents(): object {
  class EventEmitter {
    private readonly lists = new Map<string, Listener[]>()

    on(name: string, listener: Listener): this {
      this.lists.set(name, [...(this.lists.get(name) ?? []), listener])
      return this
    }

    once(name: string, listener: Listener): this {
      const once: Listener = (...args) => {
        this.off(name, once)
        listener(...args)
      }
      once.wraps = listener
      return this.on(name, once)
    }

    off(name: string, listener: Listener): this {
      const list = this.lists.get(name) ?? []
      const at = list.findLastIndex((item) => item === listener || item.wraps === listener)
      if (at >= 0) this.lists.set(name, list.toSpliced(at, 1))
      return this
    }

    addListener(name: string, listener: Listener): this {
      return this.on(name, listener)
    }

    removeListener(name: string, listener: Listener): this {
      return this.off(name, listener)
    }

    removeAllListeners(name?: string): this {
      if (name === undefined) this.lists.clear()
      else this.lists.delete(name)
      return this
    }

    emit(name: string, ...args: unknown[]): boolean {
      const list = this.lists.get(name) ?? []
      for (const listener of list) listener.apply(this, args)
      return list.length > 0
    }

    listenerCount(name: string): number {
      return this.lists.get(name)?.length ?? 0
    }
  }
  return Object.assign(EventEmitter, { EventEmitter, default: EventEmitter })
}
