import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import Database from 'better-sqlite3'
import { ulid } from 'ulid'
import { openDatabase } from '../../../electron/main/db/open.ts'
import type { WriteDb } from '../../../electron/main/db/handle.ts'
import { saveConnection } from '../../../electron/main/db/tables/connections.ts'
import { createOutbox } from '../../../electron/main/outbox/outbox.ts'
import type { NewOperation, Outbox } from '../../../electron/main/outbox/types.ts'
import type { Connection } from '../../../shared/domain/connection.ts'
import { remoteKey } from '../../../shared/domain/ids.ts'
import type { Figure, Row } from '../figure.ts'
import { median, summarise } from '../statistics.ts'

const warmUp = 50
const repetitions = 600
/** A WAL frame: a page of 4 KiB behind its header. */
const frame = 4_096 + 24
const block = 4_096

const shop: Connection = {
  id: ulid(),
  name: 'Bench',
  provider: 'leal',
  mode: 'practice',
  baseUrl: 'https://loyalty.example',
  store: '1',
  zone: 'Europe/Berlin',
  singleTill: true,
  readLagMs: 0,
  lateBoundMs: 0,
}

function stamps(at: number): NewOperation {
  return {
    kind: 'stamps.add',
    connectionId: shop.id,
    intent: ulid(),
    target: { kind: 'member', key: remoteKey(String(at % 500)) },
    payload: { who: { name: 'Nora Ashdown' }, amount: 1, card: { kind: 'held', cardId: String(at % 500) } },
    undoMs: 8_000,
    by: 'Robin',
    actor: null,
  }
}

/** The outbox as the terminal builds it, not started: nothing is sent, every row stays. */
function outboxOver(db: WriteDb): Outbox {
  saveConnection(db, shop, Date.now())
  return createOutbox(db, {
    clock: { now: Date.now },
    timers: {
      set: (callback, ms) => {
        const timer = setTimeout(callback, ms)
        return () => {
          clearTimeout(timer)
        }
      },
    },
    random: (length) => new Uint8Array(randomBytes(length)),
    connections: () => [shop],
    provider: () => null,
    bootId: ulid(),
    tillId: 'bench',
    log: { info: () => undefined, warn: () => undefined },
  })
}

/** Appends to a file of its own and waits for the disk, as plainly as it can be done. */
interface Appender {
  readonly append: (bytes: Buffer) => void
  readonly close: () => void
}

function appender(file: string): Appender {
  const handle = openSync(file, 'a')
  return {
    append: (bytes) => {
      writeSync(handle, bytes)
      fsyncSync(handle)
    },
    close: () => closeSync(handle),
  }
}

function timed(work: () => void): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

interface Taken {
  readonly enqueue: number[]
  readonly sameBytes: number[]
  readonly oneBlock: number[]
  /** Bytes that each commit wrote to the write-ahead log. */
  readonly bytes: number[]
}

/** Side by side and in turn, so that a disk that is busy for a while is busy for all three. */
async function measure(folder: string): Promise<Taken> {
  const file = path.join(folder, 'outbox.db')
  const opened = openDatabase({ file, now: Date.now() })
  if (!opened.ok) throw new Error(`the outbox was not opened: ${opened.error.kind}`)
  const db = opened.value
  const outbox = outboxOver(db)
  const watcher = new Database(file, { readonly: true })
  const same = appender(path.join(folder, 'same-bytes'))
  const one = appender(path.join(folder, 'one-block'))
  const taken: Taken = { enqueue: [], sameBytes: [], oneBlock: [], bytes: [] }
  try {
    let frames = framesInLog(watcher)
    for (let at = 0; at < warmUp + repetitions; at += 1) {
      const operation = stamps(at)
      const enqueue = timed(() => {
        const saved = outbox.enqueue(operation)
        if (!saved.ok) throw new Error(`nothing was saved: ${saved.error.kind}`)
      })
      const now = framesInLog(watcher)
      // After a checkpoint the log starts over.
      const bytes = (now > frames ? now - frames : now) * frame
      frames = now
      const content = Buffer.alloc(bytes, at)
      const sameBytes = timed(() => same.append(content))
      const oneBlock = timed(() => one.append(content.subarray(0, block)))
      if (at < warmUp) continue
      taken.enqueue.push(enqueue)
      taken.sameBytes.push(sameBytes)
      taken.oneBlock.push(oneBlock)
      taken.bytes.push(bytes)
    }
    const rows = watcher.prepare<[], number>('select count(*) from op').pluck().get()
    if (rows !== warmUp + repetitions) throw new Error(`outbox.db holds ${rows} operations`)
  } finally {
    one.close()
    same.close()
    watcher.close()
    await outbox.stop(0)
    db.close()
  }
  return taken
}

function framesInLog(db: Database.Database): number {
  const [state] = db.pragma('wal_checkpoint(noop)') as { readonly log: number }[]
  if (state === undefined) throw new Error('SQLite does not tell the length of its log')
  return state.log
}

function ratio(id: string, title: string, taken: Taken, to: readonly number[]): Row {
  const value = median(taken.enqueue) / median(to)
  return { id, title, unit: '×', ...summarise([value]), note: null }
}

export const enqueue: Figure = {
  name: 'enqueue',
  measure: async (bench) => {
    const taken = await measure(bench.folder('enqueue'))
    const kilobytes = (median(taken.bytes) / 1_024).toFixed(1)
    const row = (id: string, title: string, values: readonly number[], note: string | null): Row => ({
      id,
      title,
      unit: 'ms',
      ...summarise(values),
      note,
    })
    return [
      row(
        'enqueue.durable',
        'Enqueue: one operation, durable',
        taken.enqueue,
        `${kilobytes} KiB of log a commit (${median(taken.bytes) / frame} pages), checkpoints among them`,
      ),
      row('enqueue.append-same', 'Raw append of the same bytes + fsync', taken.sameBytes, null),
      row('enqueue.append-block', 'Raw append of 4 KiB + fsync', taken.oneBlock, null),
      ratio('enqueue.ratio-same', 'Enqueue to append of the same bytes', taken, taken.sameBytes),
      ratio('enqueue.ratio-block', 'Enqueue to append of 4 KiB', taken, taken.oneBlock),
    ]
  },
}
