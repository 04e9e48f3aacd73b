import { expect, test, vi } from 'vitest'
import type { Core } from '../../../electron/main/outbox/core.ts'
import { createReplaced } from '../../../electron/main/outbox/replaced.ts'
import type { Ulid } from '../../../shared/domain/ids.ts'

const shop = '01J00000000000000000000000' as Ulid

test('where nobody lost a card, the rows of a list look no code up', () => {
  const all = vi.fn(() => [])
  const among = (someAreLost: boolean): ReadonlyMap<string, unknown> => {
    const db = { get: () => (someAreLost ? { some: 1 } : undefined), all }
    return createReplaced({ db } as unknown as Core).among(shop, ['STW-0142', 'STW-0143'])
  }
  expect(among(false).size).toBe(0)
  expect(all).not.toHaveBeenCalled()
  among(true)
  expect(all).toHaveBeenCalledOnce()
})
