import { describe, expect, test } from 'vitest'
import type { DayEntry } from '../../../electron/main/outbox/pure/days.ts'
import { shiftCsv } from '../../../electron/main/services/shift-csv.ts'
import { countDay } from '../../../electron/main/services/shift-summary.ts'
import { shiftColumns } from '../../../shared/domain/shift.ts'
import type { ShiftColumn } from '../../../shared/domain/shift.ts'

const berlin = 'Europe/Berlin'
const kim = { id: '01KIM000000000000000000000', name: 'Kim' }
const lou = { id: '01LOU000000000000000000000', name: 'Lou' }
const points = { kind: 'points', decimals: 0 } as const

let made = 0
function entry(work: DayEntry['work'], at: string, change: Partial<DayEntry> = {}): DayEntry {
  made += 1
  return {
    id: `op${made}`,
    work,
    state: 'done',
    at: Date.parse(at),
    cashier: kim,
    amount: work === 'stamps' ? 1 : null,
    unit: null,
    takesBack: null,
    moved: false,
    offline: false,
    ...change,
  }
}
const change = (amount: number, more: Partial<DayEntry> = {}): DayEntry =>
  entry('change', '2026-11-21T10:00:00Z', { amount, unit: points, ...more })
const hoursOf = (entries: readonly DayEntry[], zone = berlin): readonly string[] =>
  countDay(entries, zone, null).hours.map((hour) => new Date(hour.at).toISOString().slice(0, 16))
const headings = Object.fromEntries(shiftColumns.map((name) => [name, name])) as Record<ShiftColumn, string>

describe('what a day counts', () => {
  test('stamps are counted by their amount, rewards and enrolments each as one, and all of them as done', () => {
    const { total } = countDay(
      [
        entry('stamps', '2026-11-21T10:00:00Z', { amount: 3 }),
        entry('stamps', '2026-11-21T10:01:00Z', { state: 'queued' }),
        entry('reward', '2026-11-21T10:02:00Z', { state: 'attention' }),
        entry('enrolment', '2026-11-21T10:03:00Z'),
        entry('other', '2026-11-21T10:04:00Z'),
      ],
      berlin,
      null,
    )
    expect(total).toMatchObject({ stamps: 4, rewards: 1, enrolments: 1, undone: 0, done: 4, offline: 0 })
  })

  test('what was undone or given up counts as undone and nowhere else', () => {
    const { total } = countDay(
      [
        entry('stamps', '2026-11-21T10:00:00Z', { amount: 5, state: 'cancelled', offline: true }),
        entry('reward', '2026-11-21T10:01:00Z', { state: 'discarded' }),
      ],
      berlin,
      null,
    )
    expect(total).toMatchObject({ stamps: 0, rewards: 0, undone: 2, done: 0, offline: 0 })
  })

  test('an opposite entry takes the action of the same day with it, and is none itself', () => {
    const first = change(20)
    const { total, unit } = countDay([first, change(-20, { takesBack: first.id }), change(7)], berlin, null)
    expect(total).toMatchObject({ changes: 1, added: 7, taken: 0, undone: 1, done: 1 })
    expect(unit).toEqual(points)
  })

  test('an opposite entry that was itself undone leaves the action as it was', () => {
    const first = change(20)
    const back = entry('revert', '2026-11-21T10:01:00Z', {
      amount: 20,
      unit: points,
      takesBack: first.id,
      state: 'cancelled',
    })
    expect(countDay([first, back], berlin, null).total).toMatchObject({ added: 20, undone: 0, done: 1 })
  })

  test('what takes back something of another day is an undoing of today, and what it took is told', () => {
    const back = entry('revert', '2026-11-21T10:01:00Z', { amount: 20, unit: points, takesBack: 'yesterday' })
    const { total } = countDay([back], berlin, null)
    expect(total).toMatchObject({ changes: 0, added: 0, taken: 20, undone: 1, done: 0 })
  })

  test('what left for another till was done here all the same', () => {
    const left = entry('stamps', '2026-11-21T10:00:00Z', { state: 'cancelled', moved: true, amount: 2 })
    expect(countDay([left], berlin, null).total).toMatchObject({ stamps: 2, undone: 0, done: 1 })
  })

  test('the offline part is counted among what was done', () => {
    const entries = [
      entry('stamps', '2026-11-21T10:00:00Z', { offline: true }),
      entry('stamps', '2026-11-21T10:01:00Z'),
    ]
    expect(countDay(entries, berlin, null).total).toMatchObject({ done: 2, offline: 1 })
  })

  test('an amount that is not kept any more is said to be missing', () => {
    const { total, unread } = countDay(
      [entry('stamps', '2026-11-21T10:00:00Z', { amount: null })],
      berlin,
      null,
    )
    expect(unread).toBe(1)
    expect(total).toMatchObject({ stamps: 0, done: 1 })
  })

  test('one cashier is counted alone, and everybody of the day is named', () => {
    const entries = [
      entry('stamps', '2026-11-21T10:00:00Z', { amount: 2 }),
      entry('stamps', '2026-11-21T11:00:00Z', { amount: 3, cashier: lou }),
      entry('stamps', '2026-11-21T12:00:00Z', { amount: 4, cashier: null }),
    ]
    const own = countDay(entries, berlin, lou.id)
    expect(own.total.stamps).toBe(3)
    expect(own.hours).toHaveLength(1)
    expect(own.cashiers).toEqual([kim, lou])
    expect(countDay(entries, berlin, null).total.stamps).toBe(9)
  })

  test('a day with nothing on it has no hours', () => {
    expect(countDay([], berlin, null)).toMatchObject({ hours: [], cashiers: [], unread: 0 })
  })
})

