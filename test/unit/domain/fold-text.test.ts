import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldText, foldWords, indexWords, withoutUmlauts } from '../../../shared/domain/fold-text.ts'
import { cardEnds, maskCode, maskEmail, maskPhone } from '../../../shared/domain/mask.ts'
import { memberName } from '../../../shared/domain/member-name.ts'

describe('folding', () => {
  test.each([
    ['ÁRVÍZTŰRŐ', 'arvizturo'],
    ['Weiß', 'WEISS'],
    ['STRAẞE', 'strasse'],
    ['Łukasz Øre Đorđe', 'lukasz ore dorde'],
    ['Ærø Œuvre', 'aero oeuvre'],
    ['IŞIK İnci', 'ışık inci'],
    ['Γιώργος', 'ΓΙΩΡΓΟΣ'],
    ['Артём', 'АРТЕМ'],
    ['Андрій', 'АНДРИИ'],
    ['أحمد', 'احمد'],
    ['فاطمة', 'فاطمه'],
    ['علی', 'علي'],
    ['שָׁלוֹם', 'שלומ'],
    ['ＡＮＮＡ', 'anna'],
    ['タナカ', 'たなか'],
    ['ﾀﾅｶ', 'たなか'],
    ['A\u0301ron', 'Áron'],
    ['IŞIK', 'ışık'],
    ['GROẞ', 'Groß'],
    ['Nguyễn Thị Hường', 'nguyen thi huong'],
    ['Əliyev', 'Eliyev'],
    ['مُحَمَّد', 'محمد'],
    ['محمـــد', 'محمد'],
    ['إبراهيم', 'ابراهيم'],
    ['כֹּהֵן', 'כהן'],
    ['Фёдор', 'Федор'],
    ['Άγγελος', 'ΑΓΓΕΛΟΣ'],
    ['ﬁ', 'fi'],
    ['１２３', '123'],
  ])('%s and %s meet', (one, other) => expect(foldText(one)).toBe(foldText(other)))

  test.each([
    ['กิ', 'กุ'],
    ['สมชาย', 'สมชย'],
    ['कि', 'कु'],
    ['राम', 'रम'],
    ['が', 'か'],
    ['ぱ', 'ば'],
    ['김', '긴'],
  ])('%s and %s stay two', (one, other) => {
    expect(foldText(one)).not.toBe(foldText(other))
    expect(foldWords(one)).not.toEqual(foldWords(other))
  })

  test('law: words of a name whose parts are known already are those of the whole name', () => {
    const letters = [
      ...Array.from('abzäöüåøßŁéñçıİΣςΆйёІاةىמםกิใ'),
      'A\u0301',
      'u\u0308',
      '\u0308',
      '\u00a0',
      '\u0374',
      '\u1fef',
      '\u1ffd',
      '.',
      '1',
      '_',
      '¨',
      'ﬁ',
    ]
    const part = fc.array(fc.constantFrom(...letters), { maxLength: 5 }).map((some) => some.join(''))
    const some = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' '))
    let withOther = 0
    fc.assert(
      fc.property(some, (name) => {
        const words = [...foldWords(name)]
        const other = withoutUmlauts(name)
        if (/^[A-Za-z ]*$/.test(name)) return
        if (other !== null) withOther += 1
        for (const form of other === null ? [] : foldWords(other)) if (!words.includes(form)) words.push(form)
        expect(indexWords(name)).toEqual(words)
        expect(indexWords(name)).toEqual(words)
      }),
      { numRuns: 3_000, seed: 11 },
    )
    expect(withOther).toBeGreaterThan(300)
  })

  test('keeps a word whole at the marks that are its vowels', () => {
    expect(foldWords('สุริยา ใจดี')).toHaveLength(2)
    expect(foldWords('प्रिया शर्मा')).toHaveLength(2)
  })

  test('a sign without its strokes begins the sign with them', () => {
    expect(foldWords('が')[0]?.startsWith(foldWords('か')[0] ?? '-')).toBe(true)
  })

  test('halves joined by a sign without width are found as one and as two', () => {
    expect(indexWords('علی\u200cرضا').toSorted()).toEqual(
      [...foldWords('علی رضا'), ...foldWords('علیرضا')].toSorted(),
    )
  })

  test('halves joined by a maqaf are found as one and as two, with vowels and without', () => {
    for (const name of ['בן־גוריון', 'בֶּן־גוּרְיוֹן'])
      expect(indexWords(name).toSorted()).toEqual(
        [...foldWords('בן גוריון'), ...foldWords('בןגוריון')].toSorted(),
      )
  })

  test('a sign that is left out is a mark; every other one parts a word or is a letter of it', () => {
    const isMark = /^[\p{M}\p{Cn}]$/u
    // The hamza and the stroke that draws a word out, which are written or left out as marks are.
    const asMarks = new Set(['ء', 'ـ'])
    const places: readonly (readonly [number, number])[] = [
      [0x2b0, 0x3000],
      [0xfb1d, 0xfb50],
      [0xfe00, 0xfe30],
      [0xe0100, 0xe01f0],
    ]
    const others: string[] = []
    for (const [from, until] of places) {
      for (let code = from; code < until; code += 1) {
        const sign = String.fromCodePoint(code)
        if (foldText(`a${sign}b`) === 'ab' && !isMark.test(sign) && !asMarks.has(sign)) others.push(sign)
      }
    }
    expect(others.map((sign) => sign.codePointAt(0)?.toString(16))).toEqual([])
  })

  test('is finished after one pass', () => {
    for (const text of ['Ǿ', 'ẞ', 'İ', 'ﬃ', 'Ѓ', 'ۀ', 'が', '각']) {
      expect(foldText(foldText(text))).toBe(foldText(text))
    }
  })

  test('parts words at every sign but an apostrophe', () => {
    expect(foldWords("  O'Brien-Smith, J. ")).toEqual(['obrien', 'smith', 'j'])
    expect(foldWords('🙂 " * ( ) : ^ - \u0000')).toEqual([])
  })

  test('parts ideographs, kana and Hangul one by one', () => {
    expect(foldWords('田中花子')).toEqual(['田', '中', '花', '子'])
    expect(foldWords('김민준')).toHaveLength(3)
    expect(foldWords('𠮷野家')).toEqual(['𠮷', '野', '家'])
  })

  test('a half-typed Hangul syllable begins its word', () => {
    expect(foldWords('김')[0]?.startsWith(foldWords('기')[0] ?? '-')).toBe(true)
  })

  test('joined names are found by half, whole and without the sign', () => {
    expect(indexWords("Anne-Marie O'Brien").toSorted()).toEqual([
      'anne',
      'annemarie',
      'brien',
      'marie',
      'o',
      'obrien',
    ])
  })

  test('umlauts are found as written without the key', () => {
    expect(indexWords('Müller')).toEqual(['muller', 'mueller'])
    expect(indexWords('Muller')).toEqual(['muller'])
  })
})

