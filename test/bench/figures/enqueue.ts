import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import type { Bench, Figure, Row } from '../figure.ts'
import { pending, pileFile } from '../outbox/pile.ts'
import { plainQueue } from '../outbox/plainjob.ts'
import { openFile, outboxOver, stamp } from '../outbox/shop.ts'
import { median, summarise } from '../statistics.ts'

const warmUp = 200
const repetitions = 2_400
/** A WAL frame: a page of 4 KiB behind its header. */
const frame = 4_096 + 24
const block = 4_096

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
  readonly plainjob: number[]
  /** Bytes that each commit wrote to the write-ahead log. */
  readonly bytes: number[]
}

/** Side by side and in turn, so that a disk that is busy for a while is busy for all four. */
async function measure(bench: Bench): Promise<Taken> {
  const folder = bench.folder('enqueue')
  const file = await pileFile(bench, 'enqueue')
  const db = openFile(file)
  // Not started: nothing is sent, every row stays.
  const outbox = outboxOver(db, null)
  const watcher = new Database(file, { readonly: true })
  const same = appender(path.join(folder, 'same-bytes'))
  const one = appender(path.join(folder, 'one-block'))
  const plain = plainQueue(path.join(folder, 'plainjob.db'))
  const taken: Taken = { enqueue: [], sameBytes: [], oneBlock: [], plainjob: [], bytes: [] }
  try {
    let frames = framesInLog(watcher)
    for (let at = 0; at < warmUp + repetitions; at += 1) {
      const operation = stamp(at, 8_000)
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
      const plainjob = timed(() => plain.add(at))
      if (at < warmUp) continue
      taken.enqueue.push(enqueue)
      taken.sameBytes.push(sameBytes)
      taken.oneBlock.push(oneBlock)
      taken.plainjob.push(plainjob)
      taken.bytes.push(bytes)
    }
    const rows = watcher.prepare<[], number>('select count(*) from op').pluck().get()
    if (rows !== pending + warmUp + repetitions) throw new Error(`outbox.db holds ${rows} operations`)
  } finally {
    plain.close()
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
    const taken = await measure(bench)
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
        'Enqueue: one operation, durable, 100,000 wait',
        taken.enqueue,
        `${kilobytes} KiB of log a commit (${median(taken.bytes) / frame} pages), checkpoints among them`,
      ),
      row('enqueue.append-same', 'Raw append of the same bytes + fsync', taken.sameBytes, null),
      row('enqueue.append-block', 'Raw append of 4 KiB + fsync', taken.oneBlock, null),
      ratio('enqueue.ratio-same', 'Enqueue to append of the same bytes', taken, taken.sameBytes),
      ratio('enqueue.ratio-block', 'Enqueue to append of 4 KiB', taken, taken.oneBlock),
      row(
        'enqueue.plainjob',
        'plainjob: add, synchronous=FULL',
        taken.plainjob,
        'one row with one index; no audit, no order, no second tap, a queue that is nearly empty',
      ),
    ]
  },
}
