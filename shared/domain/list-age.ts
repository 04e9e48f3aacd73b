import type { DirectoryProgress } from './views.ts'

/** A copy of the member list that was not told anything for so long is old, ms. */
export const listOldAfterMs = 24 * 3_600_000

/**
 * As of when the copy is like the list, UTC ms: when it was last read whole or, where changes are told by themselves,
 * when they last were. Null before it was read whole.
 */
export function listToldAt({ finishedAt, keeping }: DirectoryProgress): number | null {
  if (finishedAt === null || keeping?.changes !== 'changed') return finishedAt
  return Math.max(finishedAt, keeping.changesAt ?? finishedAt)
}

/** Whether so much may have changed since that a person must know. A clock that was set back makes nothing old. */
export function isListOld(progress: DirectoryProgress, now: number): boolean {
  const toldAt = listToldAt(progress)
  return toldAt !== null && now - toldAt > listOldAfterMs
}
