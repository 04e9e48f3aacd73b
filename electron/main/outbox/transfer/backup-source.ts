import { existsSync, rmSync } from 'node:fs'
import { copyFile, mkdir, open, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { FileProblem } from '../../../../shared/domain/safety.ts'
import { err, ok } from '../../../../shared/ipc/result.ts'
import type { Result } from '../../../../shared/ipc/result.ts'
import type { OpenFailure } from '../../db/failure.ts'
import type { ReadDb } from '../../db/handle.ts'
import { applicationId, openDatabase } from '../../db/open.ts'
import { listConnections } from '../../db/tables/connections.ts'
import { readMeta } from '../../db/tables/meta.ts'
import { movedOps, unwrittenMoves } from '../../db/tables/moves.ts'
import { oldestOps, opBySeq } from '../../db/tables/op.ts'
import type { ShopIdentity, TransferDocument } from '../pure/transfer.ts'
import { collect, isSameShop, travelling } from './collect.ts'
import type { Leaving } from './collect.ts'
import { longestDocument, readDocument } from './document.ts'

const sqliteHeader = 'SQLite format 3\0'
const headerBytes = 100
const applicationIdAt = 68

function problemOf(failure: OpenFailure): FileProblem {
  switch (failure.kind) {
    case 'database-newer':
      return 'newer'
    case 'database-unreadable':
    case 'migration-failed':
      return 'damaged'
    case 'disk-full':
    case 'folder-not-writable':
    case 'database-not-durable':
      return 'unreadable'
  }
}

/** All that waits for a shop in other records, and what was given up there with a file that nobody has. */
function leavingOf(db: ReadDb, connectionId: string): readonly Leaving[] {
  const open = oldestOps(db, connectionId, 1_000_000).flatMap((row): Leaving[] => {
    const state = travelling(row.state)
    return state === null ? [] : [{ row, state }]
  })
  const given = unwrittenMoves(db, connectionId).flatMap((id) =>
    movedOps(db, id).flatMap(({ seq, from_state }): Leaving[] => {
      const row = opBySeq(db, seq)
      const state = travelling(from_state)
      return row === null || state === null ? [] : [{ row, state }]
    }),
  )
  return [...open, ...given].toSorted((a, b) => a.row.seq - b.row.seq)
}

function readRecords(db: ReadDb, shop: ShopIdentity, madeAt: number): Result<TransferDocument, FileProblem> {
  const connections = listConnections(db)
  const connection = connections.find((one) => isSameShop(one, shop))
  if (connection === undefined) return err(connections.length === 0 ? 'empty' : 'other-shop')
  const leaving = leavingOf(db, connection.id)
  if (leaving.length === 0) return err('empty')
  const meta = readMeta(db)
  const about = { id: meta.file_id ?? 'copy', sealed: false, madeAt, tillId: meta.till_id ?? '' }
  const document = collect(db, connection, leaving, about)
  return document === null ? err('damaged') : ok(document)
}

/** Reads a copy of the records: never the file itself, which stays as it is, but a copy of it in `workFolder`. */
async function readBackup(
  file: string,
  shop: ShopIdentity,
  workFolder: string,
): Promise<Result<TransferDocument, FileProblem>> {
  // Before it is copied: somebody else's file may be larger than what room there is.
  const header = await start(file, headerBytes)
  if (header.length < headerBytes) return err('damaged')
  if (header.readUInt32BE(applicationIdAt) !== applicationId) return err('not-ours')
  rmSync(workFolder, { recursive: true, force: true })
  await mkdir(workFolder, { recursive: true })
  try {
    const copy = path.join(workFolder, 'records.db')
    // The log first: a page that the file gets in between is in neither otherwise.
    if (existsSync(`${file}-wal`)) await copyFile(`${file}-wal`, `${copy}-wal`)
    await copyFile(file, copy)
    const madeAt = Math.max(0, Math.round((await stat(file)).mtimeMs))
    const opened = openDatabase({ file: copy, now: madeAt, ballastBytes: 0 })
    if (!opened.ok) return err(problemOf(opened.error))
    try {
      return readRecords(opened.value, shop, madeAt)
    } finally {
      opened.value.close()
    }
  } finally {
    rmSync(workFolder, { recursive: true, force: true })
  }
}

async function start(file: string, length: number): Promise<Buffer> {
  const handle = await open(file, 'r')
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** What waits in a file that a person chose: an export, or a copy of a till's records. */
export async function readWork(
  file: string,
  shop: ShopIdentity,
  workFolder: string,
): Promise<Result<TransferDocument, FileProblem>> {
  try {
    const first = await start(file, sqliteHeader.length)
    if (first.toString('latin1') === sqliteHeader) return await readBackup(file, shop, workFolder)
    if ((await stat(file)).size > longestDocument) return err('too-large')
    return readDocument(await readFile(file, 'utf8'))
  } catch {
    return err('unreadable')
  }
}
