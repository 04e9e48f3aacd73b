import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gs1CheckDigit, hasLuhnCheckDigit } from '../../../shared/scan/check-digit.ts'
import { defaultCodeRules, isPriceLabel, meaningOfCode } from '../../../shared/scan/code-meaning.ts'
import type { CodeMeaning, CodeRule, CodeRules } from '../../../shared/scan/code-meaning.ts'
import { fitsPattern, readPattern } from '../../../shared/scan/code-pattern.ts'
import { readGs1 } from '../../../shared/scan/gs1.ts'
import { parseScannedCode } from '../../../shared/scan/scanned-code.ts'

const gs = '\u001d'
const gsrn = '735005385000000011'
const gtin = '09506000134352'

function means(raw: string, rules: Partial<CodeRules> = {}): CodeMeaning {
  return meaningOfCode(parseScannedCode(raw), { ...defaultCodeRules, ...rules })
}
const prefix = (text: string, use: CodeRule['use'], check: CodeRule['check'] = 'none'): CodeRule => ({
  match: { kind: 'prefix', prefix: text },
  use,
  check,
})
const pattern = (text: string, use: CodeRule['use'], check: CodeRule['check'] = 'none'): CodeRule => ({
  match: { kind: 'pattern', pattern: text },
  use,
  check,
})

describe('the Luhn check digit', () => {
  it.each(['79927398713', '4242424242424242', '18'])('of %s fits', (digits) => {
    expect(hasLuhnCheckDigit(digits)).toBe(true)
  })

  it('is there for two or more digits alone', () => {
    for (const none of ['', '0', '7992739871x', '79927398714']) expect(hasLuhnCheckDigit(none)).toBe(false)
  })

  it('catches every single wrong digit', () => {
    const right = '79927398713'
    for (let at = 0; at < right.length; at += 1) {
      for (let by = 1; by < 10; by += 1) {
        const digits = Array.from(right, Number)
        digits[at] = (digits[at]! + by) % 10
        expect(hasLuhnCheckDigit(digits.join(''))).toBe(false)
      }
    }
  })
})

describe('GS1 element strings', () => {
  it.each([
    ['the member number alone', `8018${gsrn}`, [['8018', gsrn]]],
    ['in brackets, as printed', `(8018)${gsrn}`, [['8018', gsrn]]],
    [
      'an article with date, batch and serial, then the member number',
      `01${gtin}1726123110AB-12${gs}21SER/9${gs}8018${gsrn}`,
      [
        ['01', gtin],
        ['17', '261231'],
        ['10', 'AB-12'],
        ['21', 'SER/9'],
        ['8018', gsrn],
      ],
    ],
    [
      'brackets around several',
      `(01)${gtin}(21)8018-is-none-here`,
      [
        ['01', gtin],
        ['21', '8018-is-none-here'],
      ],
    ],
    [
      'a member number before another, without and with a separator',
      `8018${gsrn}801912${gs}8018${gsrn}`,
      [
        ['8018', gsrn],
        ['8019', '12'],
        ['8018', gsrn],
      ],
    ],
    [
      'weights and amounts by their four digits',
      `31030012343922199${gs}4109506000134352`,
      [
        ['3103', '001234'],
        ['3922', '199'],
        ['410', '9506000134352'],
      ],
    ],
  ])('%s', (_, text, elements) => {
    expect(readGs1(text)).toMatchObject({
      kind: 'read',
      elements: elements.map(([ai, value]) => ({ ai, value })),
    })
  })

  it('name the member and the article', () => {
    expect(readGs1(`01${gtin}8018${gsrn}`)).toMatchObject({ gsrn, goods: true })
    expect(readGs1(`10AB${gs}`)).toMatchObject({ gsrn: null, goods: false })
  })

  it('whose check digit does not fit are misread', () => {
    expect(readGs1(`8018${gsrn.slice(0, -1)}2`)).toMatchObject({ kind: 'misread', ai: '8018' })
    expect(readGs1('0109506000134353')).toMatchObject({ kind: 'misread', ai: '01' })
  })

  it.each(['', gs, '8018123', '99', '05123', 'LOY-1', `21${'x'.repeat(21)}`, '80'])('%j is none', (text) => {
    expect(readGs1(text).kind).toBe('other')
  })

  it('never throw, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        expect(['read', 'misread', 'other']).toContain(readGs1(text).kind)
        expect(['read', 'misread', 'other']).toContain(readGs1(`8018${text}`).kind)
      }),
      { numRuns: 300, seed: 61 },
    )
  })
})

