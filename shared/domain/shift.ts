import type { Ulid } from './ids.ts'
import type { Unit } from './unit.ts'

/** What was done in an hour or a day. Nobody's names: a summary lies beside the till and is printed. */
export interface ShiftFigures {
  /** Stamps that were added and not taken back. */
  readonly stamps: number
  /** Changes of a balance that were not taken back. */
  readonly changes: number
  /** What they added, in the unit's smallest part. */
  readonly added: number
  /** What they took, in the unit's smallest part, as a positive number. */
  readonly taken: number
  /** Rewards that were given. */
  readonly rewards: number
  /** New members, and customers who were enrolled into a tier. */
  readonly enrolments: number
  /** Actions that were taken back, or given up on the waiting list. They count nowhere else. */
  readonly undone: number
  /** Actions that were done and stand: additions, changes of a balance, rewards, enrolments. */
  readonly done: number
  /** Of those, how many were made while the loyalty system could not be reached. */
  readonly offline: number
}

/** One hour of a business day. */
export interface ShiftHour extends ShiftFigures {
  /** When it begins in the shop's zone, UTC ms. Where clocks are set back an hour comes twice. */
  readonly at: number
}

/** Somebody who did something on a day. */
export interface ShiftCashier {
  readonly id: Ulid
  readonly name: string
}

/** A business day of one shop at this till. */
export interface ShiftSummary {
  /** ISO date, in the shop's zone. */
  readonly day: string
  /** The shop's day of now. */
  readonly today: string
  /** Days with something on them that can still be told, and the shop's day of now, newest first. */
  readonly days: readonly string[]
  /** Everybody who did something on the day, whoever is asked about. */
  readonly cashiers: readonly ShiftCashier[]
  /** From the first hour with something in it to the last, none left out. */
  readonly hours: readonly ShiftHour[]
  readonly total: ShiftFigures
  /** What balances are counted in; null where none was changed. */
  readonly unit: Unit | null
  /** Additions whose amount this till does not keep any more: their members were forgotten. */
  readonly unread: number
}

/** What became of the wish to write a day to a file. */
export type ShiftExportAnswer =
  { readonly kind: 'cancelled' } | { readonly kind: 'exported'; readonly file: string }

/** Columns of such a file, in their order. */
export const shiftColumns = [
  'day',
  'hour',
  'stamps',
  'changes',
  'added',
  'taken',
  'rewards',
  'enrolments',
  'undone',
  'done',
  'offline',
] as const

/** One of them. */
export type ShiftColumn = (typeof shiftColumns)[number]
