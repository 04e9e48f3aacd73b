/** What promises, JSON and console ask of any object; answering `undefined` is right for them. */
const askedOfEveryObject = new Set(['then', 'toJSON', 'inspect', 'nodeType', '$$typeof', 'asymmetricMatch'])

export function notImplemented(what: string): Error {
  return new Error(`chromium host: ${what} is not implemented`)
}

/** Wraps an API object so that a member it does not have is an error instead of `undefined`. */
export function loud<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key, receiver): unknown {
      if (key in object || typeof key === 'symbol' || askedOfEveryObject.has(key)) {
        return Reflect.get(object, key, receiver)
      }
      throw notImplemented(`${name}.${key}`)
    },
  })
}

/** A whole Electron module that the host lacks: importing it is fine, the first use of it is an error. */
export function refused(name: string): object {
  const complain = (): never => {
    throw notImplemented(name)
  }
  return new Proxy(function refusedModule() {}, {
    get(_object, key): unknown {
      if (typeof key === 'symbol' || askedOfEveryObject.has(key) || key === 'prototype') return undefined
      throw notImplemented(`${name}.${key}`)
    },
    apply: complain,
    construct: complain,
    set: complain,
  })
}

export interface PreventableEvent {
  readonly defaultPrevented: boolean
  preventDefault: () => void
}

/** Electron's event object: listeners may call preventDefault() on it. */
export function preventable<T extends object>(details: T): T & PreventableEvent {
  let prevented = false
  return Object.defineProperty(
    { ...details, preventDefault: (): void => void (prevented = true) },
    'defaultPrevented',
    { get: () => prevented, enumerable: true },
  ) as T & PreventableEvent
}
