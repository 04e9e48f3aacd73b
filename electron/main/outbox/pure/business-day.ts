/**
 * The calendar day of the shop at a moment, `YYYY-MM-DD`, in the shop's own zone.
 *
 * A zone that this machine does not know falls back to UTC: an operation is never refused for it.
 */
export function businessDay(at: number, zone: string): string {
  return formatter(zone).format(new Date(at))
}

function formatter(zone: string): Intl.DateTimeFormat {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  try {
    return new Intl.DateTimeFormat('sv-SE', { ...parts, timeZone: zone })
  } catch {
    return new Intl.DateTimeFormat('sv-SE', { ...parts, timeZone: 'UTC' })
  }
}
