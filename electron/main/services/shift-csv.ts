import type { ShiftColumn, ShiftHour, ShiftSummary } from '../../../shared/domain/shift.ts'
import { shiftColumns } from '../../../shared/domain/shift.ts'
import type { Unit } from '../../../shared/domain/unit.ts'
import { csvLine, guard } from './cards/csv.ts'

/** A spreadsheet takes the file for UTF-8 by it. */
const byteOrderMark = '\u{feff}'

/** Plain: no sign between thousands, and a point where there are parts, whatever the language. */
function amount(value: number, unit: Unit | null): string {
  const decimals = unit?.decimals ?? 0
  return (value / 10 ** decimals).toFixed(decimals)
}

/** An hour as RFC 9557's offset has it, so that one that comes twice is told apart: `02:00+01:00`. */
function clockIn(zone: string): (at: number) => string {
  const parts = { hourCycle: 'h23', hour: '2-digit', minute: '2-digit', timeZoneName: 'longOffset' } as const
  const make = (timeZone: string): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat('en', { ...parts, timeZone })
  let format: Intl.DateTimeFormat
  try {
    format = make(zone)
  } catch {
    format = make('UTC')
  }
  return (at) => {
    const said = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
    const offset = (said.get('timeZoneName') ?? '').replace('GMT', '')
    return `${said.get('hour') ?? ''}:${said.get('minute') ?? ''}${offset === '' ? '+00:00' : offset}`
  }
}

/** A day as a file for spreadsheets: a line for each hour, under these headings. */
export function shiftCsv(
  { day, hours, unit }: Pick<ShiftSummary, 'day' | 'hours' | 'unit'>,
  zone: string,
  headings: Readonly<Record<ShiftColumn, string>>,
): string {
  const clock = clockIn(zone)
  const valueOf = (hour: ShiftHour, column: ShiftColumn): string => {
    switch (column) {
      case 'day':
        return day
      case 'hour':
        return clock(hour.at)
      case 'added':
      case 'taken':
        return amount(hour[column], unit)
      case 'stamps':
      case 'changes':
      case 'rewards':
      case 'enrolments':
      case 'undone':
      case 'done':
      case 'offline':
        return String(hour[column])
    }
  }
  const lines = hours.map((hour) => csvLine(shiftColumns.map((column) => guard(valueOf(hour, column)))))
  return byteOrderMark + csvLine(shiftColumns.map((column) => guard(headings[column]))) + lines.join('')
}