describe('masks', () => {
  test('show the end of a phone and nothing of a short one', () => {
    expect(maskPhone('+36201230142')).toBe('•••• 0142')
    expect(maskPhone('12345')).toBe('••••')
    expect(maskPhone('')).toBe('••••')
  })
  test('show the first character and the domain of an e-mail', () => {
    expect(maskEmail('anna@example.com')).toBe('a•••@example.com')
    expect(maskEmail('𝒜b@example.com')).toBe('𝒜•••@example.com')
    expect(maskEmail('nonsense')).toBe('•••')
    expect(maskEmail('@example.com')).toBe('•••')
  })
  test('show the end of a code, and of two codes at most', () => {
    expect(maskCode('4006381333931')).toBe('•• 3931')
    expect(maskCode('12345')).toBe('••')
    expect(cardEnds([])).toBeNull()
    expect(cardEnds(['4006381333931', 'ABCDEF', 'zzzzzz'])).toBe('•• 3931, •• CDEF')
  })
})

describe('a name', () => {
  test.each([
    ['Anna', 'Kovács', 'Anna Kovács'],
    [' Anna ', null, 'Anna'],
    ['', 'Kovács', 'Kovács'],
    ['花子', '田中', '田中花子'],
    ['はなこ', 'たなか', 'たなか はなこ'],
    ['민준', '김', '김민준'],
    ['Anna', '田中', 'Anna 田中'],
    ['', null, ''],
  ])('of %j and %j is shown as %j', (firstName, lastName, shown) =>
    expect(memberName({ firstName, lastName })).toBe(shown),
  )
})
