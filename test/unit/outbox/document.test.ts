import { expect, test } from 'vitest'
import type { TransferDocument } from '../../../electron/main/outbox/pure/transfer.ts'
import { readDocument, writeDocument } from '../../../electron/main/outbox/transfer/document.ts'

const id = '01J8ZQ4Y6M3K2N1P0R9S8T7V6W'
const unnamed: TransferDocument = {
  id,
  sealed: true,
  madeAt: 1_000,
  tillId: 'TAB',
  shop: { provider: 'leal', mode: 'live', baseUrl: 'https://app.getleal.com', store: '7', name: 'Café' },
  operations: [
    {
      ...{ origin: id, intent: id, kind: 'stamps.add', v: 1, target: { kind: 'member', name: 'r:1' } },
      ...{ lane2: null, payload: '{}', tag: 'TAB-1', state: 'queued', reason: null, insist: false },
      ...{ suspect: false, attempts: 0, lostAt: null, createdAt: 1_000, createdBy: null, actor: null },
      ...{ businessDay: '2026-11-21', lastAttempt: null },
    },
  ],
  members: [],
  codes: [],
}
const named = { ...unnamed, tillName: 'Front counter' }

test('a file of unsent work names the till that wrote it, where that has a name', () => {
  expect(readDocument(writeDocument(named))).toEqual({ ok: true, value: named })
  expect(readDocument(writeDocument(unnamed))).toEqual({ ok: true, value: unnamed })
})

test('a file that names no till can still be read by a version that knows of no names', () => {
  expect(writeDocument(unnamed)).toContain('"version":1,')
  expect(writeDocument(named)).toContain('"version":2,')
})

test('a version has its own shape and no other’s', () => {
  const as = (document: TransferDocument, version: number): unknown =>
    readDocument(writeDocument(document).replace(/"version":\d/u, `"version":${String(version)}`))
  expect(as(named, 1)).toEqual({ ok: false, error: 'damaged' })
  expect(as(unnamed, 2)).toEqual({ ok: false, error: 'damaged' })
  expect(as(named, 3)).toEqual({ ok: false, error: 'newer' })
})
