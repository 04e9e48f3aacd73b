import { closeSync, existsSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'

/** Bytes that changed. */
interface Patch {
  readonly at: number
  readonly bytes: Uint8Array
}

/** The files right after a commit returned, told by what changed since the commit before. */
export interface Step {
  readonly db: { readonly length: number; readonly patches: readonly Patch[] }
  readonly wal: { readonly length: number; readonly patches: readonly Patch[] }
  readonly shm: Uint8Array | null
  /** The newest line of the audit, and with it everything that was committed. */
  readonly event: { readonly n: number; readonly hash: string } | null
  /** How many of the acknowledged operations there were. */
  readonly acknowledged: number
}

/** A database at work, commit by commit. */
export interface Recording {
  readonly steps: readonly Step[]
  readonly acknowledged: readonly string[]
  /** `pragma synchronous` of the connection that wrote. */
  readonly synchronous: number
}

/** The files of one step, whole. */
export interface Files {
  readonly db: Buffer
  readonly wal: Buffer
}

const sector = 512

/** Takes down the files after each commit; `mark` is told of each in a way that a trace of system calls shows. */
export function createRecorder(
  file: string,
  marks: string,
): {
  committed(event: Step['event'], acknowledged: number): void
  save(target: string, rest: Pick<Recording, 'acknowledged' | 'synchronous'>): void
} {
  const steps: Step[] = []
  const mark = openSync(marks, 'w')
  let before: Files = { db: Buffer.alloc(0), wal: Buffer.alloc(0) }
  return {
    committed: (event, acknowledged) => {
      // First, so that the trace shows what was flushed by the time the commit had returned.
      writeSync(mark, `${steps.length}\n`)
      const now = { db: readIfThere(file), wal: readIfThere(`${file}-wal`) }
      steps.push({
        db: { length: now.db.length, patches: difference(before.db, now.db) },
        wal: { length: now.wal.length, patches: difference(before.wal, now.wal) },
        shm: steps.length % 20 === 0 ? readIfThere(`${file}-shm`) : null,
        event,
        acknowledged,
      })
      before = now
    },
    save: (target, rest) => {
      closeSync(mark)
      writeFileSync(target, serialize({ steps, ...rest } satisfies Recording))
    },
  }
}

/** What a recorder saved. */
export function readRecording(file: string): Recording {
  return deserialize(readFileSync(file)) as Recording
}

/** The files after each step, in order; the same buffers are never changed afterwards. */
export function* replay(recording: Recording): Generator<Files & { readonly step: Step }> {
  let files: Files = { db: Buffer.alloc(0), wal: Buffer.alloc(0) }
  for (const step of recording.steps) {
    files = { db: patched(files.db, step.db), wal: patched(files.wal, step.wal) }
    yield { ...files, step }
  }
}

function patched(before: Buffer, change: Step['db']): Buffer {
  const after = Buffer.alloc(change.length)
  before.copy(after)
  for (const { at, bytes } of change.patches) after.set(bytes, at)
  return after
}

function difference(before: Buffer, after: Buffer): readonly Patch[] {
  const patches: Patch[] = []
  for (let at = 0; at < after.length; at += sector) {
    const end = Math.min(at + sector, after.length)
    if (end <= before.length && before.compare(after, at, end, at, end) === 0) continue
    patches.push({ at, bytes: Uint8Array.from(after.subarray(at, end)) })
  }
  return patches
}

function readIfThere(file: string): Buffer {
  return existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
}
