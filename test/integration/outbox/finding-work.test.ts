import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { Query, ReadDb } from '../../../electron/main/db/handle.ts'
import {
  clampDue,
  connectionsWithWork,
  dueLooks,
  nextDueAt,
  sendableOps,
  summarise,
} from '../../../electron/main/db/tables/op-queue.ts'
import { stripLanes, workOnLanes } from '../../../electron/main/db/tables/forgotten.ts'
import { idsWaitedFor, learnCode, mapMember, mergeMember } from '../../../electron/main/db/tables/members.ts'
import { detailLanes, dueOps } from '../../../electron/main/db/tables/op.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import { createTill, redeem, shop, stamps } from './support/till.ts'
import type { Till } from './support/till.ts'

let till: Till
afterEach(() => till.close())

/** The database, and every statement that was run through it. */
function watched(db: Till['db']): { readonly db: Till['db']; readonly ran: Map<string, unknown[]> } {
  const ran = new Map<string, unknown[]>()
  const note =
    <R>(run: (query: Query<never>, ...args: never[]) => R) =>
    (query: Query<never>, ...args: never[]): R => {
      ran.set(query.sql, args)
      return run(query, ...args)
    }
  return { db: { ...db, all: note(db.all), get: note(db.get), run: note(db.run) } as Till['db'], ran }
}

function planOf(db: ReadDb, sql: string, args: unknown[]): string {
  const rows = db.all<{ detail: string }>({ sql: `explain query plan ${sql}` }, ...(args as never[]))
  return rows.map((row) => row.detail).join('\n')
}

interface Made {
  readonly lane: string
  readonly lane2: string | null
  readonly kind: string
  readonly state: string
  readonly dueAt: number
}

/** Rows as no cashier would make them: every mixture of kinds and states on a few lanes. */
function fill(db: Till['db'], rows: readonly Made[]): void {
  db.exec("update op set state = 'discarded', live = 0, due_at = 0 where live = 1")
  const first = db.get<{ n: number }>({ sql: 'select coalesce(max(seq), 0) as n from op' })?.n ?? 0
  rows.forEach((row, at) => {
    const target = row.lane.startsWith('card:') ? 'code' : 'member'
    db.run(
      {
        sql: `insert into op (id, intent, connection_id, store, kind, v, target_kind, target, lane, lane2, payload, salt,
            tag, live, state, due_at, undo_ms, created_at, business_day, changed_at)
          values (@id, @id, @shop, '', @kind, 1, @target, @lane, @lane, @lane2, '{}', x'00', @id, 1, 'queued', @due, 0, 0,
            '2026-11-20', 0)`,
      },
      {
        id: `row-${first + at + 1}`,
        shop: shop.id,
        kind: row.kind,
        target,
        lane: row.lane,
        lane2: row.lane2,
        due: row.dueAt,
      },
    )
    if (row.state === 'queued') return
    db.run(
      { sql: `update op set state = ?, reason = '{"kind":"restored"}', lost_at = 0 where id = ?` },
      row.state,
      `row-${first + at + 1}`,
    )
  })
}

/** More on one lane than is looked through: what could go is then sought on the others. */
function crowd(db: Till['db']): void {
  const made = { lane: 'r:1', lane2: null, kind: 'stamps.add', state: 'queued', dueAt: 1 }
  fill(db, Array<Made>(30).fill(made))
}

/** The rule as it was first written: for each row alone, over all rows, with no thought of speed. */
const slowly: Query<{ readonly seq: number }> = {
  sql: `select o.seq from op o
    where o.connection_id = @connection and o.live = 1 and o.state = 'queued' and o.due_at <= @now
      and not exists (select 1 from op b where b.connection_id = o.connection_id and b.live = 1 and b.lane = o.lane
        and (b.seq < o.seq or b.state in ('sending', 'unknown'))
        and not (o.kind = 'stamps.add' and b.kind = 'member.edit' and b.state in ('attention', 'unknown')))
      and (o.lane2 is null or not exists (select 1 from op b where b.connection_id = o.connection_id and b.live = 1
        and b.seq < o.seq and (b.lane2 = o.lane2 or b.lane = o.lane2)))
      and (o.target_kind = 'member' or not exists (select 1 from op b where b.connection_id = o.connection_id
        and b.live = 1 and b.lane2 = o.lane and b.seq < o.seq))
    order by o.due_at, o.seq`,
}

