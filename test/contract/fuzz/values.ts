// What the fuzzed tests of the adapters share: bodies that no honest server sends, and what may come of them.
import fc from 'fast-check'
import { expect } from 'vitest'
import { TransportError } from '../../../electron/main/outbound/transport-error.ts'
import type { Answer, Failure } from '../../../electron/main/providers/provider.ts'
import { anyText } from '../../fixtures/any-text.ts'

/** Runs of a property: few in the ordinary run, many where there is time. */
export const runs = process.env['STAMPWELL_FULL'] === '1' ? 1_000 : 40

const kinds: Record<Failure['kind'], true> = {
  'not-sent': true,
  'no-answer': true,
  'bad-answer': true,
  unauthorized: true,
  forbidden: true,
  'not-found': true,
  refused: true,
  'rate-limited': true,
  'server-error': true,
}

/** A failure of a known kind, or a value in which every number is a whole one. */
export function expectTyped(answer: Answer<unknown>): void {
  expect(answer.evidence.ms).toBeGreaterThanOrEqual(0)
  if (!answer.ok) expect(kinds[answer.failure.kind]).toBe(true)
  else expectWhole(answer.value)
}

function expectWhole(value: unknown): void {
  if (typeof value === 'number') expect(Number.isSafeInteger(value)).toBe(true)
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) expectWhole(inner)
}

/** JSON that has the right names in it, and anything at all under them. */
export function almostOf(names: readonly string[]) {
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>(null, true, false, 0, -0, 1, -1, 240, 3.5, 0.1 + 0.2, 1e21, 1e300, 2 ** 53),
      fc.constantFrom<unknown>(
        '',
        '1',
        '-1',
        '0.00',
        '-1.005',
        '1e3',
        'NaN',
        '__proto__',
        '\u0000',
        '\ud800',
      ),
      fc.constantFrom<unknown>('a@example.com', '+61411222333', '2026-01-01T00:00:00Z', '2026-02-30'),
      fc.constantFrom<unknown>('ü🎂', '٣', '０．００', 'x'.repeat(5_000)),
      anyText({ maxLength: 20 }),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('object'),
    ),
    object: fc.dictionary(fc.constantFrom(...names, '__proto__', 'constructor'), tie('value'), {
      maxKeys: 12,
    }),
  }))
}

/** A status that a response can be made with; the good ones more often. */
export const status = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(200, 201) },
  { weight: 2, arbitrary: fc.integer({ min: 200, max: 599 }).filter((code) => ![205, 304].includes(code)) },
)

/** What a body says that it is. */
export const contentType = fc.oneof(
  { weight: 3, arbitrary: fc.constant('application/json') },
  { weight: 2, arbitrary: fc.constantFrom('application/problem+json', 'text/html', 'text/plain', '') },
)

/** A response of any bytes. */
export function response(
  code: number,
  type: string,
  body: BodyInit | null,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const init = { status: code, headers: { 'content-type': type, ...headers } }
  return new Response(code === 204 ? null : body, init)
}

/** Bodies around a true one: deep, long, cut, in other encodings, and next to nothing. */
export function awkward(text: string): readonly (readonly [name: string, body: BodyInit])[] {
  const bytes = (encoding: BufferEncoding, of: string): Uint8Array<ArrayBuffer> =>
    new Uint8Array(Buffer.from(of, encoding))
  const arrays = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  const objects = `${'{"data":'.repeat(5_000)}1${'}'.repeat(5_000)}`
  return [
    ['arrays in arrays', arrays],
    ['objects in objects', objects],
    ['a deep field', `{"data":${arrays},"customers":${arrays}}`],
    ['a long text', `{"message":"${'é'.repeat(100_000)}","data":${text}}`],
    ['a long list', `[${'{"id":1},'.repeat(3_000)}{"id":1}]`],
    ['cut', text.slice(0, -1)],
    ['cut in half', text.slice(0, text.length / 2)],
    ['UTF-16', bytes('utf16le', text)],
    ['Latin-1', bytes('latin1', text.replace(/"([^"]*)"/, '"é\u00ff$1"'))],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00, 0xc3, 0x28, 0xa0])],
    ['a byte order mark', `\ufeff${text}`],
    ...['', 'null', '[]', '{}', '"x"', '0', '[null]', '{"data":null}', '\u0000'].map(
      (body) => [JSON.stringify(body), body] as const,
    ),
  ]
}

const unexplained: Failure = { kind: 'no-answer', cause: 'other' }

/**
 * What a transport may throw, and what the request is told as then: what nobody foresaw may have left. The type is a
 * lie on purpose, since code that we did not write may throw anything.
 */
export const thrown: readonly (readonly [error: Error, told: Failure])[] = [
  [new TransportError({ kind: 'not-sent', cause: 'dns' }), { kind: 'not-sent', cause: 'dns' }],
  [
    new TransportError({ kind: 'no-answer', cause: 'half-answer' }),
    { kind: 'no-answer', cause: 'half-answer' },
  ],
  [new TransportError({ kind: 'unusable', status: 200 }), { kind: 'bad-answer', status: 200 }],
  [new TypeError('fetch failed'), unexplained],
  [new Error('anything'), unexplained],
  ['a string' as unknown as Error, unexplained],
  [null as unknown as Error, unexplained],
]

/** Replaces the `at`-th value of a JSON tree. */
export function spoil(tree: unknown, at: number, other: unknown): unknown {
  let left = at % Math.max(1, sizeOf(tree))
  const walk = (value: unknown): unknown => {
    if (left-- === 0) return other
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]))
  }
  return walk(tree)
}

function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce((sum: number, inner) => sum + sizeOf(inner), 1)
}
