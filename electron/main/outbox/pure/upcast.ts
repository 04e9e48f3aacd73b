import type { OperationKind } from '../../../../shared/domain/operation.ts'

/**
 * Turns the JSON of a payload as one version wrote it into what the next version writes. Kept for ever.
 *
 * What it is given was written by that version or is damaged: it may throw, the payload then counts as damaged.
 */
export type Upcast = (kind: OperationKind, payload: unknown) => unknown

/** A payload brought to today's shape, or why that is not possible. */
export type Upcasted =
  | { readonly kind: 'today'; readonly payload: unknown }
  /** Written by a version of the program that came later than this one. */
  | { readonly kind: 'newer' }
  /** No version ever wrote such a number. */
  | { readonly kind: 'damaged' }

/** The version that a program with these steps writes: the first is 1, each step leads to the next. */
export function newestVersion(steps: readonly Upcast[]): number {
  return steps.length + 1
}

/** Takes a payload step by step from the version that wrote it to today's. */
export function upcast(steps: readonly Upcast[], kind: OperationKind, v: number, payload: unknown): Upcasted {
  if (v > newestVersion(steps)) return { kind: 'newer' }
  if (v < 1) return { kind: 'damaged' }
  return { kind: 'today', payload: steps.slice(v - 1).reduce((now, step) => step(kind, now), payload) }
}
