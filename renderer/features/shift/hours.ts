import type { IntlShape } from 'react-intl'
import type { ShiftHour } from '../../../shared/domain/shift.ts'

/** Names of hours in the language of the place and the zone of the shop; one that comes twice is told with its zone. */
export function hourNames(intl: IntlShape, hours: readonly Pick<ShiftHour, 'at'>[]): readonly string[] {
  const plain = hours.map(({ at }) => intl.formatTime(at, { hour: 'numeric', minute: '2-digit' }))
  return plain.map((name, n) => {
    const hour = hours[n]
    if (hour === undefined || plain.filter((other) => other === name).length === 1) return name
    return intl.formatTime(hour.at, { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' })
  })
}

/** A day of the shop, ISO date, in words. */
export function dayName(intl: IntlShape, day: string): string {
  return intl.formatDate(Date.parse(`${day}T00:00:00Z`), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
}
