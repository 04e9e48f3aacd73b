import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedExpression, askedFor } from '../../../electron/main/directory/name-expressions.ts'
import { planSearch } from '../../../electron/main/directory/search-plan.ts'
import { card, madeUpMembers, memberLike } from './made-up-members.ts'
import { copyOf } from './open-copy.ts'
import { anyText } from '../../fixtures/any-text.ts'

const named = (remoteId: string, firstName: string, lastName: string | null = null) =>
  memberLike(remoteId, { firstName, lastName })

describe('a name is found', () => {
  test.each([
    ['Anna', 'Kovács', 'anna kovacs'],
    ['Anna', 'Kovács', 'KOVÁCS ANNA'],
    ['Anna', 'Kovács', 'kov an'],
    ['Anna', 'Kovács', '  k   a '],
    ['Łukasz', 'Weiß', 'lukasz weiss'],
    ['Jürgen', 'Müller', 'muller'],
    ['Jürgen', 'Müller', 'mueller juergen'],
    ['Juergen', 'Mueller', 'jürgen müller'],
    ['Sinéad', "O'Brien", 'obrien'],
    ['Sinéad', 'O’Brien', "o'brien"],
    ['Sinéad', "O'Brien", 'brien'],
    ['Anne-Marie', 'Roux', 'anne marie'],
    ['Anne-Marie', 'Roux', 'annemarie'],
    ['Anne Marie', 'Roux', 'anne-marie'],
    ['Γιώργος', 'Παπαδόπουλος', 'παπαδοπουλοσ γιωργ'],
    ['Артём', 'Шевченко', 'артем шев'],
    ['أحمد', 'حسن', 'احمد'],
    ['יעקב', 'כהן', 'כהנ'],
    ['花子', '田中', '田中花子'],
    ['花子', '田中', '花'],
    ['花子', '田中', '中花'],
    ['タナカ', null, 'たなか'],
    ['민준', '김', '김미'],
    ['İrem', 'Işık', 'irem isik'],
    ['Averyveryverylongnamethatgoesonandonandon', null, 'averyveryverylongnamethatgoesonandonand'],
  ])('%s %s by "%s"', (firstName, lastName, query) => {
    const copy = copyOf(named('1', 'Somebody', 'Else'), named('2', firstName, lastName))
    expect(copy.ids(query)).toEqual(['2'])
  })

  test('whole before begun, in order before turned round, short before long', () => {
    const copy = copyOf(
      named('long', 'Lian', 'Featherstonehaugh'),
      named('begun', 'Lian', 'Smith'),
      named('turned', 'Zoe', 'Li'),
      named('whole', 'Li', 'Zhang'),
    )
    expect(copy.ids('li')).toEqual(['whole', 'turned', 'begun', 'long'])
  })

  test('as it is written before otherwise accented', () => {
    const copy = copyOf(
      named('plain', 'Ana', 'Muller'),
      named('umlaut', 'Anabel', 'Müller'),
      named('other', 'Bo'),
    )
    expect(copy.ids('müller')).toEqual(['umlaut', 'plain'])
    expect(copy.ids('muller')).toEqual(['plain', 'umlaut'])
    const ukrainian = copyOf(
      named('ru', 'Юрий', 'Бор'),
      named('uk', 'Юрій', 'Борський'),
      named('other', 'Bo'),
    )
    expect(ukrainian.ids('юрій бо')).toEqual(['uk', 'ru'])
  })

  test('ideographs as they stand before the same ones apart', () => {
    const copy = copyOf(named('apart', '明小', '王'), named('together', '小明', '王'))
    expect(copy.ids('小明')).toEqual(['together', 'apart'])
    // As it is written there, whatever order the provider tells.
    expect(copy.ids('王小明')).toEqual(['together', 'apart'])
    expect(copy.ids('王明小')).toEqual(['apart', 'together'])
  })

  test('as ideographs stand, one of them twice, among the many who have the same ones', () => {
    const many = Array.from({ length: 300 }, (_, at) => named(`n${String(at)}`, '영', '임'))
    const copy = copyOf(...many, named('twice', '영영', '임'))
    expect(copy.ids('임영영')[0]).toBe('twice')
    expect(copy.ids('영영임')[0]).toBe('twice')
    // A system may tell the whole name as one of the two.
    const alone = copyOf(...many, memberLike('twice', { firstName: '', lastName: '임영영' }))
    expect(alone.ids('임영영')[0]).toBe('twice')
  })

  test('by a word typed twice as by the word, and by a doubled ideograph only as it stands', () => {
    const copy = copyOf(named('once', '林', '王'), named('twice', '林林', '王'), named('anna', 'Anna'))
    expect(copy.ids('anna anna')).toEqual(['anna'])
    expect(copy.ids('林林')[0]).toBe('twice')
  })

  test('when whole among thousands that only begin so', () => {
    const many = Array.from({ length: 3_000 }, (_, index) => named(`${index}`, 'Lina', `Number${index}`))
    const copy = copyOf(...many, named('li', 'Xu', 'Li'))
    expect(copy.ids('li')[0]).toBe('li')
    expect(copy.search('li', 50)).toMatchObject({ more: true, hits: { length: 50 } })
  })
})

