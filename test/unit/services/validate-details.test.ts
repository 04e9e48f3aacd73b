import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maxCodeLength, validateCode } from '../../../electron/main/services/validate-code.ts'
import { validateDetails } from '../../../electron/main/services/validate-details.ts'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import { anyText } from '../../fixtures/any-text.ts'

const rules = { country: 'DE', today: '2026-03-01' }
const good: MemberDetails = {
  firstName: 'Anna',
  lastName: null,
  email: 'anna@example.com',
  phone: null,
  birthday: null,
}
const check = (change: Partial<MemberDetails>, country = 'DE') =>
  validateDetails({ ...good, ...change }, { ...rules, country })
const problems = (change: Partial<MemberDetails>) => {
  const result = check(change)
  return result.ok ? {} : result.error
}
const value = (change: Partial<MemberDetails>, country?: string) => {
  const result = check(change, country)
  return result.ok ? result.value : result.error
}

describe('a name', () => {
  test.each(['', '   ', '\t\n', '\u200b\u200e', '\u3164', '\u0000\u0007', '\u200d'])(
    'that shows nothing (%j) is missing',
    (firstName) => expect(problems({ firstName })).toEqual({ firstName: 'missing' }),
  )
  test('may have 100 characters and not one more, whatever their width', () => {
    expect(problems({ firstName: 'á'.repeat(100) })).toEqual({})
    expect(problems({ firstName: '𠮷'.repeat(100) })).toEqual({})
    expect(problems({ firstName: 'a'.repeat(101) })).toEqual({ firstName: 'too-long' })
    expect(problems({ lastName: 'x'.repeat(300) })).toEqual({ lastName: 'too-long' })
  })
  test('loses outer, double and odd spaces, control and direction characters', () => {
    expect(value({ firstName: '  Anna \u202e\u00a0  Mária\u0000 ', lastName: ' \t ' })).toMatchObject({
      firstName: 'Anna Mária',
      lastName: null,
    })
  })
  test('is composed, and keeps the joiners that its script needs', () => {
    expect(value({ firstName: 'A\u0301ron', lastName: 'علی\u200cرضا' })).toMatchObject({
      firstName: 'Áron',
      lastName: 'علی\u200cرضا',
    })
  })
})

describe('an e-mail', () => {
  test.each([
    'anna',
    'anna@',
    '@example.com',
    'anna@example',
    'anna@.com',
    'a b@example.com',
    'a@b@c',
    'a..b@example.com',
    '.a@example.com',
    'a@exa_mple.com',
    'a@example.c',
    'a@example.123',
    'a@-example.com',
    'a@example.com.',
  ])('like %j is not one', (email) => expect(problems({ email })).toEqual({ email: 'not-an-email' }))
  test.each([
    ['  Anna.K+shop@Example.COM ', 'Anna.K+shop@example.com'],
    ["o'brien@mail.example.co.uk", "o'brien@mail.example.co.uk"],
    ['anna＠example.com', 'anna@example.com'],
    ['anna@bücher.de', 'anna@bücher.de'],
    ['anna@xn--bcher-kva.xn--p1ai', 'anna@xn--bcher-kva.xn--p1ai'],
  ])('like %j is kept as %j', (typed, email) => expect(value({ email: typed })).toMatchObject({ email }))
  test('is too long over 254 characters', () => {
    expect(problems({ email: `a@${'b'.repeat(60)}.${'c'.repeat(300)}.com` })).toEqual({ email: 'too-long' })
  })
})

describe('a phone', () => {
  test.each([
    ['0176 1234 5678', 'DE', '+4917612345678'],
    ['+49 (0)176 12345678', 'US', '+4917612345678'],
    ['0049 176 12345678', 'DE', '+4917612345678'],
    ['00 36 20 123 4567', 'DE', '+36201234567'],
    ['06 20 123 4567', 'HU', '+36201234567'],
    ['(202) 555-0142', 'US', '+12025550142'],
    ['٠١٧٦١٢٣٤٥٦٧٨', 'DE', '+4917612345678'],
    ['+390612345678', 'DE', '+390612345678'],
  ])('typed %j in %s is %s', (phone, country, e164) =>
    expect(value({ phone }, country)).toMatchObject({ phone: e164 }),
  )
  test.each([
    'abc',
    '0176 CALL ME',
    'call 0176 12345678',
    '12',
    '+',
    '9'.repeat(40),
    '0'.repeat(4000),
    '0176 12345678 ext 5',
    'tel',
  ])('like %j is not one', (phone) => expect(problems({ phone })).toEqual({ phone: 'not-a-phone' }))
  test('without prefix needs a country that exists', () => {
    expect(value({ phone: '0176 12345678' }, 'ZZ')).toEqual({ phone: 'not-a-phone' })
    expect(value({ phone: '+49 176 12345678' }, 'ZZ')).toMatchObject({ phone: '+4917612345678' })
  })
})

