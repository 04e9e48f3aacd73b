import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import type { Figure } from '../figure.ts'
import { startLoyalty } from '../outbox/loyalty.ts'
import { pileFile } from '../outbox/pile.ts'
import { summarise } from '../statistics.ts'

const repetitions = 7
const child = path.join(import.meta.dirname, '..', 'outbox', 'ready-process.ts')

/** The pile with a large log beside it, as a program leaves it that was killed: everything written once more. */
function leaveLog(file: string): void {
  const db = new Database(file)
  db.pragma('journal_mode = wal')
  db.pragma('wal_autocheckpoint = 0')
  db.exec('update op set changed_at = changed_at + 1 where live = 1')
  // A copy of both, since closing would bring the log into the file.
  for (const suffix of ['', '-wal']) copyFileSync(`${file}${suffix}`, `${file}.left${suffix}`)
  db.close()
}

/** Puts file and log where a till finds them, and takes away what a till before it made of them. */
function putBack(file: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
  for (const suffix of ['', '-wal']) copyFileSync(`${file}.left${suffix}`, `${file}${suffix}`)
}

/** From the start of a process to its first request at the provider, with 100,000 that wait and a log left over. */
export const ready: Figure = {
  name: 'ready',
  measure: async (bench) => {
    const file = await pileFile(bench, 'ready')
    leaveLog(file)
    const logMB = statSync(`${file}.left-wal`).size / 1e6
    const loyalty = await startLoyalty()
    const taken: number[] = []
    try {
      for (let at = 0; at <= repetitions; at += 1) {
        putBack(file)
        if (!existsSync(`${file}-wal`)) throw new Error('no log was left over')
        await loyalty.seen()
        const from = performance.timeOrigin + performance.now()
        const till = spawn(process.execPath, [child, file, loyalty.baseUrl], { stdio: 'inherit' })
        await once(till, 'exit')
        const [first] = (await loyalty.seen()).arrivals
        if (first === undefined) throw new Error('nothing was sent')
        // The first start also reads the program from the disk.
        if (at > 0) taken.push(first - from)
      }
    } finally {
      loyalty.close()
    }
    return [
      {
        id: 'ready.first-request',
        title: 'From process start to the first request',
        unit: 'ms',
        note: `100,000 wait, ${logMB.toFixed(0)} MB of log left over; program and file in the system's cache`,
        ...summarise(taken),
      },
    ]
  },
}
