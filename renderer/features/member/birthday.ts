/** Whether a birthday (ISO date) is today in the shop's zone; 29 February is kept on the 28th in other years. */
export function isBirthday(birthday: string | null, now: number, zone: string): boolean {
  if (birthday === null) return false
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(now)
  const part = (type: 'year' | 'month' | 'day'): string =>
    parts.find((other) => other.type === type)?.value ?? ''
  const today = `${part('month')}-${part('day')}`
  const born = birthday.slice(5)
  if (born !== '02-29') return born === today
  const year = Number(part('year'))
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return today === (leap ? '02-29' : '02-28')
}