test('a name that a few have is found, though those of them who came first stand before hundreds who begin alike', () => {
  const few = (at: number) => named(`few${at}`, 'Martina', 'Christofori')
  const copy = copyOf(
    ...Array.from({ length: 7 }, (_, at) => few(at)),
    ...Array.from({ length: 250 }, (_, at) => named(`many${at}`, 'Martin', 'Christensen')),
    few(7),
  )
  const { hits, more } = copy.search('christo martina', 50)
  expect(hits.map(({ remoteId }) => remoteId)).toEqual(Array.from({ length: 8 }, (_, at) => `few${at}`))
  expect(more).toBe(false)
})

describe('a phone is found', () => {
  const copyOfPhones = () =>
    copyOf(
      memberLike('hu', { phone: '+36201230142' }),
      memberLike('de', { phone: '+4917612345678' }),
      memberLike('it', { phone: '+390612345678' }),
      memberLike('us', { phone: '+12025550199' }),
    )
  test.each([
    ['+36 20 123 0142', 'hu'],
    ['06 20 123 0142', 'hu'],
    ['0620 123', 'hu'],
    ['20/123', 'hu'],
    ['0036 20', 'hu'],
    ['0142', 'hu'],
    ['30142', 'hu'],
    ['0176 12345678', 'de'],
    ['0176', 'de'],
    ['+49 (0)176 123', 'de'],
    ['5678', 'de'],
    ['06 1234 5678', 'it'],
    ['(202) 555-0199', 'us'],
    ['1 202 555', 'us'],
    ['٠١٧٦١٢٣', 'de'],
  ])('by "%s"', (query, remoteId) => expect(copyOfPhones().ids(query)[0]).toBe(remoteId))

  test('before names and parts when it is the whole number', () => {
    const copy = copyOf(
      memberLike('part', { phone: '+361201230142' }),
      memberLike('whole', { phone: '+36201230142' }),
    )
    expect(copy.ids('0620 123 0142')).toEqual(['whole', 'part'])
  })

  test('where another number is written behind it, or it goes on behind somebody’s whole one', () => {
    const copy = copyOf(
      memberLike('two', { phone: '+49 30 1234567 / +49 170 7654321' }),
      memberLike('inside', { phone: '+49301234567 ext. 12' }),
      memberLike('whole', { phone: '+49301234567' }),
    )
    expect(copy.ids('030 1234567')).toEqual(['whole', 'two', 'inside'])
  })

  test('by its last digits beside a name', () => {
    const copy = copyOf(
      memberLike('1', { firstName: 'Anna', phone: '+36201230142' }),
      memberLike('2', { firstName: 'Bela', phone: '+36209990142' }),
    )
    expect(copy.ids('ann 0142')).toEqual(['1'])
  })
})

