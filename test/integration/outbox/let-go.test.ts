import { usualCounter } from '../../../shared/domain/counter-settings.ts'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bestEffort } from '../../../electron/main/directory/best-effort.ts'
import { openDirectory } from '../../../electron/main/directory/directory.ts'
import type { Directory } from '../../../electron/main/directory/types.ts'
import { createFreshMembers } from '../../../electron/main/services/fresh-members.ts'
import { letGo } from '../../../electron/main/services/let-go.ts'
import { openMember } from '../../../electron/main/services/open-member.ts'
import { createSearchMemory } from '../../../electron/main/services/search-memory.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { GoneMember } from '../../../shared/domain/views.ts'
import { defaultCodeRules } from '../../../shared/scan/code-meaning.ts'
import { details } from './support/fake-provider.ts'
import { createTill, shop as connection, stamps } from './support/till.ts'
import type { Till } from './support/till.ts'

const ada = details('Ada', { phone: '+4915112340142' })
let till: Till
let directory: Directory
let shop: Shop
let told: GoneMember[]

beforeEach(async () => {
  till = createTill()
  told = []
  directory = openDirectory({
    file: path.join(path.dirname(till.file), 'cache.db'),
    workerUrl: new URL('../../../electron/main/directory/worker.ts', import.meta.url),
    log: { info: () => undefined, warn: () => undefined },
  })
  shop = {
    connection,
    provider: till.fake.provider,
    outbox: till.outbox,
    directory: bestEffort(directory),
    fresh: createFreshMembers(),
    search: createSearchMemory(),
    programme: () => null,
    settings: () => ({
      theme: 'light',
      locale: 'en',
      offlineRewards: 0,
      country: 'DE',
      nameLookUp: true,
      againSeconds: 30,
      codeRules: defaultCodeRules,
      counter: usualCounter,
    }),
    cashier: () => ({ id: '01CASHIER00000000000000000', name: 'Kim' }),
    clock: till.time,
    laneVersion: () => 0,
    publishMember: () => undefined,
    publishGone: (one) => told.push(one),
    copyComplete: () => true,
    log: { info: () => undefined, warn: () => undefined },
  }
  till.fake.add('1', { details: ada })
  await openMember(shop, 'r:1')
  await till.time.advance(120_000)
})
afterEach(async () => {
  await directory.close()
  till.close()
})

const gone = () => letGo(shop, 'r:1', '1')

test('a member who is opened, and whom the provider does not know any more, leaves the copy and memory, and the cashier is told', async () => {
  till.fake.members.delete('1')
  expect((await openMember(shop, 'r:1')).ok).toBe(true)
  await expect.poll(() => told).toEqual([{ key: 'r:1', name: 'Ada', isKept: false, mayBe: null }])
  expect([await directory.member('1'), shop.fresh.over('1', null)]).toEqual([null, null])
  expect(await openMember(shop, 'r:1')).toEqual({ ok: false, error: { kind: 'not-found' } })
})

test('whoever has the same phone now is named: they may be who is gone', async () => {
  till.fake.add('2', { details: { ...ada, lastName: 'Merged' } })
  await openMember(shop, 'r:2')
  expect(await gone()).toEqual({ key: 'r:1', name: 'Ada', isKept: false, mayBe: 'Ada Merged' })
})

test('a member for whom something waits stays, and the cashier is told that it will be asked about', async () => {
  till.save(stamps('1', 1, { undoMs: 60_000 }))
  expect(await gone()).toEqual({ key: 'r:1', name: 'Ada', isKept: true, mayBe: null })
  expect(await directory.member('1')).not.toBeNull()
})

test('nobody is let go where the provider does not answer for the shop itself', async () => {
  till.fake.script('ping', { kind: 'not-found' })
  expect(await gone()).toBeNull()
  expect(await directory.member('1')).not.toBeNull()
})

test('nobody is let go who was told a moment ago: a reading may lag behind', async () => {
  shop.fresh.put(
    { ...((await directory.member('1'))?.member ?? expect.fail('nobody')) },
    till.time.now() - 1_000,
  )
  expect(await gone()).toBeNull()
  expect(await directory.member('1')).not.toBeNull()
})

test('an answer that comes after everything was forgotten lets nobody go', async () => {
  till.fake.arrive = (method) => {
    if (method === 'ping') shop.fresh.forgetAll()
  }
  expect(await gone()).toBeNull()
  expect(await directory.member('1')).not.toBeNull()
})
