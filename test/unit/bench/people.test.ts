import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import { distributions, people, person } from '../../bench/people/people.ts'
import type { Distribution } from '../../bench/people/people.ts'

const count = 6_000
const shop = (one: Distribution): readonly RemoteMember[] => [...people(one, count)]
const shops: Readonly<Record<Distribution, readonly RemoteMember[]>> = {
  west: shop('west'),
  few: shop('few'),
  scripts: shop('scripts'),
  tail: shop('tail'),
}

const share = (members: readonly RemoteMember[], is: (member: RemoteMember) => boolean): number =>
  members.filter(is).length / members.length
const written = ({ details }: RemoteMember): string => `${details.firstName} ${details.lastName ?? ''}`

describe.each(distributions)('%s', (distribution) => {
  const members = shops[distribution]

  test('the same seed makes up the same members, to the byte', () => {
    const hash = (list: Iterable<RemoteMember>): string =>
      createHash('sha256')
        .update(JSON.stringify([...list]))
        .digest('hex')
    expect(hash(people(distribution, 500))).toBe(hash(members.slice(0, 500)))
    expect(hash(people(distribution, 500, 2))).not.toBe(hash(members.slice(0, 500)))
  })

  test('a member alone is the member of the sequence', () => {
    for (const number of [0, 17, count - 1]) expect(person(distribution, number)).toEqual(members[number])
  })

  test('shares are as said', () => {
    expect(share(members, ({ details }) => details.phone !== null)).toBeCloseTo(0.91, 1)
    expect(share(members, ({ details }) => details.email !== null)).toBeCloseTo(0.82, 1)
    expect(share(members, ({ details }) => details.birthday !== null)).toBeCloseTo(0.58, 1)
    expect(share(members, ({ cards }) => cards.length === 2)).toBeCloseTo(0.12, 1)
  })

  test('ids and codes are each one member’s alone, phones and e-mails nearly', () => {
    const distinct = (values: readonly (string | null)[]): number => {
      const told = values.filter((value) => value !== null)
      return new Set(told).size / told.length
    }
    expect(distinct(members.map(({ remoteId }) => remoteId))).toBe(1)
    expect(distinct(members.flatMap(({ codes }) => codes))).toBe(1)
    expect(distinct(members.map(({ details }) => details.phone))).toBeGreaterThan(0.97)
    expect(distinct(members.map(({ details }) => details.phone))).toBeLessThan(1)
    expect(distinct(members.map(({ details }) => details.email))).toBeGreaterThan(0.98)
  })

  test('what is written is what a provider would take: E.164, an address, a date, a right check digit', () => {
    for (const { details, codes } of members) {
      if (details.phone !== null) expect(details.phone).toMatch(/^\+[1-9]\d{8,14}$/)
      if (details.email !== null) expect(details.email).toMatch(/^[a-z0-9][a-z0-9._]*@[a-z0-9.-]+\.[a-z]+$/)
      if (details.birthday !== null)
        expect(new Date(details.birthday).toISOString()).toContain(details.birthday)
      for (const code of codes.filter((one) => /^\d{13}$/.test(one))) {
        const sum = Array.from(code).reduce(
          (total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3),
          0,
        )
        expect(sum % 10).toBe(0)
      }
      expect(details.firstName.trim()).toBe(details.firstName)
      expect(details.firstName).not.toBe('')
    }
  })
})

test('Western names: a few per cent have the most frequent surnames, and most surnames are rare', () => {
  const by = Map.groupBy(shops.west, ({ details }) => details.lastName ?? '')
  expect(by.get('Müller')?.length).toBeLessThan(count * 0.012)
  expect(by.size).toBeGreaterThan(count / 2)
  expect(share(shops.west, (member) => /\p{L}\p{M}/u.test(written(member).normalize('NFD')))).toBeGreaterThan(
    0.15,
  )
})

test('few surnames: one of them is that of 38 % of all who tell theirs', () => {
  const told = shops.few.filter(({ details }) => details.lastName !== null)
  expect(share(told, ({ details }) => details.lastName === 'Nguyễn')).toBeCloseTo(0.384, 1)
  expect(new Set(told.map(({ details }) => details.lastName)).size).toBeLessThan(120)
})

test('many scripts: each of them is a part of the shop', () => {
  const scripts = ['Latin', 'Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Han', 'Hangul', 'Hiragana']
  for (const script of scripts) {
    const writes = new RegExp(`\\p{Script=${script}}`, 'u')
    expect(
      share(shops.scripts, (member) => writes.test(written(member))),
      script,
    ).toBeGreaterThan(0.003)
  }
})

test('long tail: hardly anybody shares a surname', () => {
  const told = shops.tail.flatMap(({ details }) => details.lastName ?? [])
  expect(new Set(told).size / told.length).toBeGreaterThan(0.98)
  expect(share(shops.tail, ({ details }) => details.lastName?.includes('-') === true)).toBeCloseTo(0.29, 1)
})
