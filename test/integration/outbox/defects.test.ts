import { afterEach, describe, expect, test } from 'vitest'
import { createTill, redeem, stamps } from './support/till.ts'
import type { Till } from './support/till.ts'

let till: Till
afterEach(() => till.close())

/** From now on the file refuses to make this operation done. */
function refuseDone(id: string): void {
  till.db
    .exec(`create trigger refused before update of state on op when new.state = 'done' and new.id = '${id}'
    begin select raise(abort, 'a defect'); end`)
}

describe('an outcome that can never be written', () => {
  test('holds its own member alone: others go on, and it is checked, never sent again', async () => {
    till = createTill()
    till.fake.add('1')
    till.fake.add('2')
    till.fake.add('3')
    const first = till.save(stamps('1'))
    const behind = till.save(stamps('1'))
    refuseDone(first.id)
    await till.time.advance(10)
    expect([till.state(first), till.state(behind)]).toEqual(['sending', 'queued'])
    const other = till.save(stamps('2'))
    await till.time.advance(10)
    expect(till.state(other)).toBe('done')
    await till.time.advance(16_000)
    expect([till.state(first), till.state(behind)]).toEqual(['unknown', 'queued'])
    const third = till.save(stamps('3'))
    await till.time.advance(600_000)
    expect(till.state(third)).toBe('done')
    expect(till.state(first)).toBe('unknown')
    expect(till.fake.applied.filter((one) => one.remoteId === '1')).toHaveLength(1)
    // Reading goes on, and calmly.
    expect(till.fake.count('member')).toBeLessThan(60)
  })

  test('is written by itself once the file takes it, and the lane goes on', async () => {
    till = createTill()
    till.fake.add('1', { stamps: 9 })
    const first = till.save(redeem('1', 5))
    const behind = till.save(stamps('1'))
    refuseDone(first.id)
    await till.time.advance(60_000)
    expect(till.state(first)).toBe('unknown')
    till.db.exec('drop trigger refused')
    await till.time.advance(120_000)
    expect([till.state(first), till.state(behind)]).toEqual(['done', 'done'])
    expect(till.fake.applied.map((one) => one.amount)).toEqual([-5, 1])
  })

  test('asks a person in the end', async () => {
    till = createTill()
    till.fake.add('1')
    const first = till.save(stamps('1'))
    refuseDone(first.id)
    await till.time.advance(25 * 3_600_000)
    expect(till.outbox.view(first.id)).toMatchObject({ state: 'attention', reason: { kind: 'given-up' } })
    expect(till.fake.count('addStamps')).toBe(1)
  })

  test('more of them than lanes at a time leave the way free for everybody else', async () => {
    till = createTill()
    till.db.exec(`create trigger refused before update of state on op
      when new.lane in ('r:1', 'r:2', 'r:3', 'r:4', 'r:5') begin select raise(abort, 'a defect'); end`)
    const stuck = ['1', '2', '3', '4', '5'].map((id) => {
      till.fake.add(id)
      return till.save(stamps(id))
    })
    till.fake.add('6')
    await till.time.advance(10)
    const free = till.save(stamps('6'))
    await till.time.advance(10)
    expect(till.state(free)).toBe('done')
    expect(stuck.map(till.state)).toEqual(['queued', 'queued', 'queued', 'queued', 'queued'])
    expect(till.fake.count('addStamps')).toBe(1)
  })

  test('a release that the file refuses delays nobody else', async () => {
    till = createTill()
    till.fake.add('1')
    till.fake.add('2')
    const first = till.save(stamps('1', 1, { undoMs: 8_000 }))
    const other = till.save(stamps('2', 1, { undoMs: 8_000 }))
    till.db
      .exec(`create trigger refused before update of state on op when old.state = 'held' and new.id = '${first.id}'
      begin select raise(abort, 'a defect'); end`)
    await till.time.advance(9_000)
    expect([till.state(first), till.state(other)]).toEqual(['held', 'done'])
    till.db.exec('drop trigger refused')
    await till.time.advance(16_000)
    expect(till.state(first)).toBe('done')
  })
})

describe('what is on the wire', () => {
  test('an operation on the wire that nobody works on is checked within seconds, not at the next start', async () => {
    till = createTill({ connection: { lateBoundMs: 60_000 } })
    till.fake.add('1')
    till.fake.add('2')
    till.fake.arrive = (method) => (method === 'addStamps' ? new Promise(() => undefined) : undefined)
    const stamp = till.save(stamps('1'))
    await till.time.advance(20_000)
    // The request is still out: somebody works on it.
    expect(till.state(stamp)).toBe('sending')
    till.fake.arrive = () => undefined
    // A claim whose work ended without a word.
    const lone = till.save(stamps('2', 1, { undoMs: 60_000 }))
    till.db.exec(`update op set state = 'sending' where id = '${lone.id}'`)
    till.db
      .exec(`insert into attempt (op_seq, n, boot, started_at, remote_id, card_id, base, base_fresh, request_sha)
      select seq, 1, (select boot from attempt limit 1), 0, '2', 'card-2', 0, 1, 'x' from op where id = '${lone.id}'`)
    await till.time.advance(16_000)
    expect([till.state(stamp), till.state(lone)]).toEqual(['sending', 'unknown'])
  })

  test('an operation that another run has on the wire is left to it', async () => {
    till = createTill()
    const other = till.save(stamps('2', 1, { undoMs: 600_000 }))
    till.db.exec(`update op set state = 'sending' where id = '${other.id}'`)
    till.db.exec(`insert into attempt (op_seq, n, boot, started_at, base_fresh, request_sha)
      select seq, 1, 'another run', 0, 0, 'x' from op where id = '${other.id}'`)
    await till.time.advance(40_000)
    expect(till.state(other)).toBe('sending')
  })

  test('work that breaks off with the request on the wire is checked at once', async () => {
    till = createTill({ connection: { lateBoundMs: 60_000 } })
    till.fake.add('1')
    const { provider } = till.fake
    const { capabilities } = provider
    till.fake.script('addStamps', 'lost-request')
    till.fake.arrive = (method) => {
      if (method !== 'addStamps') return
      let asked = 0
      Object.defineProperty(provider, 'capabilities', {
        get: () => {
          if ((asked += 1) === 1) throw new Error('a defect')
          return capabilities
        },
      })
    }
    const stamp = till.save(stamps('1'))
    await till.time.advance(10)
    expect(till.state(stamp)).toBe('unknown')
    const told = till.logged.filter((line) => line.startsWith('outbox.defect'))
    expect(told[0]).toContain('"error":{"name":"Error","at":["defects.test.ts:')
  })
})
