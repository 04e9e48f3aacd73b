import type { RefusedFields } from './http-failure.ts'
import type { Answer, Evidence } from './provider.ts'

/** Evidence of something that was answered here: nothing left. */
export function nothingSent(now: number): Evidence {
  return { http: null, requestId: null, startedAt: now, ms: 0, serverDate: null }
}

/** An answer that took no request. */
export function toldHere<T>(value: T, now: number): Answer<T> {
  return { ok: true, value, evidence: nothingSent(now) }
}

/**
 * A change that a provider does not offer, or that it is known to refuse as it is. Status 0: nobody was asked. Screens
 * refuse such a thing long before; this is for what an older version left in the outbox.
 */
export function refusedHere(now: number, fields: RefusedFields = { base: ['other'] }): Answer<never> {
  return { ok: false, failure: { kind: 'refused', status: 0, fields }, evidence: nothingSent(now) }
}
