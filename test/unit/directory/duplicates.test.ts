import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pickDuplicates } from '../../../electron/main/directory/duplicates.ts'
import { sameMailbox } from '../../../electron/main/directory/member-keys.ts'
import { editDistance, nameSimilarity } from '../../../electron/main/directory/similarity.ts'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import { memberLike } from './made-up-members.ts'
import { copyOf } from './open-copy.ts'

const anna: MemberDetails = {
  firstName: 'Anna',
  lastName: 'Kovács',
  email: 'anna.kovacs@gmail.com',
  phone: '+36201230142',
  birthday: '1990-05-17',
}
const causes = (
  there: Partial<MemberDetails>,
  here: Partial<MemberDetails> = {},
  codes: string[] = [],
  code: string | null = null,
) =>
  copyOf(memberLike('1', there, { codes }))
    .duplicates({ ...anna, ...here }, code)
    .map(({ cause }) => cause)

describe('the same person is suspected by', () => {
  test('the same card, before all else', () => {
    expect(causes({ ...anna }, {}, ['C1'], 'C1')).toEqual(['code'])
  })
  test('the same phone', () => {
    expect(causes({ firstName: 'Somebody', phone: '+36 20 123 0142' })).toEqual(['phone'])
  })
  test.each(['ANNA.Kovacs@Gmail.com', 'annakovacs@gmail.com', 'a.n.n.a.kovacs+stamps@googlemail.com'])(
    'the mailbox of %s',
    (email) => expect(causes({ email })).toEqual(['email']),
  )
  test('the mailbox also where the new one has dots and a tag', () => {
    expect(causes({ email: 'annakovacs@gmail.com' }, { email: 'An.Na.Kovacs+x@gmail.com' })).toEqual([
      'email',
    ])
    expect(causes({ email: 'bob+old@shop.example' }, { email: 'bob+new@shop.example' })).toEqual(['email'])
  })
  test('the same folded name and birthday, in any order and with a slip', () => {
    expect(causes({ firstName: 'KOVACS', lastName: 'anna', birthday: '1990-05-17' })).toEqual([
      'name-and-birthday',
    ])
    expect(causes({ firstName: 'Anna', lastName: 'Kovasc', birthday: '1990-05-17' })).toEqual([
      'name-and-birthday',
    ])
  })
  test.each([
    ['Anna', 'Kovács'],
    ['Anna', 'Kovacz'],
    ['Ana', 'Kovács'],
    ['Kovács', 'Anna'],
  ])('a similar name: %s %s', (firstName, lastName) => {
    expect(causes({ firstName, lastName })).toEqual(['similar-name'])
  })
})

describe('nobody is suspected', () => {
  test('with another name', () => {
    expect(causes({ firstName: 'Bela', lastName: 'Kovács' })).toEqual([])
  })
  test('for a first name alone', () => {
    expect(causes({ firstName: 'Anna' }, { lastName: null })).toEqual([])
  })
  test('with the same name and another birthday', () => {
    expect(causes({ firstName: 'Anna', lastName: 'Kovács', birthday: '1991-05-17' })).toEqual([])
  })
  test('with the same name, another phone and another e-mail', () => {
    const there = { firstName: 'Anna', lastName: 'Kovács', phone: '+36209999999', email: 'other@example.com' }
    expect(causes(there)).toEqual([])
    expect(causes({ ...there, email: null })).toEqual(['similar-name'])
  })
  test('where a host tells dots apart', () => {
    expect(causes({ email: 'an.na@example.com' }, { email: 'anna@example.com' })).toEqual([])
  })
  test('where nothing was given', () => {
    const nothing = { firstName: '', lastName: null, email: null, phone: null, birthday: null }
    expect(copyOf(memberLike('1', {}), memberLike('2', anna)).duplicates(nothing, null)).toEqual([])
  })
})

test('at most ten are shown, the surest first', () => {
  const many = Array.from({ length: 30 }, (_, index) =>
    memberLike(`n${index}`, { firstName: 'Anna', lastName: 'Kovács' }),
  )
  const copy = copyOf(
    ...many,
    memberLike('e', { email: anna.email }),
    memberLike('p', { phone: anna.phone }),
    memberLike('c', {}, { codes: ['C'] }),
  )
  const found = copy.duplicates(anna, 'C')
  expect(found.map(({ hit }) => hit.remoteId).slice(0, 3)).toEqual(['c', 'p', 'e'])
  expect(found).toHaveLength(10)
})

test('who waits is read once, however many keys are typed into the form', () => {
  const read: string[] = []
  const watched = new Proxy<MemberDetails>(
    { ...anna, phone: null, email: null },
    { get: (target, field: keyof MemberDetails) => (read.push(field), target[field]) },
  )
  const waiting = [{ remoteId: '1', details: watched, stamps: null, codes: [] }]
  for (const firstName of ['Anna', 'Ann', 'An']) {
    const hits = pickDuplicates({ ...anna, firstName }, null, waiting)
    expect(hits.map(({ cause }) => cause)).toEqual(firstName === 'An' ? [] : ['name-and-birthday'])
  }
  expect(read.toSorted()).toEqual(['birthday', 'email', 'firstName', 'lastName', 'phone'])
})

describe('distance and likeness', () => {
  test('what is given up by letters alone is given up by counting too', () => {
    const plain = (a: readonly string[], b: readonly string[]): number => {
      const [[head, ...rest], [other, ...others]] = [a, b]
      if (head === undefined || other === undefined) return Math.max(a.length, b.length)
      if (head === other) return plain(rest, others)
      const swapped = head === others[0] && rest[0] === other ? [plain(rest.slice(1), others.slice(1))] : []
      return 1 + Math.min(plain(rest, others), plain(a, others), plain(rest, b), ...swapped)
    }
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', 'é', '😀', '😁', '字'), maxLength: 5 })
    fc.assert(
      fc.property(word, word, (one, other) => {
        const apart = plain(Array.from(one), Array.from(other))
        for (const most of [0, 1, 2]) expect(editDistance(one, other, most)).toBe(Math.min(apart, most + 1))
      }),
      { seed: 5 },
    )
  })
  test('a neighbour swapped is one slip', () => {
    expect(editDistance('kovacs', 'kovasc', 2)).toBe(1)
    expect(editDistance('kovacs', 'kvoacs', 2)).toBe(1)
    expect(editDistance('abc', 'xyz', 1)).toBe(2)
  })
  test('are the same from both sides, and zero only for the same', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 8 })
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(editDistance(one, other, 3)).toBe(editDistance(other, one, 3))
        expect(editDistance(one, other, 3) === 0).toBe(one === other)
      }),
    )
  })
  test('of short words is all or nothing', () => {
    expect(nameSimilarity(['jan'], ['jon'])).toBe(0)
    expect(nameSimilarity(['jan', 'novak'], ['novak', 'jan'])).toBe(1)
    expect(nameSimilarity([], ['jan'])).toBe(0)
  })
  test('a mailbox that is all tag stays as it is', () => {
    expect(sameMailbox('+x@gmail.com')).toBe('+x@gmail.com')
    expect(sameMailbox('nonsense')).toBe('nonsense')
  })
})
