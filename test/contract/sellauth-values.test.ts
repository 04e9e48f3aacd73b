import { describe, expect, it } from 'vitest'
import { carriesTag } from '../../electron/main/providers/sellauth/sellauth-find.ts'
import {
  balanceTold,
  decimalOf,
  minorOf,
  readRefusal,
  timeOf,
} from '../../electron/main/providers/sellauth/sellauth-normalize.ts'

describe('money', () => {
  it('every amount that may be sent is written with exactly its own decimals and read back as itself', () => {
    for (let minor = -100_000; minor <= 100_000; minor += 1) {
      const written = JSON.stringify(Number(decimalOf(minor)))
      if (!/^-?\d+(?:\.\d{1,2})?$/.test(written) || minorOf(written) !== minor) expect(written).toBe(minor)
    }
    expect(JSON.stringify(Number(decimalOf(110)))).toBe('1.1')
  })

  it('decimals are read digit by digit', () => {
    const cases = { '0.00': 0, '-0.00': 0, '1.1': 110, '0.29': 29, '-0.05': -5, '7': 700, '1.350000': 135 }
    for (const [text, minor] of Object.entries(cases)) expect(minorOf(text)).toBe(minor)
    expect(minorOf('123456789012.34')).toBe(12_345_678_901_234)
  })

  it('a balance is told only where it is an amount', () => {
    expect(balanceTold({ balance: '3.50' })).toBe(350)
    expect(balanceTold({ data: { balance: 3.5 } })).toBe(350)
    for (const body of [{ balance: 'much' }, { balance: 0.1 + 0.2 }, { customer: null }, [], undefined]) {
      expect(balanceTold(body)).toBeNull()
    }
  })
})

describe('times', () => {
  it('a zone is told or assumed, and which is said', () => {
    const at = Date.UTC(2025, 6, 27, 18, 4, 28)
    expect(timeOf('2025-07-27 18:04:28')).toEqual({
      text: '2025-07-27 18:04:28',
      utcMs: at,
      zone: 'assumed-utc',
    })
    expect(timeOf('2025-07-27T18:04:28.125000Z')).toMatchObject({ utcMs: at + 125, zone: 'told' })
    expect(timeOf('2025-07-27T20:04:28+02:00')).toMatchObject({ utcMs: at, zone: 'told' })
    expect(timeOf('2025-07-27T17:34:28-00:30')).toMatchObject({ utcMs: at, zone: 'told' })
  })

  it('what is no time keeps its text and has no place on the clock', () => {
    for (const text of [
      '0000-00-00 00:00:00',
      '2025-02-30 10:00:00',
      '2025-07-27',
      'yesterday',
      '2025-07-27 24:00:00',
    ]) {
      expect(timeOf(text)).toMatchObject({ text, utcMs: null })
    }
    expect(timeOf('  ')).toBeNull()
    expect(timeOf(null)).toBeNull()
  })
})

describe('refusals', () => {
  it('each sentence becomes a code, and no sentence is kept', () => {
    const body = {
      message: 'The given data was invalid.',
      errors: {
        amount: ['The amount field must not be greater than 1000.', 'The amount field is required.'],
        affiliate_code: ['The affiliate code has already been taken.'],
        description: ['The description field must be a string.'],
        'Jane Doe': 'She may not.',
      },
    }
    expect(readRefusal(body)).toEqual({
      amount: ['limit', 'missing'],
      affiliate_code: ['taken'],
      description: ['invalid'],
      base: ['other'],
    })
  })

  it('the older form has one sentence', () => {
    expect(readRefusal({ success: false, error: 'Insufficient balance', message: 'x' })).toEqual({
      base: ['not-enough'],
    })
    expect(readRefusal({ message: 'Nothing that we know' })).toEqual({ base: ['other'] })
    expect(readRefusal({ errors: ['Already exists'] })).toEqual({ base: ['taken'] })
    for (const body of [null, 'no', 7, [], {}, { errors: null }]) expect(readRefusal(body)).toEqual({})
  })
})

it('a tag is a word of its own', () => {
  for (const text of ['T1-12', '[T1-12]', 'a T1-12 b', 'T1-123 T1-12'])
    expect(carriesTag(text, 'T1-12')).toBe(true)
  for (const text of ['T1-123', 'xT1-12', 'T1-12-3', 'T1-1', '', null, undefined]) {
    expect(carriesTag(text, 'T1-12')).toBe(false)
  }
  expect(carriesTag('anything', '')).toBe(false)
})
