import type { ReactNode } from 'react'
import { useNow, useTimes } from '../i18n/times.ts'

/** How long ago something was, kept up to date: "2 min. ago"; or how long, `short`: "2 min". */
export function Age({ at, short = false }: { readonly at: number; readonly short?: boolean }): ReactNode {
  const now = useNow(1_000)
  const times = useTimes()
  return (
    <time className="number" dateTime={new Date(at).toISOString()}>
      {short ? times.span(now - at) : times.ago(at, now)}
    </time>
  )
}

/** A time of day, with the date where it was on another day. */
export function Clock({ at }: { readonly at: number }): ReactNode {
  const now = useNow(60_000)
  const times = useTimes()
  return (
    <time className="number" dateTime={new Date(at).toISOString()}>
      {times.clock(at, now)}
    </time>
  )
}
