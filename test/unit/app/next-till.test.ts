import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createAdapters } from '../../../electron/main/app/adapters.ts'
import { createNextTill } from '../../../electron/main/app/next-till.ts'
import { openProfile } from '../../../electron/main/app/profile.ts'
import { saveConnection } from '../../../electron/main/db/tables/connections.ts'
import type { Connection } from '../../../shared/domain/connection.ts'
import { createFakeTime } from '../../integration/outbox/support/fake-time.ts'
import { memoryLog } from '../shell/memory-log.ts'

const first: Connection = {
  ...({ id: '01SHOP0000000000000000000A', name: 'Corner Café', provider: 'leal', mode: 'live' } as const),
  ...{ baseUrl: 'https://app.getleal.com', store: '7', zone: 'Europe/Berlin', singleTill: true },
  ...{ readLagMs: 0, lateBoundMs: 0 },
}
const second: Connection = {
  ...{ ...first, id: '01SHOP0000000000000000000B', name: 'Harbour', store: '8' },
  ...{ singleTill: false, tills: 5 },
}

/** A till over a real database, with the first shop open; what became of shops is told in order. */
function stage(file: (folder: string) => string) {
  const userData = mkdtempSync(path.join(tmpdir(), 'next-till-'))
  onTestFinished(() => rmSync(userData, { recursive: true, force: true }))
  const time = createFakeTime()
  const log = memoryLog()
  let drawn = 0
  const opened = openProfile({
    ...({
      mode: 'live',
      userData,
      bootId: 'run-1',
      country: 'GB',
      clock: time,
      timers: time.timers,
      log,
    } as const),
    till: () => ({ id: 'TAB', name: null }),
    newId: () => `id-${String((drawn += 1))}`,
    random: (length) => new Uint8Array(length),
    provider: () => null,
    known: () => Promise.resolve([]),
    onCopies: () => undefined,
  })
  if (!opened.ok) expect.fail(opened.error.kind)
  const profile = opened.value
  onTestFinished(() => profile.close(0))
  for (const one of [first, second]) saveConnection(profile.db, one, time.now())
  const told: unknown[] = []
  const desk = createNextTill({
    ...{ clock: time, log, newId: () => 'none', workerUrl: new URL('file:///none') },
    // Of the open shop nothing but its connection is looked at.
    open: () => ({ shop: { connection: first } as never, profile }),
    live: () => Promise.resolve({ ok: true, value: profile }),
    switchTo: async (_profile, connection) => void told.push(['opened anew', connection]),
    inTurn: (work) => work(),
    dialogs: {
      saveFile: () => Promise.resolve(file(userData)),
      openFile: () => Promise.resolve(null),
      chooseFolder: () => Promise.resolve(null),
    },
    till: {
      view: () => ({ id: 'TAB', name: null }),
      rename: () => expect.fail('nobody renames the till that prepares'),
    },
    provider: () => null,
    dropAdapter: (id) => told.push(['dropped', id]),
  })
  return { told, profile, prepare: () => desk.prepare({ title: '', button: '', files: '', name: '' }) }
}

const firstOfTwo = { ...first, singleTill: false, tills: 2 }

test('each shop that a till is prepared for counts it, and is asked at its new pace from then on, open or not', async () => {
  const { told, profile, prepare } = stage((folder) => path.join(folder, 'next.till'))
  expect(await prepare()).toMatchObject({ ok: true, value: { kind: 'prepared', shops: 2, reopened: true } })
  expect(profile.connections()).toEqual([firstOfTwo, { ...second, tills: 6 }])
  // The open shop's adapter goes when it is opened anew: as long as it works with one, nothing gets another beside it.
  expect(told).toEqual([
    ['dropped', second.id],
    ['opened anew', firstOfTwo],
  ])
})

test('a file that may have its name all the same leaves its shops shared, and the open one is opened anew as such', async () => {
  // A folder stands in its place, as far as anybody can tell.
  const { told, profile, prepare } = stage((folder) => folder)
  expect(await prepare()).toEqual({ ok: false, error: { kind: 'list-not-written', cause: 'unnamed' } })
  expect(profile.connections()).toEqual([firstOfTwo, { ...second, tills: 6 }])
  expect(told.at(-1)).toEqual(['opened anew', firstOfTwo])
})

test('an adapter is kept until it is dropped, and the next one is made for the shop as it is then', () => {
  const unused = (): never => expect.fail('nothing is sent')
  const adapters = createAdapters({
    practice: () => null,
    transport: { read: unused, write: unused },
    keyOf: () => null,
    clock: createFakeTime(),
    sleep: () => Promise.resolve(),
  })
  const made = adapters.of(first)
  expect(made).not.toBeNull()
  expect(adapters.of({ ...first, tills: 2 })).toBe(made)
  adapters.of(second)
  adapters.drop(second.id)
  expect(adapters.of(first)).toBe(made)
  adapters.drop(first.id)
  expect(adapters.of({ ...first, tills: 2 })).not.toBe(made)
})
