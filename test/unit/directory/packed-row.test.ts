import { describe, expect, test } from 'vitest'
import { cardKindsOf } from '../../../electron/main/directory/card-kinds.ts'
import { mostStamps, packCards, unpackCards } from '../../../electron/main/directory/packed-cards.ts'
import { packList, unpackList } from '../../../electron/main/directory/packed-list.ts'
import { openCache } from '../../../electron/main/directory/cache-db.ts'
import type { HeldCard } from '../../../shared/domain/member.ts'

const uuid = '0f8b3c1e-9a7d-4c55-8e21-00ff00ab12cd'

describe('a packed list is what it was', () => {
  test.each([
    ['none', []],
    ['one code', ['2912345678901']],
    ['a UUID', [uuid]],
    [
      'UUIDs of all noughts and of all ones',
      ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ],
    ['one in capitals, which is another code', [uuid.toUpperCase(), uuid]],
    ['an empty one', ['', 'A', '']],
    ['tabs and ends of lines within', ['a\tb', 'c\nd', uuid]],
    ['brackets, quotes, hearts', ['[1]', '"', '♥', '{}']],
    ['many kinds', ['STW0A1', uuid, '12', uuid.slice(1), `${uuid}0`]],
  ])('%s', (_, list) => {
    expect(unpackList(packList(list))).toEqual(list)
  })

  test('and a UUID takes 23 characters', () => {
    expect(packList([uuid])).toHaveLength(23)
  })

  test.each(['\nshort', `\n${'*'.repeat(22)}`, '{"0":"A"}', '[5]', '5'])('or it is damage: %j', (text) => {
    expect(() => unpackList(text)).toThrow(SyntaxError)
  })
})

describe('packed cards are what they were', () => {
  const card: HeldCard = { id: '500', templateId: '3', name: 'Coffee', stamps: 4, passInstalled: null }
  const kinds = () => cardKindsOf(openCache(':memory:').db)

  test.each<readonly [string, readonly HeldCard[]]>([
    ['none', []],
    ['one', [card]],
    ['two of one kind', [card, { ...card, id: '501', stamps: 9, passInstalled: true }]],
    [
      'with odd names',
      [
        { ...card, name: 'A\tB\n', templateId: '' },
        { ...card, passInstalled: false },
      ],
    ],
    ['with odd ids', [{ ...card, id: 'x\ty' }, card]],
    [
      'owing stamps, or parts of one',
      [
        { ...card, stamps: -3 },
        { ...card, stamps: 1.5 },
      ],
    ],
  ])('%s', (_, cards) => {
    const some = kinds()
    const packed = packCards(cards, some)
    expect(unpackCards(packed, some)).toEqual(cards)
    expect(mostStamps(packed)).toBe(Math.max(0, ...cards.map(({ stamps }) => stamps)))
  })

  test('also where each has a name of its own', () => {
    const some = kinds()
    const lists = Array.from({ length: 700 }, (_, at) => [{ ...card, name: `Card ${at}` }])
    const packed = lists.map((cards) => packCards(cards, some))
    expect(packed.map((text) => unpackCards(text, some))).toEqual(lists)
  })

  test('and kinds that were given up with their transaction are not taken for written', () => {
    const { db } = openCache(':memory:')
    const some = cardKindsOf(db)
    db.exec('BEGIN')
    some.numberOf(card)
    db.exec('ROLLBACK')
    some.reread()
    expect(() => some.at(0)).toThrow(SyntaxError)
    expect(some.numberOf({ templateId: '9', name: 'Tea' })).toBe(0)
    expect(db.prepare('SELECT name FROM card_kind').pluck().all()).toEqual(['Tea'])
  })

  test.each(['\n1\t9\t5\t', '\n1\t0\tx\t', '\n1\t0\t5\t2', '\n1\t0\t5\t1\t7', '\n1', '[[', '123', '[7]'])(
    'or they are damage: %j',
    (text) => {
      const some = kinds()
      some.numberOf(card)
      expect(() => unpackCards(text, some)).toThrow(SyntaxError)
    },
  )
})
