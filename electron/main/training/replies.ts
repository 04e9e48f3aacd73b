/** What a route answers, before it becomes a Response. */
export interface Reply {
  readonly status: number
  readonly body: unknown
}

/** A good answer. */
export function good(body: unknown, status = 200): Reply {
  return { status, body }
}

/** 404, for what is not there and for every path that the vendor does not document. */
export const notFound: Reply = { status: 404, body: { error: 'Not found' } }

/** Complaints by field, as a model's validation collects them. */
export type Complaints = Record<string, string[]>

/** 422 with complaints by field. */
export function invalid(errors: Readonly<Record<string, readonly string[]>>): Reply {
  return { status: 422, body: { error: 'Validation failed', errors } }
}

/** 422 with complaints as a list of sentences: the other documented form. */
export function refusedBecause(...errors: readonly string[]): Reply {
  return { status: 422, body: { error: errors[0], errors } }
}

/** The object in an unknown, or null. */
export function objectIn(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}

/** Where a page of a list begins, and what is said of the pages. */
export function pageOf(query: URLSearchParams, count: number): PageOf {
  const items = within(query.get('items'), 1, 100, 25)
  const pages = Math.max(1, Math.ceil(count / items))
  const page = within(query.get('page'), 1, 1_000_000_000, 1)
  return { offset: (page - 1) * items, items, pagination: { count, items, page, pages } }
}

/** A page of a list. */
export interface PageOf {
  readonly offset: number
  readonly items: number
  readonly pagination: {
    readonly count: number
    readonly items: number
    readonly page: number
    readonly pages: number
  }
}

function within(text: string | null, least: number, most: number, otherwise: number): number {
  if (text === null || !/^\d{1,12}$/.test(text)) return otherwise
  return Math.min(most, Math.max(least, Number(text)))
}