describe("a shop's pattern", () => {
  it.each([
    ['LOY-######', 'LOY-004277', true],
    ['LOY-######', 'LOY-00427', false],
    ['LOY-#{6}', 'LOY-004277', true],
    ['LOY-#{6,8}', 'LOY-00427781', true],
    ['LOY-#{6,8}', 'LOY-004277811', false],
    ['LOY-#{0,2}', 'LOY-', true],
    ['@@#*', 'AB1', true],
    ['@@#*', 'AB1 and anything', true],
    ['@@#*', 'A11', false],
    ['*-STAFF', 'anna-STAFF', true],
    ['*-STAFF', 'anna-STAFF ', false],
    ['&{4}', 'a1B2', true],
    ['&{4}', 'a1B-', false],
    ['?{3}', 'é-x', true],
    ['\\#\\*\\{', '#*{', true],
    ['\\#\\*\\{', '1*{', false],
    ['9#{2}9', '9129', true],
    ['*#*#*', 'a1b2c', true],
    ['*', '', true],
    ['loy', 'LOY', false],
  ])('%s and %s: %s', (text, code, fit) => {
    const reading = readPattern(text)
    expect(reading.ok && fitsPattern(reading.pattern, code)).toBe(fit)
  })

  it.each([
    ['', { kind: 'empty' }],
    ['x'.repeat(201), { kind: 'too-long', limit: 200 }],
    ['#{999}', { kind: 'too-long', limit: 512 }],
    ['{3}', { kind: 'bad-count', at: 0 }],
    ['#{3}{3}', { kind: 'bad-count', at: 4 }],
    ['#{0}', { kind: 'bad-count', at: 1 }],
    ['#{5,2}', { kind: 'bad-count', at: 1 }],
    ['#{x}', { kind: 'bad-count', at: 1 }],
    ['*{2}', { kind: 'bad-count', at: 1 }],
    ['LOY\\', { kind: 'unfinished', at: 3 }],
  ])('%s is refused', (text, problem) => {
    expect(readPattern(text)).toEqual({ ok: false, problem })
  })

  it('is matched in steps that grow with the code alone, where a regular expression would never end', () => {
    for (const text of ['*a'.repeat(90), '&{0,250}&{0,250}!', '#{0,500}x']) {
      const reading = readPattern(text)
      if (!reading.ok) throw new Error(text)
      // Counts how often a place is asked about, which is the work done.
      let asked = 0
      const places = reading.pattern.places.map((place) => ({
        ...place,
        fits: (char: string) => {
          asked += 1
          return place.fits(char)
        },
      }))
      const code = 'a1'.repeat(100)
      fitsPattern({ places }, code)
      expect(asked).toBeLessThanOrEqual(places.length * code.length)
    }
  })

  it('says the same as the regular expression that it stands for', () => {
    const part = fc.constantFrom(
      ['#', '[0-9]'],
      ['@', '[A-Za-z]'],
      ['&', '[0-9A-Za-z]'],
      ['a', 'a'],
      ['#{1,2}', '[0-9]{1,2}'],
      ['*', '[^]*'],
    )
    const code = fc.stringMatching(/^[a1]{0,8}$/)
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), code, (parts, text) => {
        const reading = readPattern(parts.map(([own]) => own).join(''))
        const expression = new RegExp(`^${parts.map(([, other]) => other).join('')}$`)
        expect(reading.ok && fitsPattern(reading.pattern, text)).toBe(expression.test(text))
      }),
      { numRuns: 500, seed: 62 },
    )
  })
})

