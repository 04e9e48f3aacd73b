import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { openCache } from '../../../electron/main/directory/cache-db.ts'
import { prepareWrites } from '../../../electron/main/directory/cache-writes.ts'
import type { CacheWrites } from '../../../electron/main/directory/cache-writes.ts'
import { prepareLookUp } from '../../../electron/main/directory/look-up.ts'
import type { LookUp } from '../../../electron/main/directory/look-up.ts'
import type { PullState } from '../../../electron/main/directory/types.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'

/** Keeps a page as the worker does: all of it with the place after it, or nothing. */
export function applyPage(
  writes: CacheWrites,
  members: readonly RemoteMember[],
  readAt: number,
  state: PullState,
): void {
  try {
    writes.storePart(members, readAt)
    writes.commitParts(state)
  } catch (error) {
    writes.dropParts()
    throw error
  }
}

/** A folder that is gone after the test. */
export function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'member-copy-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

/** A member copy without its worker, holding these members as told at 1,000. */
export function copyOf(
  ...members: RemoteMember[]
): LookUp & CacheWrites & { ids(query: string): readonly string[] } {
  const { db } = openCache(path.join(folder(), 'cache.db'))
  onTestFinished(() => void db.close())
  const reads = prepareLookUp(db)
  const writes = prepareWrites(db)
  writes.apply(members, 1_000)
  return { ...reads, ...writes, ids: (query) => reads.search(query, 50).hits.map((hit) => hit.remoteId) }
}
