import type { Failure } from '../../electron/main/providers/provider.ts'
import type { Fault } from '../fakes/faults.ts'

/** An answer that nobody documented, what a change must make of it, and whether it was made. */
type Row = readonly [name: string, fault: Fault, failure: Failure, done: boolean]
export const rows: readonly Row[] = [
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
    '409',
    { kind: 'status', status: 409, done: 'nothing' },
    { kind: 'refused', status: 409, fields: { base: ['other'] } },
    false,
  ],
]