describe('what a code means', () => {
  it('is a card where the shop said nothing', () => {
    for (const raw of ['LOY-00427781', '4006381333931', 'ab', ']C0X1', '96385074'])
      expect(means(raw)).toMatchObject({ kind: 'member-card', rule: null })
  })

  it('is what the first fitting rule of the shop says', () => {
    const rules = [
      prefix('043', 'coupon'),
      prefix('044', 'coupon'),
      pattern('STAFF-##', 'staff-badge'),
      pattern('#{13}', 'not-ours'),
      pattern('LOY-#{8}', 'member-card'),
    ]
    expect(means('0430000000017', { rules })).toMatchObject({ kind: 'coupon', rule: 0 })
    expect(means('STAFF-07', { rules })).toMatchObject({ kind: 'staff-badge', rule: 2 })
    expect(means('STAFF-7', { rules, otherwise: 'not-ours' })).toMatchObject({ kind: 'not-ours', rule: null })
    expect(means('4006381333931', { rules })).toMatchObject({ kind: 'not-ours', rule: 3 })
    expect(means('LOY-00427781', { rules })).toMatchObject({ kind: 'member-card', rule: 4 })
  })

  it('is the same for both forms of a UPC-A', () => {
    const rules = [prefix('0360', 'coupon')]
    expect(means('036000291452', { rules })).toMatchObject({ kind: 'coupon' })
    expect(means('0036000291452', { rules })).toMatchObject({
      kind: 'coupon',
      forms: ['0036000291452', '036000291452'],
    })
  })

  it('is misread where the check digit does not fit that the cards have', () => {
    const rules = [
      prefix('6', 'member-card', 'luhn'),
      prefix('C-', 'coupon', 'gs1'),
      pattern('#{13}', 'member-card', 'ean'),
    ]
    expect(means('6011000990139424', { rules }).kind).toBe('member-card')
    expect(means('6011000990139425', { rules })).toMatchObject({ kind: 'misread', check: 'luhn', rule: 0 })
    expect(means('4006381333931', { rules }).kind).toBe('member-card')
    expect(means('4006381333932', { rules })).toMatchObject({ kind: 'misread', check: 'ean', rule: 2 })
    expect(means('4006381333932').kind).toBe('member-card')
    expect(means('123455', { check: 'luhn' }).kind).toBe('member-card')
    expect(means('123456', { check: 'luhn' })).toMatchObject({ kind: 'misread', check: 'luhn', rule: null })
  })

  it('law: is not said to be misread where it is no number that could have the check digit', () => {
    const none = { kind: 'no-check-digit', rule: null }
    expect(means('ABC12345', { check: 'ean' })).toMatchObject({ ...none, check: 'ean', forms: ['ABC12345'] })
    expect(means('4006381333', { check: 'ean' })).toMatchObject(none)
    expect(means('ABC12345', { check: 'gs1' })).toMatchObject({ ...none, check: 'gs1' })
    expect(means('7', { check: 'luhn' })).toMatchObject({ ...none, check: 'luhn' })
    expect(means('4006381333932', { check: 'ean' })).toMatchObject({ kind: 'misread', check: 'ean' })
    expect(means('4006-3813-3393-1', { check: 'ean' }).kind).toBe('member-card')
    const rules = [prefix('C-', 'coupon', 'gs1')]
    expect(means('C-X', { rules })).toMatchObject({ kind: 'no-check-digit', check: 'gs1', rule: 0 })
  })

  it('is goods where a scale printed it, unless the shop says so', () => {
    const label = '2012345001994'
    const whole = label.slice(0, 12) + String(gs1CheckDigit(label.slice(0, 12)))
    expect(isPriceLabel(whole)).toBe(true)
    expect(means(whole)).toMatchObject({ kind: 'goods', label: 'price', forms: [whole] })
    expect(means(whole, { priceLabels: 'cards' }).kind).toBe('member-card')
    expect(means(whole, { rules: [prefix('20', 'member-card')] }).kind).toBe('member-card')
    // UPC-A beginning with 2, in both its forms.
    const upc = `21234500199${String(gs1CheckDigit('21234500199'))}`
    expect(means(upc)).toMatchObject({ kind: 'goods', label: 'price' })
    expect(means(`0${upc}`)).toMatchObject({ kind: 'goods', label: 'price' })
  })

  it('is no label where the scanner says that it is no EAN-13', () => {
    const label = `201234500199${String(gs1CheckDigit('201234500199'))}`
    expect(means(`]E0${label}`).kind).toBe('goods')
    expect(means(`]C0${label}`).kind).toBe('member-card')
    expect(meaningOfCode(parseScannedCode(label, 'qr')).kind).toBe('member-card')
  })

  it('is no label where the check digit says that it is no EAN-13, nor with another length or beginning', () => {
    for (const raw of ['2012345001990', '20123450', '3012345001993', 'A2012345001'])
      expect(means(raw).kind).toBe('member-card')
  })

  it('reads a member number with its identifier, its mark, or both', () => {
    for (const raw of [`]C18018${gsrn}`, `${gs}8018${gsrn}`, `]d28018${gsrn}`, `(8018)${gsrn}`])
      expect(means(raw)).toMatchObject({
        kind: 'member-card',
        forms: expect.arrayContaining([gsrn]) as string[],
      })
    expect(means(`]C18018${gsrn}`)).toMatchObject({ forms: [gsrn, `8018${gsrn}`] })
    // Without a mark it may be the shop's own 22 digits, which come first then.
    expect(means(`8018${gsrn}`)).toMatchObject({ forms: [`8018${gsrn}`, gsrn] })
    expect(means(`]C101${gtin}21SERIAL${gs}8018${gsrn}`)).toMatchObject({ kind: 'member-card' })
  })

  it('takes a GS1 code of an article for goods, and a broken one for misread', () => {
    expect(means(`]C101${gtin}`)).toMatchObject({ kind: 'goods', label: 'article' })
    expect(means(`01${gtin}10AB${gs}21X`)).toMatchObject({ kind: 'goods', label: 'article' })
    expect(means(`]C18018${gsrn.slice(0, -1)}3`)).toMatchObject({ kind: 'misread', check: 'gs1', rule: null })
    expect(means(`]C101${gtin}`, { rules: [prefix('01', 'coupon')] }).kind).toBe('coupon')
  })

  it('leaves a code alone that only claims to be GS1', () => {
    expect(means(']C1LOY-1')).toMatchObject({ kind: 'member-card', forms: ['LOY-1'] })
    expect(means(`LOY${gs}1`)).toMatchObject({ kind: 'unreadable', problem: { kind: 'control-characters' } })
  })

  it.each([
    ['https://example.test/m/42?x=<b>', 'link'],
    ['HTTP://EXAMPLE.TEST', 'link'],
    ['www.example.test', 'link'],
    ['mailto:anna@example.test', 'link'],
    ['javascript:alert(1)', 'script'],
    ['JavaScript:alert(1)', 'script'],
    ['data:text/html,<script>alert(1)</script>', 'script'],
    ['<script>alert(1)</script>', 'script'],
    ['<img src=x onerror=alert(1)>', 'script'],
  ])('takes %s for text', (raw, what) => {
    expect(means(raw)).toEqual({ kind: 'web-address', what, forms: [raw] })
  })

  it('takes no name for an address, nor an address for one where the shop prints its cards so', () => {
    for (const raw of ['loyalty:v1:9f3c', 'LOY:42', 'http', '< 5', 'wwwx'])
      expect(means(raw).kind).toBe('member-card')
    const rules = [pattern('https://loy.example/&{8}', 'member-card')]
    expect(means('https://loy.example/a1b2c3d4', { rules })).toMatchObject({ kind: 'member-card', rule: 0 })
    expect(means('https://loy.example/a1b2c3d4?next=evil', { rules }).kind).toBe('web-address')
  })

  it('is unreadable where nothing can be a card', () => {
    expect(means('').kind).toBe('unreadable')
    expect(means(']E0').kind).toBe('unreadable')
    expect(means('x'.repeat(257))).toMatchObject({ kind: 'unreadable', problem: { kind: 'too-long' } })
    expect(means('ab\u0000cd').kind).toBe('unreadable')
  })

  it('is none of a rule that cannot be read or names nothing', () => {
    const rules = [pattern('{', 'coupon'), prefix('', 'coupon')]
    expect(means('LOY-1', { rules })).toMatchObject({ kind: 'member-card', rule: null })
  })

  it('is said of whatever comes, and every form of a card is a text without control characters', () => {
    const anything = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc
        .array(fc.integer({ min: 0, max: 0x2ff }), { maxLength: 60 })
        .map((units) => String.fromCharCode(...units)),
      fc.stringMatching(/^[0-9\u001d]{0,40}$/),
      fc.constantFrom(`${gs}${gs}`, '9'.repeat(5_000), ']C1', '(8018)', '(01)(21)'),
    )
    fc.assert(
      fc.property(anything, (raw) => {
        const meaning = means(raw, { rules: [pattern('*-*', 'coupon', 'luhn')] })
        if (!('forms' in meaning)) return
        expect(meaning.forms.length).toBeGreaterThan(0)
        for (const form of meaning.forms) expect(form).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/u)
      }),
      { numRuns: 500, seed: 63 },
    )
  })
})
