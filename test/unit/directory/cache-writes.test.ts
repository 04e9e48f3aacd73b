import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openCache } from '../../../electron/main/directory/cache-db.ts'
import { prepareWrites } from '../../../electron/main/directory/cache-writes.ts'
import { prepareLookUp } from '../../../electron/main/directory/look-up.ts'
import { card, madeUpMembers, memberLike } from './made-up-members.ts'
import { applyPage, copyOf, folder } from './open-copy.ts'

const anna = memberLike(
  '1',
  { firstName: 'Anna', lastName: 'Kovács', email: 'a@b.co', phone: '+36201230142', birthday: '1990-05-17' },
  { codes: ['C1', 'C2'], cards: [card('k', 4)], cardsKnown: true, tags: ['t'], updatedAt: 900 },
)

describe('a telling', () => {
  test('is given back as it was told, with its age', () => {
    const copy = copyOf(anna)
    expect(copy.member('1')).toEqual({ member: anna, fetchedAt: 1_000 })
    expect(copy.byCode('C2')).toEqual([{ member: anna, fetchedAt: 1_000 }])
    expect(copy.byCode('c2')).toEqual([])
    expect(copy.member('2')).toBeNull()
  })
  test('is read with all others page by page, each once, whatever was removed and told since', () => {
    const members = [...madeUpMembers(25)]
    const copy = copyOf(...members)
    copy.remove(members[3]?.remoteId ?? '')
    copy.apply(members.slice(5, 7), 2_000)
    const seen: string[] = []
    let after: number | null = 0
    while (after !== null) {
      const page: ReturnType<typeof copy.page> = copy.page(after, 10)
      expect(page.members.length).toBeLessThanOrEqual(10)
      for (const { member } of page.members) expect(copy.member(member.remoteId)?.member).toEqual(member)
      seen.push(...page.members.map(({ member }) => member.remoteId))
      after = page.next
    }
    const there = members.map((one) => one.remoteId).filter((_id, index) => index !== 3)
    expect(seen.toSorted()).toEqual(there.toSorted())
    expect(copyOf().page(0, 10)).toEqual({ members: [], next: null })
  })
  test('replaces an older one, and what it was found by', () => {
    const copy = copyOf(anna)
    const now = memberLike(
      '1',
      { firstName: 'Bea', email: 'new@b.co' },
      { codes: ['C2', 'C3'], cards: [], cardsKnown: true },
    )
    copy.apply([now], 2_000)
    expect(copy.member('1')).toEqual({ member: now, fetchedAt: 2_000 })
    for (const gone of ['anna', 'kovacs', 'a@b.co', '0142', 'C1']) expect(copy.ids(gone), gone).toEqual([])
    for (const found of ['bea', 'new@b', 'C2', 'C3']) expect(copy.ids(found), found).toEqual(['1'])
    expect(copy.count()).toBe(1)
  })
  test('is never replaced by one that was read before it', () => {
    const copy = copyOf(anna)
    copy.apply([memberLike('1', { firstName: 'Older' })], 999)
    expect(copy.member('1')).toEqual({ member: anna, fetchedAt: 1_000 })
  })
  test('stamped by a clock that has been set right since does not freeze the member', () => {
    const copy = copyOf()
    copy.apply([anna], 10 * 365 * 86_400_000)
    copy.apply([memberLike('1', { firstName: 'Now' })], 86_400_000)
    expect(copy.member('1')?.member.details.firstName).toBe('Now')
  })
  test('without cards keeps the cards that are known, with their own age', () => {
    const copy = copyOf(anna)
    copy.apply([memberLike('1', { ...anna.details, firstName: 'Anne' }, { codes: ['C1'] })], 2_000)
    expect(copy.member('1')).toMatchObject({
      fetchedAt: 1_000,
      member: { cards: [card('k', 4)], cardsKnown: true, details: { firstName: 'Anne' } },
    })
  })
  test('twice in one list counts once', () => {
    const copy = copyOf(anna, anna)
    expect(copy.count()).toBe(1)
    expect(copy.ids('anna')).toEqual(['1'])
  })
})

