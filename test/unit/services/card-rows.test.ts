import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KnownCard } from '../../../electron/main/outbox/pure/register.ts'
import { cardHeader, cardLine, readCards } from '../../../electron/main/services/cards/card-rows.ts'
import { validateCode } from '../../../electron/main/services/validate-code.ts'

const now = Date.UTC(2026, 10, 21)
const at = '2026-01-02T03:04:05.678Z'
const learnedAt = Date.parse(at)
const read = (text: string): readonly unknown[] => [...(readCards(text, now) ?? expect.fail('no cards'))]
const cards = (text: string): readonly unknown[] => read(text).map((row) => (row as { card: unknown }).card)

/** Codes as a till keeps them. */
const code = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.stringMatching(/^[=+@'-]{0,3}[",;A-Z0-9]{1,20}$/u),
    fc.stringMatching(/^\d{1,2}([.,]\d)?E[+-]?\d{1,2}$/u),
  )
  .filter((text) => {
    const checked = validateCode(text)
    return checked.ok && checked.value === text
  })
const card: fc.Arbitrary<KnownCard> = fc.record({
  code,
  remoteId: fc.stringMatching(/^[=+@'-]{0,2}[a-zA-Z0-9:/_-]{1,30}$/u),
  learnedAt: fc.integer({ min: 0, max: now }),
})

describe('a file of cards', () => {
  test('gives back every card that was written', () => {
    fc.assert(
      fc.property(fc.array(card, { maxLength: 8 }), (written) => {
        expect(cards(cardHeader + written.map(cardLine).join(''))).toEqual(written)
      }),
    )
  })

  test('begins with its three columns, and says times as everybody writes them', () => {
    expect(cardHeader + cardLine({ code: '=1+1', remoteId: '7', learnedAt })).toBe(
      `code,member_id,learned_at\r\n'=1+1,7,${at}\r\n`,
    )
  })

  test('may come from a spreadsheet: semicolons, other columns, another order, no times', () => {
    expect(cards(`Member_ID;Name;CODE\r\n7;"Müller; Ada";A1\r\n8;;B2\r\n`)).toEqual([
      { code: 'A1', remoteId: '7', learnedAt: now },
      { code: 'B2', remoteId: '8', learnedAt: now },
    ])
  })

  test.each([
    ['', 'nothing'],
    ['name,phone\nAda,1', 'other columns'],
    ['code\nA1', 'no member'],
    ['{"format":"stampwell-work"}', 'another file of ours'],
    ['c\u0000o\u0000d\u0000e\u0000,\u0000', 'sixteen bits'],
    ['"code,member_id\nA,1', 'an open quote'],
  ])('is none where it begins with %j (%s)', (text) => {
    expect(readCards(text, now)).toBe(null)
  })

  test.each([
    ['A', 'no member'],
    [',7', 'no code'],
    ['A,', 'an empty member'],
    ['***,7', 'a code without meaning'],
    ['A\u0000B,7', 'a control character'],
    ['A\ufffdB,7', 'a character that was lost'],
    ['A,"7\n8"', 'a member with a line break'],
    [`${'9'.repeat(257)},7`, 'too long a code'],
    [`A,${'9'.repeat(129)}`, 'too long a member'],
    ['4.00638E+12,7', 'a code that was rounded'],
    ['A,1.2E+20', 'a member that was rounded'],
    ['"A,7', 'an open quote'],
  ])('has a line that cannot be read: %j (%s)', (line) => {
    const rows = read(`code,member_id\n1,1\n${line}\n2,2`)
    expect(rows[0]).toEqual({ line: 2, card: { code: '1', remoteId: '1', learnedAt: now } })
    expect(rows[1]).toEqual({ line: 3, card: null })
    expect(rows.at(-1)).toMatchObject({ card: { code: '2', remoteId: '2' } })
    expect(rows).toHaveLength(3)
  })

  test.each(['', 'yesterday', '21.11.2026', '2999-01-01T00:00:00Z', '-1', '2026-13-01T00:00:00Z'])(
    'keeps a card whose time is %j: it was learned now',
    (time) => {
      expect(cards(`code,member_id,learned_at\nA,7,${time}`)).toEqual([
        { code: 'A', remoteId: '7', learnedAt: now },
      ])
    },
  )
})
