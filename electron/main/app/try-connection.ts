import type { ProviderId } from '../../../shared/domain/connection.ts'
import { systems } from '../../../shared/domain/systems.ts'
import type { ConnectProblem, Store } from '../../../shared/domain/systems.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import type { ProviderTools } from '../providers/http.ts'
import type { CallOptions, Failure } from '../providers/provider.ts'
import { createProvider, listStores } from '../providers/registry.ts'
import type { Time } from './profile.ts'

/** Somebody stands before the till and waits: no longer than this in all, ms. */
const patienceMs = 20_000

/** A connection that is nobody's yet. */
export interface Trial extends Omit<ProviderTools, 'key' | 'clock'>, Time {
  readonly provider: ProviderId
  readonly baseUrl: string
  readonly key: string
  /** The shop to look for; null where one is to be chosen of those that the key opens. */
  readonly store: string | null
}

/** What the other side told. */
export interface Found {
  /** Null where the key does not tell the shops that it opens, or the one. */
  readonly stores: readonly Store[] | null
  readonly store: Store | null
}

/**
 * Reads alone, and saves nothing: which shops the key opens, and whether the one that is meant answers. The adapters
 * are the very same that will work for the shop.
 */
export async function tryConnection(trial: Trial): Promise<Result<Found, ConnectProblem>> {
  const end = new AbortController()
  const cancel = trial.timers.set(() => {
    end.abort()
  }, patienceMs)
  try {
    return await look(trial, { priority: 'cashier', signal: end.signal })
  } finally {
    cancel()
  }
}

async function look(trial: Trial, options: CallOptions): Promise<Result<Found, ConnectProblem>> {
  const { transport, sleep, clock, key, provider, baseUrl, store } = trial
  const tools: ProviderTools = { transport, sleep, clock, key: () => key }
  const byKey = systems[provider].store.chosen === 'by-key'
  const listed = await listStores(provider, baseUrl, tools, options)
  const stores = listed.ok ? listed.value : null
  // A key may open one shop and not tell which: whoever knows the shop's id goes on.
  if (!listed.ok && (byKey || store === null || !isOnlyUntold(listed.failure))) {
    return err(problemOf(listed.failure, 'another-product'))
  }
  if (stores?.length === 0) return err('no-store-opened')
  // The key opens a shop and does not name it: whoever connects it does.
  if (listed.ok && stores === null)
    return ok({ stores, store: store === null ? null : { id: store, name: '', zone: null } })
  const [only, ...others] = stores ?? []
  const told = stores?.find((each) => each.id === store)
  if (byKey)
    return told === undefined && store !== null ? err('no-such-store') : ok({ stores, store: only ?? null })
  if (store === null && others.length > 0) return ok({ stores, store: null })
  // One that the list does not hold is looked for all the same: lists may be cut.
  const meant = store === null ? only : (told ?? { id: store, name: '', zone: null })
  if (meant === undefined) return err('no-store-opened')

  const there = await createProvider(
    {
      id: meant.id,
      name: meant.name,
      provider,
      mode: 'live',
      baseUrl,
      store: meant.id,
      zone: 'UTC',
      singleTill: false,
      readLagMs: 0,
      lateBoundMs: 0,
    },
    tools,
  )?.ping(options)
  if (there === undefined) return err('another-product')
  if (there.ok) return ok({ stores, store: meant })
  // Where neither the list nor the shop is there, it is the system that is not.
  return err(problemOf(there.failure, isMissing(listed) ? 'another-product' : 'no-such-store'))
}

function isMissing(listed: Awaited<ReturnType<typeof listStores>>): boolean {
  return !listed.ok && listed.failure.kind === 'not-found'
}

function isOnlyUntold(failure: Failure): boolean {
  return failure.kind === 'forbidden' || failure.kind === 'not-found'
}

/** What to correct. Pure. `missing`: what it means that what was asked for is not there. */
export function problemOf(
  failure: Failure,
  missing: Extract<ConnectProblem, 'another-product' | 'no-such-store'>,
): ConnectProblem {
  switch (failure.kind) {
    case 'not-sent':
      return notSent[failure.cause]
    case 'no-answer':
      return failure.cause === 'timeout' || failure.cause === 'aborted' ? 'no-answer-in-time' : 'broken-off'
    case 'bad-answer':
      return 'another-product'
    case 'unauthorized':
      return 'key-refused'
    case 'forbidden':
      return 'key-not-allowed'
    case 'not-found':
    case 'refused':
      return missing
    case 'rate-limited':
      return 'slow-down'
    case 'server-error':
      return 'failing'
  }
}

const notSent = {
  dns: 'no-such-host',
  refused: 'nobody-listens',
  'connect-timeout': 'no-answer-in-time',
  tls: 'not-trusted',
  unreachable: 'unreachable',
  aborted: 'no-answer-in-time',
} as const satisfies Record<Extract<Failure, { kind: 'not-sent' }>['cause'], ConnectProblem>
