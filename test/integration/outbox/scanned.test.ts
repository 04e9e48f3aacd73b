import { usualCounter } from '../../../shared/domain/counter-settings.ts'
import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { bestEffort } from '../../../electron/main/directory/best-effort.ts'
import { openDirectory } from '../../../electron/main/directory/directory.ts'
import type { Directory } from '../../../electron/main/directory/types.ts'
import { createFreshMembers } from '../../../electron/main/services/fresh-members.ts'
import { createSearchMemory } from '../../../electron/main/services/search-memory.ts'
import { openMember } from '../../../electron/main/services/open-member.ts'
import { scanCode } from '../../../electron/main/services/scan-code.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import type { ScanAnswer } from '../../../shared/domain/views.ts'
import { defaultCodeRules } from '../../../shared/scan/code-meaning.ts'
import { offline } from './support/failures.ts'
import { details } from './support/fake-provider.ts'
import { createTill, shop as connection } from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'

let till: Till
let directory: Directory
let shop: Shop

const cacheFile = (): string => path.join(path.dirname(till.file), 'cache.db')

/** The counter's view of a till: with a member copy in a worker of its own. */
function openCounter(): void {
  directory = openDirectory({
    file: cacheFile(),
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
      counter: usualCounter,
      codeRules: defaultCodeRules,
    }),
    cashier: () => ({ id: '01CASHIER00000000000000000', name: 'Kim' }),
    clock: till.time,
    laneVersion: () => 0,
    publishMember: () => undefined,
    publishGone: () => undefined,
    copyComplete: () => true,
    log: { info: () => undefined, warn: () => undefined },
  }
}

const begin = (options: TillOptions = {}): void => {
  till = createTill(options)
  openCounter()
}
afterEach(async () => {
  await directory.close()
  till.close()
})

const holders = (code: string): readonly string[] => till.outbox.keysOfCode(connection.id, code)
const opened = (answer: ScanAnswer): string =>
  answer.kind === 'member' ? answer.member.details.firstName : answer.kind
const listed = (remoteId: string, firstName: string, codes: readonly string[]): RemoteMember => ({
  remoteId,
  details: details(firstName),
  cards: [],
  cardsKnown: false,
  codes,
  tags: [],
  updatedAt: null,
})
/** What was begun behind the cashier's back has been done. */
const settled = async (done: () => boolean): Promise<void> => {
  await expect.poll(done).toBe(true)
}
/** The member copy is thrown away, as after damage, and built anew from nothing. */
const loseCopy = async (): Promise<void> => {
  await directory.close()
  for (const name of readdirSync(path.dirname(till.file)).filter((one) => one.startsWith('cache.db')))
    rmSync(path.join(path.dirname(till.file), name))
  openCounter()
}

describe('a scan', () => {
  test('that the provider resolved is known to the register, and after the copy was lost', async () => {
    begin()
    till.fake.add('1', { details: details('Ada'), codes: ['CARD-1'] })
    expect(opened(await scanCode(shop, 'CARD-1'))).toBe('Ada')
    await settled(() => holders('CARD-1').length === 1)
    await loseCopy()
    expect(holders('CARD-1')).toEqual(['r:1'])
    expect(opened(await scanCode(shop, 'CARD-1'))).toBe('Ada')
  })

  test('whose answer was on its way when all was forgotten leaves nothing, in memory or in the copy', async () => {
    begin()
    till.fake.add('1', { details: details('Ada'), codes: ['CARD-1'] })
    const restart = (): void => shop.fresh.forgetAll()
    till.fake.arrive = restart
    expect((await scanCode(shop, 'CARD-1')).kind).toBe('not-known-here')
    expect((await openMember(shop, 'r:1')).ok).toBe(false)
    expect([shop.fresh.over('1', null), await directory.member('1')]).toEqual([null, null])
    till.fake.arrive = () => undefined
    expect(opened(await scanCode(shop, 'CARD-1'))).toBe('Ada')
  })

  test('finds its member in whichever of its forms a reader gives it', async () => {
    begin({ capabilities: { codes: 'till' } })
    till.fake.add('1', { details: details('Ada') })
    till.fake.add('2', { details: details('Bo') })
    till.outbox.learnCode(connection.id, '036000291452', 'r:1')
    till.outbox.learnCode(connection.id, '0012345678905', 'r:2')
    expect(opened(await scanCode(shop, '0036000291452'))).toBe('Ada')
    expect(opened(await scanCode(shop, '012345678905'))).toBe('Bo')
  })

  test('finds its member by the register alone where the provider knows no codes and the copy is lost', async () => {
    begin({ capabilities: { codes: 'till' } })
    till.fake.add('1', { details: details('Ada') })
    till.outbox.learnCode(connection.id, 'CARD-1', 'r:1')
    await loseCopy()
    const answer = await scanCode(shop, 'CARD-1')
    expect(opened(answer)).toBe('Ada')
    expect(answer).toMatchObject({ member: { codes: ['CARD-1'] } })
    expect(till.fake.count('findByCode')).toBe(0)
  })

  test('of such a card waits for its member where nobody can be asked', async () => {
    begin({ capabilities: { codes: 'till' } })
    till.outbox.learnCode(connection.id, 'CARD-1', 'r:1')
    till.fake.always(offline)
    await till.outbox.probe(connection.id)
    expect(await scanCode(shop, 'CARD-1')).toMatchObject({ kind: 'not-known-here', waitingStamps: 0 })
    expect(holders('CARD-1')).toEqual(['r:1'])
  })
})

