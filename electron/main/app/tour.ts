import { z } from 'zod'
import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { tourOver, tourSteps } from '../../../shared/domain/tour.ts'
import type { TourStep } from '../../../shared/domain/tour.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { isDiskFull } from '../db/failure.ts'
import type { ReadDb, WriteDb } from '../db/handle.ts'
import { readSetting, writeSettings } from '../db/tables/settings.ts'

const name = 'tour'
const stored = z.literal(tourSteps)

/** How far the tour of this till is, which is practice's alone. */
export function tourOf({ db, mode }: { readonly db: ReadDb; readonly mode: 'practice' | 'live' }): TourStep {
  if (mode === 'live') return tourOver
  const kept = readSetting(db, name)
  if (kept === undefined) return 0
  // Damaged: nobody is bothered by it, and it can be begun anew.
  return stored.safeParse(kept).data ?? tourOver
}

/** Keeps how far it is, over every restart. */
export function keepTour(
  { db, mode }: { readonly db: WriteDb; readonly mode: 'practice' | 'live' },
  step: TourStep,
): Result<TourStep, RequestFailure> {
  if (mode === 'live') return err({ kind: 'not-offered' })
  try {
    writeSettings(db, { [name]: step })
    return ok(step)
  } catch (error) {
    return err({ kind: 'not-saved', cause: isDiskFull(error) ? 'disk-full' : 'database' })
  }
}
