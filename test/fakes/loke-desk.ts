import { fakeId } from './loke-books.ts'

/** What the documentation leaves open: the fake can take each side. */
export interface LokeWays {
  /** Where an error's code stands. */
  readonly errorShape: 'code' | 'error' | 'message' | 'nested'
  /** What `X-Next-Page` holds. */
  readonly nextPage: 'url' | 'path' | 'foreign' | 'other-shop' | 'same'
  /** Whether a reference counts for one customer or for the whole organization. */
  readonly referenceScope: 'customer' | 'organization'
  /** Whether points may fall below zero. */
  readonly belowZero: 'allowed' | 'refused'
  /** Whether `email` and `phoneNumber` are overlooked. */
  readonly overlooksFilters: boolean
  /** What a list's rename and its members' changes answer. */
  readonly quietAnswer: 'nothing' | 'body'
  readonly pageSize: number
  /** Which way `sort=updated` runs; `overlooked`: as the list stands. */
  readonly updatedRuns: 'falling' | 'rising' | 'overlooked'
}

/** One request, as it was seen. Neither key nor token is kept. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown
  readonly authorized: boolean
  /** The `connection` header: `close` for a change. */
  readonly connection: string | null
}

/** A request that is authorized and well-formed as HTTP. */
export interface LokeRequest {
  readonly method: string
  /** Decoded parts of the path. */
  readonly parts: readonly string[]
  readonly path: string
  readonly query: URLSearchParams
  /** Parsed JSON; undefined where the request had no body. */
  readonly body: unknown
}

/** What goes back. `body` undefined: none. */
export interface LokeReply {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** An error in the shape that is asked for. Its code is documented, its shape is not. */
export function lokeError(status: number, code: string, shape: LokeWays['errorShape']): LokeReply {
  const bodies = {
    code: { code, message: 'In words' },
    error: { error: code },
    message: { message: `${code}: in words` },
    nested: { error: { code, message: 'In words' } },
  }
  return { status, body: bodies[shape] }
}

/** One request with what every path needs to answer it. */
export interface LokeDesk {
  readonly request: LokeRequest
  readonly ways: LokeWays
  fail(status: number, code: string): LokeReply
  /** A refusal where the query names something else, or twice the same, or a GET has a body. */
  onlyQuery(...names: readonly string[]): LokeReply | null
  page(rows: readonly unknown[], size?: number): LokeReply
  /** Whether the body is an object that names nothing but these, each of them right. */
  holds(shape: Readonly<Record<string, (value: unknown) => boolean>>): boolean
  /** The answer to a change whose answer is not documented. */
  quiet(value: unknown): LokeReply
}

/** A desk for one request. */
export function createDesk(request: LokeRequest, ways: LokeWays, origin: string): LokeDesk {
  const { query, body, method } = request
  const fail = (status: number, code: string): LokeReply => lokeError(status, code, ways.errorShape)
  return {
    request,
    ways,
    fail,
    onlyQuery: (...names) => {
      const keys = [...query.keys()]
      const odd = keys.some((key) => !names.includes(key)) || new Set(keys).size !== keys.length
      return odd || (method === 'GET' && body !== undefined) ? fail(400, 'bad_request') : null
    },
    page: (rows, size = ways.pageSize) => {
      const after = query.get('after')
      const from = after === null ? 0 : Number(/^c(\d+)$/.exec(after)?.[1])
      if (Number.isNaN(from) || from >= Math.max(1, rows.length)) return fail(400, 'bad_request')
      const to = from + size
      if (to >= rows.length) return { status: 200, body: rows.slice(from) }
      const next = new URLSearchParams(query)
      next.set('after', ways.nextPage === 'same' && after !== null ? after : `c${to}`)
      const path = `${request.path}?${next.toString()}`
      const header = {
        url: `${origin}${path}`,
        path,
        foreign: `http://loke.example${path}`,
        'other-shop': path.replace(/\/organizations\/[^/]+/, `/organizations/${fakeId('orgn', 2)}`),
        same: path,
      }[ways.nextPage]
      return { status: 200, body: rows.slice(from, to), headers: { 'x-next-page': header } }
    },
    holds: (shape) =>
      typeof body === 'object' &&
      body !== null &&
      !Array.isArray(body) &&
      Object.entries(body).every(([name, value]) => shape[name]?.(value) === true),
    quiet: (value) => (ways.quietAnswer === 'nothing' ? { status: 204 } : { status: 200, body: value }),
  }
}

/** A text that is not empty. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0
}

/** A field of a body that is known to be an object. */
export function fieldOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
}
