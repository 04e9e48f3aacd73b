import { describe, expect, it } from 'vitest'
import { mostRuns, shapeOfCode } from '../../../shared/scan/code-shape.ts'
import { visibleText } from '../../../shared/scan/visible-text.ts'

describe('the shape of a code', () => {
  it('tells kinds of characters and how many, and whether the check digit fits', () => {
    expect(shapeOfCode('4006381333931')).toEqual({
      length: 13,
      runs: [{ kind: 'digits', count: 13 }],
      checks: { gs1: true, luhn: false },
    })
    expect(shapeOfCode('SW-0042 aé中\u001d')).toEqual({
      length: 12,
      runs: [
        { kind: 'capitals', count: 2 },
        { kind: 'signs', count: 1 },
        { kind: 'digits', count: 4 },
        { kind: 'spaces', count: 1 },
        { kind: 'letters', count: 2 },
        { kind: 'others', count: 1 },
      ],
      checks: null,
    })
    expect(shapeOfCode('')).toEqual({ length: 0, runs: [], checks: null })
  })

  it('tells so many parts and no more: the lengths of all words of a text are as good as the text', () => {
    const { length, runs } = shapeOfCode('BEGIN:VCARD\nFN:Ann Smith\nTEL:0171 5550 123')
    expect(length).toBe(42)
    expect(runs).toHaveLength(mostRuns)
  })
})

describe('a text that came from outside', () => {
  it('shows what is never seen, and nothing of it does anything', () => {
    expect(visibleText('\u001d01\r\n\t')).toBe('␝01␍␊␉')
    expect(visibleText('a\u007fb\u0085c')).toBe('a␡b‹0085›c')
    expect(visibleText('\u202e321\u200b\ufeff')).toBe('‹202E›321‹200B›‹FEFF›')
    expect(visibleText('Zürich 中 😀')).toBe('Zürich 中 😀')
  })
})