describe('a member who is removed', () => {
  test('is found by nothing any more', () => {
    const copy = copyOf(anna, memberLike('2', { firstName: 'Anna' }))
    copy.remove('1')
    copy.remove('never there')
    for (const gone of ['kovacs', 'a@b.co', '0142', 'C1', 'C2', '1']) expect(copy.ids(gone), gone).toEqual([])
    expect(copy.ids('anna')).toEqual(['2'])
    expect(copy.count()).toBe(1)
  })
  test('can come back', () => {
    const copy = copyOf(anna)
    copy.remove('1')
    copy.apply([anna], 1_000)
    expect(copy.ids('kovacs')).toEqual(['1'])
  })
})

describe('a page', () => {
  const state = { cursor: '2', startedAt: 1_500, finishedAt: null, total: 9, lastStartedAt: null }
  test('and the place after it are kept together or not at all', () => {
    const copy = copyOf()
    const broken = { ...memberLike('2', { firstName: 'X' }), remoteId: null as unknown as string }
    expect(() => applyPage(copy, [anna, broken], 2_000, state)).toThrow()
    expect(copy.pullState()).toEqual({
      cursor: null,
      startedAt: null,
      finishedAt: null,
      total: null,
      lastStartedAt: null,
    })
    expect(copy.count()).toBe(0)
    expect(copy.ids('anna')).toEqual([])
    applyPage(copy, [anna], 2_000, state)
    expect(copy.pullState()).toEqual(state)
    expect(copy.count()).toBe(1)
  })

  test('is found while it is stored, and gone with its keys and names when it is dropped', () => {
    const copy = copyOf()
    const found = (): readonly (readonly string[])[] =>
      ['kovacs', 'anna@example.com', '36201230142', 'C1'].map((query) => copy.ids(query))
    const whole = memberLike(
      '1',
      { firstName: 'Anna', lastName: 'Kovács', email: 'anna@example.com', phone: '+36201230142' },
      { codes: ['C1'] },
    )
    copy.storePart([whole], 2_000)
    expect(found()).toEqual([['1'], ['1'], ['1'], ['1']])
    expect(copy.count()).toBe(1)
    copy.dropParts()
    expect(found()).toEqual([[], [], [], []])
    expect(copy.count()).toBe(0)
    applyPage(copy, [whole], 2_000, state)
    expect(found()).toEqual([['1'], ['1'], ['1'], ['1']])
  })

  test('that tells the same member twice leaves them the keys of the later telling alone', () => {
    const copy = copyOf()
    const others = Array.from({ length: 40 }, (_, at) =>
      memberLike(`x${at}`, { firstName: 'Other', email: `other${at}@example.com` }),
    )
    const before = memberLike('1', { firstName: 'Anna', email: 'old@example.com', phone: '+36201230142' })
    const after = memberLike('1', { firstName: 'Anna', email: 'new@example.com', phone: '+36201230142' })
    applyPage(copy, [before, ...others, after], 2_000, state)
    expect(copy.ids('old@example.com')).toEqual([])
    expect(copy.ids('new@example.com')).toEqual(['1'])
    expect(copy.ids('36201230142')).toEqual(['1'])
    expect(others.flatMap(({ details }) => copy.ids(details.email ?? ''))).toHaveLength(40)
    expect(copy.count()).toBe(41)
  })
})

