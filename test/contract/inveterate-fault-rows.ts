import type { Failure } from '../../electron/main/providers/provider.ts'
import type { Fault } from '../fakes/inveterate-faults.ts'

/** A fault, what a change must make of it, and whether it was made. */
type Row = readonly [name: string, fault: Fault, failure: Failure, done: boolean]
export const rows: readonly Row[] = [
  ['the request is lost', { kind: 'lost-request' }, { kind: 'no-answer', cause: 'reset' }, false],
  ['the reply is lost', { kind: 'lost-reply' }, { kind: 'no-answer', cause: 'reset' }, true],
  ['the answer breaks off', { kind: 'half-answer' }, { kind: 'no-answer', cause: 'half-answer' }, true],
  ['the answer never ends', { kind: 'drip' }, { kind: 'no-answer', cause: 'timeout' }, true],
  ['half a JSON text', { kind: 'truncated' }, { kind: 'bad-answer', status: 0 }, true],
  ['a page in HTML', { kind: 'html', status: 200 }, { kind: 'bad-answer', status: 200 }, true],
  ['a refusal in HTML', { kind: 'html', status: 400 }, { kind: 'bad-answer', status: 400 }, true],
  ['a redirect', { kind: 'redirect' }, { kind: 'bad-answer', status: 302 }, true],
  [
    '500 before',
    { kind: 'status', status: 500, done: 'nothing' },
    { kind: 'server-error', status: 500 },
    false,
  ],
  ['500 after', { kind: 'status', status: 500, done: 'all' }, { kind: 'server-error', status: 500 }, true],
  ['503 after', { kind: 'status', status: 503, done: 'all' }, { kind: 'server-error', status: 503 }, true],
  [
    '204 instead of 201',
    { kind: 'status', status: 204, done: 'all' },
    { kind: 'bad-answer', status: 204 },
    true,
  ],
  [
    '202 instead of 201',
    { kind: 'status', status: 202, done: 'all' },
    { kind: 'bad-answer', status: 202 },
    true,
  ],
  ...[{ success: false }, { errors: ['Invalid'] }, { statusCode: 400 }].map((refusal): Row => [
    `a refusal dressed as a success (${Object.keys(refusal).join()})`,
    { kind: 'rewrite', body: () => ({ message: 'x', data: {}, ...refusal }) },
    { kind: 'bad-answer', status: 0 },
    true,
  ]),
  ['an answer without words', { kind: 'rewrite', body: () => ({}) }, { kind: 'bad-answer', status: 0 }, true],
  [
    '429',
    { kind: 'status', status: 429, done: 'nothing', headers: { 'retry-after': '7' } },
    { kind: 'rate-limited', retryAfterMs: 7_000 },
    false,
  ],
  [
    '409',
    { kind: 'status', status: 409, done: 'nothing' },
    { kind: 'refused', status: 409, fields: { base: ['other'] } },
    false,
  ],
]
