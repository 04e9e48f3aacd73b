import { afterEach, describe, expect, test } from 'vitest'
import { addCashier } from '../../../electron/main/db/tables/cashiers.ts'
import { learnCode, mapMember, mergeMember } from '../../../electron/main/db/tables/members.ts'
import type { People } from '../../../electron/main/outbox/pure/people.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import { adjust, createTill, redeem, shop, stamps, stampsFor } from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'

let till: Till
const begin = (options: TillOptions = {}): Till =>
  (till = createTill({ start: false, file: ':memory:', ...options }))
afterEach(() => till.close())
const people = (): People => till.outbox.people

/** Says that two are one person; answers the id of the merge. */
function join(kept: MemberKey, gone: MemberKey, actor: string | null = null): string {
  const joined = people().join(shop.id, { kept, gone, cause: 'two-tills' }, actor)
  if (!joined.ok) throw new Error(joined.error.kind)
  return people().mergesOf(shop.id, joined.value, 1)[0]?.id ?? ''
}
const kept = (key: MemberKey): MemberKey => people().keptOf(shop.id, key)

describe('two entries that a cashier called one person', () => {
  test('open as the one that was kept, by either key, and stay so over a restart', () => {
    begin()
    join('r:1', 'r:2')
    expect([kept('r:1'), kept('r:2'), kept('r:3')]).toEqual(['r:1', 'r:1', 'r:3'])
    till.restart()
    expect(kept('r:2')).toBe('r:1')
    expect(people().entriesOf(shop.id, 'r:1')).toEqual(['r:2'])
  })

  test('each still get what was saved for them: the word moves no operation', async () => {
    begin({ start: true })
    till.fake.add('1')
    till.fake.add('2')
    const before = till.save(stamps('2', 3))
    join('r:1', 'r:2')
    const after = till.save(stamps('2', 4))
    await till.time.advance(3_600_000)
    expect([till.state(before), till.state(after)]).toEqual(['done', 'done'])
    expect(till.fake.applied.map(({ remoteId }) => remoteId)).toEqual(['2', '2'])
  })

  test('are found by the card of either, which stays the card of its own entry', () => {
    begin()
    learnCode(till.db, { connectionId: shop.id, code: 'card-of-2', key: 'r:2', now: 1 })
    const merge = join('r:1', 'r:2')
    expect(till.outbox.keysOfCode(shop.id, 'card-of-2').map(kept)).toEqual(['r:1'])
    people().part(merge, null)
    expect(till.outbox.keysOfCode(shop.id, 'card-of-2').map(kept)).toEqual(['r:2'])
  })

  test('are two again when it is taken back, at any time, and the history keeps both words with their people', () => {
    begin()
    addCashier(till.db, { id: 'c1', name: 'Kim' }, 1)
    addCashier(till.db, { id: 'c2', name: 'Lee' }, 1)
    const id = join('r:1', 'r:2', 'c1')
    till.restart()
    expect(people().part(id, 'c2').ok).toBe(true)
    expect(kept('r:2')).toBe('r:2')
    const [merge] = people().mergesOf(shop.id, 'r:2', 10)
    expect(merge).toMatchObject({ id, kept: 'r:1', gone: 'r:2', madeBy: 'Kim', undoneBy: 'Lee' })
    expect(() => till.db.run({ sql: 'delete from member_merge' })).toThrow('stays in the history')
    expect(() => till.db.run({ sql: 'update member_merge set undone_at = null' })).toThrow('stays undone')
    // Taken back twice it is taken back once.
    expect(people().part(id, 'c1').ok).toBe(true)
    expect(people().mergesOf(shop.id, 'r:1', 10)).toMatchObject([{ undoneBy: 'Lee' }])
  })

  test('said twice are one merge, and the other way round they never lead in a circle', () => {
    begin()
    join('r:1', 'r:2')
    join('r:1', 'r:2')
    join('r:2', 'r:1')
    expect(people().mergesOf(shop.id, 'r:1', 10)).toHaveLength(1)
    expect([kept('r:1'), kept('r:2')]).toEqual(['r:1', 'r:1'])
  })

  test('of three the middle one taken back keeps the third', () => {
    begin()
    join('r:b', 'r:c')
    const middle = join('r:a', 'r:b')
    expect([kept('r:a'), kept('r:b'), kept('r:c')]).toEqual(['r:a', 'r:a', 'r:a'])
    expect([...people().entriesOf(shop.id, 'r:a')].sort()).toEqual(['r:b', 'r:c'])
    people().part(middle, null)
    expect([kept('r:a'), kept('r:b'), kept('r:c')]).toEqual(['r:a', 'r:b', 'r:b'])
  })

  test('whatever is said and taken back, in any order, every key leads to one that leads nowhere', () => {
    begin()
    const keys: readonly MemberKey[] = ['r:1', 'r:2', 'r:3', 'r:4', 'r:5']
    const made: string[] = []
    let seed = 7
    const draw = (n: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      return (seed >>> 16) % n
    }
    for (let step = 0; step < 80; step += 1) {
      const [a = 'r:1', b = 'r:2'] = [keys[draw(5)], keys[draw(5)]]
      if (draw(3) > 0 && a !== b) made.push(join(a, b))
      else if (made.length > 0) people().part(made[draw(made.length)] ?? '', null)
      const roots = keys.map(kept)
      expect(roots.map(kept)).toEqual(roots)
      for (const key of keys) {
        const led = people().entriesOf(shop.id, key)
        if (kept(key) === key) expect(led.map(kept)).toEqual(led.map(() => key))
      }
    }
  })

  describe('and that become one entry at the provider', () => {
    test('are one without the word, which ends', () => {
      begin()
      join('r:1', 'r:2')
      mergeMember(till.db, { connectionId: shop.id, gone: 'r:2', key: 'r:1', now: 5 })
      expect(kept('r:2')).toBe('r:1')
      expect(people().entriesOf(shop.id, 'r:1')).toEqual([])
      expect(people().mergesOf(shop.id, 'r:1', 10)).toMatchObject([{ undoneAt: 5 }])
    })

    test('lead where they led, under the key that the till has for them from then on', () => {
      begin()
      join('r:9', 'r:300')
      mapMember(till.db, { connectionId: shop.id, key: 'l:first', remoteId: '300', now: 5 })
      expect([kept('r:300'), kept('l:first')]).toEqual(['r:9', 'r:9'])
      expect(people().entriesOf(shop.id, 'r:9')).toEqual(['l:first'])
    })

    test.each([
      {
        name: 'the one that leads through another to it',
        words: [
          ['m', 'old'],
          ['key', 'm'],
        ],
      },
      {
        name: 'the one to which it leads through another',
        words: [
          ['m', 'key'],
          ['old', 'm'],
        ],
      },
      {
        name: 'its neighbour under the same member',
        words: [
          ['m', 'key'],
          ['m', 'old'],
        ],
      },
      {
        name: 'one that leads elsewhere',
        words: [
          ['m', 'key'],
          ['n', 'old'],
        ],
      },
    ] as const)('never lead in a circle: $name', ({ words }) => {
      begin()
      for (const [a, b] of words) join(`r:${a}`, `r:${b}`)
      mergeMember(till.db, { connectionId: shop.id, gone: 'r:old', key: 'r:key', now: 5 })
      const all: readonly MemberKey[] = ['r:old', 'r:key', 'r:m', 'r:n']
      const roots = all.map(kept)
      expect(roots.map(kept)).toEqual(roots)
      expect(kept('r:old')).toBe(kept('r:key'))
      expect(kept('r:m')).toBe(kept('r:key'))
    })
  })
})

