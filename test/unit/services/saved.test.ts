import { expect, test } from 'vitest'
import { savedAnswer } from '../../../electron/main/services/saved.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { OperationView } from '../../../shared/domain/operation.ts'
import { ok } from '../../../shared/ipc/result.ts'

const operation: OperationView = {
  id: '01J00000000000000000000001',
  seq: 1,
  facts: { kind: 'stamps.add', amount: 1 },
  state: 'held',
  plain: 'saved',
  target: { kind: 'member', key: 'r:1' },
  who: { name: 'Ana' },
  by: 'Robin',
  actor: null,
  createdAt: 1,
  changedAt: 1,
  lostAt: null,
  undoUntil: null,
  reason: null,
  proof: null,
  attempts: 0,
  choices: { undo: true, retry: false, fix: false, confirm: false, drop: false },
}

test('what is saved is answered as saved, also when the till closes before it can be shown', async () => {
  const closed = (): never => {
    throw new Error('closed')
  }
  const warned: string[] = []
  const shop = {
    connection: { id: '01J0000000000000000000000C' },
    outbox: { keyOf: closed, remoteIdOf: closed },
    log: { info: () => undefined, warn: (event: string) => warned.push(event) },
  } as unknown as Shop
  expect(await savedAnswer(shop, ok(operation))).toEqual({ ok: true, value: { operation, member: null } })
  expect(warned).toEqual(['member.not-shown'])
})