describe('a sweep', () => {
  test('removes who was not seen since, in portions, and nobody else', () => {
    const copy = copyOf(...madeUpMembers(12_000))
    const stay = [...madeUpMembers(12_000)].filter((_, index) => index % 3 === 0)
    copy.apply(stay, 5_000)
    let removed = 0
    let steps = 0
    for (let from: number | null = 0; from !== null; steps += 1) {
      const step = copy.sweepStep(5_000, from)
      removed += step.removed
      from = step.next
    }
    expect({ removed, left: copy.count() }).toEqual({ removed: 8_000, left: 4_000 })
    expect(steps).toBeGreaterThan(2)
    expect(copy.member('2')).toBeNull()
    expect(copy.member('1')).not.toBeNull()
  })
})

test('an older programme never replaces a newer one', () => {
  const copy = copyOf()
  expect(copy.programme()).toBeNull()
  copy.saveProgramme({
    cards: [{ id: '1', name: 'New', stampsRequired: 8, initialStamps: 1, rewards: [] }],
    fetchedAt: 20,
  })
  copy.saveProgramme({ cards: [], fetchedAt: 10 })
  expect(copy.programme()).toMatchObject({ fetchedAt: 20, cards: [{ name: 'New' }] })
})

test('of a member who is forgotten no byte is left, in the file or beside it, while others stay', () => {
  const place = folder()
  const file = path.join(place, 'cache.db')
  const { db } = openCache(file)
  onTestFinished(() => void db.close())
  const writes = prepareWrites(db)
  const secret = memberLike(
    'zq-secret-id',
    {
      firstName: 'Xanthippe',
      lastName: 'Quetzalcoatl',
      email: 'xq.hidden@example.com',
      phone: '+36709998877',
    },
    { codes: ['CODE-QQ-4711'], tags: ['tag-qq'] },
  )
  const others = [...madeUpMembers(3_000)]
  writes.apply(others.slice(0, 1_500), 1_000)
  writes.apply([secret], 1_000)
  writes.apply(others.slice(1_500), 1_000)
  writes.forget('zq-secret-id')
  while (writes.eraseStep());
  const bytes = readdirSync(place)
    .map((name) => readFileSync(path.join(place, name)).toString('latin1').toLowerCase())
    .join('')
  for (const trace of [
    'xanthippe',
    'quetzalcoatl',
    'xq.hidden',
    '36709998877',
    '77889990763',
    'qq-4711',
    'tag-qq',
    'zq-secret',
  ])
    expect(bytes.includes(trace), trace).toBe(false)
  expect(bytes.includes('shevchenko') || bytes.includes('lindqvist')).toBe(true)
  const reads = prepareLookUp(db)
  expect(reads.search('xanthippe', 5).hits).toEqual([])
  expect(writes.count()).toBe(3_000)
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
})

test('how many members there are is kept with them, also after a commit that failed, and counted where it is not kept', () => {
  const file = path.join(folder(), 'cache.db')
  const { db } = openCache(file)
  onTestFinished(() => void db.close())
  const writes = prepareWrites(db)
  const asOpened = (): number => {
    const again = openCache(file).db
    onTestFinished(() => void again.close())
    return prepareWrites(again).count()
  }
  writes.apply([memberLike('1', {})], 1_000)
  db.exec(`CREATE TABLE one (id PRIMARY KEY);
    CREATE TABLE two (id REFERENCES one DEFERRABLE INITIALLY DEFERRED);
    CREATE TRIGGER fails AFTER INSERT ON member BEGIN INSERT INTO two VALUES (1); END`)
  expect(() => writes.apply([memberLike('2', {})], 1_000)).toThrow('FOREIGN KEY')
  expect([writes.count(), asOpened()]).toEqual([1, 1])
  db.exec('DROP TRIGGER fails')
  writes.apply([memberLike('3', {})], 1_000)
  expect([writes.count(), asOpened()]).toEqual([2, 2])
  writes.remove('1')
  expect([writes.count(), asOpened()]).toEqual([1, 1])
  db.exec("DELETE FROM kept WHERE name = 'members'")
  expect(asOpened()).toBe(1)
  db.exec(`INSERT INTO kept VALUES ('members', '"x"')`)
  expect(asOpened).toThrow(SyntaxError)
})
