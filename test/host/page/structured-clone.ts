/** Turns what structured clone can carry into text and back; made anew in each world, from the same source. */
export interface CloneCodec {
  readonly encode: (value: unknown) => string
  readonly decode: (text: string) => unknown
}

/**
 * Self-contained on purpose: its source text is also run inside the page. JSON stands for plain values; everything
 * else is an array with a tag in front. Objects are numbered in the order they are met, so cycles and shared
 * references survive. structuredClone() runs first and refuses what Electron's IPC refuses.
 */
export function makeCloneCodec(): CloneCodec {
  const refuse = (): never => {
    throw new Error('An object could not be cloned.')
  }
  const views = new Set(
    'Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array BigInt64Array BigUint64Array DataView'.split(
      ' ',
    ),
  )
  const errorTypes = new Set([
    'EvalError',
    'RangeError',
    'ReferenceError',
    'SyntaxError',
    'TypeError',
    'URIError',
  ])
  const scope = globalThis as unknown as Record<string, new (...args: unknown[]) => object>
  const construct = (name: string, ...args: unknown[]): object => {
    const type = scope[name]
    return type === undefined ? refuse() : new type(...args)
  }
  const toBase64 = (buffer: ArrayBuffer): string => {
    let binary = ''
    for (const byte of new Uint8Array(buffer)) binary += String.fromCharCode(byte)
    return btoa(binary)
  }
  const toBuffer = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer

  const encode = (input: unknown): string => {
    const seen = new Map<object, number>()
    const walk = (value: unknown): unknown => {
      if (value === undefined) return ['undefined']
      if (typeof value === 'bigint') return ['bigint', String(value)]
      if (typeof value === 'number') {
        if (Object.is(value, -0)) return ['number', '-0']
        return Number.isFinite(value) ? value : ['number', String(value)]
      }
      if (typeof value !== 'object' || value === null) return value
      const known = seen.get(value)
      if (known !== undefined) return ['ref', known]
      seen.set(value, seen.size)
      return walkObject(value)
    }
    const entries = (value: object): unknown[] =>
      Object.entries(value).map(([key, item]) => [key, walk(item)])
    const walkObject = (value: object): unknown => {
      const tag = Object.prototype.toString.call(value).slice(8, -1)
      if (Array.isArray(value)) {
        const dense = Object.keys(value).length === value.length
        return dense ? ['array', value.map(walk)] : ['sparse', value.length, entries(value)]
      }
      if (value instanceof Date) return ['date', walk(value.getTime())]
      if (value instanceof RegExp) return ['regexp', value.source, value.flags]
      if (value instanceof Map) return ['map', [...value].map(([key, item]) => [walk(key), walk(item)])]
      if (value instanceof Set) return ['set', [...value].map(walk)]
      if (value instanceof ArrayBuffer) return ['buffer', toBase64(value)]
      if (views.has(tag)) {
        const view = value as DataView & { length?: number }
        return ['view', tag, walk(view.buffer), view.byteOffset, view.length ?? view.byteLength]
      }
      if (value instanceof Error) {
        return ['error', value.name, value.message, value.stack, 'cause' in value ? [walk(value.cause)] : []]
      }
      if (['Number', 'String', 'Boolean', 'BigInt'].includes(tag)) return ['boxed', walk(value.valueOf())]
      if (tag === 'Object') return ['object', entries(value)]
      return refuse() // Blob, ImageData, CryptoKey, SharedArrayBuffer...: cloneable, but not over Electron's IPC
    }
    let copy: unknown
    try {
      copy = structuredClone(input)
    } catch {
      refuse()
    }
    return JSON.stringify(walk(copy))
  }

  const decode = (text: string): unknown => {
    const seen: unknown[] = []
    const walk = (node: unknown): unknown => {
      if (!Array.isArray(node)) return node
      const [tag, first, second] = node as [string, never, never]
      if (tag === 'undefined') return undefined
      if (tag === 'bigint') return BigInt(first)
      if (tag === 'number') return Number(first)
      if (tag === 'ref') return seen[first]
      const slot = seen.push(undefined) - 1
      const keep = <T>(value: T): T => (seen[slot] = value)
      const fill = (target: object, pairs: [string, unknown][]): object => {
        for (const [key, item] of pairs) {
          // Not assignment: the key may be __proto__.
          Object.defineProperty(target, key, {
            value: walk(item),
            writable: true,
            enumerable: true,
            configurable: true,
          })
        }
        return target
      }
      switch (tag) {
        case 'date':
          return keep(new Date(walk(first) as number))
        case 'regexp':
          return keep(new RegExp(first, second))
        case 'buffer':
          return keep(toBuffer(first))
        case 'view':
          return keep(construct(first, walk(second), node[3], node[4]))
        case 'boxed':
          return keep(Object(walk(first)) as unknown)
        case 'array': {
          const out: unknown[] = keep([])
          for (const item of first as unknown[]) out.push(walk(item))
          return out
        }
        case 'sparse':
          return fill(keep(new Array(first as number)), second)
        case 'set': {
          const out = keep(new Set())
          for (const item of first as unknown[]) out.add(walk(item))
          return out
        }
        case 'map': {
          const out = keep(new Map())
          for (const [key, item] of first as [unknown, unknown][]) out.set(walk(key), walk(item))
          return out
        }
        case 'error': {
          const error = keep(construct(errorTypes.has(first) ? first : 'Error', second)) as Error
          Object.defineProperty(error, 'stack', { value: node[3], writable: true, configurable: true })
          const [cause] = node[4] as [unknown?]
          if (cause !== undefined)
            Object.defineProperty(error, 'cause', { value: walk(cause), writable: true, configurable: true })
          return error
        }
        default:
          return fill(keep({}), first)
      }
    }
    return walk(JSON.parse(text))
  }

  return { encode, decode }
}
