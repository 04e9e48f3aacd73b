import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDirectory } from '../../../electron/main/directory/directory.ts'
import type { Directory } from '../../../electron/main/directory/types.ts'
import { createFreshMembers } from '../../../electron/main/services/fresh-members.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import { takeIn } from '../../../electron/main/services/take-in.ts'
import type { HeldCard, RemoteMember } from '../../../shared/domain/member.ts'

const card = (id: string, stamps: number): HeldCard => ({
  id,
  templateId: 't1',
  name: 'Coffee',
  stamps,
  passInstalled: null,
})
const member = (firstName: string, cards: readonly HeldCard[], cardsKnown = true): RemoteMember => ({
  remoteId: '1',
  details: { firstName, lastName: null, email: null, phone: null, birthday: null },
  cards,
  cardsKnown,
  codes: [],
  tags: [],
  updatedAt: null,
})

let folder: string
let directory: Directory
let shop: Shop
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'take-in-'))
  directory = openDirectory({
    file: path.join(folder, 'cache.db'),
    workerUrl: new URL('../../../electron/main/directory/worker.ts', import.meta.url),
    log: { info: () => undefined, warn: () => undefined },
  })
  const parts = {
    connection: { id: 'shop' },
    outbox: { forgetting: { comeBack: () => undefined } },
    clock: { now: () => 1_000 },
    fresh: createFreshMembers(),
    directory,
  }
  shop = parts as unknown as Shop
})
afterEach(async () => {
  await directory.close()
  rmSync(folder, { recursive: true, force: true })
})

const left = { kind: 'stamps-left', remoteId: '1', cardId: 'c', stamps: 2 } as const
const stamped = { kind: 'card', remoteId: '1', card: card('c', 13) } as const

describe('what an operation brought', () => {
  test('stamps left are shown in the same turn, also of a member who is only in the copy', async () => {
    await directory.apply([member('Ana', [card('c', 12), card('d', 3)])], 100)
    const cached = await directory.member('1')
    const taken = takeIn(shop, left)
    // Nothing was awaited: a panel that is built now must not show the old figure.
    expect(shop.fresh.over('1', cached)?.member.cards).toEqual([card('c', 2), card('d', 3)])
    await taken
    expect((await directory.member('1'))?.member.cards).toEqual([card('c', 2), card('d', 3)])
  })

  test.each([left, stamped])(
    '$kind leaves details their age: a list page read before it still counts',
    async (brought) => {
      await directory.apply([member('Ana', [card('c', 12)])], 100)
      await takeIn(shop, brought)
      const kept = await directory.member('1')
      expect(kept?.fetchedAt).toBe(100)
      expect(kept?.member.cards[0]?.stamps).toBe(brought.kind === 'card' ? 13 : 2)
      await directory.apply([member('Anna', [], false)], 500)
      expect((await directory.member('1'))?.member.details.firstName).toBe('Anna')
    },
  )

  test('a card is written also where a list row told newer details, and those stay', async () => {
    shop.fresh.put(member('Ana', [card('c', 12)]), 100)
    await directory.apply([member('Ana', [card('c', 12)])], 100)
    await directory.apply([member('Anna', [], false)], 500)
    await takeIn(shop, stamped)
    const kept = await directory.member('1')
    expect(kept?.member.details.firstName).toBe('Anna')
    expect(kept?.member.cards).toEqual([card('c', 13)])
  })

  test('of a member who is nowhere nothing is made up', async () => {
    await takeIn(shop, stamped)
    expect(await directory.member('1')).toBeNull()
  })
})