describe('an e-mail, a code, an id is found', () => {
  const copyOfOne = () =>
    copyOf(
      memberLike('other', { email: 'anna.kovacs2@example.com' }),
      memberLike(
        'm-77',
        { email: 'Anna.Kovacs@Example.com' },
        { codes: ['Ab-1234', '4006381333931'], cards: [card('c', 3), card('d', 7)], cardsKnown: true },
      ),
    )
  test.each([
    'anna.kovacs@example.com',
    'ANNA.KOVACS@EXA',
    'anna.kovacs@',
    'm-77',
    'Ab-1234',
    '4006381333931',
    '4006381',
    '4006 3813 33931',
    // A row shows the end of a code.
    '3931',
    '333931',
    '-1234',
    'B-1234',
  ])('by "%s"', (query) => expect(copyOfOne().ids(query)).toEqual(['m-77']))
  test('the beginning of an e-mail without its sign finds all of them', () => {
    expect(copyOfOne().ids('anna.kov').toSorted()).toEqual(['m-77', 'other'])
  })
  test('by the digits before the sign, before those whose codes end in these digits', () => {
    const coded = Array.from({ length: 12 }, (_, at) =>
      memberLike(`c${at}`, {}, { codes: [`CARD${at}9918`] }),
    )
    const copy = copyOf(...coded, memberLike('mailed', { email: 'hanako719918@gmail.com' }))
    expect(copy.ids('9918@').slice(0, 2)).toEqual(['mailed', 'c0'])
    expect(copy.ids('9918')[0]).toBe('c0')
  })
  test('by a whole code, and by a name or a phone that reads like it too', () => {
    const copy = copyOf(
      memberLike('coded', {}, { codes: ['annakovacs', '5551112222', 'SW-2345-6789'] }),
      named('named', 'Anna', 'Kovács'),
      memberLike('phoned', { phone: '+15551112222' }),
      memberLike('longer', {}, { codes: ['SW-2345-6789-X'] }),
    )
    expect(copy.ids('anna kovacs')).toEqual(['coded', 'named'])
    expect(copy.ids('5551112222')).toEqual(['coded', 'phoned'])
    expect(copy.ids('SW-2345-6789')).toEqual(['coded'])
  })

  test('by a piece that repeats itself, among the many who have its parts apart', () => {
    const many = Array.from({ length: 300 }, (_, at) =>
      memberLike(`m${String(at)}`, { email: `yang.x${String(at)}ang1@example.com` }),
    )
    const copy = copyOf(...many, memberLike('meant', { email: 'jun.yangyang1@example.com' }))
    expect(copy.ids('yangyang1')).toEqual(['meant'])
  })

  test('and comes with its codes and the stamps on its fullest card', () => {
    expect(copyOfOne().search('m-77', 5).hits[0]).toMatchObject({
      stamps: 7,
      codes: ['Ab-1234', '4006381333931'],
    })
    expect(copyOfOne().search('other', 5).hits[0]).toMatchObject({ stamps: null })
  })
  test('by the end of a code beside a name, digits or not', () => {
    const copy = copyOf(
      memberLike('1', { firstName: 'Nora', lastName: 'Ash' }, { codes: ['2900000099304', 'SW7K2FE9HF'] }),
      memberLike('2', { firstName: 'Nora', lastName: 'Bell', phone: '+36201239304' }),
      memberLike('3', { firstName: 'Olga', lastName: 'Ash' }, { codes: ['1119304', 'XXE9HF'] }),
    )
    expect(copy.ids('nora 9304')).toEqual(['2', '1'])
    expect(copy.ids('9304 ash')).toEqual(['1', '3'])
    expect(copy.ids('nora e9hf')).toEqual(['1'])
    expect(copy.ids('E9HF').toSorted()).toEqual(['1', '3'])
    expect(copy.ids('9hf')).toEqual([])
  })
  test('exactly, before names that begin alike', () => {
    const copy = copyOf(named('1', 'Zed', 'Zed'), memberLike('2', { firstName: 'Yan' }, { codes: ['zed'] }))
    expect(copy.ids('ZED')).toEqual(['2', '1'])
  })
})