describe('hours of the shop', () => {
  test('an hour without anything between two others is there, with nothing in it', () => {
    const entries = [entry('stamps', '2026-11-21T08:59:59Z'), entry('stamps', '2026-11-21T11:00:00Z')]
    expect(hoursOf(entries)).toEqual([
      '2026-11-21T08:00',
      '2026-11-21T09:00',
      '2026-11-21T10:00',
      '2026-11-21T11:00',
    ])
  })

  test('they begin where the shop’s clock says so, also where it is half an hour off', () => {
    expect(hoursOf([entry('stamps', '2026-11-21T08:59:59Z')], 'Asia/Kolkata')).toEqual(['2026-11-21T08:30'])
  })

  test('the hour that comes twice when clocks are set back is two', () => {
    const entries = [entry('stamps', '2026-10-25T00:30:00Z'), entry('stamps', '2026-10-25T01:30:00Z')]
    expect(hoursOf(entries)).toEqual(['2026-10-25T00:00', '2026-10-25T01:00'])
    const day = { day: '2026-10-25', unit: null, hours: countDay(entries, berlin, null).hours }
    const lines = shiftCsv(day, berlin, headings).split('\r\n')
    expect(lines.slice(1, 3).map((line) => line.split(',')[1])).toEqual(['02:00+02:00', '02:00+01:00'])
  })

  test('the hour that is left out when clocks are set forward is no gap', () => {
    const entries = [entry('stamps', '2026-03-29T00:30:00Z'), entry('stamps', '2026-03-29T01:30:00Z')]
    const day = { day: '2026-03-29', unit: null, hours: countDay(entries, berlin, null).hours }
    const lines = shiftCsv(day, berlin, headings).split('\r\n')
    expect(lines.slice(1, 3).map((line) => line.split(',')[1])).toEqual(['01:00+01:00', '03:00+02:00'])
  })
})

describe('a day as a file', () => {
  const { hours } = countDay([change(1_250_000), change(-50)], berlin, null)

  test('begins with a byte order mark, ends each line as RFC 4180 has it, and writes numbers plain', () => {
    const file = shiftCsv(
      { day: '2026-11-21', unit: { kind: 'money', decimals: 2 }, hours },
      berlin,
      headings,
    )
    expect(file).toBe(
      '\u{feff}day,hour,stamps,changes,added,taken,rewards,enrolments,undone,done,offline\r\n' +
        '2026-11-21,11:00+01:00,0,2,12500.00,0.50,0,0,0,2,0\r\n',
    )
  })

  test('no heading is taken for a formula, and one with a comma stays one', () => {
    const file = shiftCsv({ day: '2026-11-21', unit: null, hours: [] }, berlin, {
      ...headings,
      day: '=1+1',
      hour: 'Hour, local',
    })
    expect(file).toContain(`'=1+1,"Hour, local",stamps`)
  })
})