describe('a birthday', () => {
  test.each([
    ['2026-03-02', 'in-the-future'],
    ['1899-12-31', 'too-long-ago'],
    ['0099-01-01', 'too-long-ago'],
    ['2025-02-29', 'not-a-date'],
    ['2025-13-01', 'not-a-date'],
    ['2025-00-10', 'not-a-date'],
    ['01.02.2000', 'not-a-date'],
    ['soon', 'not-a-date'],
  ] as const)('on %s is %s', (birthday, problem) =>
    expect(problems({ birthday })).toEqual({ birthday: problem }),
  )
  test.each(['2026-03-01', '1900-01-01', '2024-02-29'])('on %s is accepted', (birthday) =>
    expect(value({ birthday })).toMatchObject({ birthday }),
  )
})

describe('details', () => {
  test('need an e-mail or a phone, and say so once', () => {
    expect(problems({ email: null })).toEqual({ email: 'contact-missing' })
    expect(problems({ email: ' ' })).toEqual({ email: 'contact-missing' })
    expect(problems({ email: null, phone: '+4917612345678' })).toEqual({})
    expect(problems({ email: null, phone: 'x' })).toEqual({ phone: 'not-a-phone' })
  })
  test('name every wrong field at once', () => {
    expect(problems({ firstName: '', email: 'x', phone: 'y', birthday: 'z' })).toEqual({
      firstName: 'missing',
      email: 'not-an-email',
      phone: 'not-a-phone',
      birthday: 'not-a-date',
    })
  })
  test('never throw, and what was accepted is accepted again unchanged', () => {
    const text = fc.oneof(anyText(), fc.string(), fc.emailAddress(), fc.constant('+4917612345678'))
    fc.assert(
      fc.property(text, text, text, text, text, (firstName, lastName, email, phone, birthday) => {
        const once = validateDetails({ firstName, lastName, email, phone, birthday }, rules)
        if (once.ok) expect(validateDetails(once.value, rules)).toEqual(once)
        else expect(Object.keys(once.error).length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a code', () => {
  test.each([
    ['', 'empty'],
    [' \r\n\t', 'empty'],
    ['\u200b', 'empty'],
    ['x'.repeat(maxCodeLength + 1), 'too-long'],
    ['9'.repeat(4000), 'too-long'],
    ['12\u000034', 'unreadable'],
    ['12\ufffd34', 'unreadable'],
    ['\ud800', 'unreadable'],
    ['-----', 'unreadable'],
    [']E0', 'empty'],
  ] as const)('%j is %s', (raw, problem) => expect(validateCode(raw)).toEqual({ ok: false, error: problem }))
  test.each([
    [' 4006381333931\r', '4006381333931'],
    [']E04006381333931', '4006381333931'],
    [']Q1 SWQ-1\r\n', 'SWQ-1'],
    [']hello', ']hello'],
    ['Ab-12 34', 'Ab-12 34'],
    ['https://wallet.example/c/8f14e45f', 'https://wallet.example/c/8f14e45f'],
  ])('%j is read as %j', (raw, code) => expect(validateCode(raw)).toEqual({ ok: true, value: code }))
})

test('where members are known by their e-mail alone, its lack is said at once, with a phone and without', () => {
  const rules = { country: 'DE', today: '2026-03-01', needsEmail: true }
  const somebody = { firstName: 'Ana', lastName: null, email: null, birthday: null }
  for (const phone of [null, '+4917612345678']) {
    expect(validateDetails({ ...somebody, phone }, rules)).toEqual({
      ok: false,
      error: { email: 'email-missing' },
    })
  }
})
