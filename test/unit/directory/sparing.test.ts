import { expect, test } from 'vitest'
import { sparing } from '../../../electron/main/directory/sparing.ts'
import type { Directory } from '../../../electron/main/directory/types.ts'
import { memberLike } from './made-up-members.ts'

test('the copy that a pull writes spares who is on the wire from any telling, and from a sweep whoever something is owed', async () => {
  const calls: unknown[] = []
  const under = {
    applyPage: async (members: readonly { remoteId: string }[]) => {
      calls.push(members.map(({ remoteId }) => remoteId))
    },
    sweep: async (since: number, spared: () => ReadonlySet<string>) => {
      calls.push([since, ...spared()])
      calls.push([since, ...spared()])
      return 0
    },
  } as unknown as Directory
  const owed = new Set(['b', 'o'])
  const copy = sparing(under, { busy: () => new Set(['b']), owed: () => new Set(owed.add(`o${owed.size}`)) })
  const state = { cursor: null, startedAt: null, finishedAt: null, total: null, lastStartedAt: null }
  await copy.applyPage([memberLike('a', {}), memberLike('b', {}), memberLike('o', {})], 1, state)
  await copy.sweep(5)
  expect(calls).toEqual([
    ['a', 'o'],
    [5, 'b', 'o', 'o2'],
    [5, 'b', 'o', 'o2', 'o3'],
  ])
})
