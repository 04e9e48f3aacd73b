import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import type { Migration } from '../../electron/main/db/migrate.ts'
import { migrations } from '../../electron/main/db/migrations/list.ts'
import { openDatabase } from '../../electron/main/db/open.ts'
import { verifyChain } from '../../electron/main/db/tables/events.ts'
import { parsePayload } from '../../electron/main/outbox/payloads.ts'
import { reasonOf } from '../../electron/main/outbox/views.ts'
import type { OpRow } from '../../electron/main/db/tables/op.ts'
import { goldenAt, goldenShop, goldenStates, goldenTill } from '../fixtures/outbox/golden.ts'
import { stamps } from '../integration/outbox/support/till.ts'
import { begin } from './support/begin.ts'

const fixtures = path.resolve(import.meta.dirname, '../fixtures/outbox')
const golden = readdirSync(fixtures).filter((name) => /^v\d+\.db$/.test(name))

/** Copies the golden file of a version to a folder of its own. */
function fileOf(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'golden-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  const file = path.join(folder, 'outbox.db')
  copyFileSync(path.join(fixtures, name), file)
  return file
}

type Row = Readonly<Record<string, unknown>>

/** Every row of every table, read without the product. */
function contentOf(file: string): ReadonlyMap<string, readonly Row[]> {
  const raw = new Database(file, { readonly: true })
  try {
    const names = raw.prepare("select name from sqlite_schema where type = 'table' order by name").pluck()
    return new Map(
      (names.all() as string[])
        .filter((name) => !name.startsWith('sqlite_'))
        .map((name) => [name, raw.prepare(`select * from "${name}"`).all() as Row[]]),
    )
  } finally {
    raw.close()
  }
}

const opsIn = (file: string): readonly OpRow[] => (contentOf(file).get('op') ?? []) as unknown as OpRow[]

/** Counted at each opening, and what belongs to it. */
const ofTheFileItself = new Set(['meta'])

function opened(file: string, known: readonly Migration[] = migrations) {
  const answer = openDatabase({ file, now: goldenAt, ballastBytes: 0, migrations: known })
  if (!answer.ok) expect.fail(answer.error.kind)
  const db = answer.value
  onTestFinished(() => db.close())
  return db
}

test('row 36: every version of the schema that was ever released has its golden file', () => {
  const older = migrations.slice(0, -1).map(({ version }) => `v${version}.db`)
  expect(older.filter((name) => !golden.includes(name))).toEqual([])
  expect(golden).not.toEqual([])
})

test.each(golden)('row 36: the golden file %s holds every kind of operation in every state', (name) => {
  const rows = opsIn(fileOf(name))
  const have = new Set(rows.map((row) => `${row.kind} ${row.state}`))
  const kinds = [...new Set(rows.map((row) => row.kind))]
  const wanted = kinds.flatMap((kind) => goldenStates.map((state) => `${kind} ${state}`))
  expect(wanted.filter((one) => !have.has(one))).toEqual([])
  expect(kinds.length).toBeGreaterThanOrEqual(5)
  expect(new Set(rows.map((row) => row.reason)).size).toBeGreaterThan(15)
})

test.each(golden)('row 36: a newer program keeps every row of %s, column by column', (name) => {
  const file = fileOf(name)
  const before = contentOf(file)
  const db = opened(file)
  expect(db.pragma('integrity_check')).toBe('ok')
  expect(verifyChain(db)).toMatchObject({ intact: true })
  const after = contentOf(file)
  for (const [table, rows] of before) {
    if (ofTheFileItself.has(table)) continue
    const now = after.get(table) ?? []
    expect([table, now.length]).toEqual([table, rows.length])
    rows.forEach((row, index) => expect(now[index]).toMatchObject(row))
  }
  expect(db.get({ sql: 'select till_id from meta' })).toEqual({ till_id: goldenTill })
})

