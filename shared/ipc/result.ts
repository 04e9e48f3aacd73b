/**
 * The answer of anything that can fail.
 *
 * Failures cross IPC as values: Electron turns a thrown error into a bare string and loses its kind.
 */
export type Result<T, E> = Ok<T> | Err<E>

/** The good half of a {@link Result}. */
export interface Ok<T> {
  readonly ok: true
  readonly value: T
}

/** The bad half of a {@link Result}; `error.kind` says what went wrong, never its message. */
export interface Err<E> {
  readonly ok: false
  readonly error: E
}

/** Wraps a good answer. */
export function ok<T>(value: T): Ok<T> {
  return { ok: true, value }
}

/** Wraps a failure. */
export function err<E>(error: E): Err<E> {
  return { ok: false, error }
}
