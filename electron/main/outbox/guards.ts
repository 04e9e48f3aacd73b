import type { EditPayload } from '../../../shared/domain/operation.ts'
import { absorbedBy, opsOnLane, recentOps } from '../db/tables/op.ts'
import type { OpRow } from '../db/tables/op.ts'
import type { Core } from './core.ts'
import { parsePayload } from './payloads.ts'
import type { Guards } from './pure/guards.ts'
import { lanesOfCustomer, takenBackBy } from './reading.ts'
import { viewOf } from './views.ts'

/** What happened longer ago is no cashier's last action. */
const mostLooked = 500
/** More operations of one member on one day are not counted. */
const mostOnLane = 200

/** Guards over the record of this till. */
export function createGuards(core: Core): Guards {
  const today = (connectionId: string): string =>
    core.day(core.now(), core.connection(connectionId)?.zone ?? 'UTC')
  return {
    lastBy: (connectionId, actor) => {
      const day = today(connectionId)
      const takenBack = new Set<string>()
      for (const row of recentOps(core.db, connectionId, mostLooked)) {
        if (isGivenUp(row)) continue
        // What takes something back is newer than that, and is an action of its own only while it can be undone.
        const taken = takenBackBy(row)
        if (taken !== null) {
          takenBack.add(taken)
          if (row.state !== 'held') continue
        }
        const madeAs = row.origin ?? row.id
        if (row.actor !== actor || row.business_day !== day || takenBack.has(madeAs)) continue
        const parsed = parsePayload(row)
        if (parsed !== null) return { view: viewOf(row), parsed, madeAs, tookIn: tookIn(core, row) }
      }
      return null
    },

    givenToday: (connectionId, targets, except) => {
      const day = today(connectionId)
      const lanes = new Set(targets.flatMap((target) => lanesOfCustomer(core, connectionId, target)))
      return [...lanes]
        .flatMap((lane) => opsOnLane(core.db, connectionId, lane, mostOnLane))
        .filter((row) => row.kind === 'stamps.add' && row.business_day === day)
        .filter((row) => !isGivenUp(row) && row.id !== except && row.intent !== except)
        .reduce((sum, row) => {
          const parsed = parsePayload(row)
          return parsed?.kind === 'stamps.add' ? sum + parsed.payload.amount : sum
        }, 0)
    },
  }
}

/** The unsent change of details that this one took in when it was made. */
function tookIn(core: Core, row: OpRow): EditPayload | null {
  if (row.kind !== 'member.edit') return null
  const earlier = absorbedBy(core.db, row)
  const parsed = earlier === null ? null : parsePayload(earlier)
  return parsed?.kind === 'member.edit' ? parsed.payload : null
}

/** Undone or dropped; what was moved to another till was done all the same. */
function isGivenUp(row: OpRow): boolean {
  return (row.state === 'cancelled' || row.state === 'discarded') && row.moved_to === null
}
