import type { Random } from '../support/random.ts'
import type { Files } from './recording.ts'

/** What a disk may hold after the power failed. */
export interface Image extends Files {
  /** What happened to it, for a person who replays it. */
  readonly kind: string
  readonly shm: Uint8Array | null
}

/** What happened between the last flush and the failure. */
export type Change =
  /** Only the log grew. */
  | 'append'
  /** The log grew, was flushed, and its pages were being copied into the file. */
  | 'checkpoint'
  /** The log began anew at its head. */
  | 'restart'

const sectorBytes = 512
const pageBytes = 4_096
const headBytes = 32

/** Bytes from the first to behind the last that differ. */
interface Span {
  readonly from: number
  readonly to: number
}

/** Tells what kind of change lies between two moments. */
export function changeOf(before: Files, after: Files): Change {
  if (!before.db.equals(after.db)) return 'checkpoint'
  const began = before.wal.length >= headBytes && !headOf(before.wal).equals(headOf(after.wal))
  return began ? 'restart' : 'append'
}

/** One image out of the many that are possible between two moments, of which the first was flushed. */
export function imageOf(random: Random, before: Files, after: Files, stale: Uint8Array | null): Image {
  const shm = sharedMemory(random, stale)
  switch (changeOf(before, after)) {
    case 'append': {
      const { kind, bytes } = damaged(random, before.wal, after.wal)
      return { kind: `append, ${kind}`, db: before.db, wal: bytes, shm }
    }
    case 'checkpoint': {
      // Before its pages were copied the log was flushed, the last commit with it.
      if (random.chance(25)) {
        const { kind, bytes } = damaged(random, before.wal, after.wal)
        return { kind: `before a checkpoint, ${kind}`, db: before.db, wal: bytes, shm }
      }
      return { kind: 'checkpoint', db: halfCopied(random, before.db, after.db), wal: after.wal, shm }
    }
    case 'restart':
      return restarted(random, before, after, shm)
  }
}

/** The new head of a log is flushed before anything else of it is written. */
function restarted(random: Random, before: Files, after: Files, shm: Uint8Array | null): Image {
  const wal = Buffer.from(before.wal)
  after.wal.copy(wal, 0, 0, headBytes)
  if (random.chance(30)) {
    const torn = random.between(0, headBytes + 1)
    if (random.chance(50)) before.wal.copy(wal, torn, torn, headBytes)
    else wal.set(random.bytes(headBytes - torn), torn)
    return { kind: `restart, head torn at ${torn}`, db: before.db, wal, shm }
  }
  const { kind, bytes } = damaged(random, wal, after.wal)
  return { kind: `restart, ${kind}`, db: before.db, wal: bytes, shm }
}

/** What may have become of bytes that nobody flushed; the likeliest twice. */
const damages = [
  'nothing',
  'all',
  'cut',
  'cut',
  'holes',
  'holes',
  'zeroed',
  'garbage',
  'flipped',
  'swapped',
  'tail',
] as const

/** Any part of what was written may have arrived, in any order, or as something else. */
function damaged(
  random: Random,
  before: Buffer,
  after: Buffer,
): { readonly kind: string; readonly bytes: Buffer } {
  const span = spanOf(before, after)
  const bytes = Buffer.from(after)
  const kind = random.pick(damages)
  const old = (from: number, to: number): void => {
    putBack(before, bytes, from, to)
  }
  switch (kind) {
    case 'nothing':
      return { kind, bytes: Buffer.from(before) }
    case 'cut': {
      const at = random.between(span.from, span.to + 1)
      old(at, bytes.length)
      // The new length may have reached the disk without the bytes.
      const length = random.chance(30) ? bytes.length : Math.max(at, before.length)
      return { kind: `cut at ${at}`, bytes: bytes.subarray(0, length) }
    }
    case 'holes':
      for (const part of sectorsOf(span)) if (random.chance(50)) old(part.from, part.to)
      break
    case 'zeroed': {
      const from = random.between(span.from, span.to + 1)
      bytes.fill(0, from, random.between(from, span.to + 1))
      break
    }
    case 'garbage':
      for (const part of sectorsOf(span)) {
        if (random.chance(30)) bytes.set(random.bytes(part.to - part.from), part.from)
      }
      break
    case 'flipped':
      for (let times = random.between(1, 6); times > 0 && span.to > span.from; times -= 1) {
        const at = random.between(span.from, span.to)
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.between(0, 8))
      }
      break
    case 'swapped': {
      const whole = sectorsOf(span).filter((part) => part.to - part.from === sectorBytes)
      if (whole.length < 2) break
      const [one, other] = [random.pick(whole), random.pick(whole)]
      const kept = Buffer.from(bytes.subarray(one.from, one.to))
      bytes.copy(bytes, one.from, other.from, other.to)
      kept.copy(bytes, other.from)
      break
    }
    case 'all':
      break
    case 'tail':
      return { kind, bytes: Buffer.concat([bytes, random.bytes(random.between(1, 3 * pageBytes))]) }
  }
  return { kind, bytes }
}

/** Pages on their way from the log into the file: each old, new, half of each, zero or garbage. The log has them all. */
function halfCopied(random: Random, before: Buffer, after: Buffer): Buffer {
  const length = Math.max(before.length, after.length)
  const bytes = Buffer.alloc(length)
  after.copy(bytes)
  for (let at = 0; at < length; at += pageBytes) {
    const same =
      at + pageBytes <= before.length && before.compare(after, at, at + pageBytes, at, at + pageBytes) === 0
    if (same) continue
    const old = (from: number): void => {
      putBack(before, bytes, from, Math.min(at + pageBytes, length))
    }
    const drawn = random.between(0, 100)
    if (drawn < 30) old(at)
    else if (drawn < 50) old(at + sectorBytes * random.between(1, pageBytes / sectorBytes))
    else if (drawn < 60) bytes.fill(0, at, at + pageBytes)
    else if (drawn < 70) bytes.set(random.bytes(pageBytes), at)
  }
  return random.chance(30) ? bytes.subarray(0, random.between(before.length, length + 1)) : bytes
}

/** What lies in the file of shared memory is worth nothing after a failure, and must be treated so. */
function sharedMemory(random: Random, stale: Uint8Array | null): Uint8Array | null {
  const drawn = random.between(0, 100)
  if (drawn < 40) return null
  if (drawn < 75) return stale
  return drawn < 90 ? random.bytes(32_768) : new Uint8Array(32_768)
}

/** As it was: zeros where there was nothing yet. */
function putBack(before: Buffer, bytes: Buffer, from: number, to: number): void {
  bytes.fill(0, from, to)
  if (from < before.length) before.copy(bytes, from, from, Math.min(to, before.length))
}

function spanOf(before: Buffer, after: Buffer): Span {
  const shared = Math.min(before.length, after.length)
  let from = 0
  while (from < shared && before[from] === after[from]) from += 1
  let to = after.length
  if (after.length <= before.length) while (to > from && before[to - 1] === after[to - 1]) to -= 1
  return { from, to }
}

/** The part of each sector that was written. */
function sectorsOf(span: Span): readonly Span[] {
  const parts: Span[] = []
  for (let from = span.from; from < span.to;) {
    const to = Math.min(span.to, (Math.floor(from / sectorBytes) + 1) * sectorBytes)
    parts.push({ from, to })
    from = to
  }
  return parts
}

function headOf(wal: Buffer): Buffer {
  return wal.subarray(0, headBytes)
}
