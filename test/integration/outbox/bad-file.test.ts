import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../../electron/main/db/handle.ts'
import { verifyChain } from '../../../electron/main/db/tables/events.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import { details } from './support/fake-provider.ts'
import { attach, create, createTill, edit, redeem, shop, stamps, stampsOnCode } from './support/till.ts'
import type { Till } from './support/till.ts'
import { anyText } from '../../fixtures/any-text.ts'

const runs = process.env['STAMPWELL_FULL'] === '1' ? 300 : 20

const payloads = [
  'null',
  '{}',
  '[]',
  '"x"',
  '{"__proto__":{"who":1}}',
  '{"who":{"name":1},"amount":1,"card":{"kind":"only"}}',
  '{"who":{"name":"A"},"amount":1e300,"card":{"kind":"only"}}',
  '{"who":{"name":"A"},"code":"47"}',
  '{"who":{"name":"A"},"changes":{},"base":{}}',
]
const garbage = fc.oneof(fc.constantFrom(...payloads), fc.json(), anyText())
const figure = fc.oneof(
  fc.constantFrom(0, -1, 1, 2, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
  fc.maxSafeInteger(),
)
const place = fc.nat()

/** One thing in the file that is not as the program left it. */
const damage = fc.oneof(
  fc.record({ column: fc.constantFrom('payload', 'reason', 'note'), value: garbage, place }),
  fc.record({
    column: fc.constantFrom('target', 'lane2', 'created_by', 'business_day'),
    value: garbage,
    place,
  }),
  fc.record({ column: fc.constantFrom('v', 'kind'), value: fc.oneof(figure, garbage), place }),
  fc.record({
    column: fc.constantFrom('due_at', 'tries', 'answered', 'negatives', 'negative_at', 'undo_ms', 'into_seq'),
    value: figure,
    place,
  }),
  fc.record({
    column: fc.constantFrom('gate', 'meta', 'id_map', 'alias', 'register'),
    value: garbage,
    place,
  }),
)
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never

/** What is not a column of an operation. */
const outside: Readonly<Record<string, (db: WriteDb, text: string, at: number) => void>> = {
  gate: (db, text) =>
    db.run({ sql: 'insert or replace into connection_gate values (?, ?, 0)' }, shop.id, text),
  meta: (db, text) => db.run({ sql: 'update meta set boot_id = ?' }, text),
  id_map: (db, text) => db.run({ sql: 'insert into id_map values (?, ?, ?, 0)' }, shop.id, text, text),
  alias: (db, text, at) =>
    db.run({ sql: 'insert into member_alias values (?, ?, ?, 0)' }, shop.id, `r:${at % 3}`, text),
  register: (db, text) =>
    db.run({ sql: 'insert into card_register values (?, ?, ?, 0)' }, shop.id, '47', text),
}

/** Strange figures that a schema refuses never get into the file; all others do. */
function inflict(till: Till, { column, value, place: at }: Damage): void {
  const { db } = till
  const text = String(value)
  try {
    const elsewhere = outside[column]
    if (elsewhere !== undefined) {
      elsewhere(db, text, at)
      return
    }
    const bad = db.all<{ readonly seq: number }>({
      sql: "select seq from op where lane not like 'r:good%' order by seq",
    })
    const { seq } = bad[at % bad.length] ?? { seq: 0 }
    db.run({ sql: `update op set ${column} = ? where seq = ?` }, value, seq)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_'))) throw error
  }
}

/** Everything that a screen asks. */
function look(till: Till, keys: readonly MemberKey[]): void {
  const { outbox } = till
  for (const filter of ['open', 'needs-you', 'recent'] as const) {
    for (const { id } of outbox.list(shop.id, filter, 1_000)) outbox.view(id)
  }
  for (const key of keys) {
    outbox.history(shop.id, key, 100)
    outbox.owed(shop.id, key)
    outbox.provisional(shop.id, key)
    outbox.justDone(stamps(key.slice(2)))
  }
  outbox.owedToCode(shop.id, '47')
  outbox.keysOfCode(shop.id, '47')
  outbox.waitingMembers(shop.id)
  outbox.onTheWire(shop.id)
  outbox.summary(shop.id)
  outbox.link(shop.id)
}

/** A till with work of every kind in many states, none of which was looked at yet by this run of the program. */
async function worked(): Promise<Till> {
  const till = createTill({ file: ':memory:' })
  for (const id of ['0', '1', '2', 'good1', 'good2']) till.fake.add(id, { stamps: 20 })
  till.fake.script('addStamps', 'lost-request', { kind: 'refused', status: 422, fields: {} })
  till.save(stamps('0', 1))
  till.save(stamps('1', 1))
  await till.time.settle()
  till.fake.always({ kind: 'not-sent', cause: 'refused' })
  till.save(stamps('2', 2, { undoMs: 600_000 }))
  till.save(redeem('2', 4, { undoMs: 1_000 }))
  till.save(edit('r:1', details('Name 1'), { email: 'a@x.example' }))
  till.save(edit('r:1', details('Name 1'), { phone: '+491' }))
  till.save(stampsOnCode('47', 3))
  till.save(stampsOnCode('48', 3))
  till.save(create('01A', 'Ada', { code: '47' }))
  till.save(attach('r:0', '49'))
  for (const good of ['good1', 'good2', 'good1']) till.save(stamps(good, 1))
  await till.time.settle()
  till.time.forget()
  till.db.exec('drop trigger op_identity_stays; drop trigger op_terminal_stays')
  return till
}

test('whatever garbage lies in the file: nothing throws, nothing vanishes, and what is good goes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 8 }), async (damages) => {
      const till = await worked()
      try {
        const count = (): unknown => till.db.get({ sql: 'select count(*) as n from op' })
        for (const one of damages) inflict(till, one)
        const before = count()
        till.logged.length = 0
        till.fake.always(null)
        till.restart()
        const keys: readonly MemberKey[] = ['r:0', 'r:1', 'r:2', 'l:01A', 'r:good1']
        look(till, keys)
        await till.time.advance(90_000)
        look(till, keys)
        expect(till.fake.members.get('good1')?.cards[0]?.stamps).toBe(22)
        expect(till.fake.members.get('good2')?.cards[0]?.stamps).toBe(21)
        expect(count()).toEqual(before)
        // A person can always get through it: try everything again once, then give up what still asks.
        for (const { id } of till.outbox.list(shop.id, 'needs-you', 1_000)) {
          expect(till.outbox.answer(id, { kind: 'retry' }, null).ok).toBe(true)
        }
        await till.time.advance(120_000)
        for (let round = 0; round < 20 && till.outbox.summary(shop.id).waiting > 0; round += 1) {
          for (const { id } of till.outbox.list(shop.id, 'needs-you', 1_000)) {
            till.outbox.answer(id, { kind: 'drop', reason: 'damaged' }, null)
          }
          await till.time.advance(60_000)
        }
        look(till, keys)
        expect(till.outbox.summary(shop.id)).toMatchObject({ waiting: 0 })
        expect(count()).toEqual(before)
        expect(verifyChain(till.db)).toMatchObject({ intact: true })
        expect(till.logged.filter((line) => /not-recovered|-failed|defect|not-written/.test(line))).toEqual(
          [],
        )
      } finally {
        till.close()
      }
    }),
    { numRuns: runs, ...(runs > 20 ? {} : { seed: 20_261_121 }) },
  )
}, 600_000)
