import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { median, percentile, summarise } from '../../bench/statistics.ts'

const times = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 })

describe('percentile', () => {
  test('is the smallest value that so many do not exceed', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 100 }), (values, percent) => {
        const found = percentile(values, percent)
        const within = (limit: number): number => values.filter((value) => value <= limit).length
        expect(values).toContain(found)
        expect(within(found)).toBeGreaterThanOrEqual((percent / 100) * values.length)
        const below = values.filter((value) => value < found)
        expect(below.length).toBeLessThan((percent / 100) * values.length)
      }),
    )
  })

  test('of one to a hundred is its own number', () => {
    const values = Array.from({ length: 100 }, (_, at) => 100 - at)
    expect([1, 50, 95, 100].map((percent) => percentile(values, percent))).toEqual([1, 50, 95, 100])
  })
})

describe('median', () => {
  test('lies in the middle, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([9, 1, 5, 3])).toBe(4)
    expect(median([7])).toBe(7)
  })
})

describe('summary', () => {
  test('a handful of starts has no p95: it would be the largest under another name', () => {
    expect(summarise(Array.from({ length: 19 }, () => 1)).p95).toBeNull()
    expect(summarise(Array.from({ length: 20 }, (_, at) => at + 1)).p95).toBe(19)
  })

  test('nor have a hundred a p99', () => {
    expect(summarise(Array.from({ length: 199 }, () => 1)).p99).toBeNull()
    expect(summarise(Array.from({ length: 200 }, (_, at) => at + 1)).p99).toBe(198)
  })

  test('nothing measured, or nothing that is a number, is no measurement', () => {
    expect(() => summarise([])).toThrow('nothing was measured')
    expect(() => summarise([1, Number.NaN])).toThrow('NaN')
    expect(() => summarise([Number.POSITIVE_INFINITY])).toThrow('Infinity')
  })
})
