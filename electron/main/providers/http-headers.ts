const shortest = 1_000
const longest = 3_600_000

/** A wait that somebody else prescribed, held between one second and one hour. */
export function clampWait(ms: number): number {
  return Math.min(longest, Math.max(shortest, ms))
}

/**
 * `Retry-After` as ms, clamped; null where absent or unreadable.
 *
 * A date is measured against the server's own clock where it tells it, so that a wrong clock here does no harm.
 */
export function headerSeconds(headers: Headers, name: string, now: number): number | null {
  const text = headers.get(name)?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return clampWait(Number(text) * 1_000)
  const until = dateOf(text)
  if (until === null) return null
  return clampWait(until - (dateOf(headers.get('date')) ?? now))
}

/** An HTTP date as UTC ms. */
export function dateOf(text: string | null): number | null {
  // `Date.parse` takes almost anything for a date; an HTTP date has its zone.
  if (text === null || !/\bGMT$/.test(text.trim())) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : at
}

/** The provider's own id of a request: short and of plain characters, or it is not kept. */
export function requestIdOf(headers: Headers): string | null {
  const text = headers.get('x-request-id') ?? headers.get('request-id')
  return text !== null && /^[\w.:-]{1,80}$/.test(text) ? text : null
}

/** Whether a body says that it is JSON. */
export function saysJson(headers: Headers): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\b/i.test(headers.get('content-type')?.trim() ?? '')
}
