/** What became of a request that brought no usable answer, told by whether its bytes may have left. */
export type Trouble =
  /** No connection came about: the other side certainly saw nothing of this request. */
  | {
      readonly kind: 'not-sent'
      readonly cause: 'dns' | 'refused' | 'connect-timeout' | 'tls' | 'unreachable' | 'aborted'
    }
  /** There was a connection, and no whole answer came back over it. */
  | {
      readonly kind: 'no-answer'
      readonly cause: 'reset' | 'timeout' | 'half-answer' | 'aborted' | 'other'
    }
  /** An answer came that nobody can use: larger than we read, or no valid HTTP status. */
  | { readonly kind: 'unusable'; readonly status: number }

/** Thrown by every fetch of ours, and by nothing else of ours; its message names no address and no person. */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  readonly trouble: Trouble

  constructor(trouble: Trouble, cause?: unknown) {
    super(
      trouble.kind === 'unusable' ? `unusable ${trouble.status}` : `${trouble.kind}: ${trouble.cause}`,
      cause === undefined ? undefined : { cause },
    )
    this.trouble = trouble
  }
}

/** Finds our error under whatever a client library wrapped around it. */
export function transportErrorIn(error: unknown): TransportError | null {
  for (let inner = error, depth = 0; depth < 8 && inner instanceof Error; inner = inner.cause, depth += 1) {
    if (inner instanceof TransportError) return inner
  }
  return null
}

/** Sorts an error from before the connection stood. */
export function beforeConnected(error: unknown): TransportError {
  if (error instanceof TransportError) return error
  return new TransportError({ kind: 'not-sent', cause: connectCause(codeOf(error)) }, error)
}

/** Sorts an error from after the connection stood, when bytes may have left. */
export function afterConnected(error: unknown): TransportError {
  if (error instanceof TransportError) return error
  const code = codeOf(error)
  const cause = code === 'ECONNRESET' || code === 'EPIPE' ? 'reset' : 'other'
  return new TransportError({ kind: 'no-answer', cause }, error)
}

function connectCause(code: string): 'dns' | 'refused' | 'connect-timeout' | 'tls' | 'unreachable' {
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return 'dns'
  if (code === 'ECONNREFUSED') return 'refused'
  if (code === 'ETIMEDOUT') return 'connect-timeout'
  if (isTlsCode(code)) return 'tls'
  return 'unreachable'
}

/** Certificate verdicts are OpenSSL's upper-case words; protocol errors carry `ERR_SSL_` or `ERR_TLS_`. */
function isTlsCode(code: string): boolean {
  return /^(ERR_SSL_|ERR_TLS_|ERR_OSSL_|EPROTO$)|CERT|CRL|SELF_SIGNED|VERIFY|ISSUER|HOSTNAME_MISMATCH/.test(
    code,
  )
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) {
    // One error for each address that was tried; they seldom differ, and the first says enough.
    return codeOf(error.errors[0])
  }
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return ''
}
