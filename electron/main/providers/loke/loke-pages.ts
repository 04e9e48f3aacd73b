import { z } from 'zod'
import type { Http } from '../http.ts'
import type { Answer, CallOptions } from '../provider.ts'

/** One page of a listing. */
export interface Page<T> {
  readonly rows: readonly T[]
  /** Opaque, for the next call of the same listing, also after a restart; null after the last page. */
  readonly next: string | null
}

/** A listing read to its end, or to where the caller's patience ended. */
export interface Whole<T> {
  readonly rows: readonly T[]
  /** False where pages were left unread. */
  readonly complete: boolean
}

/** A listing's address and shape. */
export interface Listing<S extends z.ZodType, T> {
  readonly path: string
  /** For the first page only: the next page's address carries everything. */
  readonly query: Readonly<Record<string, string>>
  readonly row: S
  readonly plain: (row: z.output<S>) => T
}

/** Longer than any cursor that a server would send; it has to fit into a line of the cache. */
const longestCursor = 2_000

/**
 * Reads one page. `X-Next-Page` is followed as a whole URL or as a path, and only to the same listing of the same
 * server: anywhere else the token would be shown to a stranger, or another shop's members taken for this one's.
 *
 * A cursor is kept as the query alone, so that a stored one cannot lead anywhere else either.
 */
export async function readPage<S extends z.ZodType, T>(
  http: Http,
  baseUrl: string,
  listing: Listing<S, T>,
  cursor: string | null,
  options: CallOptions,
): Promise<Answer<Page<T>>> {
  const answer = await http.callWithHeaders({
    method: 'GET',
    path: cursor === null ? listing.path : `${listing.path}${cursor}`,
    ...(cursor === null ? { query: listing.query } : {}),
    succeeds: [200],
    schema: z.array(listing.row),
    ...options,
  })
  if (!answer.ok) return answer
  const next = nextOf(answer.value.header('x-next-page'), baseUrl, listing.path)
  // The same page again would never end.
  if (next === undefined || (next !== null && next === cursor))
    return { ok: false, failure: { kind: 'bad-answer', status: 200 }, evidence: answer.evidence }
  return { ...answer, value: { rows: answer.value.body.map((row) => listing.plain(row)), next } }
}

/** Whether a text may be a cursor of ours. */
export function isCursor(text: string): boolean {
  return text.length <= longestCursor && /^\?[\x21-\x22\x24-\x7e]+$/.test(text)
}

/** The header's query where it leads to the same listing, null after the last page, undefined where it leads elsewhere. */
function nextOf(header: string | null, baseUrl: string, path: string): string | null | undefined {
  if (header === null || header.trim() === '') return null
  const base = URL.parse(baseUrl)
  const url = URL.parse(header.trim(), baseUrl)
  if (base === null || url?.origin !== base.origin) return undefined
  const prefix = base.pathname.replace(/\/+$/, '')
  const expected = [path, `${prefix}${path}`].map(plainPath)
  if (!expected.includes(plainPath(url.pathname)) || !isCursor(url.search)) return undefined
  return url.search
}

/** A path as the server may spell it too: with or without a slash at its end, escaped or not. */
function plainPath(path: string): string {
  try {
    return decodeURIComponent(path).replace(/\/+$/, '')
  } catch {
    return path
  }
}

/** Follows a listing to its end, or for `most` pages. A page that fails fails the whole; a circle is no listing. */
export async function readAll<T>(
  page: (cursor: string | null) => Promise<Answer<Page<T>>>,
  most: number,
): Promise<Answer<Whole<T>>> {
  const rows: T[] = []
  const seen = new Set<string>()
  let cursor: string | null = null
  for (let count = 1; ; count += 1) {
    const answer: Answer<Page<T>> = await page(cursor)
    if (!answer.ok) return answer
    for (const row of answer.value.rows) rows.push(row)
    cursor = answer.value.next
    if (cursor === null || count >= most) return { ...answer, value: { rows, complete: cursor === null } }
    if (seen.has(cursor))
      return { ok: false, failure: { kind: 'bad-answer', status: 200 }, evidence: answer.evidence }
    seen.add(cursor)
  }
}
