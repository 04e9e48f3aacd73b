import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventName, redact } from '../../../electron/main/redact.ts'

const personal = fc.oneof(
  fc.constantFrom('María José Ñandú', 'Ana Pérez', '李小龍', 'Łukasz Żółć', "O'Brien"),
  fc.constantFrom('+34600111222', '600 111 222', '(0049) 30-123456', '4006381333931', '0012345678905'),
  fc.emailAddress(),
  fc.constantFrom('Bearer sk_live_51HxYz', 'Basic YW5hOnNlY3JldA==', 'sk_test_4eC39HqLyjWDarjtT1zdp7dc'),
  fc.constantFrom(
    'https://api.example.com/v1/customers/ana@example.com?phone=600111222',
    'card:4006381333931',
  ),
)
const listed = [
  'kind',
  'channel',
  'state',
  'id',
  'connection',
  'count',
  'ms',
  'ok',
  'origin',
  'error',
  'fields',
]
const unlisted = fc.oneof(
  fc.constantFrom('name', 'phone', 'email', 'code', 'reason', 'key', 'secret', 'baseUrl', 'url', 'member'),
  personal,
)

/** Every way a secret can be wrapped before somebody logs it. */
const wrapped = (
  secret: fc.Arbitrary<string>,
): fc.Arbitrary<{ readonly secret: string; readonly value: unknown }> =>
  secret.chain((text) =>
    fc
      .constantFrom<readonly ((inner: unknown) => unknown)[]>(
        [],
        [(inner) => ({ nested: inner })],
        [(inner) => [inner, [inner]]],
        [(inner) => new Error(String(inner))],
        [(inner) => new TypeError('outer', { cause: new Error(String(inner)) })],
        [(inner) => Object.assign(new Error('x'), { code: inner, kind: inner, extra: inner })],
        [(inner) => Object.assign(new Error('x'), { name: inner })],
        [
          (inner) =>
            new Error(`${String(inner)}\n    at ${String(inner)} (file:///home/${String(inner)}/a.js:1:1)`),
        ],
        [(inner) => ({ toJSON: () => inner })],
        [(inner) => new Map([[inner, inner]])],
        [(inner) => new URL(`https://example.com/?q=${encodeURIComponent(String(inner))}`)],
      )
      .map((wrappers) => ({
        secret: text,
        value: wrappers.reduce<unknown>((inner, wrap) => wrap(inner), text),
      })),
  )

/** Pieces that would already identify somebody. */
const pieces = (secret: string): readonly string[] =>
  [secret, ...secret.split(/[\s@?=&]+/)].filter((piece) => piece.length > 3)

describe('a log line', () => {
  test('never holds personal data or a key, under any name, however wrapped', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...listed), unlisted),
        wrapped(personal),
        (name, { secret, value }) => {
          const line = JSON.stringify(redact({ [name]: value }))
          // A bare origin is the provider's own address: the path and the query are what identify.
          const rest = line.replace('"origin":"https://api.example.com"', '')
          for (const piece of pieces(secret)) expect(rest).not.toContain(piece)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  test('counts what it dropped', () => {
    expect(redact({ kind: 'timeout', name: 'Ana', phone: '+34600111222', reason: 'ana' })).toEqual({
      kind: 'timeout',
      dropped: 3,
    })
  })

  test('keeps the words, figures and ids that tell what happened', () => {
    const fields = {
      kind: 'already-redeemed',
      channel: 'members.search',
      op: 'addStamps',
      code: 'SQLITE_FULL',
      id: '01J8ZQ4Y6M3K2N1P0R9S8T7V6W',
      status: 422,
      ms: 12.5,
      ok: false,
      outcome: null,
      fields: ['baseUrl', 'zone'],
    }
    expect(redact(fields)).toEqual(fields)
  })

  test('never takes a number for a count when it could be a phone or a card', () => {
    expect(redact({ count: 34_600_111_222 })).toEqual({ dropped: 1 })
    expect(redact({ count: Number.NaN })).toEqual({ dropped: 1 })
  })

  test.each([
    ['ECONNRESET', true],
    ['ERR_HTTP2_STREAM_ERROR', true],
    ['SQLITE_IOERR_FSYNC', true],
    [139, true],
    ['4006381333931', false],
    ['EABCDEF', false],
    ['GOLD', false],
    ['toString', false],
    [4_006_381_333_931, false],
    [12_345_678, false],
  ])("tells an error's code from a card's: %s", (code, passes) => {
    expect(redact({ code })).toEqual(passes ? { code } : { dropped: 1 })
  })

  test.each([
    [0, true],
    [139, true],
    [3_221_225_477, true],
    [-1_073_741_819, true],
    [600_111_222, false],
    [34_600_111_222, false],
    [1.5, false],
  ])('keeps how a process ended, on Windows too: %s', (exitCode, passes) => {
    expect(redact({ exitCode })).toEqual(passes ? { exitCode } : { dropped: 1 })
  })

  test('shortens an address to its origin', () => {
    expect(redact({ origin: 'https://user:secret@api.example.com:8443/customers/7?email=a@b.c' })).toEqual({
      origin: 'https://api.example.com:8443',
    })
    expect(redact({ origin: 'file:///etc/passwd' })).toEqual({ dropped: 1 })
  })

  test('keeps of an error its class, code, kind and places, through its causes', () => {
    const here: unknown = expect.arrayContaining([expect.stringMatching(/^redact\.test\.ts:\d+:\d+$/)])
    const cause = Object.assign(new RangeError('ana@example.com'), { code: 'ECONNRESET' })
    const error = Object.assign(new TypeError('card 4006381333931', { cause }), { kind: 'send-failed' })
    expect(redact({ error })).toEqual({
      error: {
        name: 'TypeError',
        kind: 'send-failed',
        at: here,
        cause: { name: 'RangeError', code: 'ECONNRESET', at: here },
      },
    })
  })

  test('drops the places when it cannot tell them from the message', () => {
    const error = new Error('before')
    error.stack = 'Error: Ana called\n    at ana.js:1:1'
    expect(redact({ error })).toEqual({ error: { name: 'Error', at: [] } })
  })

  test('follows a ring of causes only so far', () => {
    const error = new Error('ring')
    error.cause = error
    expect(JSON.stringify(redact({ error })).match(/"cause"/g)).toHaveLength(5)
  })

  test('says so when what was thrown is no error', () => {
    expect(redact({ error: 'Ana' })).toEqual({ error: { name: 'not-an-error', type: 'string' } })
  })

  test.each([
    ['outbox.claimed', 'outbox.claimed'],
    ['ipc.bad-request', 'ipc.bad-request'],
    ['Ana Pérez', 'log.unnamed'],
    ['searched for ana@example.com', 'log.unnamed'],
    ['ana@example.com', 'log.unnamed'],
    ['scan.4006381333931', 'log.unnamed'],
  ])('is named at the call site: %s', (event, name) => {
    expect(eventName(event)).toBe(name)
  })
})
