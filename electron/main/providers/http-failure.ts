import { headerSeconds, saysJson } from './http-headers.ts'
import type { Trouble } from '../outbound/transport-error.ts'
import type { Failure, RefusalCode } from './provider.ts'

/** What was wrong, by the provider's field names. */
export type RefusedFields = Readonly<Record<string, readonly RefusalCode[]>>

/** A transport's trouble in the provider's words. */
export function failureOfTrouble(trouble: Trouble): Failure {
  return trouble.kind === 'unusable' ? { kind: 'bad-answer', status: trouble.status } : trouble
}

/**
 * What an answer other than 2xx means. Statuses that decide an operation's fate (400, 404, 409, 410, 422 ...)
 * count only with a JSON body: a filter or a captive portal answers them too, in HTML.
 *
 * @param body Parsed JSON, or undefined where there was none.
 */
export function failureOfStatus(
  status: number,
  headers: Headers,
  body: unknown,
  now: number,
  readRefusal: (body: unknown, status: number) => RefusedFields,
): Failure {
  const spoken = saysJson(headers) && body !== undefined
  const html = /^text\/html\b/i.test(headers.get('content-type')?.trim() ?? '')
  if (status >= 500) return { kind: 'server-error', status }
  if (status === 401 && !html) return { kind: 'unauthorized' }
  if (status === 429)
    return { kind: 'rate-limited', retryAfterMs: headerSeconds(headers, 'retry-after', now) }
  if (!spoken || status < 400) return { kind: 'bad-answer', status }
  switch (status) {
    case 403:
      return { kind: 'forbidden' }
    case 404:
      return { kind: 'not-found' }
    case 408:
    case 421:
    case 425:
      // Said by whatever stands before the provider; whether the request went further is not known.
      return { kind: 'bad-answer', status }
    default:
      return { kind: 'refused', status, fields: readRefusal(body, status) }
  }
}

/**
 * A read that goes ahead of a change failed, and so the change was not sent. What says more than "not sent"
 * and cannot be mistaken for an answer to the change is kept.
 */
export function failureAhead(failure: Failure): Failure {
  switch (failure.kind) {
    case 'not-sent':
    case 'unauthorized':
    case 'forbidden':
    case 'rate-limited':
      return failure
    case 'no-answer':
    case 'bad-answer':
    case 'not-found':
    case 'refused':
    case 'server-error':
      return { kind: 'not-sent', cause: 'unreachable' }
  }
}