test.each(golden)('row 36: what %s holds is understood by a newer program', (name) => {
  const db = opened(fileOf(name))
  const rows = db.all<OpRow>({ sql: 'select * from op order by seq' })
  expect(rows.filter((row) => parsePayload(row) === null)).toEqual([])
  const asked = rows.flatMap((row) =>
    row.reason === null
      ? []
      : [{ was: (JSON.parse(row.reason) as { kind: string }).kind, is: reasonOf(row)?.kind }],
  )
  expect(asked.filter(({ was, is }) => was !== is)).toEqual([])
})

test.each(golden)(
  'row 36: what was pending in %s is settled once or asked about, and never gone',
  async (name) => {
    const file = fileOf(name)
    const before = opsIn(file)
    const till = begin({ file, connection: goldenShop, start: false })
    for (const { target } of before) {
      if (target.startsWith('r:')) till.fake.add(target.slice(2), { stamps: 4 })
    }
    till.outbox.start()
    const wasSending = before.filter((row) => row.state === 'sending')
    expect(wasSending.map((row) => till.state(row))).toEqual(wasSending.map(() => 'unknown'))
    await till.time.advance(3_600_000)
    const now = till.db.all<OpRow>({ sql: 'select * from op order by seq' })
    expect(before.filter((row) => !now.some((one) => one.id === row.id))).toEqual([])
    // What waits behind a question waits with it; nothing else is left.
    const left = new Set(now.filter((row) => row.live === 1).map((row) => row.state))
    expect([...left].filter((state) => state !== 'attention' && state !== 'queued')).toEqual([])
    const repeatable = before.filter((row) => row.kind === 'card.attach' && row.live === 1)
    expect(repeatable.map((row) => till.state(row))).toEqual(
      repeatable.map((row) => (row.state === 'attention' ? 'attention' : 'done')),
    )
    // A reward that was on its way under the older program is never taken again by itself.
    const taken = wasSending.find((row) => row.kind === 'reward.redeem')
    expect(till.outbox.view(taken?.id ?? '')).toMatchObject({ attempts: 1 })
    expect(verifyChain(till.db)).toMatchObject({ intact: true })
    expect(till.save(stamps('999')).seq).toBeGreaterThan(Math.max(...before.map((row) => row.seq)))
  },
)

const broken: Migration = {
  version: migrations.length + 1,
  name: 'broken',
  up: (db) => db.exec('delete from op where live = 0; insert into nowhere values (1)'),
}
const next: Migration = {
  version: migrations.length + 1,
  name: 'next',
  up: (db) => db.exec('create table something_new (x integer) strict'),
}

test('row 36: before anything is changed there is a copy, of the version that was found', async () => {
  const till = begin()
  const saved = till.save(stamps('1'))
  const before = opsIn(till.file)
  await till.outbox.stop(0)
  till.db.close()
  opened(till.file, [...migrations, next])
  const copies = readdirSync(path.dirname(till.file)).filter((name) => name.includes('before-migration'))
  expect(copies).toHaveLength(1)
  const copy = opened(path.join(path.dirname(till.file), copies[0] ?? ''))
  expect(copy.pragma('user_version')).toBe(migrations.length)
  expect(copy.all({ sql: 'select * from op' })).toEqual(before)
  expect(before).toMatchObject([{ id: saved.id }])
})

test('row 36: a step that fails changes nothing, and the older program goes on with all of it', () => {
  const till = begin({ start: false })
  const saved = till.save(stamps('1'))
  till.outbox.answer(till.save(stamps('2')).id, { kind: 'drop', reason: 'wrong customer' }, null)
  till.db.close()
  expect(
    openDatabase({ file: till.file, now: 0, ballastBytes: 0, migrations: [...migrations, broken] }),
  ).toEqual({
    ok: false,
    error: { kind: 'migration-failed', version: migrations.length + 1 },
  })
  till.restart()
  expect(till.outbox.view(saved.id)?.plain).toBe('saved')
  expect(till.db.all({ sql: 'select id from op' })).toHaveLength(2)
})
