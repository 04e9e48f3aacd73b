import { describe, expect, it } from 'vitest'
import { watchNeeds } from '../../../renderer/scanner/set-up-need.ts'

const minute = 60_000

describe('setting a scanner up is offered', () => {
  it('once for digits that the computer makes other characters of, also where a scanner is known', () => {
    const needs = watchNeeds()
    const scan = { strangeDigits: true, terminator: 'enter' } as const
    expect([needs.scan(scan, true), needs.scan(scan, true)]).toEqual(['layout', null])
  })

  it('for the fifth scan in a row without an end, if no scanner is known', () => {
    const ends = (isSetUp: boolean, ...terminators: readonly ('none' | 'enter')[]) => {
      const needs = watchNeeds()
      return terminators.map((terminator) => needs.scan({ terminator }, isSetUp))
    }
    const five = ['none', 'none', 'none', 'none', 'none'] as const
    expect(ends(false, ...five, 'none')).toEqual([null, null, null, null, 'no-end', null])
    expect(ends(true, ...five)).toEqual([null, null, null, null, null])
    expect(ends(false, 'none', 'none', 'none', 'none', 'enter', 'none')).not.toContain('no-end')
  })

  it('for the second half scan within a minute, and at once for one without the end that was learned', () => {
    const needs = watchNeeds()
    expect(needs.half('too-short', 0)).toBe(false)
    expect(needs.half('cut', 2 * minute)).toBe(false)
    expect(needs.half('cut', 2 * minute + 5_000)).toBe(true)
    expect(watchNeeds().half('no-suffix', 0)).toBe(true)
    needs.scan({ terminator: 'enter' }, false)
    expect(needs.half('cut', 2 * minute + 9_000)).toBe(false)
  })

  it('for two codes within a minute that may be a slow scanner, and not for names', () => {
    const needs = watchNeeds()
    expect([needs.ambiguous('LOY-0042', 0), needs.ambiguous('LOY-0043', 9_000)]).toEqual([null, 'slow'])
    expect(needs.ambiguous('LOY-0044', 12_000)).toBeNull()
    const hand = watchNeeds()
    const typed = ['nora', 'marie luise', '1234'].map((text, at) => hand.ambiguous(text, at))
    expect(typed).toEqual([null, null, null])
  })
})
