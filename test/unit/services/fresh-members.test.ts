import { describe, expect, test } from 'vitest'
import { createFreshMembers } from '../../../electron/main/services/fresh-members.ts'
import type { CachedMember } from '../../../electron/main/directory/types.ts'
import type { HeldCard, RemoteMember } from '../../../shared/domain/member.ts'

const card = (id: string, stamps: number): HeldCard => ({
  id,
  templateId: 't1',
  name: 'Coffee',
  stamps,
  passInstalled: null,
})
const member = (cards: readonly HeldCard[], firstName = 'Ana', cardsKnown = true): RemoteMember => ({
  remoteId: '1',
  details: { firstName, lastName: null, email: null, phone: null, birthday: null },
  cards,
  cardsKnown,
  codes: [],
  tags: [],
  updatedAt: null,
})
const cached = (at: number, cards: readonly HeldCard[], name?: string, known?: boolean): CachedMember => ({
  member: member(cards, name, known),
  fetchedAt: at,
})

describe('what the provider told most recently wins', () => {
  test('nothing remembered leaves the copy as it is', () => {
    const copy = cached(10, [card('c', 1)])
    expect(createFreshMembers().over('1', copy)).toBe(copy)
    expect(createFreshMembers().over('1', null)).toBeNull()
  })

  test('what was asked for before all was forgotten does not hold; what was asked since does, whatever the clock', () => {
    const fresh = createFreshMembers()
    fresh.put(member([card('old', 5)]), 20)
    const before = fresh.asking()
    expect(before()).toBe(true)
    fresh.forgetAll()
    expect([before(), fresh.over('1', null)]).toEqual([false, null])
    expect(fresh.asking()()).toBe(true)
    // The clock was set back.
    fresh.put(member([card('new', 0)]), 1)
    expect(fresh.over('1', null)?.member.cards[0]?.id).toBe('new')
  })

  test('a newer telling lies over the copy, an older one under it', () => {
    const fresh = createFreshMembers()
    fresh.put(member([card('c', 5)], 'New'), 20)
    expect(fresh.over('1', cached(10, [card('c', 1)], 'Old'))?.member.details.firstName).toBe('New')
    expect(fresh.over('1', cached(30, [card('c', 9)], 'Newest'))?.member.cards[0]?.stamps).toBe(9)
  })

  test('an older telling never replaces a newer one in memory', () => {
    const fresh = createFreshMembers()
    fresh.put(member([card('c', 5)]), 20)
    fresh.put(member([card('c', 2)]), 15)
    expect(fresh.over('1', null)?.member.cards[0]?.stamps).toBe(5)
  })

  test('a stamped card lies over the older copy and yields to a newer one', () => {
    const fresh = createFreshMembers()
    fresh.putCard('1', card('c', 7), 20)
    expect(
      fresh.over('1', cached(10, [card('c', 5), card('d', 1)]))?.member.cards.map((c) => c.stamps),
    ).toEqual([7, 1])
    expect(fresh.over('1', cached(21, [card('c', 8)]))?.member.cards[0]?.stamps).toBe(8)
  })

  test('a card alone does not make a member', () => {
    const fresh = createFreshMembers()
    fresh.putCard('1', card('c', 7), 20)
    expect(fresh.over('1', null)).toBeNull()
  })

  test('stamps left after a redemption change that card alone, and only a known one', () => {
    const fresh = createFreshMembers()
    const copy = cached(10, [card('c', 12), card('d', 3)])
    fresh.putStamps('1', 'c', 2, 20)
    fresh.putStamps('1', 'nobody', 2, 20)
    expect(fresh.over('1', copy)?.member.cards.map((c) => [c.id, c.stamps])).toEqual([
      ['c', 2],
      ['d', 3],
    ])
  })

  test('stamps left lie over the newest card that was told, and yield to a newer telling', () => {
    const fresh = createFreshMembers()
    fresh.putCard('1', { ...card('c', 12), name: 'Old' }, 20)
    fresh.putStamps('1', 'c', 2, 40)
    expect(fresh.over('1', cached(10, []))?.member.cards).toEqual([{ ...card('c', 2), name: 'Old' }])
    expect(fresh.over('1', cached(30, [card('c', 12)]))?.member.cards).toEqual([card('c', 2)])
    expect(fresh.over('1', cached(41, [card('c', 9)]))?.member.cards).toEqual([card('c', 9)])
  })

  test('a list row without cards takes the cards that are known', () => {
    const fresh = createFreshMembers()
    fresh.put(member([card('c', 4)], 'Ana'), 10)
    const seen = fresh.over('1', cached(20, [], 'Anna', false))
    expect(seen?.member.details.firstName).toBe('Anna')
    expect(seen?.member.cards.map((c) => c.stamps)).toEqual([4])
  })

  test('the memory is bounded and keeps those used last', () => {
    const fresh = createFreshMembers()
    for (let i = 0; i < 600; i += 1) fresh.put({ ...member([]), remoteId: String(i) }, 1)
    expect(fresh.over('0', null)).toBeNull()
    expect(fresh.over('599', null)).not.toBeNull()
  })
})

describe('while a reading may be older than our own change', () => {
  test('a card and details as our change left them stand against any reading', () => {
    const fresh = createFreshMembers(30)
    fresh.putWritten(member([card('c', 4)], 'Ours'), 20)
    fresh.putCard('1', card('c', 6), 21)
    fresh.put(member([card('c', 4)], 'Stale'), 45)
    const over = fresh.over('1', cached(50, [card('c', 4)], 'Stale'))
    expect([over?.member.details.firstName, over?.member.cards[0]?.stamps]).toEqual(['Ours', 6])
  })

  test('a reading past that time is believed, in memory and in the copy', () => {
    const fresh = createFreshMembers(30)
    fresh.putWritten(member([card('c', 4)], 'Ours'), 20)
    fresh.putCard('1', card('c', 6), 21)
    expect(fresh.over('1', cached(52, [card('c', 9)], 'Theirs'))?.member).toEqual(
      member([card('c', 9)], 'Theirs'),
    )
    fresh.put(member([card('c', 8)], 'Read'), 52)
    expect(fresh.over('1', null)).toEqual(cached(52, [card('c', 8)], 'Read'))
  })
})

test('what was ever earned is left out beside a balance that moved after it was read, until it is read again', () => {
  const unit = { kind: 'points', decimals: 0 } as const
  const facts = [
    { kind: 'earned', amount: 144, unit },
    { kind: 'spent', minor: 4_140 },
  ] as const
  const fresh = createFreshMembers(10)
  const cached = { member: { ...member([card('c', 120)]), facts }, fetchedAt: 100 }
  expect(fresh.over('1', cached)?.member.facts).toEqual(facts)
  fresh.putCard('1', card('c', 170), 200)
  expect(fresh.over('1', cached)?.member.facts).toEqual([facts[1]])
  const again = { ...cached.member, cards: [card('c', 170)] }
  expect(fresh.over('1', { member: again, fetchedAt: 211 })?.member.facts).toEqual(facts)
})
