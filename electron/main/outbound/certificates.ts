import { createSecureContext, getCACertificates } from 'node:tls'
import type { SecureContext } from 'node:tls'

/** How the trusted certificates are put together. */
export interface TrustOptions {
  /** PEM certificates to trust besides Node's and the system's. */
  readonly extra?: readonly string[]
  /** Told once when the system's store cannot be used: then a shop's own filter or proxy is not trusted. */
  readonly onSystemStoreUnusable?: (error: unknown) => void
  readonly read?: (store: 'default' | 'system') => readonly string[]
}

/**
 * Node's own list, and what the shop's administrator put into the system's store.
 *
 * Made when first needed and kept: reading the system's store may take a tenth of a second, and parsing the
 * list for each connection would cost more than the connection.
 */
export function createTrust(options: TrustOptions = {}): () => SecureContext {
  let made: SecureContext | null = null
  return () => (made ??= makeTrust(options))
}

function makeTrust(options: TrustOptions): SecureContext {
  const read = options.read ?? getCACertificates
  const own = [...read('default'), ...(options.extra ?? [])]
  try {
    // One certificate that cannot be parsed would spoil the whole list: then ours goes alone.
    return createSecureContext({ ca: [...new Set([...own, ...read('system')])] })
  } catch (error) {
    options.onSystemStoreUnusable?.(error)
    return createSecureContext({ ca: own })
  }
}
