import type { CapabilityView } from '../../../shared/domain/connection.ts'
import type { ShiftFigures, ShiftSummary } from '../../../shared/domain/shift.ts'

/** What is drawn side by side for each hour, in this order. */
export const everySeries = ['stamps', 'changes', 'rewards', 'enrolments', 'undone'] as const

/** One of them. */
export type Series = (typeof everySeries)[number]

/** Those that this shop has: what its loyalty system cannot do is no column of zeros. */
export function seriesOf(
  { total }: Pick<ShiftSummary, 'total'>,
  capabilities: Pick<CapabilityView, 'stamps' | 'adjust' | 'redeem' | 'enrol' | 'tiers'>,
): readonly Series[] {
  const has: Readonly<Record<Series, boolean>> = {
    stamps: capabilities.stamps !== null,
    changes: capabilities.adjust !== null,
    rewards: capabilities.redeem,
    enrolments: capabilities.enrol !== 'no' || capabilities.tiers !== null,
    undone: true,
  }
  return everySeries.filter((one) => has[one] || total[one] > 0)
}

/** The part of what was done that was done offline, 0 to 1. */
export function offlineShare({ done, offline }: Pick<ShiftFigures, 'done' | 'offline'>): number {
  return done === 0 ? 0 : offline / done
}
