/** How near a birthday is: today, or within the days that follow. */
export type BirthdayNear = 'today' | 'week'

/** A week ahead, without today. */
const aheadDays = 6
const dayMs = 86_400_000

/** 29 February is kept on the 28th in other years. */
function keptOn(born: string, year: number): number {
  const [month = 1, day = 1] = born.slice(5).split('-').map(Number)
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return Date.UTC(year, month - 1, month === 2 && day === 29 && !leap ? 28 : day)
}

/**
 * Whether a birthday is today or within a week.
 *
 * @param birthday ISO date; null where it is not known
 * @param today the shop's own day, ISO date
 */
export function birthdayNear(birthday: string | null, today: string): BirthdayNear | null {
  if (birthday === null) return null
  const now = Date.parse(`${today}T00:00:00Z`)
  const year = Number(today.slice(0, 4))
  // The week may reach into the next year.
  const ahead = [year, year + 1]
    .map((one) => Math.round((keptOn(birthday, one) - now) / dayMs))
    .find((days) => days >= 0)
  if (ahead === 0) return 'today'
  return ahead !== undefined && ahead <= aheadDays ? 'week' : null
}

const calendars = new Map<string, Intl.DateTimeFormat>()

/** The day of a moment (UTC ms) in a zone, ISO date. Asked for each row of a list: a zone's calendar is made once. */
export function dayIn(zone: string, at: number): string {
  // The Swedish way to write a date is the ISO one.
  const calendar =
    calendars.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
  calendars.set(zone, calendar)
  return calendar.format(at)
}
