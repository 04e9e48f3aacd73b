import { z } from 'zod'
import type { Connection, ProviderId } from '../../shared/domain/connection.ts'
import type { Http, ProviderTools } from '../../electron/main/providers/http.ts'
import type { Answer, Failure, Provider } from '../../electron/main/providers/provider.ts'
import { createProvider } from '../../electron/main/providers/registry.ts'
import type { Exchange, Tap } from './tap.ts'
import { at, isRow, rowsIn } from './shape.ts'
import type { Row } from './shape.ts'
import { differs, failed, holds, lost, unseen } from './verdict.ts'
import type { Check, Verdict } from './verdict.ts'

/** Everything at the provider is asked for in the background: the shop's tills go first. */
export const quietly = { priority: 'background' } as const

/** A read without an adapter's opinion of it. */
export type Got =
  { readonly ok: true; readonly exchange: Exchange } | { readonly ok: false; readonly failure: Failure }

/** What the checks of one provider work with. */
export interface Bench {
  readonly provider: Provider
  /** The same shop with a key that nobody was given. */
  readonly stranger: Provider
  readonly tools: ProviderTools
  /** The adapter's own way to speak HTTP. */
  readonly http: Http
  readonly baseUrl: string
  readonly store: string
  readonly tap: Tap
  /** A word that nobody can have at the provider. */
  readonly nobody: string
  get(path: string, query?: Readonly<Record<string, string | number>>): Promise<Got>
}

/** One provider, as the probe knows it. */
export interface Probe {
  readonly name: string
  /** How the adapter speaks HTTP. */
  readonly http: (tools: ProviderTools, baseUrl: string) => Http
  /** A key of the right form that nobody was given. */
  readonly wrongKey: string
  /** Where the key is exchanged for a token; null where it is not. */
  readonly signInUrl: (baseUrl: string) => string | null
  /** Asked first: whether this is the provider at all. */
  readonly door: (store: string) => {
    readonly paths: readonly string[]
    readonly speaksAsOurs: (body: unknown) => boolean
  }
  readonly checks: (bench: Bench) => readonly Check[]
}

export function createBench(
  id: ProviderId,
  probe: Probe,
  given: {
    readonly tools: ProviderTools
    readonly tap: Tap
    readonly baseUrl: string
    readonly nobody: string
  },
): (store: string) => Bench {
  const { tools, tap, baseUrl, nobody } = given
  const http = probe.http(tools, baseUrl)
  return (store) => {
    const adapter = (key: ProviderTools['key']): Provider => {
      const made = createProvider(connectionOf(id, baseUrl, store), { ...tools, key })
      if (made === null) throw new Error(`no adapter for ${id}`)
      return made
    }
    return {
      provider: adapter(tools.key),
      stranger: adapter(() => probe.wrongKey),
      tools,
      http,
      baseUrl,
      store,
      tap,
      nobody,
      get: async (path, query = {}) => {
        const before = tap.answers.length
        const answer = await http.call({ method: 'GET', path, query, schema: z.unknown(), ...quietly })
        const exchange = tap.answers.length > before ? tap.answers.at(-1) : undefined
        if (exchange !== undefined) return { ok: true, exchange }
        return { ok: false, failure: answer.ok ? { kind: 'no-answer', cause: 'other' } : answer.failure }
      },
    }
  }
}

/** The body of a 200 with JSON, or what to say instead. */
export function bodyOf(got: Got): { readonly body: unknown } | { readonly verdict: Verdict } {
  if (!got.ok) return { verdict: failed(got.failure) }
  const { status, body } = got.exchange
  if (status === 429) return { verdict: lost('too many requests (429)') }
  if (status !== 200) return { verdict: differs(`answered ${status}`) }
  return body === undefined ? { verdict: differs('answered 200 without JSON') } : { body }
}

/** A read whose answer is looked at. */
export async function judge(got: Promise<Got>, look: (body: unknown) => Verdict): Promise<Verdict> {
  const told = bodyOf(await got)
  return 'verdict' in told ? told.verdict : look(told.body)
}

/** The adapter takes the answer. */
export async function taken<T>(
  answer: Promise<Answer<T>>,
  look: (value: T) => Verdict = () => holds(),
): Promise<Verdict> {
  const told = await answer
  return told.ok ? look(told.value) : failed(told.failure)
}

/** The adapter says that there is no such thing, and the answer was in JSON. */
export function unknownIsTold(bench: Bench, what: string, read: () => Promise<Answer<unknown>>): Check {
  return {
    assumes: `An unknown ${what} is told as such, in JSON`,
    look: async () => {
      const before = bench.tap.answers.length
      const answer = await read()
      if (answer.ok) return differs('somebody was answered')
      // An adapter may ask elsewhere afterwards; the refusal came first.
      const seen = bench.tap.answers[before]
      return answer.failure.kind === 'not-found'
        ? holds(`${seen?.status ?? 0}, fields: ${listedIn(seen?.body)}`)
        : failed(answer.failure)
    },
  }
}

/** A wrong key is told as such. */
export function wrongKeyIsTold(bench: Bench): Check {
  return {
    assumes: 'A wrong key is told as such',
    look: async () => {
      const answer = await bench.stranger.ping(quietly)
      if (answer.ok) return differs('a key that nobody was given opened the shop')
      if (answer.failure.kind !== 'unauthorized') return failed(answer.failure)
      return holds(`status ${answer.evidence.http ?? bench.tap.signIns.at(-1)?.status ?? 0}`)
    },
  }
}

/** Headers that tell a limit, where any come. */
export function rateHeaders(bench: Bench): ReadonlySet<string> {
  const names = bench.tap.answers.flatMap(({ headers }) =>
    [...headers.keys()].filter((name) => /^(?:x-)?ratelimit|^retry-after$/.test(name)),
  )
  return new Set(names)
}

/** Where no rate is declared: whether one is told after all. */
export function rateIsObserved(bench: Bench): Check {
  return {
    assumes: 'A request rate, where one is told, comes in headers that the terminal obeys',
    look: () => {
      const names = [...rateHeaders(bench)]
      if (names.length === 0) return Promise.resolve(unseen('no answer told one'))
      const known = names.filter((name) =>
        /^ratelimit-(?:limit|remaining|reset|policy)$|^retry-after$/.test(name),
      )
      return Promise.resolve(
        known.length > 0 ? holds(known.join(', ')) : differs(`told as ${names.join(', ')}`),
      )
    },
  }
}

/** The rows of a page, read once, under a name or as they are; none where the page cannot be read. */
export function rowsOf(page: () => Promise<Got>, ...names: readonly string[]): () => Promise<readonly Row[]> {
  return once(async () => {
    const told = bodyOf(await page())
    return 'body' in told ? rowsIn(at(told.body, ...names)) : []
  })
}

/** A value that is asked for once, by whoever needs it first. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => (made ??= make())
}

function listedIn(body: unknown): string {
  return isRow(body)
    ? Object.keys(body)
        .slice(0, 8)
        .filter((name) => /^\w{1,30}$/.test(name))
        .join(', ')
    : 'none'
}

function connectionOf(provider: ProviderId, baseUrl: string, store: string): Connection {
  return {
    id: '01JD00000000000000000PROBE',
    name: 'Probe',
    provider,
    mode: 'live',
    baseUrl,
    store,
    zone: 'UTC',
    singleTill: false,
    readLagMs: 0,
    lateBoundMs: 0,
  }
}
