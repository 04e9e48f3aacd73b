import type { ProviderId } from './connection.ts'

/** What a till has to know of a loyalty system before it can be connected to a shop there. */
export interface System {
  /** Where its API answers, without a version. */
  readonly baseUrl: string
  /**
   * Whether a shop may have to name another address. Leal's published clients take one, and LOKE has further hosts for
   * regions and trials; the other two document a single host.
   */
  readonly baseUrlOpen: boolean
  /** A part that people copy along with the address, and that each call brings itself; null where there is none. */
  readonly version: string | null
  /** One key, or a client's id with its secret. */
  readonly key: 'key' | 'pair'
  /** The sentence that says where the vendor shows the key. */
  readonly keyShown: `connect.key.shown.${ProviderId}`
  readonly store: {
    /** The sentence that says what the vendor calls a shop. */
    readonly called: `connect.store.${ProviderId}`
    /** `listed`: the API tells which shops a key opens, and one is chosen. `by-key`: the key itself names the shop. */
    readonly chosen: 'listed' | 'by-key'
  }
  /** How long a finished change may be missing from reads, ms: a cautious guess, none of them documents it. */
  readonly readLagMs: number
  /** How long an unanswered request may still be applied, ms: a cautious guess as well. */
  readonly lateBoundMs: number
  /**
   * Whether it matters that no other till writes there, and what is taken for granted. It matters where an unanswered
   * change can be settled by counting alone; whoever does not know must not say yes.
   */
  readonly singleTill: { readonly asked: boolean; readonly usual: boolean }
}

const minute = 60_000

/** The loyalty systems, in the order in which a shop is asked for its own. */
export const systems: Readonly<Record<ProviderId, System>> = {
  leal: {
    baseUrl: 'https://app.getleal.com',
    baseUrlOpen: true,
    version: '/api/v1',
    key: 'key',
    keyShown: 'connect.key.shown.leal',
    store: { called: 'connect.store.leal', chosen: 'listed' },
    // A change answers the card as it is after it: reads are taken to follow at once, but for a copy behind them.
    readLagMs: 5_000,
    lateBoundMs: 2 * minute,
    singleTill: { asked: true, usual: false },
  },
  loke: {
    baseUrl: 'https://api.loke.global',
    baseUrlOpen: true,
    version: null,
    key: 'pair',
    keyShown: 'connect.key.shown.loke',
    store: { called: 'connect.store.loke', chosen: 'listed' },
    readLagMs: 10_000,
    lateBoundMs: 2 * minute,
    singleTill: { asked: false, usual: false },
  },
  inveterate: {
    baseUrl: 'https://public.inveterateapi.com',
    baseUrlOpen: false,
    version: '/v2.0',
    key: 'key',
    keyShown: 'connect.key.shown.inveterate',
    store: { called: 'connect.store.inveterate', chosen: 'by-key' },
    // "Accepted, may take a while to show": nobody says how long a while is.
    readLagMs: minute,
    lateBoundMs: 10 * minute,
    singleTill: { asked: false, usual: false },
  },
  sellauth: {
    baseUrl: 'https://api.sellauth.com',
    baseUrlOpen: false,
    version: '/v1',
    key: 'key',
    keyShown: 'connect.key.shown.sellauth',
    store: { called: 'connect.store.sellauth', chosen: 'listed' },
    readLagMs: 10_000,
    lateBoundMs: 2 * minute,
    singleTill: { asked: false, usual: false },
  },
}

/** A shop at a loyalty system, as its API tells it to whoever holds a key. */
export interface Store {
  readonly id: string
  readonly name: string
  /** IANA; null where it is not told. */
  readonly zone: string | null
}

/** Why a shop could not be reached, or not with this key. */
export type ConnectProblem =
  /** The address is none, or would send the key in clear. */
  | 'address-unfit'
  | 'address-not-encrypted'
  /** What was typed as a key cannot be one. */
  | 'key-unfit'
  /** No key was entered, or it was let go meanwhile. */
  | 'key-missing'
  | 'name-unfit'
  | 'zone-unknown'
  | 'no-such-host'
  | 'nobody-listens'
  | 'unreachable'
  | 'not-trusted'
  | 'no-answer-in-time'
  | 'broken-off'
  /** Something answers there that is not this system. */
  | 'another-product'
  | 'key-refused'
  | 'key-not-allowed'
  | 'no-such-store'
  /** The key is good, and no shop has been opened to it. */
  | 'no-store-opened'
  /** The key opens another shop than the one that it was entered for. */
  | 'another-store'
  /** What a shop was called that no key tells is what another one here is called: a person knows whether it is that one. */
  | 'store-known'
  /** The key does not tell its shop, and nobody has named the one that it was entered for: a person knows whose it is. */
  | 'store-untold'
  | 'slow-down'
  | 'failing'

/**
 * An address as somebody typed or copied it, in the one form in which it is kept: with its scheme, without what comes
 * after the API's own path. A name alone is taken for an encrypted address.
 */
export function addressOf(
  system: System,
  typed: string,
):
  | { readonly ok: true; readonly baseUrl: string }
  | { readonly ok: false; readonly problem: 'address-unfit' | 'address-not-encrypted' } {
  const text = typed.trim()
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`)
  const bare = url?.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (url === null || !bare || !['http:', 'https:'].includes(url.protocol) || text.length > 500) {
    return { ok: false, problem: 'address-unfit' }
  }
  if (url.protocol === 'http:' && !isOnThisMachine(url))
    return { ok: false, problem: 'address-not-encrypted' }
  const path = url.pathname.replace(/\/+$/, '')
  const version = system.version
  const before = version !== null && path.endsWith(version) ? path.slice(0, -version.length) : path
  return { ok: true, baseUrl: `${url.origin}${before.replace(/\/+$/, '')}` }
}

function isOnThisMachine(url: URL): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
}

/** A key as it was entered. */
export type EnteredKey =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'pair'; readonly id: string; readonly secret: string }

/** The key as it is kept; null where it cannot be one for this system. Copied keys come with spaces around. */
export function keyText(system: System, entered: EnteredKey): string | null {
  if (entered.kind !== system.key) return null
  if (entered.kind === 'key') return visible(entered.key)
  const id = visible(entered.id)
  const secret = visible(entered.secret)
  // The first colon parts them.
  return id === null || secret === null || id.includes(':') ? null : `${id}:${secret}`
}

/** Visible ASCII: what an HTTP header can carry. */
function visible(text: string): string | null {
  const trimmed = text.trim()
  return /^[\x21-\x7e]{1,2000}$/.test(trimmed) ? trimmed : null
}

/** Whether a key opens a shop and does not tell which, so that a person has to. `stores`: what it told. */
export function isUntoldStore(provider: ProviderId, stores: readonly Store[] | null): boolean {
  return stores === null && systems[provider].store.chosen === 'by-key'
}

/** The id of a shop that its key does not tell, by what the person at the till calls it there. No system has such ids. */
export function namedStore(typed: string): string {
  return `named:${typed.toLowerCase()}`
}

/** Whether a shop's id is what somebody called it. */
export function isNamedStore(store: string): boolean {
  return store.startsWith('named:')
}
