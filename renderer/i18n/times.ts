import { useCallback, useEffect, useState } from 'react'
import { useIntl } from 'react-intl'
import type { IntlShape } from 'react-intl'
import { dayIn } from '../../shared/domain/birthday.ts'
import { phrase, say } from './phrase.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long ago, short: "just now", "40 sec. ago", "2 min. ago", "3 hr ago", "yesterday". */
export function ago(intl: IntlShape, at: number, now: number): string {
  const past = Math.max(0, now - at)
  const style = { style: 'short', numeric: 'auto' } as const
  if (past < 10_000) return say(intl, phrase('time.justNow'))
  if (past < minute) return intl.formatRelativeTime(-Math.floor(past / 1_000), 'second', style)
  if (past < hour) return intl.formatRelativeTime(-Math.floor(past / minute), 'minute', style)
  if (past < day) return intl.formatRelativeTime(-Math.floor(past / hour), 'hour', style)
  return intl.formatRelativeTime(-Math.floor(past / day), 'day', style)
}

/** How long, shorter still: "8 s", "2 min", "3 h", "4 d". */
export function span(intl: IntlShape, ms: number): string {
  const [value, unit] =
    ms < minute
      ? ([ms / 1000, 'second'] as const)
      : ms < hour
        ? ([ms / minute, 'minute'] as const)
        : ms < day
          ? ([ms / hour, 'hour'] as const)
          : ([ms / day, 'day'] as const)
  return intl.formatNumber(Math.max(0, Math.floor(value)), { style: 'unit', unit, unitDisplay: 'short' })
}

/** The time of day; with the date where it was on another day. */
export function clock(intl: IntlShape, at: number, now: number): string {
  const date = { day: 'numeric', month: 'short' } as const
  const today = intl.formatDate(at, { dateStyle: 'short' }) === intl.formatDate(now, { dateStyle: 'short' })
  return intl.formatTime(at, { hour: 'numeric', minute: '2-digit', ...(today ? {} : date) })
}

/** From when to when, as times of day; with the date where it was on another day. */
export function range(intl: IntlShape, from: number, to: number, now: number): string {
  const date = { day: 'numeric', month: 'short' } as const
  const day = (at: number): string => intl.formatDate(at, { dateStyle: 'short' })
  const today = day(from) === day(now) && day(to) === day(now)
  return intl.formatDateTimeRange(from, to, {
    hour: 'numeric',
    minute: '2-digit',
    ...(today ? {} : date),
  })
}

/** A day of a shop, ISO date, in words; the year where it is another one. Null for the shop's today. */
export function pastDay(intl: IntlShape, day: string, now: number): string | null {
  const today = dayIn(intl.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone, now)
  if (day >= today) return null
  const sameYear = day.slice(0, 4) === today.slice(0, 4)
  return intl.formatDate(Date.parse(`${day}T00:00:00Z`), {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
    ...(sameYear ? {} : { year: 'numeric' }),
  })
}

/** The present, told again every `every` milliseconds. */
export function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now())
    }, every)
    return () => {
      clearInterval(timer)
    }
  }, [every])
  return now
}

/** The ways of telling time, in the language of the place. */
export function useTimes(): {
  readonly ago: (at: number, now: number) => string
  readonly span: (ms: number) => string
  readonly clock: (at: number, now: number) => string
  readonly range: (from: number, to: number, now: number) => string
  readonly pastDay: (day: string, now: number) => string | null
} {
  const intl = useIntl()
  return {
    ago: useCallback((at, now) => ago(intl, at, now), [intl]),
    span: useCallback((ms) => span(intl, ms), [intl]),
    clock: useCallback((at, now) => clock(intl, at, now), [intl]),
    range: useCallback((from, to, now) => range(intl, from, to, now), [intl]),
    pastDay: useCallback((day, now) => pastDay(intl, day, now), [intl]),
  }
}