test('an entry that the provider does not know any more leads nobody astray; through it they lead on', () => {
  begin()
  join('r:1', 'r:2')
  people().endInto(shop.id, 'r:1')
  expect(people().keptOf(shop.id, 'r:2')).toBe('r:2')
  expect(people().mergesOf(shop.id, 'r:2', 9)).toMatchObject([{ undoneBy: null, undoneAt: till.time.now() }])
  join('r:3', 'r:4')
  join('r:5', 'r:3')
  people().endInto(shop.id, 'r:3')
  expect(people().keptOf(shop.id, 'r:4')).toBe('r:5')
})

describe('two members that may be one person', () => {
  const pair = { one: 'r:2', other: 'r:1', cause: 'phone', foundAt: 1 } as const
  const open = (): readonly unknown[] => [...people().unanswered(shop.id)]

  test('are asked about once, whichever way round, and over a restart', () => {
    begin()
    expect(people().suspect(shop.id, pair)).toBe(true)
    expect(people().suspect(shop.id, { ...pair, one: 'r:1', other: 'r:2', cause: 'email' })).toBe(false)
    till.restart()
    expect(open()).toEqual([{ ...pair, one: 'r:1', other: 'r:2' }])
    expect(people().suspected(shop.id, 'r:2', 10)).toHaveLength(1)
    expect(people().suspected(shop.id, 'r:3', 10)).toEqual([])
  })

  test('and never again once somebody said that they are two, or one, or took that back', () => {
    begin()
    people().suspect(shop.id, pair)
    people().tellApart(shop.id, [['r:1', 'r:2']], null)
    expect(open()).toEqual([])
    expect(people().suspect(shop.id, pair)).toBe(false)
    const merge = join('r:3', 'r:4')
    expect(people().suspect(shop.id, { ...pair, one: 'r:3', other: 'r:4' })).toBe(false)
    people().part(merge, null)
    expect(people().suspect(shop.id, { ...pair, one: 'r:3', other: 'r:4' })).toBe(false)
  })

  test('are all asked about in their order, however many there are', () => {
    begin()
    const others = Array.from({ length: 120 }, (_, index) => `r:o${String(index)}` as const)
    for (const [at, other] of others.entries())
      people().suspect(shop.id, { ...pair, other, foundAt: Math.floor(at / 7) })
    expect(open()).toHaveLength(120)
    expect(new Set(open().map((one) => JSON.stringify(one))).size).toBe(120)
    expect(open().at(-1)).toMatchObject({ foundAt: 17 })
  })

  test('are told apart with every entry of either', () => {
    begin()
    join('r:1', 'r:3')
    people().suspect(shop.id, { ...pair, one: 'r:2', other: 'r:3' })
    people().tellApart(shop.id, [['r:2', 'r:1']], null)
    expect(open()).toEqual([])
    expect(people().suspect(shop.id, { ...pair, one: 'r:2', other: 'r:3' })).toBe(false)
  })

  test('are not asked about where a third made them one', () => {
    begin()
    people().suspect(shop.id, pair)
    join('r:3', 'r:1')
    join('r:3', 'r:2')
    expect(open()).toEqual([])
  })

  test('are one question still when one of them gets another key, and none when it becomes the other', () => {
    begin()
    people().suspect(shop.id, pair)
    mapMember(till.db, { connectionId: shop.id, key: 'l:here', remoteId: '2', now: 5 })
    expect(people().suspected(shop.id, 'r:2', 10)).toMatchObject([{ one: 'l:here', other: 'r:1' }])
    mergeMember(till.db, { connectionId: shop.id, gone: 'r:1', key: 'l:here', now: 6 })
    expect(open()).toEqual([])
  })
})

