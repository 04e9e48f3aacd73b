import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitAim } from '../../../shared/scan/aim.ts'
import { gs1CheckDigit, hasGs1CheckDigit } from '../../../shared/scan/check-digit.ts'
import { canonicalCode, formsOfCode, parseScannedCode } from '../../../shared/scan/scanned-code.ts'

describe('check digits', () => {
  it.each([
    ['400638133393', 1],
    ['03600029145', 2],
    ['9638507', 4],
    ['00000000000', 0],
  ])('the GS1 check digit of %s is %i', (body, digit) => {
    expect(gs1CheckDigit(body)).toBe(digit)
    expect(hasGs1CheckDigit(`${body}${digit}`)).toBe(true)
  })

  it('has none for nothing, letters and foreign digits', () => {
    for (const body of ['', '12a', '١٢٣', '1 2']) expect(gs1CheckDigit(body)).toBeNull()
    expect(hasGs1CheckDigit('7')).toBe(false)
  })

  it('catches every single wrong digit', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 17 })
    fc.assert(
      fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (body, where, by) => {
        const right = body.join('') + String(gs1CheckDigit(body.join('')))
        const wrong = Array.from(right, Number)
        const at = where % wrong.length
        wrong[at] = (wrong[at]! + by) % 10
        expect(hasGs1CheckDigit(right)).toBe(true)
        expect(hasGs1CheckDigit(wrong.join(''))).toBe(false)
      }),
    )
  })
})

describe('AIM identifiers', () => {
  it.each([
    [']E04006381333931', 'ean-13', '4006381333931', false],
    [']E496385074', 'ean-8', '96385074', false],
    [']C0LOY-1', 'code-128', 'LOY-1', false],
    [']C1801812345', 'code-128', '801812345', true],
    [']Q3x', 'qr', 'x', true],
    [']d2x', 'data-matrix', 'x', true],
    [']A0AB', 'code-39', 'AB', false],
    [']L0p', 'pdf417', 'p', false],
    [']z0p', 'aztec', 'p', false],
  ])('%s is %s', (sent, symbology, data, gs1) => {
    const split = splitAim(sent)
    expect(split.aim).toMatchObject({ symbology, gs1, identifier: sent.slice(0, 3) })
    expect(split.data).toBe(data)
  })

  it('leaves a code alone that merely looks like one', () => {
    for (const code of [']', ']E', 'E0123', '] E0', ']K9-CARD', '[E0123']) {
      expect(splitAim(code)).toEqual({ aim: null, data: code })
    }
  })
})

describe('a scanned code', () => {
  it('is the same card whether the scanner sends UPC-A, EAN-13, AIM or blanks', () => {
    const forms = [
      '036000291452',
      '0036000291452',
      ']E00036000291452',
      ' 036000291452 ',
      '\u001d036000291452',
    ]
    expect(new Set(forms.map((raw) => parseScannedCode(raw).code))).toEqual(new Set(['0036000291452']))
    expect(parseScannedCode('036000291452').text).toBe('036000291452')
  })

  it('keeps twelve digits that are no UPC-A', () => {
    expect(canonicalCode('036000291453')).toBe('036000291453')
    expect(canonicalCode('LOY-00427781')).toBe('LOY-00427781')
  })

  it('knows each form of a card’s code from any of them, and adds none to what is no UPC-A', () => {
    expect(formsOfCode('036000291452')).toEqual(['036000291452', '0036000291452'])
    expect(formsOfCode('0036000291452')).toEqual(['0036000291452', '036000291452'])
    for (const alone of ['036000291453', '0036000291453', '4006381333931', 'LOY-00427781', '0'])
      expect(formsOfCode(alone)).toEqual([alone])
  })

  it('believes the identifier before the camera', () => {
    expect(parseScannedCode(']C0AB12', 'qr').symbology).toBe('code-128')
    expect(parseScannedCode('AB12', 'qr').symbology).toBe('qr')
    expect(parseScannedCode('AB12').symbology).toBeNull()
  })

  it('names what keeps it from being a card', () => {
    expect(parseScannedCode('').problem).toEqual({ kind: 'empty' })
    expect(parseScannedCode('  \t ').problem).toEqual({ kind: 'empty' })
    expect(parseScannedCode(']C1').problem).toEqual({ kind: 'empty' })
    expect(parseScannedCode('x'.repeat(256)).problem).toBeNull()
    expect(parseScannedCode('x'.repeat(257)).problem).toEqual({ kind: 'too-long', length: 257, limit: 256 })
    expect(parseScannedCode('ab\u0000c\u001dd').problem).toEqual({ kind: 'control-characters', count: 2 })
  })

  it('never keeps more than 4,000 characters', () => {
    const parsed = parseScannedCode('9'.repeat(50_000))
    expect(parsed.problem).toEqual({ kind: 'too-long', length: 50_000, limit: 256 })
    expect([parsed.raw.length, parsed.text.length, parsed.code.length]).toEqual([4_000, 4_000, 4_000])
  })

  it('is read the same a second time', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (raw) => {
        const once = parseScannedCode(raw)
        if (once.problem !== null || once.code.startsWith(']')) return
        expect(parseScannedCode(once.code).code).toBe(once.code)
      }),
    )
  })

  it('keeps a link or a script as the text that it is', () => {
    for (const raw of ['https://example.test/?a=<b>', '<script>alert(1)</script>', "'; DROP TABLE op; --"]) {
      expect(parseScannedCode(raw)).toMatchObject({ code: raw, problem: null })
    }
  })
})
