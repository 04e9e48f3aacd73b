import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { noBallast } from '../../../electron/main/db/ballast.ts'
import { wrap } from '../../../electron/main/db/handle.ts'
import { verifyChain } from '../../../electron/main/db/tables/events.ts'
import { markedRows, nameOf } from '../support/marks.ts'
import type { MarkedRow } from '../support/marks.ts'
import type { Report } from './messages.ts'

/** Ids that the till had said "saved" to. */
export function acknowledged(folder: string): readonly string[] {
  const file = path.join(folder, 'acknowledged.log')
  if (!existsSync(file)) return []
  // A line that was cut off by the kill was never read by anybody.
  return readFileSync(file, 'utf8').split('\n').slice(0, -1)
}

/** What the file says right after a kill, read from a copy: the till's next start must do its own recovery. */
export function judgeFile(folder: string): readonly string[] {
  const side = path.join(folder, 'side')
  rmSync(side, { recursive: true, force: true })
  mkdirSync(side)
  const file = path.join(folder, 'outbox.db')
  if (!existsSync(file)) return acknowledged(folder).length === 0 ? [] : ['the file is gone']
  for (const part of ['', '-wal']) {
    if (existsSync(`${file}${part}`)) copyFileSync(`${file}${part}`, path.join(side, `outbox.db${part}`))
  }
  const db = new Database(path.join(side, 'outbox.db'))
  try {
    const integrity = db.pragma('integrity_check', { simple: true })
    if (integrity !== 'ok') return [`integrity: ${String(integrity)}`]
    const saved = acknowledged(folder)
    const made = db.prepare("select 1 from sqlite_schema where name = 'op'").get() !== undefined
    if (!made) return saved.length === 0 ? [] : ['no table and something acknowledged']
    const found: string[] = []
    const chain = verifyChain(wrap(db, noBallast))
    if (!chain.intact) found.push(`the chain is broken at ${chain.brokenAt}`)
    const there = new Set(db.prepare<[], string>('select id from op').pluck().all())
    for (const id of saved) if (!there.has(id)) found.push(`acknowledged and gone: ${id}`)
    return found
  } finally {
    db.close()
  }
}

/** What the file and the provider's book say once everything is settled. */
export function judgeEnd(folder: string, report: Report): readonly string[] {
  const db = new Database(path.join(folder, 'outbox.db'), { readonly: true })
  try {
    return [...report.violations, ...judgeFile(folder), ...judgeRows(markedRows(db), report, remoteIds(db))]
  } finally {
    db.close()
  }
}

function remoteIds(db: Database.Database): ReadonlyMap<string, string> {
  const rows = db
    .prepare<[], { local_id: string; remote_id: string }>('select local_id, remote_id from id_map')
    .all()
  return new Map(rows.map((row) => [`l:${row.local_id}`, row.remote_id]))
}

function judgeRows(
  rows: readonly MarkedRow[],
  report: Report,
  remotes: ReadonlyMap<string, string>,
): readonly string[] {
  const found: string[] = []
  const changes = new Map<string, number>()
  for (const line of report.applied) {
    const name = nameOf(line)
    if (!line.repeat) changes.set(name, (changes.get(name) ?? 0) + 1)
    // Doing it twice is doing it once for these alone.
    else if (line.kind !== 'card.attach' && line.kind !== 'member.edit') found.push(`sent again: ${name}`)
  }
  const known = new Set(rows.map(nameOf))
  for (const name of Object.keys(report.sights)) if (!known.has(name)) found.push(`nobody saved: ${name}`)
  for (const row of rows) {
    const name = nameOf(row)
    const times = changes.get(name) ?? 0
    const sights = report.sights[name] ?? 0
    // What was moved to a member lives on in another row with the same mark.
    const livesOn =
      row.into_seq !== null && rows.some((other) => other.seq > row.seq && nameOf(other) === name)
    if (livesOn) continue
    if (times > 1) found.push(`took effect ${times} times: ${name}`)
    if (sights > row.recorded) found.push(`came ${sights} times, recorded ${row.recorded} times: ${name}`)
    switch (row.state) {
      case 'done':
        if (times !== 1) found.push(`done and applied ${times} times: ${name}`)
        break
      case 'cancelled':
        if (sights > 0) found.push(`cancelled and sent: ${name}`)
        break
      case 'discarded':
        if (times > 0) found.push(`dropped and applied: ${name}`)
        break
      default:
        found.push(`not settled (${row.state}): ${name}`)
    }
  }
  return [...found, ...judgeOrder(rows, report, remotes)]
}

/** A member's book shows the order in which the member's operations were made. */
function judgeOrder(
  rows: readonly MarkedRow[],
  report: Report,
  remotes: ReadonlyMap<string, string>,
): readonly string[] {
  const found: string[] = []
  const byName = new Map(rows.filter((row) => row.state !== 'cancelled').map((row) => [nameOf(row), row]))
  const earlier = new Map<string, MarkedRow[]>()
  for (const line of report.applied) {
    const row = byName.get(nameOf(line))
    if (row === undefined) continue
    const remote = row.target.startsWith('r:') ? row.target.slice(2) : remotes.get(row.target)
    if (remote !== line.memberId) found.push(`went to member ${line.memberId}: ${nameOf(line)}`)
    const before = earlier.get(line.memberId) ?? []
    for (const other of before) {
      if (other.seq > row.seq && !mayPass(other, row))
        found.push(`${nameOf(row)} came after ${nameOf(other)}`)
    }
    earlier.set(line.memberId, [...before, row])
  }
  return found
}

/** Whether `later`, which was made after `row`, may have been sent before it. */
function mayPass(later: MarkedRow, row: MarkedRow): boolean {
  const left = later.claimed_n ?? Infinity
  // Before its card was resolved a stamp on a code had no place on the member's lane.
  if (row.joined_n !== null && left < row.joined_n) return true
  // A stamp goes past an edit that waits for proof, or for a person.
  return later.kind === 'stamps.add' && row.kind === 'member.edit' && (row.claimed_n ?? Infinity) < left
}