describe('by whole keys alone', () => {
  const copyOfOne = () =>
    copyOf(
      memberLike(
        'm-77',
        { firstName: 'Anna', lastName: 'Kovács', email: 'anna@example.com', phone: '+36201230142' },
        { codes: ['4006381333931'] },
      ),
      memberLike('other', { firstName: 'Anna', email: 'anna@example.community', phone: '+362012301420' }),
    )
  const exactly = (query: string): readonly string[] =>
    copyOfOne()
      .exact(query, 50)
      .hits.map(({ remoteId }) => remoteId)
  test.each([
    ['m-77', 'id'],
    ['4006381333931', 'code'],
    ['4006 3813 33931', 'code'],
    ['+36 20 123 0142', 'phone'],
    ['06 20 123 0142', 'phone'],
    ['ANNA@example.com', 'email'],
  ])('"%s" is found, as %s', (query, kind) => {
    expect(exactly(query)).toEqual(['m-77'])
    expect(copyOfOne().exact(query, 50).hits[0]?.matched).toEqual({ kind, near: false, words: [] })
  })
  test.each([
    'anna',
    'anna kovacs',
    '0142',
    '123 0142',
    '40063813',
    'anna@',
    'anna@example',
    'ann 0142',
    'kovasc',
  ])('"%s" is nobody', (query) => expect(exactly(query)).toEqual([]))
})

test('who shares a cut or hashed token with others is told from them', () => {
  const long = (end: string): string => `https://cards.example/one-shop/member/${end}`
  const many = Array.from({ length: 400 }, (_, at) =>
    memberLike(
      `${at}`,
      { firstName: 'A', phone: `+3620${String(at).padStart(4, '0')}142` },
      { codes: [long(`${at}`)] },
    ),
  )
  const copy = copyOf(...many)
  for (const at of [0, 7, 399]) {
    expect(copy.exact(long(`${at}`), 50).hits.map(({ remoteId }) => remoteId)).toEqual([`${at}`])
    expect(copy.byCode(long(`${at}`)).map(({ member }) => member.remoteId)).toEqual([`${at}`])
    expect(copy.ids(`+3620${String(at).padStart(4, '0')}142`)[0]).toBe(`${at}`)
  }
})

describe('bad input', () => {
  const copy = () =>
    copyOf(named('1', 'Anna', 'Kovács'), memberLike('2', { email: 'a@b.co', phone: '+36201230142' }))
  test.each([
    '',
    ' ',
    '\t\n\u200f',
    '\u0000',
    '"',
    "'",
    '*',
    'NOT',
    'AND OR',
    'NEAR(a b)',
    'words:anna',
    '-anna',
    '^anna',
    '(',
    ')))',
    "'; DROP TABLE member; --",
    '%',
    '_',
    '🙂',
    '👩‍👩‍👧',
    '\ud800',
    '@',
    '@@',
    '+',
    '00',
    '...',
    '\u202eanna\u202c',
    'ﷺ',
    'a*b',
  ])('%j is an answer or an empty list', (query) => {
    expect(Array.isArray(copy().ids(query))).toBe(true)
    expect(copy().exact(query, 50).hits).toEqual([])
  })
  test('of 4,000 characters costs no more than a sensible query', () => {
    for (const query of [
      'a'.repeat(4_000),
      'a '.repeat(2_000),
      '9'.repeat(4_000),
      '花'.repeat(4_000),
      'ﷺ'.repeat(4_000),
      '" OR '.repeat(1_000),
    ]) {
      const plan = planSearch(query)
      expect(plan?.words.length ?? 0).toBeLessThanOrEqual(8)
      const asked = askedFor(plan?.words ?? [], 'begin') ?? []
      expect((askedExpression(asked, () => null) ?? '').length).toBeLessThan(1_000)
      expect(Array.isArray(copy().ids(query))).toBe(true)
    }
  })
  test('operators find what their letters find', () => {
    expect(copy().ids('anna"')).toEqual(['1'])
    expect(copy().ids('(anna)')).toEqual(['1'])
    expect(copy().ids('\u202eanna')).toEqual(['1'])
  })
  test('whatever is typed, nothing is thrown', () => {
    const { search } = copyOf(...madeUpMembers(200))
    fc.assert(
      fc.property(
        fc.oneof(anyText(), fc.string({ unit: 'grapheme' }), fc.string({ maxLength: 5_000 })),
        (query) => {
          expect(search(query, 50).hits.length).toBeLessThanOrEqual(50)
        },
      ),
      { numRuns: 400 },
    )
  })
})
