import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TransferDocument } from '../../../electron/main/outbox/pure/transfer.ts'
import { identityOf } from '../../../electron/main/outbox/transfer/collect.ts'
import { readWork } from '../../../electron/main/outbox/transfer/backup-source.ts'
import type { FileProblem } from '../../../shared/domain/safety.ts'
import { offline } from './support/failures.ts'
import { createTill, shop, stamps } from './support/till.ts'
import type { Till } from './support/till.ts'
import { goldenShop } from '../../fixtures/outbox/golden.ts'

let folder: string
let till: Till
let backup: string
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'source-'))
  backup = path.join(folder, 'till.backup')
  till = createTill()
  till.fake.add('1')
  till.save(stamps('1'))
  await till.time.advance(10)
  till.fake.always(offline)
  await till.outbox.probe(shop.id)
})
afterEach(() => {
  till.close()
  rmSync(folder, { recursive: true, force: true })
})

async function read(file: string, identity = identityOf(shop)): Promise<TransferDocument | FileProblem> {
  const work = path.join(folder, 'work')
  const answer = await readWork(file, identity, work)
  expect(existsSync(work)).toBe(false)
  return answer.ok ? answer.value : answer.error
}

describe('a copy of the records', () => {
  test('tells what waits in it, unsealed and in order, and stays as it is', async () => {
    till.save(stamps('1', 2))
    till.save(stamps('2', 3))
    await till.db.backupTo(backup)
    const before = readFileSync(backup)
    const document = await read(backup)
    expect(document).toMatchObject({ sealed: false, shop: { store: '7' } })
    const { operations } = document as TransferDocument
    expect(operations.map((one) => [one.target.name, one.state])).toEqual([
      ['r:1', 'queued'],
      ['r:2', 'queued'],
    ])
    expect(readFileSync(backup).equals(before)).toBe(true)
  })

  test('also tells what was given up for a file that nobody has', async () => {
    till.save(stamps('1', 2))
    const moved = till.outbox.transfer.moveOut(shop.id, null)
    await till.time.advance(1_000)
    await moved
    await till.db.backupTo(backup)
    expect(await read(backup)).toMatchObject({ operations: [{ state: 'queued' }] })
    const id = till.outbox.transfer.lastMove(shop.id)?.id ?? ''
    till.outbox.transfer.written(id)
    rmSync(backup)
    await till.db.backupTo(backup)
    expect(await read(backup)).toBe('empty')
  })

  test('of an older version is read as well', async () => {
    copyFileSync(path.join(import.meta.dirname, '../../fixtures/outbox/v1.db'), backup)
    const document = await read(backup, identityOf(goldenShop))
    const { operations } = document as TransferDocument
    expect(operations.length).toBeGreaterThan(20)
    expect(new Set(operations.map((one) => one.state))).toEqual(new Set(['queued', 'unknown', 'attention']))
  })

  const spoilt: readonly (readonly [string, () => void, FileProblem])[] = [
    ['it ends in the middle', () => truncateSync(backup, 8_192), 'damaged'],
    [
      'a page of it is garbage',
      () => {
        const bytes = readFileSync(backup)
        bytes.fill(0xa5, 4_096, 12_288)
        writeFileSync(backup, bytes)
      },
      'damaged',
    ],
    [
      'a newer program wrote it',
      () => {
        const db = new Database(backup)
        db.pragma('user_version = 99')
        db.close()
      },
      'newer',
    ],
    [
      'it is another program’s',
      () => {
        const db = new Database(backup)
        db.pragma('application_id = 1')
        db.close()
      },
      'not-ours',
    ],
    ['it is gone', () => rmSync(backup), 'unreadable'],
    ['it is a picture', () => writeFileSync(backup, 'GIF89a'), 'not-ours'],
  ]
  test.each(spoilt)('is refused when %s', async (_name, spoil, problem) => {
    till.save(stamps('1', 2))
    await till.db.backupTo(backup)
    spoil()
    expect(await read(backup)).toBe(problem)
  })

  test('of another program is refused before any of it is copied', async () => {
    await till.db.backupTo(backup)
    const db = new Database(backup)
    db.pragma('application_id = 1')
    db.close()
    // No folder can be made in a file: copying would end as "unreadable".
    const answer = await readWork(backup, identityOf(shop), path.join(backup, 'work'))
    expect(answer).toEqual({ ok: false, error: 'not-ours' })
  })

  test('of another shop is refused, and one in which nothing waits', async () => {
    await till.db.backupTo(backup)
    expect(await read(backup)).toBe('empty')
    expect(await read(backup, { ...identityOf(shop), store: '8' })).toBe('other-shop')
  })
})
