/** Tells the calendar day of a shop at a moment (UTC ms), `YYYY-MM-DD`, in the shop's own zone. */
export type BusinessDay = (at: number, zone: string) => string

/**
 * Keeps one formatter for each zone: making one costs more than the rest of a save.
 *
 * A zone that this machine does not know falls back to UTC: an operation is never refused for it.
 */
export function createBusinessDay(): BusinessDay {
  const formatters = new Map<string, Intl.DateTimeFormat>()
  return (at, zone) => {
    const known = formatters.get(zone) ?? formatter(zone)
    formatters.set(zone, known)
    return known.format(new Date(at))
  }
}

function formatter(zone: string): Intl.DateTimeFormat {
  // Swedish writes dates as ISO does.
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  try {
    return new Intl.DateTimeFormat('sv-SE', { ...parts, timeZone: zone })
  } catch {
    return new Intl.DateTimeFormat('sv-SE', { ...parts, timeZone: 'UTC' })
  }
}
