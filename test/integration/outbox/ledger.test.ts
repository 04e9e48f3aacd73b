import { afterEach, describe, expect, test } from 'vitest'
import { sha256 } from '../../../electron/main/db/hash.ts'
import { eventsOf, verifyChain } from '../../../electron/main/db/tables/events.ts'
import { sendableOps } from '../../../electron/main/db/tables/op-queue.ts'
import { liveOpsOnLane, opBySeq } from '../../../electron/main/db/tables/op.ts'
import { mayPass } from '../../../electron/main/outbox/lanes.ts'
import { keepDetailsMs } from '../../../electron/main/outbox/sender.ts'
import { details } from './support/fake-provider.ts'
import { offline } from './support/failures.ts'
import { attach, create, createTill, edit, redeem, shop, stamps, stampsOnCode } from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'

let till: Till
const begin = (options?: TillOptions): Till => (till = createTill(options))
afterEach(() => till.close())

describe('the file itself refuses', () => {
  test('to delete a live operation, to change a settled one, to touch the audit', async () => {
    begin()
    till.fake.add('1')
    const done = till.save(stamps('1'))
    await till.time.advance(10)
    till.fake.always(offline)
    await till.outbox.probe(shop.id)
    const live = till.save(stamps('1'))
    const refusals: readonly (readonly [string, string])[] = [
      [`delete from op where seq = ${live.seq}`, 'a live operation cannot be deleted'],
      [`update op set payload = null where seq = ${live.seq}`, 'a live operation keeps its payload'],
      [
        `update op set state = 'queued', live = 1 where seq = ${done.seq}`,
        'a settled operation does not change',
      ],
      [`update op set proof = 'person' where seq = ${done.seq}`, 'a settled operation does not change'],
      [`update op set tag = 'x' where seq = ${live.seq}`, 'what an operation is does not change'],
      [`update op set state = 'done', live = 0 where seq = ${live.seq}`, 'CHECK'],
      [`update op set state = 'attention' where seq = ${live.seq}`, 'CHECK'],
      [`update op set live = 0 where seq = ${live.seq}`, 'CHECK'],
      [`update op set state = 'cancelled', live = 0, attempts = 1 where seq = ${live.seq}`, 'CHECK'],
      ['update op_event set evidence = 1', 'the audit cannot be changed'],
      ['delete from op_event', 'the audit cannot be deleted'],
      ['insert or replace into op_event select * from op_event limit 1', 'the audit cannot be deleted'],
      ['delete from attempt', 'attempts cannot be deleted'],
      ["update attempt set outcome = 'x'", 'an attempt that has ended does not change'],
    ]
    for (const [sql, message] of refusals) expect(() => till.db.exec(sql), sql).toThrow(message)
    expect(verifyChain(till.db)).toEqual({ intact: true, rows: 4 })
  })

  test('a local id that is mapped twice, and a remote id that belongs to two', async () => {
    begin()
    till.save(create('L1', 'Ada'))
    await till.time.advance(10)
    const insert = (local: string, remote: string): void =>
      till.db.exec(`insert into id_map values ('${shop.id}', '${local}', '${remote}', 0)`)
    expect(() => insert('L1', 'other')).toThrow('UNIQUE')
    expect(() => insert('L2', 'n1')).toThrow('UNIQUE')
  })
})