describe('when somebody was last served here', () => {
  const visits = (...keys: readonly MemberKey[]): Record<string, number> =>
    Object.fromEntries(people().lastVisits(shop.id, keys))

  test('is their last stamp, reward or change of balance, settled or not, under every name they had', () => {
    begin()
    const at = till.time.now()
    till.save(stamps('1', 1))
    till.time.forget()
    mapMember(till.db, { connectionId: shop.id, key: 'l:first', remoteId: '4', now: at })
    mergeMember(till.db, { connectionId: shop.id, gone: 'r:5', key: 'r:6', now: at })
    till.save(redeem('2', 5))
    till.save(adjust('3', 5))
    till.save(stampsFor('l:first'))
    till.save(stamps('5', 1))
    expect(visits('r:1', 'r:2', 'r:3', 'l:first', 'r:6', 'r:7')).toEqual({
      'r:1': at,
      'r:2': at,
      'r:3': at,
      'l:first': at,
      'r:6': at,
    })
  })

  test('is not what was taken back, and of one person with two entries the later of both', async () => {
    begin()
    const undone = till.save(stamps('1', 1, { undoMs: 8_000 }))
    till.outbox.undo(undone.id, null)
    expect(visits('r:1')).toEqual({})
    till.save(stamps('2', 1))
    await till.time.advance(60_000)
    const at = till.time.now()
    till.save(stamps('3', 1))
    join('r:2', 'r:3')
    expect(visits('r:2')).toEqual({ 'r:2': at })
  })

  test('costs one search of an index for each lane, however much lies on it', () => {
    begin()
    const plan = till.db.all<{ detail: string }>({
      sql: `explain query plan select created_at from op
        where op.connection_id = '1' and op.lane = '2' and op.kind in ('stamps.add', 'reward.redeem', 'balance.adjust')
          and (op.state not in ('cancelled', 'discarded') or op.moved_to is not null)
        order by op.seq desc limit 1`,
    })
    expect(plan.map(({ detail }) => detail)).toEqual([
      'SEARCH op USING INDEX op_lane (connection_id=? AND lane=?)',
    ])
  })
})
