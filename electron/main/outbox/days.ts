import { z } from 'zod'
import type { Ulid } from '../../../shared/domain/ids.ts'
import type { OperationState } from '../../../shared/domain/operation.ts'
import type { Unit } from '../../../shared/domain/unit.ts'
import { readGate } from '../db/tables/gates.ts'
import { awayOf, opsBefore, opsOfDay } from '../db/tables/op-day.ts'
import type { DayOpRow, DayRow } from '../db/tables/op-day.ts'
import type { Core } from './core.ts'
import type { DayEntry, DayWork, Days } from './pure/days.ts'

/** Amounts are kept for thirty days after they were settled; one more for the zone. */
const keptMs = 31 * 24 * 3_600_000
/** Operations that are read at a time. */
const pageLength = 1_000

const unitOf: z.ZodType<Unit> = z.object({
  kind: z.enum(['stamps', 'points', 'credits', 'money']),
  decimals: z.literal([0, 2]),
})

const shut = z.object({ kind: z.enum(['offline', 'not-the-provider', 'signed-out', 'failing']) })

/**
 * For the audit of what is being made: why nothing can be sent now. Nothing where it can, or where the system only asked for
 * patience. What is made before the till has noticed an outage counts as made online.
 */
export function awayNow(core: Core, connectionId: Ulid): { readonly away?: string } {
  const gate = shut.safeParse(readGate(core.db, connectionId)?.gate)
  return gate.success ? { away: gate.data.kind } : {}
}

/** The same of something that was made before, for what takes its place. */
export function awayThen(core: Core, seq: number): { readonly away?: string } {
  const away = awayOf(core.db, seq)
  return away === null ? {} : { away }
}

/** Days over the record of this till. */
export function createDays(core: Core): Days {
  /** Rows back in time until a whole page of them is older than anything that is told. */
  const recent = function* (): Generator<DayRow, void, undefined> {
    const oldest = core.now() - keptMs
    let before = Number.MAX_SAFE_INTEGER
    for (;;) {
      const rows = opsBefore(core.db, before, pageLength)
      yield* rows
      const last = rows.at(-1)
      if (last === undefined || rows.every((row) => row.created_at < oldest)) return
      before = last.seq
    }
  }
  return {
    entries: (connectionId, day) => {
      const seqs = [...recent()]
        .filter((row) => row.connection_id === connectionId && row.business_day === day)
        .map((row) => row.seq)
      const [to] = seqs
      const from = seqs.at(-1)
      if (to === undefined || from === undefined) return []
      return opsOfDay(core.db, { connection: connectionId, day, from, to })
        .filter((row) => row.into_seq === null)
        .map(entryOf)
    },
    list: (connectionId) => {
      const oldest = core.now() - keptMs
      const days = new Set(
        [...recent()]
          .filter((row) => row.connection_id === connectionId && row.created_at >= oldest)
          .map((row) => row.business_day),
      )
      return [...days].sort().reverse()
    },
  }
}

const works: Readonly<Record<string, DayWork>> = {
  'stamps.add': 'stamps',
  'balance.adjust': 'change',
  'balance.revert': 'revert',
  'reward.redeem': 'reward',
  'member.create': 'enrolment',
  'tier.enrol': 'enrolment',
}

function entryOf(row: DayOpRow): DayEntry {
  const unit = row.unit === null ? null : unitOf.safeParse(JSON.parse(row.unit))
  const work = works[row.kind] ?? 'other'
  return {
    id: row.id,
    work,
    state: row.state as OperationState,
    at: row.created_at,
    cashier: row.actor === null ? null : { id: row.actor, name: row.created_by ?? '' },
    amount: typeof row.amount === 'number' ? row.amount : null,
    unit: unit?.success === true ? unit.data : null,
    takesBack: row.takes_back,
    moved: row.moved_to !== null,
    offline: row.away !== null,
  }
}
