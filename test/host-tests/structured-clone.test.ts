import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeCloneCodec } from '../host/page/structured-clone.ts'

const { encode, decode } = makeCloneCodec()
const roundTrip = (value: unknown): unknown => decode(encode(value))

test('whatever structured clone carries arrives as structured clone would deliver it', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
    withBoxedValues: true,
    stringUnit: 'binary',
  })
  fc.assert(
    fc.property(anything, (value) => {
      let expected: unknown
      try {
        expected = structuredClone(value)
      } catch {
        expect(() => encode(value)).toThrow('An object could not be cloned.')
        return
      }
      expect(roundTrip(value)).toStrictEqual(expected)
    }),
    { numRuns: 500 },
  )
})

test('cycles and shared references stay cycles and shared references', () => {
  const shared = { date: new Date(Number.NaN) }
  const value: Record<string, unknown> = { shared, again: [shared], map: new Map([[shared, shared]]) }
  value['self'] = value
  const back = roundTrip(value) as {
    self: unknown
    shared: { date: Date }
    again: [unknown]
    map: Map<unknown, unknown>
  }
  expect(back.self).toBe(back)
  expect(back.again[0]).toBe(back.shared)
  expect(back.map.get(back.shared)).toBe(back.shared)
  expect(back.shared.date.getTime()).toBeNaN()
})

test('views of one buffer stay views of one buffer', () => {
  const bytes = new Uint8Array([1, 2, 3, 4])
  const back = roundTrip([bytes, new Uint16Array(bytes.buffer, 2, 1)]) as [Uint8Array, Uint16Array]
  expect([...back[0]]).toEqual([1, 2, 3, 4])
  expect(back[1].buffer).toBe(back[0].buffer)
  expect([back[1].byteOffset, back[1].length]).toEqual([2, 1])
})

test('an error keeps its class, message, stack and cause', () => {
  const error = new RangeError('no', { cause: new Error('why') })
  const back = roundTrip(error) as RangeError
  expect(back).toBeInstanceOf(RangeError)
  expect(back.message).toBe('no')
  expect(back.stack).toBe(error.stack)
  expect((back.cause as Error).message).toBe('why')
})

test('a key named __proto__ is data', () => {
  const back = roundTrip(JSON.parse('{"__proto__":{"a":1}}')) as object
  expect(Object.keys(back)).toEqual(['__proto__'])
  expect(Object.getPrototypeOf(back)).toBe(Object.prototype)
})

test.each([
  ['a function', () => 1],
  ['a symbol', Symbol('s')],
  ['a WeakMap', new WeakMap()],
  ['a promise', Promise.resolve()],
  ['a Blob', new Blob(['x'])],
  ['shared memory', new SharedArrayBuffer(1)],
  ['a function deep inside', { a: [new Map([[1, () => 1]])] }],
])('%s is refused', (_name, value) => {
  expect(() => encode(value)).toThrow('An object could not be cloned.')
})
