import { ok } from '../../../../shared/ipc/result.ts'
import { lastEvent } from '../../db/tables/events.ts'
import { readMeta } from '../../db/tables/meta.ts'
import { markWritten, newestMove } from '../../db/tables/moves.ts'
import type { Core } from '../core.ts'
import type { Transfer } from '../pure/transfer.ts'
import { identityOf, isSameShop } from './collect.ts'
import { readDocument, writeDocument } from './document.ts'
import { keepDetailsMs } from '../sender.ts'
import { documentOf, moveOut } from './move-out.ts'
import { takeIn } from './take-in.ts'

/** Moving unsent work between tills, over an open file. `kick` wakes the sender of a shop. */
export function createTransfer(core: Core, kick: (connectionId: string) => void): Transfer {
  return {
    moveOut: (connectionId, by) => moveOut(core, connectionId, by),
    fileOf: (exportId) => {
      const document = documentOf(core, exportId)
      return document === null ? null : writeDocument(document)
    },
    written: (exportId) => {
      core.space.write(() => core.transact(() => markWritten(core.db, exportId, core.now())))
    },
    lastMove: (connectionId) => {
      const move = newestMove(core.db, connectionId)
      if (move === null) return null
      // Its details are stripped by then: nothing could be written again.
      if (move.written_at !== null && core.now() - move.made_at > keepDetailsMs) return null
      return { id: move.id, at: move.made_at, count: move.count, written: move.written_at !== null }
    },
    read: readDocument,
    takeIn: async (connectionId, document, by) => {
      const connection = core.connection(connectionId)
      if (connection === null) return { ok: false, error: { kind: 'blocked' } }
      if (!isSameShop(identityOf(connection), document.shop)) {
        return { ok: false, error: { kind: 'file-refused', problem: 'other-shop', file: null } }
      }
      const taken = await takeIn(core, connection, document, by)
      kick(connectionId)
      return taken.ok ? ok(taken.value) : taken
    },
    mark: () => {
      const { file_id: fileId } = readMeta(core.db)
      return fileId === null ? null : { fileId, ...lastEvent(core.db) }
    },
  }
}
