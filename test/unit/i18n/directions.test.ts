import { describe, expect, test } from 'vitest'
import { latinDigits } from '../../../shared/domain/digits.ts'
import { parseAmount } from '../../../shared/domain/unit.ts'
import { directionOf } from '../../../renderer/i18n/direction.ts'
import { decimalSign } from '../../../renderer/i18n/decimal-sign.ts'
import { choosing, isolated, settled } from '../../../renderer/i18n/isolate.ts'

const set = (text: string): string => `\u2068${text}\u2069`

describe('names and numbers in a sentence of the other direction', () => {
  test('are set apart from it, and only there', () => {
    expect(isolated('Ana', 'ltr')).toBe('Ana')
    expect(isolated('ليلى', 'ltr')).toBe(set('ليلى'))
    expect(isolated('Dana דנה', 'ltr')).toBe(set('Dana דנה'))
    expect(isolated('Ana', 'rtl')).toBe(set('Ana'))
    expect(isolated('+49 ···· 12', 'rtl')).toBe(set('+49 ···· 12'))
    expect(isolated('', 'rtl')).toBe('')
    expect(isolated(set('Ana'), 'rtl')).toBe(set('Ana'))
  })

  test('turn nothing with signs of their own, and do not leave what they are set apart by', () => {
    expect(isolated('\u202eAna', 'ltr')).toBe('Ana')
    expect(isolated('Ana\u2069 Bo', 'rtl')).toBe(set('Ana Bo'))
    expect(isolated('Ana \u2067Bo', 'rtl')).toBe(set('Ana Bo'))
    const both = `${set('Ana')}, ${set('ليلى')}`
    expect(isolated(both, 'rtl')).toBe(both)
  })

  test('what a message chooses a branch by stays as it is, deep inside as well', () => {
    expect(choosing('{by, select, email {E-mail of {name}} other {Phone}}')).toEqual(new Set(['by']))
    const inner = { type: 5, value: 'by', options: { other: { value: [] } } }
    expect(choosing([{ type: 6, value: 'count', options: { other: { value: [inner] } } }])).toEqual(
      new Set(['by']),
    )
  })

  test('an abbreviation at the end of a sentence ends it, and three dots stay', () => {
    expect(settled('Seit 3 Min.. Alles gut.', 'ltr')).toBe('Seit 3 Min. Alles gut.')
    expect(settled(`${set('Bob & Co.')}.`, 'rtl')).toBe(set('Bob & Co.'))
    expect(settled('Wait... 1.5', 'ltr')).toBe('Wait... 1.5')
  })

  test('a sign before a figure stays before it, and one between two is left alone', () => {
    expect(settled('+2 ختم', 'rtl')).toBe('\u200e+2 ختم')
    expect(settled('من \u22123 إلى 5-7', 'rtl')).toBe('من \u200e\u22123 إلى 5-7')
    expect(settled(set(set('Ana')), 'rtl')).toBe(set('Ana'))
    expect(settled('+2 stamps', 'ltr')).toBe('+2 stamps')
  })

  test('a language runs as its script does', () => {
    expect(['en', 'de', 'ar', 'he', 'fa', 'ur', 'en-XA', 'az-Arab', 'zh'].map(directionOf)).toEqual([
      ...['ltr', 'ltr', 'rtl', 'rtl', 'rtl', 'rtl', 'ltr', 'rtl', 'ltr'],
    ])
  })
})

test.each([
  ['٠١٢٣٤٥٦٧٨٩', '0123456789'],
  ['۰۱۲۳۴۵۶۷۸۹', '0123456789'],
  ['०१२३४५६७८९', '0123456789'],
  ['০৯ ๐๙ ０９', '09 09 09'],
  ['+٤٩ 170-x', '+49 170-x'],
  ['ليلى Ana', 'ليلى Ana'],
])('digits of another keyboard are digits: %s', (typed, read) => {
  expect(latinDigits(typed)).toBe(read)
})

test('an amount is taken with the decimal sign of any language, and the keypad has that of its own', () => {
  const money = { kind: 'money', decimals: 2 } as const
  expect(['en', 'de', 'fr', 'es', 'ar'].map(decimalSign)).toEqual(['.', ',', ',', ',', '.'])
  for (const typed of ['12.5', '12,50', latinDigits('١٢٫٥')]) expect(parseAmount(typed, money)).toBe(1_250)
})
