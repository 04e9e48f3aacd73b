import { describe, expect, test } from 'vitest'
import { findingOf, formOf, nearFindingOf } from '../../../electron/main/directory/match-one.ts'
import { planSearch } from '../../../electron/main/directory/search-plan.ts'
import { hitRow } from '../../../electron/main/services/member-rows.ts'
import { marksOf, typedFirst } from '../../../electron/main/services/row-marks.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import { remoteKey } from '../../../shared/domain/ids.ts'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import type { RowMarks } from '../../../shared/domain/views.ts'

const nobody: MemberDetails = { firstName: '', lastName: null, email: null, phone: null, birthday: null }

const noneLost = {
  connection: { id: 's' },
  outbox: { replaced: { among: () => new Map() } },
} as unknown as Shop

/** The marked pieces of a row, by what they are in. */
function marked(
  details: Partial<MemberDetails>,
  query: string,
  codes: readonly string[] = [],
): Partial<Record<keyof RowMarks, readonly string[]>> {
  const whole = { ...nobody, ...details }
  const plan = planSearch(query) ?? expect.fail('nothing to look up')
  const ordered = typedFirst(codes, plan)
  const row = hitRow(noneLost, remoteKey('1'), {
    remoteId: '1',
    details: whole,
    stamps: null,
    codes: ordered,
  })
  const form = formOf(whole, codes, '1')
  const words = (findingOf(form, plan) ?? nearFindingOf(form, plan))?.matched.words ?? []
  const marks = marksOf({ row, details: whole, codes: ordered, words }, plan)
  const shown = { name: row.name, phone: row.phoneMasked, email: row.emailMasked, card: row.cardEnd }
  return Object.fromEntries(
    Object.entries(marks).map(([where, stretches]) => [
      where,
      stretches.map(([from, to]) => shown[where as keyof RowMarks]?.slice(from, to)),
    ]),
  )
}
const inName = (name: string, query: string): readonly string[] => {
  const at = name.indexOf(' ')
  const [firstName, lastName] = at < 0 ? [name, null] : [name.slice(0, at), name.slice(at + 1)]
  return marked({ firstName, lastName }, query).name ?? []
}

describe('a name', () => {
  test('is marked at the beginning of words, in any order, without regard to case and accents', () => {
    expect(inName('Ana Schröder', 'schro an')).toEqual(['An', 'Schrö'])
    expect(inName('Chiara O’Neill-Vázquez', 'vaz')).toEqual(['Váz'])
    expect(inName('Anabel Bana', 'ana')).toEqual(['Ana'])
  })

  test('is marked however its umlauts and its joined halves were typed', () => {
    expect(inName('Jürgen Müller', 'mueller')).toEqual(['Müller'])
    expect(inName('Jürgen Müller', 'muller')).toEqual(['Müller'])
    expect(inName('Sinéad O’Brien', 'obrien')).toEqual(['O’Brien'])
    expect(inName('Anne-Marie Roux', 'annemarie')).toEqual(['Anne-Marie'])
  })

  test('is marked with all that stands on a letter', () => {
    expect(inName('E\u0301va Kiss', 'e')).toEqual(['E\u0301'])
    expect(inName('Zoe\u0308 Kiss', 'zoe')).toEqual(['Zoe\u0308'])
  })

  test('of joined or right-to-left letters is marked by whole words', () => {
    expect(inName('أحمد حسن', 'اح')).toEqual(['أحمد'])
    expect(inName('שרה כהן', 'כה')).toEqual(['כהן'])
  })

  test('of ideographs is marked wherever they stand', () => {
    expect(inName('小明 王', '小明')).toEqual(['小明'])
    expect(inName('小明 王', '明')).toEqual(['明'])
  })

  test('that one typing error found is marked by the word that was meant', () => {
    expect(inName('Ana Schneider', 'schnieder')).toEqual(['Schneider'])
  })
})

describe('what is hidden', () => {
  const details = { firstName: 'Ana', email: 'ana.roux@example.com', phone: '+4917655501422' }

  test('marks the digits that are shown, and for the rest the dots', () => {
    expect(marked(details, '1422').phone).toEqual(['1422'])
    expect(marked(details, '555 01422').phone).toEqual(['••••', '1422'])
    expect(marked(details, '0176 5550').phone).toEqual(['••••'])
    // From the middle, as some loyalty systems find.
    expect(marked(details, '5550').phone).toEqual(['••••'])
    expect(marked(details, 'ana 01422').phone).toEqual(['••••', '1422'])
  })

  test('marks what is shown of an e-mail, and for the rest the dots', () => {
    expect(marked(details, 'ana.').email).toEqual(['a•••'])
    expect(marked(details, 'ana.roux@example.com').email).toEqual(['a•••@example.com'])
    expect(marked({ ...details, firstName: 'Zed' }, 'roux@ex').email).toEqual(['•••@ex'])
  })

  test('marks the end of the card that was typed, which is shown first', () => {
    const codes = ['11112222', '33334444', '55556666']
    expect(marked(details, '55556666', codes).card).toEqual(['•• 6666'])
    expect(marked(details, '6666', codes).card).toEqual(['6666'])
    expect(marked(details, '5556666', codes).card).toEqual(['••', '6666'])
    expect(marked({ ...details, firstName: 'Ana' }, 'ana 6666', codes).card).toEqual(['6666'])
    expect(typedFirst(codes, planSearch('55556666') ?? expect.fail())).toEqual([
      '55556666',
      '11112222',
      '33334444',
    ])
  })

  test('never shows a sign that the row hides', () => {
    for (const query of ['ana.roux@example.com', '+4917655501422', '0176 555', 'roux', '017'])
      for (const pieces of Object.values(marked(details, query)).flat()) {
        expect(pieces).not.toContain('roux')
        expect(pieces).not.toContain('555')
      }
  })
})
