import { createSecureContext, getCACertificates } from 'node:tls'
import type { SecureContext } from 'node:tls'

/** Whom we trust: Node's own list, and what the shop's administrator put into the system's store. */
export interface Trust {
  readonly context: SecureContext
  /** False where the system's store could not be read: then only Node's own list is trusted. */
  readonly systemStore: boolean
}

/**
 * Made when first needed and kept: reading the system's store may take a tenth of a second, and parsing the
 * list for each connection would cost more than the connection.
 *
 * @param extra PEM certificates to trust besides.
 */
export function createTrust(extra: readonly string[] = []): () => Trust {
  let made: Trust | null = null
  return () => (made ??= makeTrust(extra))
}

function makeTrust(extra: readonly string[]): Trust {
  let system: readonly string[] = []
  let systemStore = true
  try {
    system = getCACertificates('system')
  } catch {
    systemStore = false
  }
  const ca = [...new Set([...getCACertificates('default'), ...system, ...extra])]
  return { context: createSecureContext({ ca }), systemStore }
}
