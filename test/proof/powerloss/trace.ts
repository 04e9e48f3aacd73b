import { readFileSync } from 'node:fs'

/** What the system calls of a till at work show. */
export interface Trace {
  readonly commits: number
  /** Flushes of the log. */
  readonly syncs: number
  /** How often the log began anew. */
  readonly heads: number
  /** For each commit, whether everything that it wrote was flushed by the time it returned. */
  readonly flushed: readonly boolean[]
  /** Orders of writing and flushing that would let a power failure do harm. */
  readonly violations: readonly string[]
}

/**
 * Reads a trace (`strace -y`) of the writer: what it wrote, what it flushed, and when it said that a commit had
 * returned (a line in `marks`).
 */
export function readTrace(file: string): Trace {
  const flushed: boolean[] = []
  const violations: string[] = []
  /** Files with bytes that a power failure may still take. */
  const dirty = { db: false, wal: false }
  let headerOnly = false
  let syncs = 0
  let heads = 0
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const call = /^(?:\d+\s+)?(\w+)\(\d+<([^>]*)>(.*)/.exec(line)
    if (call === null) continue
    const [, name = '', target = '', rest = ''] = call
    const part = target.endsWith('/outbox.db-wal') ? 'wal' : target.endsWith('/outbox.db') ? 'db' : null
    if (name === 'fsync' || name === 'fdatasync') {
      if (part === null) continue
      dirty[part] = false
      if (part === 'wal') {
        headerOnly = false
        syncs += 1
      }
    } else if (target.endsWith('/marks')) {
      flushed.push(!dirty.wal && !dirty.db)
    } else if (part === 'db' && name !== 'ftruncate') {
      if (dirty.wal)
        violations.push(`commit ${flushed.length}: the file was written before its log was flushed`)
      dirty.db = true
    } else if (part === 'wal' && name !== 'ftruncate') {
      const begins = /, 0\)\s*=/.test(rest)
      if (begins && dirty.db)
        violations.push(`commit ${flushed.length}: the log began anew over an unflushed file`)
      if (headerOnly)
        violations.push(`commit ${flushed.length}: the log's new head was not flushed before its body`)
      if (begins) heads += 1
      headerOnly = begins
      dirty.wal = true
    }
  }
  return { commits: flushed.length, syncs, heads, flushed, violations }
}
