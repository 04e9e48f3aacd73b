import type { ShiftCashier, ShiftFigures, ShiftHour, ShiftSummary } from '../../../shared/domain/shift.ts'
import type { ShiftAsked } from '../../../shared/ipc/shift-contract.ts'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import type { DayEntry } from '../outbox/pure/days.ts'
import { shopDay } from './shop.ts'
import type { Shop } from './shop.ts'

const hourMs = 3_600_000
/** A day has at most 25 hours; what was made in another zone than the shop's may stand farther apart. */
const mostHours = 48

type Sum = { -readonly [Name in keyof ShiftFigures]: ShiftFigures[Name] }

const nothing = (): Sum => ({
  stamps: 0,
  changes: 0,
  added: 0,
  taken: 0,
  rewards: 0,
  enrolments: 0,
  undone: 0,
  done: 0,
  offline: 0,
})

/** A day of the open shop at this till. */
export function shiftSummary(shop: Shop, asked: ShiftAsked): Result<ShiftSummary, RequestFailure> {
  const { id, zone } = shop.connection
  const today = shopDay(zone, shop.clock.now())
  const day = asked.day ?? today
  const { days } = shop.outbox
  const known = new Set([today, ...days.list(id)])
  return ok({
    day,
    today,
    days: [...known].sort().reverse(),
    ...countDay(days.entries(id, day), zone, asked.cashier),
  })
}

/** What stands of a day's operations, hour by hour in a zone; of one cashier, or of all. */
export function countDay(
  entries: readonly DayEntry[],
  zone: string,
  cashier: string | null,
): Omit<ShiftSummary, 'day' | 'today' | 'days'> {
  const cashiers = new Map<string, ShiftCashier>()
  for (const entry of entries)
    if (entry.cashier !== null && isAction(entry)) cashiers.set(entry.cashier.id, entry.cashier)

  const made = new Set(entries.map((entry) => entry.id))
  const takenBack = new Set(
    entries.flatMap((entry) => (entry.takesBack === null || isGivenUp(entry) ? [] : [entry.takesBack])),
  )
  const beginOf = hoursIn(zone)
  const hours = new Map<number, Sum>()
  const total = nothing()
  let unit: ShiftSummary['unit'] = null
  let unread = 0
  for (const entry of entries) {
    if (!isAction(entry) || (cashier !== null && entry.cashier?.id !== cashier)) continue
    // What takes back something of this very day is no action of its own: the other is not counted.
    if (entry.takesBack !== null && (made.has(entry.takesBack) || isGivenUp(entry))) continue
    const at = beginOf(entry.at)
    const hour = hours.get(at) ?? nothing()
    hours.set(at, hour)
    const isUndone = isGivenUp(entry) || takenBack.has(entry.id)
    unit = entry.unit ?? unit
    if (!isUndone && entry.amount === null && (entry.work === 'stamps' || entry.work === 'change'))
      unread += 1
    for (const sum of [hour, total]) add(sum, entry, isUndone)
  }
  return {
    cashiers: [...cashiers.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    hours: withGaps(hours, beginOf),
    total,
    unit,
    unread,
  }
}

/** Undone or dropped; what was moved to another till was done all the same. */
function isGivenUp({ state, moved }: DayEntry): boolean {
  return (state === 'cancelled' || state === 'discarded') && !moved
}

function isAction({ work }: DayEntry): boolean {
  return work !== 'other'
}

function add(sum: Sum, { work, amount, offline, takesBack }: DayEntry, isUndone: boolean): void {
  if (isUndone) {
    sum.undone += 1
    return
  }
  // Something of another day was taken back today: that is where the day's balance went.
  const change = (amount ?? 0) * (work === 'revert' ? -1 : 1)
  if (takesBack === null) {
    sum.done += 1
    if (offline) sum.offline += 1
  } else sum.undone += 1
  switch (work) {
    case 'stamps':
      sum.stamps += amount ?? 0
      return
    case 'change':
    case 'revert':
      if (takesBack === null) sum.changes += 1
      if (change > 0) sum.added += change
      else sum.taken -= change
      return
    case 'reward':
      sum.rewards += 1
      return
    case 'enrolment':
      sum.enrolments += 1
      return
    case 'other':
  }
}

/** Tells when the hour of a zone began that a moment is in, UTC ms. */
function hoursIn(zone: string): (at: number) => number {
  const parts = formatter(zone)
  return (at) => {
    let minutes = 0
    let seconds = 0
    for (const { type, value } of parts.formatToParts(at)) {
      if (type === 'minute') minutes = Number(value)
      else if (type === 'second') seconds = Number(value)
    }
    return at - (minutes * 60 + seconds) * 1_000 - (((at % 1_000) + 1_000) % 1_000)
  }
}

function formatter(zone: string): Intl.DateTimeFormat {
  const parts = { hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
  try {
    return new Intl.DateTimeFormat('en', { ...parts, timeZone: zone })
  } catch {
    // As the business day of a zone that this machine does not know.
    return new Intl.DateTimeFormat('en', { ...parts, timeZone: 'UTC' })
  }
}

/** The hours in their order, with those between in which nothing was done. */
function withGaps(hours: ReadonlyMap<number, Sum>, beginOf: (at: number) => number): readonly ShiftHour[] {
  const begins = [...hours.keys()].sort((a, b) => a - b)
  const first = begins[0]
  const last = begins.at(-1)
  if (first === undefined || last === undefined) return []
  if (last - first <= mostHours * hourMs)
    for (let at = first; at < last; at = beginOf(at + hourMs)) if (!hours.has(at)) begins.push(at)
  return begins.sort((a, b) => a - b).map((at) => ({ at, ...(hours.get(at) ?? nothing()) }))
}
