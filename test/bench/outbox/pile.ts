import { copyFileSync, existsSync } from 'node:fs'
import path from 'node:path'
import type { WriteDb } from '../../../electron/main/db/handle.ts'
import type { Bench } from '../figure.ts'
import { openFile, outboxOver, stamp } from './shop.ts'

/** Operations that wait. */
export const pending = 100_000
/** Members whom they are for: five visits each while the shop was offline. */
export const members = 20_000

/** A thousand operations share a commit, or making the pile would be the longest part of the bench. */
const batch = 1_000

/**
 * Fills an outbox by its own `enqueue`, one visit of every member after the other, so that neighbours in the queue are
 * different people. `lanes` 1 puts everything on one member.
 */
export async function pileUp(
  db: WriteDb,
  { count = pending, lanes = members }: { readonly count?: number; readonly lanes?: number } = {},
): Promise<void> {
  const outbox = outboxOver(db, null)
  for (let made = 0; made < count; made += batch) {
    db.transaction(() => {
      for (let at = made; at < Math.min(count, made + batch); at += 1) {
        const saved = outbox.enqueue(stamp(at % lanes))
        if (!saved.ok) throw new Error(`nothing was saved: ${saved.error.kind}`)
      }
    })
  }
  await outbox.stop(0)
}

/** A file with the whole pile, of its own for each figure; made once in a run of the bench. */
export async function pileFile(bench: Pick<Bench, 'folder'>, name: string): Promise<string> {
  const made = path.join(bench.folder('pile'), 'outbox.db')
  if (!existsSync(made)) {
    const db = openFile(made)
    await pileUp(db)
    // Closing brings everything into the one file that is copied.
    db.close()
  }
  const file = path.join(bench.folder(name), 'outbox.db')
  copyFileSync(made, file)
  return file
}