describe('finding what may be sent', () => {
  test('whatever lies on the lanes, exactly the heads are found, and as many as there are', () => {
    till = createTill({ start: false })
    const made = fc.record<Made>({
      lane: fc.constantFrom('r:1', 'r:2', 'r:3', 'card:A'),
      lane2: fc.constantFrom(null, null, null, 'card:A', 'card:B'),
      kind: fc.constantFrom('stamps.add', 'stamps.add', 'reward.redeem', 'member.edit', 'card.attach'),
      state: fc.constantFrom(
        'queued',
        'queued',
        'queued',
        'queued',
        'held',
        'sending',
        'unknown',
        'attention',
      ),
      dueAt: fc.constantFrom(1, 2, 3, 9),
    })
    fc.assert(
      fc.property(fc.array(made, { maxLength: 24 }), fc.integer({ min: 1, max: 5 }), (rows, limit) => {
        fill(till.db, rows)
        const at = { connectionId: shop.id, now: 5 }
        const heads = till.db.all(slowly, { connection: shop.id, now: 5 }).map((row) => row.seq)
        expect(sendableOps(till.db, { ...at, limit: 99 }).toSorted((a, b) => a - b)).toEqual(
          heads.toSorted((a, b) => a - b),
        )
        const some = sendableOps(till.db, { ...at, limit })
        expect(some).toHaveLength(Math.min(limit, heads.length))
        expect(some.filter((seq) => !heads.includes(seq))).toEqual([])
      }),
      { numRuns: process.env['STAMPWELL_FULL'] === '1' ? 3_000 : 150 },
    )
  }, 120_000)

  test('the oldest go first', () => {
    till = createTill({ start: false })
    const lanes = Array.from({ length: 30 }, (_, at) => `r:${String(30 - at).padStart(2, '0')}`)
    const made = { lane2: null, kind: 'stamps.add', state: 'queued', dueAt: 1 }
    fill(
      till.db,
      lanes.map((lane) => ({ ...made, lane })),
    )
    expect(sendableOps(till.db, { connectionId: shop.id, now: 5, limit: 4 })).toEqual([1, 2, 3, 4])
  })

  test('every question to the queue is answered by an index', () => {
    till = createTill({ start: false })
    crowd(till.db)
    const { db, ran } = watched(till.db)
    const at = { connectionId: shop.id, now: 5 }
    sendableOps(db, { ...at, limit: 4 })
    nextDueAt(db, shop.id, 5)
    summarise(db, shop.id)
    dueLooks(db, { ...at, taken: new Set(['r:1']), limit: 4 })
    dueOps(db, { ...at, state: 'held', limit: 4 })
    connectionsWithWork(db)
    clampDue(db, 5, 600_000)
    expect(ran.size).toBeGreaterThanOrEqual(11)
    for (const [sql, args] of ran) {
      const plan = planOf(till.db, sql, args)
      // Nothing is looked through from end to end, and nothing is sorted.
      expect(plan, sql).not.toMatch(/SCAN (op|b|h|n)\b(?! USING)|TEMP B-TREE/)
      expect(plan, sql).toMatch(/USING (COVERING )?INDEX op_(live|due|open)/)
    }
  })

  test('who waits, and by what name, is found past all that waits beside', () => {
    till = createTill({ start: false })
    crowd(till.db)
    const { db, ran } = watched(till.db)
    detailLanes(db, shop.id)
    const plans = [...ran].map(([sql, args]) => planOf(till.db, sql, args))
    expect(plans).toHaveLength(1)
    // Sorted are the lanes that it found, and nothing else is looked through.
    expect(plans[0]?.split('\n')).toEqual([
      'SEARCH op USING INDEX op_details (connection_id=?)',
      'USE TEMP B-TREE FOR ORDER BY',
    ])
  })

  test('no question to the queue is planned anew at each call', () => {
    till = createTill({ start: false })
    crowd(till.db)
    const { db, ran } = watched(till.db)
    const at = { connectionId: shop.id, now: 5, limit: 4 }
    sendableOps(db, at)
    nextDueAt(db, shop.id, 5)
    dueOps(db, { ...at, state: 'held' })
    dueLooks(db, { ...at, taken: new Set(['r:1']) })
    expect(ran.size).toBe(6)
    // What SQLite does with a bare value where something is sorted: see db/tables/op.ts.
    for (const sql of ran.keys()) expect(sql).not.toMatch(/(=|<|>|limit) [@?]/)
  })

  test('a lane costs the same however much waits on it', () => {
    till = createTill({ start: false })
    crowd(till.db)
    const { db, ran } = watched(till.db)
    sendableOps(db, { connectionId: shop.id, now: 5, limit: 4 })
    const plans = [...ran].map(([sql, args]) => planOf(till.db, sql, args)).join('\n')
    // Not through its lane, which may hold a hundred thousand: what is on the wire has an index of its own.
    expect(plans).toContain('SEARCH b USING INDEX op_wire (connection_id=? AND lane=?)')
    // From lane to lane, not through each.
    expect(plans).toContain('SEARCH n USING COVERING INDEX op_live (connection_id=? AND lane>?)')
    expect(plans).toContain('SEARCH h USING INDEX op_live (connection_id=? AND lane=?)')
  })
})