describe('the audit', () => {
  test('can prove the payload that lies there, also where a correction corrected nothing', async () => {
    begin()
    till.fake.add('7', { details: details('Ada', { email: 'a@x.example' }) })
    const enrolment = till.save(create('L1', 'Ada', { email: 'a@x.example' }))
    await till.time.advance(10)
    expect(till.state(enrolment)).toBe('attention')
    const proven = (): boolean => {
      const row = opBySeq(till.db, enrolment.seq)
      const told = eventsOf(till.db, enrolment.seq).findLast((event) => event.payload_hash !== null)
      return told?.payload_hash === sha256(row?.salt ?? '', row?.payload ?? '')
    }
    expect(proven()).toBe(true)
    till.fake.always(offline)
    await till.outbox.probe(shop.id)
    till.outbox.answer(enrolment.id, { kind: 'fix-details', details: {} }, 'Kim')
    expect(till.state(enrolment)).toBe('queued')
    expect(proven()).toBe(true)
  })

  test('is a chain that shows any change, and any row that is gone', async () => {
    begin()
    till.fake.add('1')
    for (let i = 0; i < 4; i += 1) till.save(stamps('1'))
    await till.time.advance(50)
    expect(verifyChain(till.db)).toEqual({ intact: true, rows: 12 })
    till.db.exec('drop trigger op_event_update')
    till.db.exec("update op_event set actor = 'somebody' where n = 7")
    expect(verifyChain(till.db)).toEqual({ intact: false, brokenAt: 7 })
    till.db.exec('update op_event set actor = null where n = 7')
    expect(verifyChain(till.db).intact).toBe(true)
    till.db.exec('drop trigger op_event_delete')
    till.db.exec('delete from op_event where n = 5')
    expect(verifyChain(till.db)).toEqual({ intact: false, brokenAt: 6 })
  })

  test('holds no personal data, and stripping settled operations leaves the chain whole', async () => {
    begin()
    till.fake.add('7', { details: details('Grace', { email: 'taken@x.example' }) })
    const enrolment = till.save(create('L1', 'Ada', { email: 'taken@x.example', code: 'CODE77' }))
    await till.time.advance(10)
    till.outbox.answer(enrolment.id, { kind: 'fix-details', details: { email: 'free@x.example' } }, null)
    await till.time.advance(10)
    expect(till.state(enrolment)).toBe('done')
    const audit = JSON.stringify([
      eventsOf(till.db, enrolment.seq),
      till.db.all({ sql: 'select * from attempt' }),
    ])
    for (const personal of ['Ada', 'Grace', 'taken@', 'free@', 'CODE77'])
      expect(audit).not.toContain(personal)
    const open = till.save(stamps('404'))
    till.time.pass(keepDetailsMs + 6 * 3_600_000)
    await till.time.advance(15_000)
    const left = till.db.all<{ seq: number; payload: string | null }>({
      sql: 'select seq, payload from op order by seq',
    })
    expect(left.map((row) => [row.seq, row.payload === null])).toEqual([
      [enrolment.seq, true],
      [open.seq, false],
    ])
    expect(till.db.all({ sql: 'select * from op_revision' })).toEqual([])
    expect(till.outbox.view(enrolment.id)).toMatchObject({ state: 'done', who: { name: '' } })
    expect(verifyChain(till.db).intact).toBe(true)
  })

  test('outlives the codes of cards as well: of what waits they stay, of what is settled they go', async () => {
    begin()
    const enrolment = till.save(create('L1', 'Ada', { code: 'CODE77' }))
    await till.time.advance(10)
    expect(till.state(enrolment)).toBe('done')
    till.fake.always(offline)
    await till.outbox.probe(shop.id)
    const dropped = till.save(stampsOnCode('CODE88', 2))
    till.outbox.answer(dropped.id, { kind: 'drop', reason: 'wrong card' }, 'Kim')
    const open = till.save(stampsOnCode('CODE99', 2))
    const card = till.save(attach('l:L1', 'CODE66'))
    till.time.pass(keepDetailsMs + 6 * 3_600_000)
    await till.time.advance(15_000)
    const told = JSON.stringify(till.db.all({ sql: 'select * from op' }))
    expect(['CODE66', 'CODE77', 'CODE88', 'CODE99'].filter((code) => told.includes(code))).toEqual([
      'CODE66',
      'CODE99',
    ])
    expect(till.outbox.view(dropped.id)).toMatchObject({ state: 'cancelled', target: { code: '…' } })
    till.fake.add('1', { codes: ['CODE99'] })
    till.fake.always(null)
    await till.outbox.probe(shop.id)
    await till.time.advance(1_000)
    expect([open, card].map(till.state)).toEqual(['done', 'done'])
    // What the till knows of cards that are in use is another matter.
    expect(till.outbox.keysOfCode(shop.id, 'CODE77')).toEqual(['l:L1'])
  })

  test('nothing personal reaches the log', async () => {
    begin()
    till.fake.add('7', { details: details('Grace', { email: 'taken@x.example' }) })
    till.save(create('L1', 'Ada', { email: 'taken@x.example', code: 'CODE77' }))
    await till.time.advance(10)
    till.fake.always(offline)
    await till.time.advance(60_000)
    const log = till.logged.join('\n')
    expect(log).toContain('outbox.gate')
    for (const personal of ['Ada', 'Grace', 'taken@', 'CODE77', 'Kim']) expect(log).not.toContain(personal)
  })
})

describe('lanes', () => {
  test('the question in SQL and the rule in code give the same heads', async () => {
    begin()
    till.fake.always(offline)
    await till.outbox.probe(shop.id)
    const base = details('Ada')
    const kinds = [
      () => stamps('1'),
      () => redeem('1', 5),
      () => edit('r:1', base, { phone: '+491' }),
      () => attach('r:1', 'C'),
    ]
    for (const first of kinds) {
      for (const state of ['queued', 'attention', 'unknown'] as const) {
        for (const second of kinds) {
          till.db.exec("update op set state = 'queued', reason = null, attempts = 0 where live = 1")
          till.db.exec("update op set state = 'discarded', live = 0 where live = 1")
          const earlier = till.save(first())
          till.db.exec(
            `update op set state = '${state}', reason = '{"kind":"restored"}', lost_at = 0 where seq = ${earlier.seq}`,
          )
          const later = till.save(second())
          const [a, b] = liveOpsOnLane(till.db, shop.id, 'r:1')
          // Two edits in a row become one.
          if (a === undefined || b === undefined) continue
          const heads = sendableOps(till.db, { connectionId: shop.id, now: till.time.now(), limit: 9 })
          expect(heads.includes(later.seq), `${b.kind} behind ${a.kind} ${state}`).toBe(mayPass(b, a))
        }
      }
    }
  })
})
