import { describe, expect, test } from 'vitest'
import { isMet } from '../../bench/figure.ts'
import type { Row } from '../../bench/figure.ts'
import { scriptsOf } from '../../bench/figures/first-screen.ts'
import { number, table } from '../../bench/table.ts'

const row = (change: Partial<Row>): Row => ({
  id: 'one',
  title: 'One',
  unit: 'ms',
  samples: 60,
  median: 1,
  p95: 2,
  p99: null,
  max: 3,
  note: null,
  ...change,
})

test('a number has three digits that count', () => {
  expect([0.1234, 9.876, 12.34, 123.4, 1234.5].map(number)).toEqual(['0.12', '9.88', '12.3', '123', '1235'])
})

test('numbers stand under one another, a note under its row', () => {
  const lines = table([
    row({}),
    row({ title: 'A longer one', median: 1234.6, note: 'on a cold disk' }),
  ]).split('\n')
  expect(lines).toEqual([
    '              median   p95   max       n',
    '----------------------------------------',
    'One             1.00  2.00  3.00  ms  60',
    'A longer one    1235  2.00  3.00  ms  60',
    '    on a cold disk',
  ])
})

test('what was measured once has neither a largest nor a count', () => {
  const [, , line] = table([row({ samples: 1, p95: null, unit: 'kB', median: 138 })]).split('\n')
  expect(line).toBe('One     138            kB')
})

test('the first screen is the page’s script and what it imports at once; nothing that waits, no style', () => {
  const html = `<script type="module" crossorigin src="./assets/index-1.js"></script>
    <link rel="modulepreload" crossorigin href="./assets/runtime-2.js">
    <link rel="prefetch" href="./assets/later-3.js"><link rel="stylesheet" href="./assets/index-4.css">`
  expect(scriptsOf(html)).toEqual(['./assets/index-1.js', './assets/runtime-2.js'])
})

describe('a target', () => {
  const target = { of: 'p99', limit: 1, is: 'most' } as const

  test('that is missed is said in a plain word, and so is one that is met', () => {
    const [head, , met, missed] = table([
      row({ samples: 1_000, p99: 0.9, target, floor: { median: 0.1, p99: 0.24, rows: 3 } }),
      row({ samples: 1_000, p99: 1.4, target }),
    ]).split('\n')
    expect(head).toBe('     median   p95   p99   max         n  SELECT p99  wanted')
    expect(met).toBe('One    1.00  2.00  0.90  3.00  ms  1000        0.24  p99 ≤ 1: met')
    expect(missed).toBe('One    1.00  2.00  1.40  3.00  ms  1000              p99 ≤ 1: MISSED')
  })

  test('of a figure that was measured too seldom is neither met nor missed', () => {
    expect(isMet(row({ target }))).toBeNull()
    expect(table([row({ target })])).toContain('p99 ≤ 1: too few to say')
    expect(isMet(row({}))).toBeNull()
  })

  test('may be the least that is wanted, and its limit is within', () => {
    const least = { of: 'median', limit: 98, is: 'least' } as const
    expect(isMet(row({ median: 98, target: least }))).toBe(true)
    expect(isMet(row({ median: 97.9, target: least }))).toBe(false)
    expect(isMet(row({ p99: 1, target }))).toBe(true)
  })
})
