import { expect, test } from 'vitest'
import { stolenBetween } from '../../bench/machine.ts'

const before = 'cpu  3320623 4925 380940 2348187 17674 0 32437 131059 0 0'

test.each([
  ['a tenth', 'cpu  3324223 4925 380940 2348187 17674 0 32437 131459 0 0', 0.1],
  ['nothing, whatever guests took', 'cpu  3321623 4925 380940 2348187 17674 0 32437 131059 900 0', 0],
  ['no time has passed', before, null],
  ['a system that does not tell it', 'cpu  3324223 4925 380940', null],
  ['no such file', null, null],
])('of the time between, other machines took: %s', (_, after, share) => {
  expect(stolenBetween(before, after)).toBe(share)
})
