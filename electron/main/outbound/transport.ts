/**
 * The two ways to the network. Both take a Request, follow no redirect, repeat nothing, and fail with a
 * `TransportError` alone.
 */
export interface Transport {
  /** For GETs: may reuse an idle connection. */
  readonly read: typeof fetch
  /** For everything that changes something: a connection of its own, so that a refusal to connect is proof. */
  readonly write: typeof fetch
}
