import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'

const kills = 20
const child = path.join(import.meta.dirname, 'support', 'kill-child.ts')

async function run(
  folder: string,
  mode: 'work' | 'drain',
  killAfterMs: number | null,
): Promise<number | null> {
  const till = spawn(process.execPath, [child, folder, mode], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(till, 'exit')
  await once(till.stdout, 'data')
  if (killAfterMs !== null) {
    await sleep(killAfterMs)
    till.kill('SIGKILL')
  }
  await gone
  return till.exitCode
}

test(`killed ${kills} times while it saves and sends: nothing acknowledged is lost, nothing takes effect twice`, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kill-'))
  // Deterministic moments from very early to well under way.
  for (let i = 0; i < kills; i += 1) await run(folder, 'work', 3 + ((i * 37) % 120))
  expect(await run(folder, 'drain', null)).toBe(0)

  const lines = (name: string): string[][] =>
    readFileSync(path.join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(' '))
  const applied = lines('applied.log').map(([, amount]) => Number(amount))
  const db = new Database(path.join(folder, 'outbox.db'), { readonly: true })
  const rows = db
    .prepare("select id, state, json_extract(payload, '$.amount') as amount from op order by seq")
    .all() as { id: string; state: string; amount: number }[]
  const order = db
    .prepare("select target as member, json_extract(payload, '$.amount') as amount from op order by seq")
    .all() as { member: string; amount: number }[]
  db.close()

  const byId = new Map(rows.map((row) => [row.id, row]))
  for (const [, id] of lines('acknowledged.log')) expect(byId.has(id ?? ''), `acknowledged ${id}`).toBe(true)
  const times = new Map<number, number>()
  for (const amount of applied) times.set(amount, (times.get(amount) ?? 0) + 1)
  expect([...times.values()].filter((count) => count !== 1)).toEqual([])
  const known = new Set(rows.map((row) => row.amount))
  expect(applied.filter((amount) => !known.has(amount))).toEqual([])
  for (const row of rows) {
    expect(['done', 'attention'], `${row.id} ends settled or asked`).toContain(row.state)
    if (row.state === 'done') expect(times.get(row.amount), `${row.id} is there`).toBe(1)
  }
  // Per member the books show the order of making.
  for (const member of new Set(order.map((row) => row.member))) {
    const made = order
      .filter((row) => row.member === member && times.has(row.amount))
      .map((row) => row.amount)
    const there = lines('applied.log')
      .filter(([remoteId]) => `r:${remoteId ?? ''}` === member)
      .map(([, amount]) => Number(amount))
    expect(there).toEqual(made)
  }
  const asked = rows.filter((row) => row.state === 'attention').length
  console.log(`${kills} kills, ${rows.length} operations, ${applied.length} applied, ${asked} asked`)
  expect(rows.length).toBeGreaterThan(kills)
  rmSync(folder, { recursive: true, force: true })
}, 120_000)