describe('codes in a panel', () => {
  test('are the register’s where only the till can know them, and the provider’s where it does', async () => {
    begin({ capabilities: { codes: 'till' } })
    till.fake.add('1', { details: details('Ada') })
    till.outbox.learnCode(connection.id, 'CARD-1', 'r:1')
    expect(await openMember(shop, 'r:1')).toMatchObject({ ok: true, value: { codes: ['CARD-1'] } })
    Object.assign(till.fake.provider, {
      capabilities: { ...till.fake.provider.capabilities, codes: 'provider' },
    })
    expect(await openMember(shop, 'r:1')).toMatchObject({ ok: true, value: { codes: [] } })
  })
})

describe('a card that the provider has moved', () => {
  test('asks who is meant once, and leads to its new member from then on', async () => {
    begin()
    till.fake.add('1', { details: details('Ada') })
    till.fake.add('2', { details: details('Bo'), codes: ['CARD-1'] })
    till.outbox.learnCode(connection.id, 'CARD-1', 'r:1')
    await till.time.advance(10)
    // A list row of each has come since.
    await directory.apply([listed('1', 'Ada', []), listed('2', 'Bo', ['CARD-1'])], till.time.now())
    expect(await scanCode(shop, 'CARD-1')).toMatchObject({ kind: 'several', rows: [{}, {}] })
    await settled(() => !holders('CARD-1').includes('r:1'))
    expect(opened(await scanCode(shop, 'CARD-1'))).toBe('Bo')
  })

  test('stays whose it was while nobody else has it, however little the provider tells', async () => {
    begin()
    till.fake.add('1', { details: details('Ada') })
    till.outbox.learnCode(connection.id, 'CARD-1', 'r:1')
    await till.time.advance(10)
    expect((await openMember(shop, 'r:1')).ok).toBe(true)
    expect(holders('CARD-1')).toEqual(['r:1'])
  })

  test('stays whose it was where only this till knows codes', async () => {
    begin({ capabilities: { codes: 'till' } })
    till.fake.add('1', { details: details('Ada') })
    till.outbox.learnCode(connection.id, 'CARD-1', 'r:1')
    await till.time.advance(10)
    await directory.apply([listed('2', 'Bo', ['CARD-1'])], till.time.now())
    expect((await openMember(shop, 'r:1')).ok).toBe(true)
    expect(holders('CARD-1')).toContain('r:1')
  })

  test('stays with whom it was just given to, though what is read does not show it yet', async () => {
    begin()
    till.fake.add('1', { details: details('Ada') })
    await directory.apply([listed('2', 'Bo', ['CARD-1'])], till.time.now())
    // Learned in the same moment as the reading begins: older than any change that it could miss.
    till.outbox.learnCode(connection.id, 'CARD-1', 'r:1')
    expect((await openMember(shop, 'r:1')).ok).toBe(true)
    expect(holders('CARD-1')).toContain('r:1')
  })
})
