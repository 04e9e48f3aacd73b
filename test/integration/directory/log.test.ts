import { fork } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { openDirectory } from '../../../electron/main/directory/directory.ts'
import { madeUpMembers } from '../../unit/directory/made-up-members.ts'

const worker = new URL('../../../electron/main/directory/worker.ts', import.meta.url)
const till = new URL('./filling-till.ts', import.meta.url)

function newFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'directory-log-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return path.join(folder, 'cache.db')
}

/** How many times the log of a file was begun anew. */
function turns(file: string): number {
  const header = Buffer.alloc(32)
  const log = openSync(`${file}-wal`, 'r')
  readSync(log, header)
  closeSync(log)
  return header.readUInt32BE(12)
}

test('a log is brought in though page follows page, and nobody is missed when the copy is closed and opened', async () => {
  const file = newFile()
  const told: string[] = []
  const log = { info: () => undefined, warn: (event: string) => void told.push(event) }
  const open = () => openDirectory({ file, workerUrl: worker, log })
  const directory = open()
  const state = { cursor: 'x', startedAt: 1, finishedAt: null, total: null, lastStartedAt: null }
  let members = 0
  let page: ReturnType<typeof madeUpMembers> extends Generator<infer M> ? M[] : never = []
  const writing: Promise<void>[] = []
  for (const member of madeUpMembers(1_000_000)) {
    page.push(member)
    if (page.length < 1_000) continue
    members += page.length
    writing.push(directory.applyPage(page, 1_000, state))
    page = []
    // The next ones wait already, as in a pull.
    if (writing.length > 4) await writing.shift()
    if (members > 4_000 && turns(file) > 1) break
  }
  await Promise.all(writing)
  await directory.close()
  const again = open()
  expect(await again.count()).toBe(members)
  await again.close()
  expect(told).toEqual([])
}, 120_000)

test('a till that is killed while its log is brought in has exactly the members of the pages that it had kept', async () => {
  const file = newFile()
  let least = 0
  for (const enough of [1, 2, 3]) {
    const child = fork(till, [file, fileURLToPath(worker)])
    for await (const [kept] of on(child)) {
      least = Number(kept)
      // The first log is as long as it may be after some fifteen thousand; then it is being brought in now and then.
      if (turns(file) >= 1 && least >= enough * 20_000) break
    }
    child.kill('SIGKILL')
    await once(child, 'exit')
    const db = new Database(file)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    const kept = db.prepare<[string], string>('SELECT value FROM kept WHERE name = ?').pluck()
    const count = db.prepare<[], number>('SELECT count(*) FROM member').pluck().get() ?? 0
    const { cursor } = JSON.parse(kept.get('pull') ?? '{}') as { readonly cursor?: string }
    expect([cursor, kept.get('members')]).toEqual([String(count), String(count)])
    expect(count).toBeGreaterThanOrEqual(least)
    db.close()
  }
}, 120_000)

/** What a child says. */
async function* on(child: ReturnType<typeof fork>): AsyncGenerator<readonly unknown[]> {
  for (;;) yield (await once(child, 'message')) as readonly unknown[]
}
