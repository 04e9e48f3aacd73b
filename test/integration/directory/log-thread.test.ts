import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { logLength, openCacheFile } from '../../../electron/main/db/open-cache.ts'
import { createLogThread } from '../../../electron/main/directory/log-thread.ts'
import type { LogEnd, LogThread } from '../../../electron/main/directory/log-keeper.ts'

const worker = new URL('../../../electron/main/directory/worker.ts', import.meta.url)

function newFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'log-thread-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'cache.db')
  openCacheFile(file).close()
  return file
}

/** How each of these ends; they are asked for at once. */
function endsOf(thread: LogThread, files: readonly string[]): Promise<readonly LogEnd['kind'][]> {
  return Promise.all(
    files.map(
      (file) => new Promise<LogEnd['kind']>((ended) => thread.begin(file, ({ kind }) => ended(kind))),
    ),
  )
}

test('each who asked is told how their own ended, also where the next one was asked for before', async () => {
  const file = newFile()
  expect(await endsOf(createLogThread(worker), [`${file}.none`, file])).toEqual(['failed', 'done'])
})

test('whoever waits does so until nothing is left that was asked for', async () => {
  const thread = createLogThread(worker)
  const copies = [1, 2, 3].map(() => {
    const db = openCacheFile(newFile())
    onTestFinished(() => void db.close())
    db.exec('CREATE TABLE t (x); INSERT INTO t VALUES (zeroblob(400000))')
    return db
  })
  const ends = endsOf(
    thread,
    copies.map(({ name }) => name),
  )
  thread.wait()
  const left = copies.map(logLength).map(({ pages, broughtIn }) => pages - broughtIn)
  expect(left).toEqual([0, 0, 0])
  expect(await ends).toEqual(['done', 'done', 'done'])
})

test.each([
  ['is not there', new URL('./no-such-worker.ts', import.meta.url)],
  ['cannot even be started', new URL('none:')],
])('of a thread that %s everybody is told, and nobody waits for it', async (_, url) => {
  const thread = createLogThread(url)
  expect(await endsOf(thread, ['a', 'b'])).toEqual(['gone', 'gone'])
  thread.wait()
})