describe('for whom anything waits', () => {
  /** Members by every name that a lane can have, all of them waited for. */
  function named(): void {
    till = createTill({ start: false })
    const at = { connectionId: shop.id, now: 5 }
    const lanes = ['r:plain', 'l:new', 'l:known', 'r:known', 'l:was', 'r:was', 'r:gone', 'l:gone', 'card:C']
    const made = { lane2: null, kind: 'stamps.add', state: 'queued', dueAt: 1 }
    mapMember(till.db, { ...at, key: 'l:known', remoteId: 'known' })
    // Enrolled twice: the second became the first.
    mapMember(till.db, { ...at, key: 'l:first', remoteId: 'first' })
    mapMember(till.db, { ...at, key: 'l:was', remoteId: 'first' })
    // What the provider does not know any more became another one.
    mergeMember(till.db, { ...at, gone: 'r:gone', key: 'r:other' })
    mapMember(till.db, { ...at, key: 'l:gone', remoteId: 'lost' })
    mergeMember(till.db, { ...at, gone: 'l:gone', key: 'r:third' })
    fill(
      till.db,
      [...lanes, 'r:lost'].map((lane) => ({ ...made, lane })),
    )
  }

  test('is told by one question, however many wait, and by whatever name', () => {
    named()
    const { db, ran } = watched(till.db)
    const ids = [...idsWaitedFor(db, shop.id)].toSorted()
    expect(ids).toEqual(['first', 'known', 'other', 'plain', 'third', 'was'])
    expect(ran.size).toBe(1)
    // Each by the names that it has, and one alone is told the same.
    const one = (key: MemberKey): boolean => till.outbox.owesTo(shop.id, key)
    expect(ids.map((id) => one(`r:${id}`))).toEqual(ids.map(() => true))
    expect([one('r:nobody'), one('l:nobody'), one('l:new'), one('l:was')]).toEqual([false, false, true, true])
    for (const [sql, args] of ran) expect(planOf(till.db, sql, args)).not.toMatch(/SCAN (?!waiting|named)/)
  })

  test('is asked before forgetting by their lanes and cards alone, and what has two lanes is one', () => {
    named()
    learnCode(till.db, { connectionId: shop.id, code: 'C', key: 'r:plain', now: 5 })
    fill(till.db, [
      { lane: 'r:plain', lane2: 'card:C', kind: 'card.attach', state: 'queued', dueAt: 1 },
      { lane: 'r:other', lane2: 'card:C', kind: 'card.attach', state: 'queued', dueAt: 1 },
      { lane: 'r:other', lane2: 'card:D', kind: 'card.attach', state: 'queued', dueAt: 1 },
      { lane: 'card:C', lane2: null, kind: 'stamps.add', state: 'queued', dueAt: 1 },
    ])
    const { db, ran } = watched(till.db)
    expect(workOnLanes(db, shop.id, ['r:plain'])).toBe(3)
    stripLanes(
      { ...db, transaction: (work) => work() },
      { connectionId: shop.id, lanes: ['r:plain'], cards: 'forget' },
    )
    for (const [sql, args] of ran) {
      const plan = planOf(till.db, sql, args)
      expect(plan, sql).toMatch(/(lane|key)=\?/)
      expect(plan, sql).not.toMatch(/(op|card_register) USING [A-Z ]+\w* \(connection_id=\?\)/)
    }
  })
})

describe('somebody at the counter', () => {
  test('a redemption goes before whatever waits, with the stamps before it on its lane, and needs no free lane', async () => {
    till = createTill()
    const inside: string[] = []
    const priorities: string[] = []
    const { addStamps, redeem: redeemOne } = till.fake.provider
    const noted = <A extends readonly [unknown, unknown, unknown, { readonly priority: string }], R>(
      call: (...args: A) => R,
    ) => {
      return (...args: A): R => {
        priorities.push(args[3].priority)
        return call(...args)
      }
    }
    Object.assign(till.fake.provider, { addStamps: noted(addStamps), redeem: noted(redeemOne) })
    const go: (() => void)[] = []
    till.fake.arrive = async (method, [remoteId]) => {
      if (method !== 'addStamps' && method !== 'redeem') return
      inside.push(`${method} ${String(remoteId)}`)
      await new Promise<void>((resolve) => go.push(resolve))
    }
    for (let i = 1; i <= 40; i += 1) {
      till.fake.add(String(i))
      till.save(stamps(String(i)))
    }
    till.fake.add('vip', { stamps: 9 })
    till.save(stamps('vip'))
    await till.time.advance(1)
    expect(inside).toEqual(['addStamps 1', 'addStamps 2', 'addStamps 3', 'addStamps 4'])
    // All lanes are busy and none of them gets an answer.
    till.save(redeem('vip', 10, { undoMs: 8_000 }))
    await till.time.advance(1)
    till.outbox.releaseRedemptions(shop.id, 'r:vip')
    await till.time.advance(1)
    expect(inside.slice(4)).toEqual(['addStamps vip'])
    go.pop()?.()
    await till.time.advance(1)
    expect(inside.slice(5)).toEqual(['redeem vip'])
    // Who paces requests hears of both that somebody waits.
    expect(priorities).toEqual([...Array<string>(4).fill('background'), 'cashier', 'cashier'])
  })
})
