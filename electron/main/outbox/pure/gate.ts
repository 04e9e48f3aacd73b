import type { Link } from '../../../../shared/domain/connection.ts'
import { breakerDelay, probeDelay, rateLimitDelay } from '../backoff.ts'
import type { GateEvent } from '../classify.ts'

/** What stands between the queue and a provider. One for a connection; no operation is rewritten for it. */
export type Gate =
  | { readonly kind: 'open'; readonly failures: number }
  | {
      readonly kind: 'offline' | 'not-the-provider' | 'signed-out' | 'failing'
      /** When it shut, UTC ms, under whatever name. */
      readonly since: number
      readonly nextTryAt: number
      /** Knocks so far. */
      readonly tries: number
    }
  | {
      readonly kind: 'rate-limited'
      readonly since: number
      readonly nextTryAt: number
      readonly tries: number
    }

/** The gate of a connection that was never tried. */
export const openGate: Gate = { kind: 'open', failures: 0 }

/** Consecutive failures that open the breaker. */
export const failuresBeforeBreaker = 5
/** A key that was refused is tried again this often: it may be mended at the provider. */
const signedOutMs = 60_000

/**
 * The gate after an event. `chance` in [0, 1) spreads the knocks of many tills.
 *
 * A shut gate is opened by one cheap read that went through, never by letting operations try.
 */
export function nextGate(gate: Gate, event: GateEvent, now: number, chance: number): Gate {
  // Whatever else was on the wire before the provider asked for patience: it does not end the wait that it named.
  if (gate.kind === 'rate-limited' && now < gate.nextTryAt && event.kind !== 'limited') return gate
  switch (event.kind) {
    case 'nothing':
      return gate
    case 'reached':
      return openGate
    case 'unreachable':
      return shut(gate, 'offline', now, (tries) => probeDelay(tries, chance))
    case 'impostor':
      return shut(gate, 'not-the-provider', now, (tries) => probeDelay(tries, chance))
    case 'unauthorized':
      return shut(gate, 'signed-out', now, () => signedOutMs)
    case 'limited':
      return shut(gate, 'rate-limited', now, () => rateLimitDelay(event.retryAfterMs))
    case 'failed': {
      if (gate.kind === 'open' && gate.failures + 1 < failuresBeforeBreaker) {
        return { kind: 'open', failures: gate.failures + 1 }
      }
      // A probe that gets no answer at an outage is still the outage: the cashier's word for it stays.
      if (gate.kind === 'offline' || gate.kind === 'not-the-provider') {
        return shut(gate, gate.kind, now, (tries) => probeDelay(tries, chance))
      }
      return shut(gate, 'failing', now, (tries) => breakerDelay(tries, chance))
    }
  }
}

function shut(
  gate: Gate,
  kind: Exclude<Gate['kind'], 'open'>,
  now: number,
  delay: (tries: number) => number,
): Gate {
  if (gate.kind !== kind) {
    // Whatever it is called meanwhile, it is one outage until something goes through.
    const since = gate.kind === 'open' ? now : gate.since
    return { kind, since, nextTryAt: now + delay(0), tries: 0 }
  }
  if (now < gate.nextTryAt) {
    // What was still on the wire when the gate shut is no knock. A longer wish of the provider is respected.
    const nextTryAt = kind === 'rate-limited' ? Math.max(gate.nextTryAt, now + delay(0)) : gate.nextTryAt
    return { ...gate, nextTryAt }
  }
  const tries = gate.tries + 1
  return { ...gate, nextTryAt: now + delay(tries), tries }
}

/**
 * The same gate after a clock that jumped: no knock further away than it can have been meant to be. `waitMs` is the
 * wait that was named, where that is known.
 */
export function clampGate(gate: Gate, now: number, waitMs?: number): Gate {
  if (gate.kind === 'open') return gate
  const longest = waitMs ?? (gate.kind === 'rate-limited' ? 3_600_000 : 600_000)
  return {
    ...gate,
    since: Math.min(gate.since, now),
    nextTryAt: Math.min(gate.nextTryAt, now + longest),
  }
}

/** What the screen shows of it. */
export function linkOf(gate: Gate): Link {
  switch (gate.kind) {
    case 'open':
      return { kind: 'online' }
    case 'signed-out':
      return { kind: 'signed-out', since: gate.since }
    case 'rate-limited':
      return { kind: 'rate-limited', until: gate.nextTryAt }
    case 'offline':
    case 'not-the-provider':
    case 'failing':
      return { kind: gate.kind, since: gate.since, nextTryAt: gate.nextTryAt }
  }
}
