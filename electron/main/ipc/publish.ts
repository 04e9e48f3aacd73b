import type { EventName } from '../../../shared/ipc/channels.ts'
import { events } from '../../../shared/ipc/channels.ts'
import type { EventMap } from '../../../shared/ipc/contract.ts'

/** The page that events go to. */
export interface Page {
  isDestroyed(): boolean
  send(channel: string, value: unknown): void
}

export interface Publisher {
  publish<E extends EventName>(name: E, value: EventMap[E]): void
  /** A new page, or the same one loading anew: nobody listens until `ready`. */
  attach(page: Page): void
  /** The page listens: what waited is sent, in the order in which it last changed. */
  ready(): void
  /** The window is gone: nothing waits for the next one, which asks for the whole state when it starts. */
  detach(): void
}

/**
 * Tells the page what changed. While it is not ready, the last word on each thing waits; every event carries the
 * whole new state of its thing, so an earlier word is worth nothing and the queue is no longer than the till's things.
 */
export function createPublisher(): Publisher {
  let page: Page | null = null
  let listening = false
  let gone = false
  let waiting = new Map<string, () => void>()

  const send = (name: EventName, value: unknown): void => {
    if (page !== null && !page.isDestroyed()) page.send(events[name], value)
  }

  return {
    publish(name, value) {
      if (listening) {
        send(name, value)
        return
      }
      if (gone) return
      const thing = thingOf(name, value)
      waiting.delete(thing)
      waiting.set(thing, () => send(name, value))
    },
    attach(next) {
      page = next
      listening = false
      gone = false
    },
    ready() {
      if (page === null) return
      listening = true
      const due = waiting
      waiting = new Map()
      for (const tell of due.values()) tell()
    },
    detach() {
      page = null
      listening = false
      gone = true
      waiting = new Map()
    },
  }
}

/** Whatever is told to the page is heard here as well, whether the page listens or not. */
export function overheard(
  publisher: Publisher,
  hear: <E extends EventName>(name: E, value: EventMap[E]) => void,
): Publisher {
  return {
    ...publisher,
    publish(name, value) {
      publisher.publish(name, value)
      hear(name, value)
    },
  }
}

/** What an event is about: one operation, one member, or the only thing of its kind. */
function thingOf<E extends EventName>(name: E, value: EventMap[E]): string {
  const { id, key } = value as { readonly id?: unknown; readonly key?: unknown }
  return `${name} ${typeof id === 'string' ? id : typeof key === 'string' ? key : ''}`
}
