import { expect, test } from 'vitest'
import { sealed, unsealed } from '../../../electron/main/directory/seal.ts'

/** Bytes that are all different from their neighbours. */
const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 151 + 7) & 0xff)

/** The same bytes at another place of a memory. */
function moved(data: Uint8Array, by: number): Uint8Array {
  const room = new Uint8Array(data.length + by)
  room.set(data, by)
  return room.subarray(by)
}

/** Seals as they were when bytes were summed one by one. */
const seals = [
  [0, '165cd233'],
  [1, '3df3094a'],
  [6, '31db1945'],
  [2_001, 'dbf7bc2a'],
] as const

test.each(seals)(
  '%i bytes have the seal that copies of this version have, wherever they lie in memory',
  (length, seal) => {
    for (const by of [0, 1, 2, 3, 4]) {
      const whole = sealed(moved(bytes(length), by))
      expect(Buffer.from(whole.subarray(length)).toString('hex')).toBe(seal)
      for (const at of [0, 1, 2, 3, 4]) expect(unsealed(moved(whole, at))).toEqual(bytes(length))
    }
  },
)

test('a changed byte is noticed, whichever it is', () => {
  for (let at = 0; at < 44; at += 1) {
    const whole = sealed(bytes(40))
    whole[at] = (whole[at] ?? 0) ^ 0x10
    expect(() => unsealed(whole)).toThrow(SyntaxError)
  }
})
