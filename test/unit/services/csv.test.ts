import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  csvLine,
  guard,
  isRounded,
  longestStretch,
  readCsv,
  separatorOf,
  unguard,
} from '../../../electron/main/services/cards/csv.ts'
import type { Separator } from '../../../electron/main/services/cards/csv.ts'
import { anyText } from '../../fixtures/any-text.ts'

const read = (text: string, separator: Separator = ','): readonly unknown[] => [...readCsv(text, separator)]
const whole = (records: readonly (readonly string[])[]): string => records.map(csvLine).join('')

/** Anything that a record may hold, and much of what breaks careless readers. */
const anyValue = fc.oneof(
  anyText(),
  fc.stringMatching(/^[",;\r\n\t' =+@-]{0,6}$/u),
  fc.stringMatching(/^'{0,3}[=+\-@\t\r][a-z(]{0,3}$/u),
  fc.stringMatching(/^'{0,2}\d{1,3}([.,]\d{1,2})?[eE][+-]?\d{1,2}$/u),
)

describe('a CSV file', () => {
  test('gives back what was written, whatever it was', () => {
    const records = fc.array(fc.array(anyValue, { minLength: 1, maxLength: 4 }), { maxLength: 6 })
    fc.assert(
      fc.property(records, (written) => {
        // A line with nothing on it is no record.
        const kept = written.filter((fields) => fields.length > 1 || fields[0] !== '')
        expect(read(whole(written)).map((one) => (one as { fields: unknown }).fields)).toEqual(kept)
      }),
    )
  })

  test('is read to its end, whatever it holds: each line is a record, a fault, or part of a record', () => {
    const pieces = fc.constantFrom(
      '"',
      '""',
      ',',
      ';',
      '\r\n',
      '\n',
      '\r',
      'a',
      '=1',
      ' ',
      '\u0000',
      '\ufeff',
      '😀',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (some) => {
        const text = some.join('')
        const lines = text.split(/\r\n|\r|\n/u).length
        let last = 0
        for (const { line } of readCsv(text, ',')) {
          expect(line).toBeGreaterThan(last)
          expect(line).toBeLessThanOrEqual(lines)
          last = line
        }
      }),
    )
  })

  test('counts lines as an editor does, also behind a field that holds line breaks', () => {
    expect(read('a,b\r\n"x\r\ny\nz",2\n\n\rlast')).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 2, fields: ['x\r\ny\nz', '2'] },
      { line: 7, fields: ['last'] },
    ])
  })

  test('loses only the line on which a quote goes wrong', () => {
    const bad = ['"never closed,1', 'in"side,1', '"behind"x,1']
    for (const line of bad) {
      expect(read(`a,1\n${line}\nb,2\nc,3`)).toEqual([
        { line: 1, fields: ['a', '1'] },
        { line: 2, fields: null },
        { line: 3, fields: ['b', '2'] },
        { line: 4, fields: ['c', '3'] },
      ])
    }
    // A quote that a later line seems to close swallows more than any field of ours has.
    const far = `"open,1\n${'x,1\n'.repeat(2_000)}"x",2`
    const records = read(far)
    expect(records).toHaveLength(2_002)
    expect(records.slice(0, 2)).toEqual([
      { line: 1, fields: null },
      { line: 2, fields: ['x', '1'] },
    ])
    expect(records.at(-1)).toEqual({ line: 2_002, fields: ['x', '2'] })
  })

  test.each([
    ['a field', 'x'],
    ['more and more fields', 'x,'],
    ['blank lines', '\n'],
    ['quoted fields', '"x",'],
    ['a line on which a quote goes wrong', '"x"'],
  ])('is read no further where %s go on for longer than a list of ours has', (_what, piece) => {
    const some = piece.repeat(Math.floor(longestStretch / piece.length) - 10)
    const after = read(`a,1\n${some}\nb,2\n`)
    expect(after.at(-1)).toMatchObject({ fields: ['b', '2'] })
    const endless = readCsv(`a,1\n${piece.repeat(20 * longestStretch)}\nb,2\n`, ',')
    expect([...endless]).toEqual([
      { line: 1, fields: ['a', '1'] },
      { line: expect.any(Number) as number, fields: null, endless: true },
    ])
  })

  test.each([
    ['code,member_id', ','],
    ['code;member_id;a,b', ','],
    ['code;member_id', ';'],
    ['code\tmember_id', '\t'],
    ['code', ','],
    ['', ','],
  ] as const)('whose first line is %j is separated by %j', (header, separator) => {
    expect(separatorOf(`${header}\r\n1;2,3`)).toBe(separator)
  })
})

describe('a value in a spreadsheet', () => {
  test('never begins as a formula does, and comes back as it was', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const field = guard(value)
        expect(field).not.toMatch(/^[=+\-@\t\r]/u)
        expect(isRounded(field)).toBe(false)
        expect(unguard(field)).toBe(value)
      }),
    )
  })

  test.each([
    ['=HYPERLINK("http://evil.example","Click")', `'=HYPERLINK("http://evil.example","Click")`],
    ['+4917', "'+4917"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ["'=1", "''=1"],
    ["'tis", "'tis"],
    ['12E3', "'12E3"],
    ['4006381333931', '4006381333931'],
  ])('%j is written as %j', (value, field) => {
    expect(guard(value)).toBe(field)
  })

  test('that a spreadsheet has rounded is known', () => {
    expect(['4.00638E+12', '4,00638E+12', '4E+15'].map(isRounded)).toEqual([true, true, true])
    expect(['4006381333931', '12e4', 'E+12', '40E+12'].map(isRounded)).toEqual([false, false, false, false])
  })
})
